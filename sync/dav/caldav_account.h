// A person's calendars on a CalDAV server: the Account port. I/O: the network, by a Session.
//
// Nothing is sent before the first call. Where the calendars are and what server it is comes from
// the memory of an earlier run, so that a quiet run is one request for each home; it is found anew
// when a home answers 404, 421 or with a redirect, never because of a 401.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "sync/core/collection.h"
#include "sync/http/client.h"

namespace touchbase::dav {

struct DavOptions {
  http::Options http;
  std::string url;  // calendar.url of the settings: server, principal, home or collection; http(s)
  AccountMemory remembered;  // of an earlier run, or empty; for another url or user it is not used
};

// Throws InputError when `url` is no http or https URL.
std::unique_ptr<Account> OpenCalDav(DavOptions options);

// The server's name and the rules in force, from what was remembered: for `doctor` and `status`,
// without a request. "not asked yet" when nothing is known.
std::string DescribeServer(const AccountMemory& memory, std::string_view url,
                           std::string_view user);

// The rules that follow from what was remembered.
ServerRules RulesOf(const AccountMemory& memory, std::string_view url, std::string_view user);

}  // namespace touchbase::dav
