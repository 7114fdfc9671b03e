#include "model/debriefs.h"

#include <algorithm>
#include <map>
#include <set>
#include <string_view>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "model/letters.h"

namespace touchbase {
namespace {

// So long after its limit an undone debrief is given up: nobody remembers the talks any more.
constexpr int kGiveUpDays = 7;
constexpr std::size_t kMostLines = 50;
constexpr std::string_view kStepName = "debrief";

std::string FirstLine(const std::string& text) {
  return text.substr(0, text.find_first_of("\r\n"));
}

std::vector<Event> AllEvents(const PlanInput& input, const LiveLog& log, Date oldest) {
  std::vector<Event> events(input.events.begin(), input.events.end());
  const std::span<const Touch> touches = log.Touches();
  for (std::uint32_t i = 0; i < touches.size(); ++i) {
    if (!log.IsLive(i)) continue;
    if (auto event = EventOfRow(touches[i])) events.push_back(std::move(*event));
  }
  std::erase_if(events, [oldest](const Event& event) { return DateOf(event.end) < oldest; });
  std::stable_sort(events.begin(), events.end(), [](const Event& left, const Event& right) {
    return std::tie(left.end, left.id) < std::tie(right.end, right.id);
  });
  std::set<std::string> seen;
  std::erase_if(events, [&seen](const Event& event) { return !seen.insert(event.id).second; });
  return events;
}

// The halves of UIDs that rows with an outcome name.
std::set<std::string> ClosedUids(const LiveLog& log) {
  std::set<std::string> closed;
  const std::span<const Touch> touches = log.Touches();
  for (std::uint32_t i = 0; i < touches.size(); ++i) {
    const Touch& row = touches[i];
    const bool closes = row.kind == Kind::kDebrief && row.outcome != Outcome::kNone;
    if (!closes || row.follow_up.empty() || !log.IsLive(i)) continue;
    if (const auto uid = ViewUid(row.follow_up)) closed.emplace(uid->hex);
  }
  return closed;
}

bool IsClosed(const FollowUpKey& key, const std::set<std::string>& closed) {
  if (closed.empty()) return false;
  return closed.count(HalfHex(key, Component::kEvent)) > 0 ||
         closed.count(HalfHex(key, Component::kTodo)) > 0 || closed.count(key.Hash()) > 0;
}

bool Within(const Touch& row, const Event& event) {
  if (row.has_time && event.start < event.end) return event.start <= row.at && row.at <= event.end;
  return DateOf(event.start) <= DateOf(row.at) && DateOf(row.at) <= DateOf(event.end);
}

class Attendance {
 public:
  Attendance(const PlanInput& input, const LiveLog& log) : input_(input), log_(log) {}

  std::vector<Debrief::Line> Of(const Event& event) {
    std::map<std::uint32_t, bool> met;
    const std::span<const Touch> touches = log_.Touches();
    for (std::uint32_t i = 0; i < touches.size(); ++i) {
      const Touch& row = touches[i];
      const bool counts = row.kind == Kind::kMet || IsEventRow(row);
      if (!counts || row.contact.empty() || !log_.IsLive(i) || !Within(row, event)) continue;
      if (const auto contact = Index().find(row.contact); contact != Index().end()) {
        met[contact->second] |= row.kind == Kind::kMet;
      }
    }
    const std::string title = Squeezed(event.title);
    for (std::uint32_t i = 0; i < input_.contacts.size() && !title.empty(); ++i) {
      const Contact& contact = input_.contacts[i];
      if (!contact.met_on || *contact.met_on < DateOf(event.start) ||
          *contact.met_on > DateOf(event.end) || Squeezed(contact.event) != title) {
        continue;
      }
      met.emplace(i, true);
    }
    std::vector<Debrief::Line> lines;
    for (const auto& [contact, was_met] : met) {
      if (lines.size() < kMostLines) lines.push_back({contact, was_met});
    }
    return lines;
  }

 private:
  const std::unordered_map<std::string_view, std::uint32_t>& Index() {
    if (index_.empty()) {
      for (std::uint32_t i = 0; i < input_.contacts.size(); ++i) {
        index_.emplace(input_.contacts[i].id, i);
      }
    }
    return index_;
  }

  const PlanInput& input_;
  const LiveLog& log_;
  std::unordered_map<std::string_view, std::uint32_t> index_;
};

}  // namespace

std::optional<Event> EventOfRow(const Touch& row) {
  const bool is_event =
      row.kind == Kind::kDebrief && row.contact.empty() && row.outcome == Outcome::kNone;
  if (!is_event) return std::nullopt;
  return Event{row.id, FirstLine(row.notes), row.at, row.at + row.length};
}

std::vector<Debrief> OpenDebriefs(const PlanInput& input, const LiveLog& log,
                                  const PlacedIndex& placed, const TrackRules& rules) {
  const Step* step = FindStep(*rules.cadences.event, kStepName);
  if (step == nullptr) return {};
  std::vector<Debrief> debriefs;
  const std::vector<Event> events = AllEvents(input, log, rules.today() - days{kDoneStepDays});
  if (events.empty()) return debriefs;
  const std::set<std::string> closed = ClosedUids(log);
  Attendance attendance(input, log);
  for (const Event& event : events) {
    Debrief debrief;
    debrief.key = {"", event.id, std::string(kStepName)};
    debrief.event = event;
    DueStep& unit = debrief.unit;
    // A thank-you's hours: its own day into the evening, then the next.
    unit.role = Role::kThankYou;
    unit.step = step;
    unit.track = rules.cadences.event->name;
    unit.hard = true;
    unit.placed = placed.Find(debrief.key);
    unit.not_before = event.end;
    unit.ahead = event.end > rules.now;
    unit.due = unit.earliest = rules.calendar.NextPresent(DateOf(event.end));
    unit.latest = rules.settings.weekend_thanks ? rules.calendar.NextPresent(unit.due + days{1})
                                                : rules.calendar.NextOpenAfter(unit.due);
    const bool given_up = rules.today() > unit.latest + days{kGiveUpDays};
    if (given_up || IsClosed(debrief.key, closed)) continue;
    debrief.lines = attendance.Of(event);
    debriefs.push_back(std::move(debrief));
  }
  return debriefs;
}

}  // namespace touchbase
