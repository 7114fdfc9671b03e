#include "tests/model/plan_oracle.h"

#include <algorithm>
#include <map>
#include <set>

namespace touchbase {
namespace {

struct Item {
  std::string name;
  FollowUpKey key;
  LocalTime start{};
  LocalTime end{};
  Date due{};
  Date earliest{};
  Date latest{};
  bool pinned = false;
  bool hard = false;
  bool counts = true;
  bool has_window = true;  // blocks do not say theirs
  const Placed* before = nullptr;

  bool stayed() const { return before != nullptr && before->start == start; }
  bool rolled(Date today) const {
    return before != nullptr && std::chrono::floor<days>(before->start) < today;
  }
};

class Judge {
 public:
  Judge(const PlanInput& input, const Plan& plan)
      : input_(input), plan_(plan), today_(std::chrono::floor<days>(input.now)) {
    for (const Placed& placed : input.placed) before_[placed.key] = &placed;
    for (const FollowUp& one : plan.follow_ups) {
      if (one.block.empty()) AddFollowUp(one);
    }
    for (const Block& block : plan.blocks) AddBlock(block);
    for (const Item& item : items_) {
      by_day_[std::chrono::floor<days>(item.start)].push_back(&item);
    }
  }

  std::vector<std::string> Faults() {
    JudgeKeys();
    JudgeOverlaps();
    for (const Item& item : items_) JudgeSlot(item);
    JudgeRefusals();
    JudgeCalls();
    for (const Unplaced& one : plan_.unplaced) JudgeUnplaced(one.follow_up);
    return std::move(faults_);
  }

 private:
  void AddFollowUp(const FollowUp& one) {
    Item item{one.title + " (" + one.key.step + ")",
              one.key,
              one.start,
              one.start + one.length,
              one.due,
              one.earliest,
              one.latest,
              one.pinned,
              one.hard,
              one.key.step != "answer",
              true,
              Before(one.key)};
    items_.push_back(item);
  }

  void AddBlock(const Block& block) {
    items_.push_back({block.title, block.key, block.start, block.start + block.length, block.due,
                      block.due, block.due, block.pinned, block.hard, true, false,
                      Before(block.key)});
  }

  const Placed* Before(const FollowUpKey& key) const {
    const auto found = before_.find(key.Hash());
    return found == before_.end() ? nullptr : found->second;
  }

  void Say(const Item& item, const std::string& what) {
    faults_.push_back(FormatLocal(input_.now) + ": " + item.name + " on " +
                      FormatLocal(item.start) + " " + what);
  }

  bool IsAway(Date day) const {
    return std::any_of(
        input_.settings.away.begin(), input_.settings.away.end(),
        [day](const DateSpan& span) { return span.first <= day && day <= span.last; });
  }

  bool IsOpen(Date day) const {
    const std::vector<Date>& holidays = input_.settings.holidays;
    return input_.settings.work_days[std::chrono::weekday{day}.c_encoding()] && !IsAway(day) &&
           std::find(holidays.begin(), holidays.end(), day) == holidays.end();
  }

  bool IsBusy(LocalTime start, LocalTime end) const {
    return std::any_of(input_.busy.begin(), input_.busy.end(), [&](const Busy& busy) {
      return busy.start < end && start < busy.end && busy.start < busy.end;
    });
  }

  bool IsInHours(const Item& item) const {
    const Date day = std::chrono::floor<days>(item.start);
    return std::any_of(input_.settings.work_hours.begin(), input_.settings.work_hours.end(),
                       [&](const TimeSpan& span) {
                         return day + span.start <= item.start && item.end <= day + span.end;
                       });
  }

  // Anything that counts and lies on the day.
  int Load(Date day) const {
    const auto found = by_day_.find(day);
    if (found == by_day_.end()) return 0;
    return static_cast<int>(std::count_if(found->second.begin(), found->second.end(),
                                          [](const Item* item) { return item->counts; }));
  }

  bool IsFree(LocalTime start, LocalTime end) const {
    if (start < input_.now || IsBusy(start, end)) return false;
    return std::none_of(items_.begin(), items_.end(),
                        [&](const Item& item) { return item.start < end && start < item.end; });
  }

  bool HasFreeQuarter(Date day, LocalTime not_before, bool evening) const {
    std::vector<TimeSpan> spans = input_.settings.work_hours;
    minutes end{0};
    for (const TimeSpan& span : spans) end = std::max(end, span.end);
    if (evening) spans.push_back({end, input_.settings.evening_until});
    const minutes slot{input_.settings.slot_minutes};
    for (const TimeSpan& span : spans) {
      for (minutes at = span.start; at + slot <= span.end; at += slot) {
        if (day + at >= not_before && IsFree(day + at, day + at + slot)) return true;
      }
    }
    return false;
  }

  // For window and floating items.
  bool HasRoom(Date day) const {
    return IsOpen(day) && Load(day) < input_.settings.max_per_day &&
           HasFreeQuarter(day, LocalTime{day}, false);
  }

  void JudgeKeys() {
    std::set<FollowUpKey> seen;
    const auto add = [&](const FollowUp& one) {
      if (!seen.insert(one.key).second) faults_.push_back(one.title + " stands twice");
    };
    for (const FollowUp& one : plan_.follow_ups) {
      add(one);
      if (one.reason.empty()) faults_.push_back(one.title + " gives no reason");
    }
    for (const auto* list : {&plan_.waiting, &plan_.unplaced}) {
      for (const Unplaced& one : *list) {
        add(one.follow_up);
        if (one.why.empty()) faults_.push_back(one.follow_up.title + " waits without a reason");
      }
    }
  }

  void JudgeOverlaps() {
    std::vector<const Item*> sorted;
    for (const Item& item : items_) {
      if (!item.pinned) sorted.push_back(&item);
    }
    std::sort(sorted.begin(), sorted.end(), [](const Item* left, const Item* right) {
      return std::tie(left->start, left->key) < std::tie(right->start, right->key);
    });
    for (std::size_t i = 1; i < sorted.size(); ++i) {
      const bool both_stayed = sorted[i]->stayed() && sorted[i - 1]->stayed();
      if (sorted[i - 1]->end > sorted[i]->start && !both_stayed) {
        Say(*sorted[i], "is at the same time as " + sorted[i - 1]->name);
      }
    }
  }

  void JudgeSlot(const Item& item) {
    if (item.pinned || item.stayed()) return;
    const Date day = std::chrono::floor<days>(item.start);
    if (item.start < input_.now) Say(item, "is in the past");
    if (IsBusy(item.start, item.end)) Say(item, "is over a busy time");
    // Thanks and the debrief of a fair belong to the day itself, evening or weekend.
    const bool thanks =
        item.key.step.starts_with("thank-you") || item.key.step.starts_with("debrief");
    if (IsAway(day)) Say(item, "is on a day away");
    if (!thanks && !IsInHours(item)) Say(item, "is out of hours");
    if (!thanks && !IsOpen(day)) Say(item, "is on a closed day");
    if (!item.has_window) return;
    if (item.hard) {
      if (day > item.latest) JudgeHard(item, thanks);
      return;
    }
    const auto& all = by_day_[day];
    const auto soft = std::count_if(
        all.begin(), all.end(), [](const Item* other) { return !other->hard && other->counts; });
    if (soft > input_.settings.max_per_day) Say(item, "is one above max_per_day");
    if (day > item.latest) JudgeLate(item, day);
  }

  // Whoever wants a quick answer is called where there is a number; the hour may come later.
  bool MayBeCalled(const Item& item) const {
    return std::any_of(input_.contacts.begin(), input_.contacts.end(), [&](const Contact& contact) {
      return contact.id == item.key.contact && !contact.phone.empty() &&
             (contact.optimise == "speed" || contact.channel == "phone");
    });
  }

  // Its day lay in days away, or it stood in such: it is spread behind them.
  bool IsPushed(const Item& item) const {
    if (item.before != nullptr && IsAway(std::chrono::floor<days>(item.before->start))) return true;
    for (Date day = item.earliest; day <= item.latest; day += days{1}) {
      if (IsAway(day)) return true;
    }
    for (Date day = item.due - days{1}; !IsOpen(day); day -= days{1}) {
      if (IsAway(day)) return true;
    }
    return false;
  }

  void JudgeLate(const Item& item, Date day) {
    if (!item.rolled(today_) && IsPushed(item)) return JudgeSpread(item, day);
    // Late already, it makes way for a busy time on the day on which it stands.
    if (item.before != nullptr && !item.rolled(today_)) return;
    const Date first = item.rolled(today_) ? today_ : std::max(item.earliest, today_);
    // An overdue call waits so long for an hour that suits both.
    const days patience{item.rolled(today_) && MayBeCalled(item) ? 3 : 0};
    for (Date other = first; other < day - patience; other += days{1}) {
      if (HasRoom(other)) Say(item, "is late although there was room on " + FormatDate(other));
    }
  }

  // Behind days away: in its window if there is room, else in the week after it, then anywhere.
  void JudgeSpread(const Item& item, Date day) {
    const Date first = std::max(item.earliest, today_);
    const Date last = std::max(item.latest, first);
    const Date until = day > last + days{7} ? last + days{7} : std::min(day - days{1}, last);
    for (Date other = first; other <= until; other += days{1}) {
      if (HasRoom(other)) Say(item, "is long behind the days away; room on " + FormatDate(other));
    }
  }

  LocalTime NotBefore(const Item& item) const {
    for (const Touch& touch : input_.touches) {
      if (touch.id != item.key.anchor) continue;
      return touch.at > input_.now ? touch.at + std::max(minutes{60}, touch.length) : touch.at;
    }
    return LocalTime{item.due};
  }

  void JudgeHard(const Item& item, bool thanks) {
    for (Date day = std::max(item.earliest, today_); day <= item.latest; day += days{1}) {
      if (IsAway(day) || (!thanks && !IsOpen(day))) continue;
      const bool day_of_thanks = day == item.due || day == item.latest;
      if (thanks && (!day_of_thanks || (!input_.settings.weekend_thanks && !IsOpen(day)))) continue;
      if (HasFreeQuarter(day, thanks ? NotBefore(item) : LocalTime{day}, thanks)) {
        Say(item, "missed its deadline although there was room on " + FormatDate(day));
      }
    }
  }

  void JudgeUnplaced(const FollowUp& one) {
    if (one.hard) return;
    const Date horizon = today_ + days{input_.settings.horizon_days};
    for (Date day = std::max(one.earliest, today_); day <= horizon; day += days{1}) {
      if (HasRoom(day)) {
        faults_.push_back(one.title + " has no place although there was room on " +
                          FormatDate(day));
        return;
      }
    }
  }

  std::set<std::string> Refused() const {
    std::set<std::string> withdrawn;
    for (const Touch& touch : input_.touches) {
      if (touch.outcome == Outcome::kWithdrawn) withdrawn.insert(touch.id);
    }
    std::map<std::string, LocalTime> reopened;
    for (const Touch& touch : input_.touches) {
      const bool names_none = touch.follow_up.empty() && !touch.id.ends_with("-w");
      if (touch.outcome == Outcome::kWithdrawn && names_none) {
        LocalTime& last = reopened[touch.contact];
        last = std::max(last, touch.at);
      }
    }
    std::set<std::string> refused;
    for (const Touch& touch : input_.touches) {
      const bool counts = touch.kind != Kind::kNote && touch.kind != Kind::kConnected &&
                          touch.kind != Kind::kDebrief && touch.at <= input_.now;
      if (touch.outcome != Outcome::kDeclined || !counts || withdrawn.contains(touch.id + "-w")) {
        continue;
      }
      const auto taken_back = reopened.find(touch.contact);
      if (taken_back == reopened.end() || taken_back->second < touch.at) {
        refused.insert(touch.contact);
      }
    }
    return refused;
  }

  void JudgeRefusals() {
    const std::set<std::string> refused = Refused();
    const auto ask = [&](const FollowUp& one) {
      if (refused.contains(one.key.contact)) faults_.push_back(one.title + " after a definite no");
    };
    for (const FollowUp& one : plan_.follow_ups) ask(one);
    for (const Unplaced& one : plan_.waiting) ask(one.follow_up);
    for (const Unplaced& one : plan_.unplaced) ask(one.follow_up);
  }

  bool IsInTheirHours(const Contact& contact, LocalTime start, minutes length) const {
    if (input_.zone == nullptr || contact.time_zone.empty()) return true;
    const Zone* theirs = input_.zones(contact.time_zone);
    if (theirs == nullptr) return true;
    const LocalTime from = theirs->ToLocal(input_.zone->ToInstant(start));
    const LocalTime until = theirs->ToLocal(input_.zone->ToInstant(start) + length);
    const Date day = std::chrono::floor<days>(from);
    const unsigned weekday = std::chrono::weekday{day}.iso_encoding();
    return weekday <= 5 && from - day >= hours{9} && until - day <= hours{17};
  }

  void JudgeCalls() {
    std::map<std::string, std::vector<Date>> calls;
    for (const Touch& touch : input_.touches) {
      const bool made = touch.outcome != Outcome::kSkipped && touch.outcome != Outcome::kStopped &&
                        touch.kind != Kind::kNote && touch.kind != Kind::kDebrief;
      if (made && touch.channel == Channel::kPhone && touch.direction == Direction::kOut) {
        calls[touch.contact].push_back(std::chrono::floor<days>(touch.at));
      }
    }
    std::vector<const FollowUp*> planned;
    for (const FollowUp& one : plan_.follow_ups) {
      if (one.channel != Channel::kPhone) continue;
      planned.push_back(&one);
      calls[one.key.contact].push_back(std::chrono::floor<days>(one.start));
    }
    for (const FollowUp* one : planned) JudgeCall(*one, calls[one->key.contact]);
  }

  void JudgeCall(const FollowUp& one, const std::vector<Date>& calls) {
    const Date day = std::chrono::floor<days>(one.start);
    if (std::count(calls.begin(), calls.end(), day) > 1) {
      faults_.push_back(one.title + " is the second call of its day");
    }
    for (Date first = day - days{6}; first <= day; first += days{1}) {
      const auto week = std::count_if(calls.begin(), calls.end(), [first](Date other) {
        return first <= other && other < first + days{7};
      });
      if (week > 2) faults_.push_back(one.title + " is the third call in seven days");
    }
    for (const Contact& contact : input_.contacts) {
      if (contact.id != one.key.contact || one.pinned) continue;
      if (!IsInTheirHours(contact, one.start, one.length)) {
        faults_.push_back(one.title + " is a call out of their hours");
      }
    }
  }

  const PlanInput& input_;
  const Plan& plan_;
  Date today_;
  std::map<std::string, const Placed*> before_;
  std::vector<Item> items_;
  std::map<Date, std::vector<const Item*>> by_day_;
  std::vector<std::string> faults_;
};

}  // namespace

std::vector<std::string> FaultsOf(const PlanInput& input, const Plan& plan) {
  return Judge(input, plan).Faults();
}

std::vector<std::string> ForgottenBy(const PlanInput& input, const Plan& plan) {
  std::vector<std::string> faults;
  std::set<FollowUpKey> named;
  for (const FollowUp& one : plan.follow_ups) named.insert(one.key);
  for (const auto* list : {&plan.waiting, &plan.unplaced}) {
    for (const Unplaced& one : *list) named.insert(one.follow_up.key);
  }
  const Date horizon = std::chrono::floor<days>(input.now) + days{input.settings.horizon_days};
  for (const Contact& contact : input.contacts) {
    const Standing standing = Explain(contact, input);
    if (standing.sentence.empty()) faults.push_back(contact.id + " is forgotten");
    for (const FollowUp& next : standing.next) {
      if (next.due <= horizon && !named.contains(next.key)) {
        faults.push_back(FormatLocal(input.now) + ": " + next.title + " (" + next.key.step +
                         ") is due on " + FormatDate(next.due) + " and neither placed nor waits");
      }
    }
  }
  return faults;
}

}  // namespace touchbase
