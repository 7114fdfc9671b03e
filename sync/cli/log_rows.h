// The rows of the log that a `log` command means, and the new contact of --new. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/contact.h"
#include "model/touch.h"
#include "model/zone.h"
#include "sync/cli/options.h"

namespace touchbase::cli {

// What was said on the command line, checked: throws UsageError for words that are not known (with
// the nearest), times that are none, times in the future (but of a meeting or an event), and words
// that go against each other. `contact`: empty for an event. Ids are made of what the rows say, so
// that the same command of the same second is the same row.
std::vector<Touch> LogRows(const LogOptions& log, const std::string& contact, LocalTime now,
                           const Zone& zone);

// "Jana Roth", "jana@x.example", "Jana Roth jana@x.example" or "Jana Roth <jana@x.example>". The id
// is the one that identity gives. Throws UsageError when it is neither name nor e-mail.
Contact NewContact(std::string_view words);

}  // namespace touchbase::cli
