// The sample book that `init --sample` begins with (packaging/sample, compiled in). Pure.
#pragma once

#include <string>
#include <string_view>

#include "model/civil_time.h"

namespace touchbase::cli {

// CSV texts as they are in packaging/sample.
std::string_view SampleContactsText();
std::string_view SampleTouchesText();

// Every date in `text` moved on by `by`, so that the sample is never older than its reader.
std::string MoveDates(std::string_view text, days by);

// How far to move: whole weeks, so that weekdays stay, until the last touch, an appointment, lies
// in two days at the latest.
days SampleAge(std::string_view touches, Date today);

}  // namespace touchbase::cli
