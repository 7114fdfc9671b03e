// The account's other calendars and the feeds: which are read, and copies of their events in the
// base, by ETag, of a window wider than the horizon, so that they are asked again only when they
// changed or the days have moved on. I/O: the ports.
//
// A calendar or feed that cannot be read is a warning, and its copies go on counting.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "ical/occurrence.h"
#include "sync/core/other_times.h"
#include "sync/core/run_report.h"
#include "sync/core/run_settings.h"

namespace touchbase {

// One calendar of the account that is read.
struct OtherCalendar {
  CollectionState state;
  bool busy = false;   // its events block time
  bool watch = false;  // meetings are looked for in it
};

// "*" in calendar.busy and calendar.watch stands for all that take events but `ours`; else a
// calendar is named by its name or its URL. `missing` gets names that fit none.
std::vector<OtherCalendar> ChooseOthers(std::span<const CollectionState> survey,
                                        const RunSettings& settings, std::span<const Href> ours,
                                        std::vector<std::string>* missing);

// The calendars for follow-ups, as the base knows them.
std::vector<Href> OurCalendars(BaseStore& base);

// Every calendar that is read is as it was when it was read: part of a quiet run.
bool OthersUnchanged(std::span<const CollectionState> survey, const RunSettings& settings,
                     BaseStore& base);

// Names of what was read for busy times, for `status` and `doctor`.
std::vector<std::string> NamesOfOthers(BaseStore& base);

// What the last run that looked found: without the network.
OtherTimes OtherTimesOf(BaseStore& base);

struct OtherFindings {
  OtherTimes times;
  // Of watched calendars and feeds, from 14 days ago to a month beyond the horizon; not ours.
  std::vector<ical::Occurrence> watched;
};

// Brings the copies up to date and finds what they say. `survey`: of now. Throws SignInRefused.
OtherFindings ReadOthers(RunPorts& ports, const RunSettings& settings,
                         std::span<const CollectionState> survey, RunReport* report);

}  // namespace touchbase
