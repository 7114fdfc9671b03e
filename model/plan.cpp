#include "model/plan.h"

#include <algorithm>
#include <deque>
#include <tuple>
#include <utility>

#include "model/admission.h"
#include "model/calls.h"
#include "model/channels.h"
#include "model/live_log.h"
#include "model/placing.h"
#include "model/titles.h"
#include "model/touch_id.h"
#include "model/tracks.h"

namespace touchbase {
namespace {

// met_on stands for a row of kind met of that day.
Touch MeetingOfCell(const Contact& contact) {
  const std::string at = FormatDate(*contact.met_on);
  Touch touch;
  touch.contact = contact.id;
  touch.at = LocalTime{*contact.met_on};
  touch.kind = Kind::kMet;
  touch.direction = Direction::kOut;
  touch.channel = Channel::kMeeting;
  TouchIds ids;
  touch.id = ids.Next({"", contact.id, at, touch.direction, ToWord(touch.kind)});
  return touch;
}

// Replays one contact after another. Keeps the rows it has to make up: it must outlive what is made
// of the states.
class Histories {
 public:
  Histories(const LiveLog& log, const TrackRules& rules) : log_(log), rules_(rules) {}

  TrackState Of(const Contact& contact) {
    Replay replay(rules_, contact);
    const std::span<const std::uint32_t> rows = log_.Of(contact.id);
    const Touch* missing = MissingMeeting(contact, rows);
    for (const std::uint32_t row : rows) {
      const Touch& touch = log_.Touches()[row];
      if (missing != nullptr && missing->at <= touch.at) {
        replay.Add(*missing);
        missing = nullptr;
      }
      replay.Add(touch);
    }
    if (missing != nullptr) replay.Add(*missing);
    return std::move(replay.state());
  }

 private:
  const Touch* MissingMeeting(const Contact& contact, std::span<const std::uint32_t> rows) {
    if (!contact.met_on) return nullptr;
    for (const std::uint32_t row : rows) {
      const Touch& touch = log_.Touches()[row];
      if (touch.kind == Kind::kMet && DateOf(touch.at) == *contact.met_on) return nullptr;
    }
    return &made_up_.emplace_back(MeetingOfCell(contact));
  }

  const LiveLog& log_;
  const TrackRules& rules_;
  std::deque<Touch> made_up_;  // addresses stay
};

// Everything but the slot and the reason.
FollowUp Describe(const DueStep& item, const Contact& contact) {
  FollowUp follow_up;
  follow_up.key = KeyOf(contact.id, item.anchor, item.step->name);
  follow_up.contact_name = contact.DisplayName();
  follow_up.track = item.track;
  follow_up.kind = KindOfStep(item.track, item.step->name);
  follow_up.channel = item.channel;
  follow_up.script = item.step->script;
  follow_up.title = TitleOf(item, contact);
  follow_up.lines = LinesOf(item, contact);
  follow_up.due = item.due;
  follow_up.earliest = item.earliest;
  follow_up.latest = item.latest;
  follow_up.hard = item.hard;
  return follow_up;
}

class Planner {
 public:
  explicit Planner(const PlanInput& input)
      : input_(input),
        cadences_(input.cadences),
        calendar_(input.settings, DateOf(input.now)),
        rules_{cadences_, input.settings, calendar_, input.now},
        placed_(input.placed),
        log_(input.touches),
        histories_(log_, rules_),
        call_hours_(input.zone, input.zones),
        horizon_(DateOf(input.now) + days{input.settings.horizon_days}) {}

  Plan Make() {
    std::vector<DueStep> due = CollectDue();
    Admission admission = Admit(std::move(due), input_.contacts, started_, rules_);
    for (const Waiting& waiting : admission.waiting) {
      plan_.waiting.push_back(
          {Describe(waiting.item, input_.contacts[waiting.item.contact]), waiting.why});
    }
    std::vector<DueStep> entering;
    Date last_day = horizon_;
    for (const DueStep& item : admission.admitted) {
      const bool pinned = item.placed != nullptr && item.placed->pinned;
      if (item.due > horizon_ && !pinned) continue;
      last_day = std::max(last_day, std::min(item.latest, horizon_ + days{kMostTolerance}));
      entering.push_back(item);
    }
    Calls calls(input_.contacts, log_, call_hours_, input_.settings, calendar_);
    Placing placing(input_.settings, calendar_, input_.busy, input_.now, last_day, &calls);
    if (input_.zone != nullptr) placing.CloseSkipped(*input_.zone);
    const std::vector<Place> places = placing.Run(entering);
    const std::vector<CallFate> fates = calls.FatesOf(entering, places);
    for (std::size_t i = 0; i < entering.size(); ++i) Put(entering[i], places[i], fates[i]);
    Order();
    NameFullDays();
    return std::move(plan_);
  }

 private:
  // A tolerance that reaches further past the horizon than this is cut; nobody sets such a one.
  static constexpr int kMostTolerance = 366;

  std::vector<DueStep> CollectDue() {
    const Tracks tracks(rules_, placed_);
    const DateSpan week = StartWeek(rules_);
    std::vector<DueStep> due;
    due.reserve(input_.contacts.size());
    for (std::size_t i = 0; i < input_.contacts.size(); ++i) {
      const TrackState state = histories_.Of(input_.contacts[i]);
      tracks.Append(input_.contacts[i], static_cast<std::uint32_t>(i), state, due);
      if (state.started_on && week.first <= *state.started_on && *state.started_on <= week.last) {
        ++started_;
      }
    }
    return due;
  }

  void Put(const DueStep& item, const Place& place, CallFate fate) {
    const Contact& contact = input_.contacts[item.contact];
    FollowUp follow_up = Describe(item, contact);
    if (!place.found) {
      plan_.unplaced.push_back(
          {std::move(follow_up), "No free quarter of an hour until " + FormatDate(horizon_) + "."});
      return;
    }
    const Date day = DateOf(place.start);
    follow_up.start = place.start;
    follow_up.length = place.length;
    follow_up.pinned = place.pinned;
    follow_up.postponed = place.postponed;
    follow_up.overdue_days = std::max(0, static_cast<int>((day - item.latest).count()));
    if (item.queue == Queue::kLine) {
      // A start has no day of its own but the one it was given.
      follow_up.due = follow_up.earliest = day;
      follow_up.latest = day + days{item.step->tolerance_after_days};
      follow_up.overdue_days = 0;
    }
    follow_up.reason = ReasonOf(item, contact, day, rules_);
    if (fate != CallFate::kNoCall) SettleCall(item, fate, &follow_up);
    Warn(item, place, follow_up);
    plan_.follow_ups.push_back(std::move(follow_up));
  }

  // A call that cannot be made becomes a message, and that is said.
  void SettleCall(const DueStep& item, CallFate fate, FollowUp* follow_up) {
    const Contact& contact = input_.contacts[item.contact];
    if (call_hours_.IsUnknown(contact)) {
      plan_.warnings.push_back(contact.DisplayName() + ": the time zone \"" + contact.time_zone +
                               "\" is not known; calls are placed in your own hours");
    }
    if (fate == CallFate::kCall) return;
    follow_up->channel = InsteadOfCall(contact);
    const std::string zone = contact.time_zone.empty() ? "" : " (" + contact.time_zone + ")";
    plan_.warnings.push_back(
        follow_up->title +
        (fate == CallFate::kCalledEnough
             ? ": no call, because there was one that day or two within seven days; a message "
               "instead"
             : ": no call, because no free hour of yours lies within their 9 to 17" + zone +
                   "; a message instead"));
  }

  void Warn(const DueStep& item, const Place& place, const FollowUp& follow_up) {
    if (!item.hard) return;
    const std::string name = follow_up.title + ": ";
    if (place.overlaps) {
      plan_.warnings.push_back(name + "overlaps another event on " + FormatLocal(place.start) +
                               ", and its day has no other free place");
    }
    if (place.pinned) return;
    if (follow_up.overdue_days > 0) {
      plan_.warnings.push_back(name + "was due by " + FormatDate(item.latest) + ", now on " +
                               FormatLocal(place.start));
    } else if (item.conflict) {
      plan_.warnings.push_back(name + "its own day is closed, now on " + FormatLocal(place.start));
    }
  }

  void Order() {
    const auto by_slot = [](const FollowUp& left, const FollowUp& right) {
      return std::tie(left.start, left.key.contact, left.key.step, left.key.anchor) <
             std::tie(right.start, right.key.contact, right.key.step, right.key.anchor);
    };
    std::sort(plan_.follow_ups.begin(), plan_.follow_ups.end(), by_slot);
  }

  // Hard items may exceed max_per_day; that is said, once per day.
  void NameFullDays() {
    const auto most = static_cast<std::size_t>(std::max(0, input_.settings.max_per_day));
    for (auto first = plan_.follow_ups.begin(); first != plan_.follow_ups.end();) {
      const Date day = DateOf(first->start);
      std::size_t count = 0;
      std::string hard;
      auto last = first;
      for (; last != plan_.follow_ups.end() && DateOf(last->start) == day; ++last) {
        if (last->key.step == "answer") continue;
        ++count;
        if (last->hard) hard += (hard.empty() ? "" : ", ") + last->title;
      }
      if (count > most && !hard.empty()) {
        plan_.warnings.push_back(FormatDate(day) + " has " + std::to_string(count) +
                                 " follow-ups, more than max_per_day = " + std::to_string(most) +
                                 ", because of: " + hard);
      }
      first = last;
    }
  }

  const PlanInput& input_;
  KnownCadences cadences_;
  WorkCalendar calendar_;
  TrackRules rules_;
  PlacedIndex placed_;
  LiveLog log_;
  Histories histories_;
  CallHours call_hours_;
  Date horizon_;
  int started_ = 0;  // starts from the line done this week
  Plan plan_;
};

}  // namespace

Plan MakePlan(const PlanInput& input) { return Planner(input).Make(); }

Standing Explain(const Contact& contact, const PlanInput& input) {
  std::vector<Touch> own;
  std::copy_if(input.touches.begin(), input.touches.end(), std::back_inserter(own),
               [&](const Touch& touch) { return touch.contact == contact.id; });
  const KnownCadences cadences(input.cadences);
  const WorkCalendar calendar(input.settings, DateOf(input.now));
  const TrackRules rules{cadences, input.settings, calendar, input.now};
  const PlacedIndex placed(input.placed);
  const LiveLog log(own);
  Histories histories(log, rules);
  const TrackState state = histories.Of(contact);
  std::vector<DueStep> due;
  const Rest rest = Tracks(rules, placed).Append(contact, 0, state, due);

  Standing standing;
  standing.relation = state.warm ? "warm" : "cold";
  // The track's own step comes last of those that are made; what stands beside it is no track.
  if (!due.empty() && due.back().role != Role::kSide) standing.track = due.back().track;
  std::stable_sort(due.begin(), due.end(),
                   [](const DueStep& left, const DueStep& right) { return left.due < right.due; });
  for (const DueStep& item : due) {
    FollowUp& next = standing.next.emplace_back(Describe(item, contact));
    next.reason = ReasonOf(item, contact, item.due, rules);
  }
  standing.sentence =
      due.empty() ? RestText(rest, state, rules.today()) : NextText(due.front(), rules);
  return standing;
}

}  // namespace touchbase
