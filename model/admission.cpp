#include "model/admission.h"

#include <algorithm>
#include <cstdint>

#include "model/day_words.h"

namespace touchbase {
namespace {

constexpr std::string_view kTopTag = "top";

bool HasTopTag(const Contact& contact) {
  return std::find(contact.tags.begin(), contact.tags.end(), kTopTag) != contact.tags.end();
}

Date LastTouchDay(const DueStep& item) {
  return item.since != nullptr ? DateOf(item.since->at) : Date::min();
}

std::string LineReason(const PlanSettings& settings, std::size_t weeks) {
  if (settings.start_per_week <= 0) return "Waits in line: no new outreach starts at present.";
  return "Waits in line: at most " + std::to_string(settings.start_per_week) +
         " start a week; its turn comes in about " + std::to_string(weeks) +
         (weeks == 1 ? " week." : " weeks.");
}

// Tag top first, then the newest touch or connection, then the later row.
void SortLine(std::vector<std::uint32_t>& line, std::span<const DueStep> items,
              std::span<const Contact> contacts) {
  std::sort(line.begin(), line.end(), [&](std::uint32_t left, std::uint32_t right) {
    const bool left_top = HasTopTag(contacts[items[left].contact]);
    const bool right_top = HasTopTag(contacts[items[right].contact]);
    if (left_top != right_top) return left_top;
    const Date left_day = LastTouchDay(items[left]);
    const Date right_day = LastTouchDay(items[right]);
    return left_day != right_day ? left_day > right_day : left > right;
  });
}

class Doorkeeper {
 public:
  Doorkeeper(std::vector<DueStep> items, std::span<const Contact> contacts, const TrackRules& rules)
      : items_(std::move(items)), contacts_(contacts), rules_(rules), out_(items_.size(), false) {}

  void HoldTheLine(int started) {
    const DateSpan week = StartWeek(rules_);
    std::vector<std::uint32_t> line;
    std::vector<std::uint32_t> wishes;
    int used = started;
    for (std::uint32_t i = 0; i < items_.size(); ++i) {
      if (items_[i].queue != Queue::kLine) continue;
      if (items_[i].placed != nullptr) {
        ++used;
      } else if (items_[i].wished && items_[i].due > week.last) {
        wishes.push_back(i);
      } else {
        line.push_back(i);
      }
    }
    SortLine(line, items_, contacts_);
    const int per_week = std::max(0, rules_.settings.start_per_week);
    const auto room = static_cast<std::size_t>(std::max(0, per_week - used));
    for (std::size_t i = 0; i < line.size(); ++i) {
      if (i < room) {
        LetStart(items_[line[i]], week);
        items_[line[i]].turn = static_cast<int>(i) + 1;
      } else {
        const std::size_t weeks =
            per_week > 0 ? (i - room) / static_cast<std::size_t>(per_week) + 1 : 0;
        Wait(line[i], week.first + days{7 * static_cast<int>(weeks)},
             LineReason(rules_.settings, weeks));
      }
    }
    for (const std::uint32_t i : wishes) {
      Wait(i, items_[i].due, "Asked to wait until " + DayText(items_[i].due, rules_.today()) + ".");
    }
  }

  void HoldTheCap() {
    std::vector<std::uint32_t> people;
    for (std::uint32_t i = 0; i < items_.size(); ++i) {
      if (items_[i].queue == Queue::kCap) people.push_back(i);
    }
    const auto cap = static_cast<std::size_t>(std::max(0, rules_.settings.keep_cap));
    if (people.size() <= cap) return;
    // Placed ones first, then whoever came into the tail earlier, then the order of the book.
    std::stable_sort(people.begin(), people.end(), [&](std::uint32_t left, std::uint32_t right) {
      const bool left_placed = items_[left].placed != nullptr;
      const bool right_placed = items_[right].placed != nullptr;
      if (left_placed != right_placed) return left_placed;
      return items_[left].tail_since < items_[right].tail_since;
    });
    const std::string why = "Waits for a place: " + std::to_string(rules_.settings.keep_cap) +
                            " people are kept in touch with already.";
    for (std::size_t i = cap; i < people.size(); ++i) Wait(people[i], items_[people[i]].due, why);
  }

  Admission Finish() {
    std::size_t kept = 0;
    for (std::size_t i = 0; i < items_.size(); ++i) {
      if (out_[i]) continue;
      if (kept != i) items_[kept] = items_[i];
      ++kept;
    }
    items_.resize(kept);
    result_.admitted = std::move(items_);
    return std::move(result_);
  }

 private:
  void LetStart(DueStep& item, const DateSpan& week) {
    const Date first = rules_.calendar.NextOpen(rules_.today());
    item.due = item.wished ? std::max(item.due, first) : first;
    item.earliest = item.due;
    item.latest = std::max(item.due, week.last);
  }

  void Wait(std::uint32_t index, Date about, std::string why) {
    out_[index] = true;
    items_[index].due = about;
    result_.waiting.push_back({items_[index], std::move(why)});
  }

  std::vector<DueStep> items_;
  std::span<const Contact> contacts_;
  const TrackRules& rules_;
  std::vector<bool> out_;
  Admission result_;
};

}  // namespace

DateSpan StartWeek(const TrackRules& rules) {
  const Date start = rules.calendar.NextOpen(rules.today());
  const Date monday = start - days{static_cast<int>(WeekdayOf(start).iso_encoding()) - 1};
  return {monday, monday + days{6}};
}

Admission Admit(std::vector<DueStep> items, std::span<const Contact> contacts, int started,
                const TrackRules& rules) {
  Doorkeeper door(std::move(items), contacts, rules);
  door.HoldTheLine(started);
  door.HoldTheCap();
  return door.Finish();
}

}  // namespace touchbase
