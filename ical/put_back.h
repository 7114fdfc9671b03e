// An earlier text of a calendar object made fit to take the place of a later one. Pure.
#pragma once

#include <string>
#include <string_view>

#include "model/civil_time.h"

namespace touchbase::ical {

// The highest SEQUENCE of its events and tasks (RFC 5545 3.8.7.4); 0 when none says one.
int SequenceOf(std::string_view text);

// `text` under that UID, with a SEQUENCE of at least `sequence` and `now` as DTSTAMP and
// LAST-MODIFIED, so that no device takes it for stale; every other line as it is. Throws ItemError
// when it cannot be read.
std::string PutBack(std::string_view text, const std::string& uid, int sequence, Instant now);

}  // namespace touchbase::ical
