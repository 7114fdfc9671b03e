// Which hosts may be given the credentials: the one that the user named, and those that discovery
// named when they share its registrable domain (public suffix list) or are in trust_hosts. The only
// user of libpsl. I/O: reads the system's copy of the list.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "sync/http/url.h"

namespace touchbase::http {

// Two names under one registrable domain: a.example.co.uk and b.example.co.uk, not a.co.uk and
// b.co.uk. Addresses and names of one label are alike only when equal.
bool SameSite(std::string_view host, std::string_view other);

class TrustedHosts {
 public:
  // `named` is a host or a URL, or empty: then the first URL asked about is the one.
  TrustedHosts(std::string_view named, std::vector<std::string> by_setting, bool allow_plain_http);

  // Discovery named this URL. False: it may not have the credentials. From https to plain http only
  // by setting, or on this machine.
  bool Add(const Url& url);
  bool Has(const Url& url);

 private:
  bool IsNamed(const Url& url);

  std::string named_host_;
  std::string named_origin_;  // when a URL was named, or the first one asked
  bool named_https_ = false;
  std::vector<std::string> by_setting_;
  bool allow_plain_http_;
  std::vector<std::string> origins_;
};

}  // namespace touchbase::http
