#include "model/tracks.h"

#include <algorithm>

#include "model/channels.h"

namespace touchbase {
namespace {

constexpr int kTooLateDays = 7;
// A logged meeting of the future names no end; nobody thanks while it still goes on.
constexpr minutes kMeetingLength{60};
constexpr int kAskedLimitDays = 4;

}  // namespace

PlacedIndex::PlacedIndex(std::span<const Placed> placed) {
  by_key_.reserve(placed.size());
  for (const Placed& item : placed) by_key_.emplace(item.key, &item);
}

const Placed* PlacedIndex::Find(std::string_view contact, const Touch* anchor,
                                std::string_view step) const {
  if (by_key_.empty()) return nullptr;
  const auto found = by_key_.find(KeyOf(contact, anchor, step).Hash());
  return found == by_key_.end() ? nullptr : found->second;
}

const Placed* PlacedIndex::Find(const FollowUpKey& key) const {
  if (by_key_.empty()) return nullptr;
  const auto found = by_key_.find(key.Hash());
  return found == by_key_.end() ? nullptr : found->second;
}

FollowUpKey KeyOf(std::string_view contact, const Touch* anchor, std::string_view step) {
  return {std::string(contact), anchor != nullptr ? anchor->id : "start", std::string(step)};
}

DueStep Tracks::Make(const Subject& who, Role role, const Step& step, const Touch* anchor) const {
  DueStep due;
  due.contact = who.index;
  due.role = role;
  due.step = &step;
  due.channel = ChannelOf(role, step, who.contact);
  due.track = TrackName(who.state);
  due.anchor = anchor;
  due.since = anchor;
  due.placed = placed_.Find(who.contact.id, anchor, step.name);
  due.hard = step.deadline == DeadlineKind::kHard;
  due.goal_open = GoalOpen(who.state, who.contact);
  due.mode = who.state.mode;
  due.connected = who.state.connected != nullptr;
  return due;
}

void Tracks::SetWindow(DueStep& due, Date day) const {
  due.displaced = rules_.calendar.IsAway(day);
  due.due = rules_.calendar.NextOpen(day);
  due.earliest = due.due - days{due.step->tolerance_before_days};
  due.latest = due.due + days{due.step->tolerance_after_days};
}

// A hard day that is closed: the last open day before it, unless that is before the touch that asks
// for it; then the first after, which is a conflict to name.
void Tracks::SetHardDay(DueStep& due, Date wanted, Date from) const {
  due.due = rules_.calendar.LastOpen(wanted);
  if (due.due < from || due.due > wanted) {
    due.due = rules_.calendar.NextOpen(wanted);
    due.conflict = due.due != wanted;
  }
  due.earliest = due.due - days{due.step->tolerance_before_days};
  due.latest = due.due + days{due.step->tolerance_after_days};
}

// Only what would enter the calendar now can be too late for it.
bool Tracks::TooLate(const DueStep& due) const {
  if (due.placed != nullptr || due.wished || due.after_wait) return false;
  if (placed_.has_lost_lines() && rules_.today() <= due.latest + days{kDoneStepDays}) return false;
  const int gap =
      due.since != nullptr ? static_cast<int>((due.due - DateOf(due.since->at)).count()) : 0;
  return rules_.today() > due.latest + days{std::max(kTooLateDays, gap)};
}

Rest Tracks::Append(const Contact& contact, std::uint32_t index, const TrackState& state,
                    std::vector<DueStep>& out) const {
  const Subject who{contact, index, state};
  if (state.declined != nullptr || contact.status == ContactStatus::kDeclined) {
    return Rest::kDeclined;
  }
  if (contact.status == ContactStatus::kArchived) return Rest::kArchived;
  if (contact.status == ContactStatus::kPaused) return Rest::kPaused;
  const std::size_t before = out.size();
  // A stop ends the track; what was promised still stands.
  AppendSides(who, out);
  if (state.stopped != nullptr) return out.size() > before ? Rest::kNone : Rest::kStopped;
  AppendThankYous(who, out);
  AppendEventThanks(who, out);
  AppendCall(who, out);
  AppendAnswer(who, out);
  const Rest rest = AppendTrack(who, out);
  return out.size() > before ? Rest::kNone : rest;
}

void Tracks::AppendSides(const Subject& who, std::vector<DueStep>& out) const {
  for (const auto& [side, number] : who.state.sides) {
    const Step& step = rules_.cadences.SideStep(*side, number);
    DueStep due = Make(who, Role::kSide, step, side);
    due.track = "side";
    const Date day = DateOf(side->at);
    if (side->until && due.hard) {
      SetHardDay(due, *side->until, day);
    } else if (side->until) {
      SetWindow(due, *side->until);
    } else if (due.hard) {
      SetWindow(due, rules_.calendar.NextOpenAfter(day));
    } else {
      SetWindow(due, step.after.After(day));
    }
    if (side->kind == Kind::kPromise && side->direction == Direction::kIn) {
      due.latest = std::max(due.due, std::min(due.latest, day + days{kAskedLimitDays}));
    }
    if (side->kind == Kind::kOffer && TooLate(due)) continue;
    out.push_back(due);
  }
}

void Tracks::AppendThankYous(const Subject& who, std::vector<DueStep>& out) const {
  const Step* step = FindStep(*rules_.cadences.met, "thank-you");
  if (step == nullptr) return;
  for (const Touch* meeting : who.state.thank_yous) {
    DueStep due = Make(who, Role::kThankYou, *step, meeting);
    due.track = rules_.cadences.met->name;
    due.ahead = IsFuture(*meeting, rules_.now);
    due.not_before = meeting->at + meeting->length;
    if (meeting->has_time && due.ahead && meeting->length.count() == 0) {
      due.not_before += kMeetingLength;
    }
    const Date day = DateOf(meeting->length.count() > 0 ? due.not_before : meeting->at);
    due.due = rules_.calendar.NextPresent(day);
    due.earliest = due.due;
    due.latest = rules_.settings.weekend_thanks ? rules_.calendar.NextPresent(due.due + days{1})
                                                : rules_.calendar.NextOpenAfter(due.due);
    due.next = who.state.check_in == meeting ? FindStep(*rules_.cadences.met, "check-in") : nullptr;
    if (!TooLate(due)) out.push_back(due);
  }
}

void Tracks::AppendEventThanks(const Subject& who, std::vector<DueStep>& out) const {
  const Step* step = FindStep(*rules_.cadences.event, "event-thanks");
  if (step == nullptr || who.state.event == nullptr) return;
  DueStep due = Make(who, Role::kEventThanks, *step, who.state.event);
  due.track = rules_.cadences.event->name;
  due.optional = true;
  SetWindow(due, step->after.After(DateOf(who.state.event->at)));
  if (rules_.today() <= due.latest) out.push_back(due);
}

void Tracks::AppendCall(const Subject& who, std::vector<DueStep>& out) const {
  const Step* step = FindStep(*rules_.cadences.met, "call");
  const Touch* from = who.state.call_from;
  if (step == nullptr || from == nullptr || IsFuture(*from, rules_.now)) return;
  DueStep due = Make(who, Role::kCall, *step, who.state.call);
  due.track = rules_.cadences.met->name;
  due.since = from;
  SetWindow(due, step->after.After(DateOf(from->at)));
  if (!TooLate(due)) out.push_back(due);
}

void Tracks::AppendAnswer(const Subject& who, std::vector<DueStep>& out) const {
  const TrackState& state = who.state;
  const Step* answer = FindStep(*rules_.cadences.talk, "answer");
  if (state.answer != nullptr && answer != nullptr) {
    DueStep due = Make(who, Role::kAnswer, *answer, state.answer);
    due.track = rules_.cadences.talk->name;
    SetWindow(due, rules_.calendar.NextOpenAfter(DateOf(state.answer->at)));
    out.push_back(due);
  }
  if (state.arranged != nullptr) {
    const Step& step = rules_.cadences.arrange;
    DueStep due = Make(who, Role::kArrange, step, state.arranged);
    due.track = rules_.cadences.talk->name;
    SetWindow(due, step.after.After(DateOf(state.arranged->at)));
    if (!TooLate(due)) out.push_back(due);
  }
}

Rest Tracks::AppendTrack(const Subject& who, std::vector<DueStep>& out) const {
  const Cadence& tail = who.state.standing != nullptr ? *who.state.standing : *rules_.cadences.keep;
  switch (who.state.mode) {
    case Mode::kEnded:
      return who.state.only_event      ? Rest::kOnlyEvent
             : who.state.skipped_start ? Rest::kSkippedStart
             : who.state.warm          ? Rest::kStepsDone
                                       : Rest::kSilent;
    case Mode::kOpening:
      AppendOpening(who, *who.state.cadence, out);
      return Rest::kNone;
    case Mode::kOutreach:
      return AppendOutreach(who, out);
    case Mode::kTalk: {
      const bool open =
          who.state.answer != nullptr ||
          std::any_of(who.state.sides.begin(), who.state.sides.end(), [](const Side& side) {
            return side.touch->kind == Kind::kPromise && side.touch->direction == Direction::kIn;
          });
      return open ? Rest::kNone : AppendLap(who, tail, out);
    }
    case Mode::kAsk:
      return AppendAsk(who, out) ? Rest::kNone : AppendLap(who, tail, out);
    case Mode::kMet:
      return AppendCheckIn(who, out) ? Rest::kNone : AppendLap(who, tail, out);
    case Mode::kTail:
      if (AppendThanks(who, out) || AppendFreshConnection(who, out)) return Rest::kNone;
      return AppendLap(who, *who.state.cadence, out);
  }
  return Rest::kNone;
}

bool Tracks::AppendCheckIn(const Subject& who, std::vector<DueStep>& out) const {
  const Step* step = FindStep(*rules_.cadences.met, "check-in");
  if (step == nullptr || who.state.check_in == nullptr) return false;
  DueStep due = Make(who, Role::kCheckIn, *step, who.state.check_in);
  due.track = rules_.cadences.met->name;
  SetWindow(due, step->after.After(DateOf(who.state.check_in->at)));
  due.ahead = IsFuture(*who.state.check_in, rules_.now);
  due.after = who.state.standing != nullptr ? who.state.standing->name : rules_.cadences.keep->name;
  if (TooLate(due)) return false;
  out.push_back(due);
  return true;
}

bool Tracks::AppendAsk(const Subject& who, std::vector<DueStep>& out) const {
  const Step* step = FindStep(*rules_.cadences.talk, "ask");
  if (step == nullptr) return false;
  DueStep due = Make(who, Role::kAsk, *step, who.state.anchor);
  const std::optional<Date> wish = OpenWish(who.state, who.contact);
  due.wished = wish.has_value();
  SetWindow(due, wish ? *wish : rules_.calendar.NextOpenAfter(DateOf(who.state.anchor->at)));
  due.after = rules_.cadences.warm->name;
  if (TooLate(due)) return false;
  out.push_back(due);
  return true;
}

}  // namespace touchbase
