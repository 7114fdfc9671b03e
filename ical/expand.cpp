#include "ical/expand.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "ical/event_series.h"

namespace touchbase::ical {
namespace {

constexpr int kDaysForAll = 2'000'000;  // of all rules of one text
constexpr int kDaysForOne = 250'000;
constexpr std::size_t kMostOfText = 200'000;  // occurrences
constexpr std::size_t kMostWarnings = 20;

void Sort(std::vector<Occurrence>* occurrences) {
  std::stable_sort(
      occurrences->begin(), occurrences->end(), [](const Occurrence& a, const Occurrence& b) {
        return std::tie(a.start, a.uid, a.recurrence) < std::tie(b.start, b.uid, b.recurrence);
      });
}

}  // namespace

Expansion ExpandCalendar(const TreeNode& calendar, const Zone& zone, const ExpandWindow& window,
                         std::span<const std::string> mine) {
  Expansion out;
  std::map<std::string, EventParts> by_uid;
  for (const TreeNode& part : calendar.parts) {
    if (part.name != "VEVENT") continue;
    std::string uid(Trim(part.Value("UID")));
    // Without a UID each stands for itself.
    if (uid.empty()) uid = "\n" + std::to_string(by_uid.size());
    by_uid[uid].push_back(&part);
  }
  SeriesTimes times(calendar, zone);
  int left = kDaysForAll;
  for (const auto& [uid, parts] : by_uid) {
    if (out.occurrences.size() >= kMostOfText) {
      out.warnings.emplace_back("it holds too many events; the rest does not count");
      break;
    }
    const int given = std::min(left, kDaysForOne);
    int budget = given;
    EventSeries(times, window, mine, &budget).Expand(parts, &out);
    left -= given - std::max(0, budget);
  }
  if (out.warnings.size() > kMostWarnings) {
    const std::size_t more = out.warnings.size() - kMostWarnings;
    out.warnings.resize(kMostWarnings);
    out.warnings.push_back("and " + std::to_string(more) + " more like these");
  }
  Sort(&out.occurrences);
  return out;
}

Expansion ExpandEvents(std::string_view text, const Zone& zone, const ExpandWindow& window,
                       std::span<const std::string> mine, TreeLimits limits) {
  Tree tree = ParseTree(text, limits);
  if (tree.why.empty() && (tree.roots.size() != 1 || tree.roots.front().name != "VCALENDAR")) {
    tree.why = "it is not one VCALENDAR";
  }
  if (!tree.why.empty()) return {{}, {"an event cannot be read: " + tree.why}};
  return ExpandCalendar(tree.roots.front(), zone, window, mine);
}

}  // namespace touchbase::ical
