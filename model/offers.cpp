#include "model/offers.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>

#include "model/calendar_days.h"
#include "model/call_hours.h"
#include "model/slots.h"

namespace touchbase {
namespace {

Date HeldUntil(const Offer& offer, const WorkCalendar& calendar) {
  Date day = offer.made;
  for (int i = 0; i < kOfferWorkingDays; ++i) day = calendar.NextOpenAfter(day);
  return day;
}

bool IsWritten(const FollowUp& follow_up) {
  return follow_up.channel != Channel::kPhone && follow_up.channel != Channel::kMeeting;
}

// What was offered this morning stays; what was offered before must still lie ahead and be free.
bool IsGood(const Offer& offer, const PlanInput& input) {
  const Date today = DateOf(input.now);
  if (offer.made == today) return true;
  const minutes length{input.settings.slot_minutes};
  const auto is_free = [&](LocalTime time) {
    return DateOf(time) > today &&
           std::none_of(input.busy.begin(), input.busy.end(), [&](const Busy& busy) {
             return busy.start < time + length && time < busy.end;
           });
  };
  return is_free(offer.first) && is_free(offer.second);
}

// Of an item that is open still. Its times bind nobody: a run that is started again knows only the
// new ones, and finds the same places for everything else.
bool WillBeMadeAnew(const Offer& offer, const PlanInput& input) {
  return !IsGood(offer, input) &&
         std::any_of(input.placed.begin(), input.placed.end(),
                     [&](const Placed& placed) { return placed.key == offer.key; });
}

class OfferMaker {
 public:
  OfferMaker(const PlanInput& input, std::span<const Busy> busy, const Plan& plan)
      : input_(input),
        today_(DateOf(input.now)),
        calendar_(input.settings, today_),
        hours_(input.zone, input.zones),
        slots_(input.settings, calendar_, busy, input.now, LastDay()) {
    for (const FollowUp& item : plan.follow_ups) {
      if (item.block.empty()) slots_.Take(item.start, item.length, false);
    }
    for (const Block& block : plan.blocks) slots_.Take(block.start, block.length, false);
    for (const Offer& offer : input.offers) known_[offer.key] = &offer;
  }

  void Fill(FollowUp* follow_up) {
    const auto& scripts = input_.settings.offering_scripts;
    const bool offers =
        std::find(scripts.begin(), scripts.end(), follow_up->script) != scripts.end();
    // The short text of a block of several offers nothing.
    if (!offers || !IsWritten(*follow_up) || !follow_up->block.empty()) return;
    const std::string key = follow_up->key.Hash();
    const auto known = known_.find(key);
    const Offer* before = known == known_.end() ? nullptr : known->second;
    const bool is_today = DateOf(follow_up->start) == today_;
    if (before != nullptr && (is_today ? IsGood(*before) : IsHeld(*before))) {
      follow_up->offer = *before;
    } else if (is_today) {
      follow_up->offer = Make(key, ContactOf(*follow_up));
    }
  }

 private:
  Date LastDay() const {
    Date day = today_;
    for (int i = 0; i < kOfferWorkingDays; ++i) day = calendar_.NextOpenAfter(day);
    return day;
  }

  bool IsHeld(const Offer& offer) const { return today_ <= HeldUntil(offer, calendar_); }

  bool IsGood(const Offer& offer) const {
    return IsHeld(offer) && touchbase::IsGood(offer, input_);
  }

  const Contact* ContactOf(const FollowUp& follow_up) {
    if (contacts_.empty()) {
      for (const Contact& contact : input_.contacts) contacts_[contact.id] = &contact;
    }
    const auto contact = contacts_.find(follow_up.key.contact);
    return contact == contacts_.end() ? nullptr : contact->second;
  }

  std::optional<LocalTime> FindOn(Date day, const Contact* contact,
                                  const std::optional<LocalTime>& other) const {
    const minutes length{input_.settings.slot_minutes};
    const auto fits = [&](LocalTime time) {
      const bool same_hour = other && TimeOfDay(*other) / hours{1} == TimeOfDay(time) / hours{1};
      return !same_hour && (contact == nullptr || hours_.Allows(*contact, time, length));
    };
    return slots_.Find(day, length, Hours::kWork, LocalTime{day}, fits);
  }

  std::optional<Offer> Make(const std::string& key, const Contact* contact) {
    std::optional<LocalTime> first;
    Date day = today_;
    for (int i = 0; i < kOfferWorkingDays; ++i) {
      day = calendar_.NextOpenAfter(day);
      const std::optional<LocalTime> time = FindOn(day, contact, first);
      if (!time) continue;
      if (!first) {
        first = time;
        continue;
      }
      const minutes length{input_.settings.slot_minutes};
      slots_.Take(*first, length, false);
      slots_.Take(*time, length, false);
      return Offer{key, *first, *time, today_};
    }
    return std::nullopt;
  }

  const PlanInput& input_;
  Date today_;
  WorkCalendar calendar_;
  CallHours hours_;
  SlotDays slots_;
  std::map<std::string, const Offer*> known_;
  std::map<std::string, const Contact*> contacts_;
};

}  // namespace

std::vector<Busy> BusyWithOffers(const PlanInput& input) {
  std::vector<Busy> busy(input.busy.begin(), input.busy.end());
  const Date today = DateOf(input.now);
  const WorkCalendar calendar(input.settings, today);
  const minutes length{input.settings.slot_minutes};
  for (const Offer& offer : input.offers) {
    if (today > HeldUntil(offer, calendar) || WillBeMadeAnew(offer, input)) continue;
    for (const LocalTime time : {offer.first, offer.second}) {
      if (time + length > input.now) busy.push_back({time, time + length});
    }
  }
  return busy;
}

void FillOffers(const PlanInput& input, std::span<const Busy> busy, Plan* plan) {
  if (input.settings.offering_scripts.empty()) return;
  OfferMaker maker(input, busy, *plan);
  for (FollowUp& follow_up : plan->follow_ups) maker.Fill(&follow_up);
}

}  // namespace touchbase
