#include "sync/http/trust.h"

#include <libpsl.h>

#include <algorithm>
#include <memory>
#include <optional>
#include <utility>

#include "sync/http/ascii.h"

namespace touchbase::http {
namespace {

struct FreeList {
  void operator()(psl_ctx_t* list) const { psl_free(list); }
};

// libpsl answers with a pointer into the name that it was given.
std::string RegistrableDomain(const psl_ctx_t* list, const std::string& host) {
  const char* domain = psl_registrable_domain(list, host.c_str());
  return domain != nullptr ? domain : "";
}

}  // namespace

bool SameSite(std::string_view host, std::string_view other) {
  if (host == other) return true;
  if (IsIpAddress(host) || IsIpAddress(other)) return false;
  const std::unique_ptr<psl_ctx_t, FreeList> list(psl_latest(nullptr));
  if (!list) return false;
  const std::string domain = RegistrableDomain(list.get(), std::string(host));
  return !domain.empty() && domain == RegistrableDomain(list.get(), std::string(other));
}

TrustedHosts::TrustedHosts(std::string_view named, std::vector<std::string> by_setting,
                           bool allow_plain_http)
    : by_setting_(std::move(by_setting)), allow_plain_http_(allow_plain_http) {
  for (std::string& host : by_setting_) host = LowerAscii(host);
  if (const std::optional<Url> url = SplitUrl(named)) {
    IsNamed(*url);
  } else {
    named_host_ = LowerAscii(named);
  }
}

bool TrustedHosts::IsNamed(const Url& url) {
  if (named_host_.empty()) {
    named_host_ = url.host;
    named_origin_ = Origin(url);
    named_https_ = url.scheme == "https";
  }
  return named_origin_.empty() ? url.host == named_host_ : Origin(url) == named_origin_;
}

bool TrustedHosts::Has(const Url& url) {
  return IsNamed(url) || std::find(origins_.begin(), origins_.end(), Origin(url)) != origins_.end();
}

bool TrustedHosts::Add(const Url& url) {
  if (Has(url)) return true;
  const bool set = std::find(by_setting_.begin(), by_setting_.end(), url.host) != by_setting_.end();
  if (!set && !SameSite(url.host, named_host_)) return false;
  const bool downgrade = named_https_ && url.scheme == "http";
  if (downgrade && !allow_plain_http_ && !IsLoopback(url)) return false;
  origins_.push_back(Origin(url));
  return true;
}

}  // namespace touchbase::http
