#include "sync/core/removals.h"

#include <charconv>
#include <sstream>

#include "sync/core/planning_print.h"
#include "sync/core/shared_block.h"
#include "sync/core/unknown_items.h"

namespace touchbase {
namespace {

constexpr const char* kFromCalendar = "anchors of calendars";
constexpr const char* kPlanning = "planning";

int ToInt(const std::string& text, int otherwise) {
  int value = otherwise;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

// Not known: as before.
bool IsPlannedAnew(const RunSettings& settings, BaseStore& base) {
  const std::string before = base.Get(kPlanning);
  return !before.empty() && before != PlanningPrint(settings);
}

class Counter {
 public:
  Counter(const DecideInput& input, const std::vector<Action>& actions, UnknownItems* unknown,
          BaseStore& base)
      : in_(input),
        unknown_(*unknown),
        other_settings_(IsPlannedAnew(input.settings, base)),
        from_calendar_(AnchorsFromCalendar(base)) {
    for (const FollowUp& follow_up : input.plan.follow_ups) wanted_.insert(follow_up.key.Hash());
    for (const Unplaced& unplaced : input.plan.waiting) {
      // Put off until tomorrow's catch-up, not dropped.
      if (unplaced.follow_up.postponed > 0) wanted_.insert(unplaced.follow_up.key.Hash());
    }
    for (const Action& action : actions) {
      if (action.decision == Decision::kDelete || action.decision == Decision::kSaveDelete) {
        removed_.insert(action.key);
      }
    }
  }

  void Count(OutgoingCounts* counts) const {
    for (const auto& [key, entry] : in_.world.entries) {
      // Blocks count by their people, notes of the program not at all.
      if (entry.base && (HasLines(*entry.base) || IsNote(*entry.base))) continue;
      if (entry.base && entry.base->finished) continue;
      const Entry view = PersonView(in_.world, entry);
      const bool unknown = unknown_.Has(view);
      if (!view.Present() || (unknown && IsOver(view))) continue;
      ++counts->standing;
      if (!IsRemoved(key)) continue;
      if (unknown ? unknown_.IsExplained(entry) : Explained(entry)) continue;
      ++counts->unexplained;
      if (unknown) ++counts->unknown;
    }
  }

 private:
  // As the item itself says it.
  bool IsOver(const Entry& view) const {
    const auto over = [&](const Half& half) {
      if (!half.theirs) return true;
      const ical::CalendarItem& item = half.theirs->item;
      return item.completed || item.cancelled || (item.transparent && in_.settings.busy);
    };
    return over(view.event) && over(view.task);
  }

  // Regrouped is not removed: it stands in another item.
  bool IsRemoved(const std::string& key) const {
    if (wanted_.contains(key)) return false;
    const auto block = in_.world.block_of.find(key);
    return removed_.contains(key) ||
           (block != in_.world.block_of.end() && removed_.contains(block->second));
  }

  // A new touch or a status says why it goes, or the calendar that its meeting stood in; or other
  // settings, when the book has all that it was made from.
  bool Explained(const Entry& entry) const {
    if (!entry.base) return false;
    if (from_calendar_.contains(entry.base->anchor) && !in_.rows.Has(entry.base->anchor)) {
      return true;
    }
    const auto contact = in_.contacts.find(entry.base->contact);
    if (contact == in_.contacts.end()) return false;
    if (contact->second->status != ContactStatus::kActive) return true;
    const int touches = in_.rows.CountOf(entry.base->contact);
    if (touches > entry.base->touches) return true;
    const bool has_anchor = entry.base->anchor == "start" || in_.rows.Has(entry.base->anchor);
    return other_settings_ && has_anchor && touches == entry.base->touches;
  }

  const DecideInput& in_;
  UnknownItems& unknown_;
  const bool other_settings_;
  const std::set<std::string> from_calendar_;
  std::set<std::string> wanted_;
  std::set<std::string> removed_;
};

}  // namespace

void RememberFromCalendar(std::span<const Touch> shown, BaseStore& base) {
  std::set<std::string> anchors = AnchorsFromCalendar(base);
  std::set<std::string> used;
  for (const BaseFollowUp& known : base.FollowUps()) {
    if (!known.finished) used.insert(known.anchor);
  }
  std::erase_if(anchors, [&](const std::string& anchor) { return !used.contains(anchor); });
  for (const Touch& touch : shown) {
    if (touch.id.find('\n') == std::string::npos) anchors.insert(touch.id);
  }
  std::string text;
  for (const std::string& anchor : anchors) text += anchor + "\n";
  if (text != base.Get(kFromCalendar)) base.Set(kFromCalendar, text);
}

std::set<std::string> AnchorsFromCalendar(BaseStore& base) {
  std::set<std::string> anchors;
  std::istringstream lines(base.Get(kFromCalendar));
  for (std::string line; std::getline(lines, line);) anchors.insert(line);
  return anchors;
}

void RememberPlanning(const RunSettings& settings, BaseStore& base) {
  const std::string print = PlanningPrint(settings);
  if (base.Get(kPlanning) != print) base.Set(kPlanning, print);
}

OutgoingCounts CountRemovals(const DecideInput& input, const std::vector<Action>& actions,
                             std::size_t rows_read, UnknownItems* unknown, BaseStore& base) {
  OutgoingCounts counts;
  counts.contacts_before = ToInt(base.Get("contacts"), -1);
  counts.contacts_now = static_cast<int>(input.contacts.size());
  counts.touches_before = ToInt(base.Get("touches"), -1);
  counts.touches_now = static_cast<int>(rows_read);
  Counter(input, actions, unknown, base).Count(&counts);
  return counts;
}

}  // namespace touchbase
