// Calls: on which days and at which times a contact may be called, and which steps that ask for a
// call become a message instead. Pure.
//
// At most one call a day and two in seven days to a contact, the logged ones counted.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "model/call_hours.h"
#include "model/live_log.h"
#include "model/tracks.h"

namespace touchbase {

struct Place;

// What became of a step that asks for a call.
enum class CallFate : std::uint8_t { kNoCall, kCall, kNoCommonHour, kCalledEnough };

class Calls {
 public:
  // All must outlive it.
  Calls(std::span<const Contact> contacts, const LiveLog& log, const CallHours& call_hours,
        const PlanSettings& settings, const WorkCalendar& calendar);

  // Whether the step may be a call at that time, beside those that were taken.
  bool Fits(const DueStep& item, LocalTime start, minutes length) const;
  void Take(const DueStep& item, LocalTime start, minutes length);

  // One fate per item, from the slots alone, earlier ones first: a plan that is fed back keeps its
  // channels. A call that the user moved stays one unless no hour of its days suits both.
  std::vector<CallFate> FatesOf(std::span<const DueStep> items,
                                std::span<const Place> places) const;

 private:
  using Days = std::vector<Date>;
  const Contact& Of(const DueStep& item) const { return contacts_[item.contact]; }
  const Days& Logged(std::uint32_t contact) const;
  bool HasCommonHour(const DueStep& item) const;
  bool IsInWork(LocalTime start, minutes length) const;

  std::span<const Contact> contacts_;
  const LiveLog& log_;
  const CallHours& call_hours_;
  const PlanSettings& settings_;
  const WorkCalendar& calendar_;
  mutable std::unordered_map<std::uint32_t, Days> logged_;
  std::unordered_map<std::uint32_t, Days> taken_;
};

}  // namespace touchbase
