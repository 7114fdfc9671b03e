#include "ical/completion.h"

#include <charconv>
#include <string>
#include <string_view>

#include "ical/time_value.h"

namespace touchbase::ical {
namespace {

std::optional<int> Percent(const TreeNode& task) {
  const std::string_view text = Trim(task.Value("PERCENT-COMPLETE"));
  int percent = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), percent);
  if (text.empty() || error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return percent;
}

}  // namespace

bool IsCompleted(const TreeNode& task) {
  const std::string status = UpperAscii(Trim(task.Value("STATUS")));
  const std::optional<int> percent = Percent(task);
  const bool open = status == "NEEDS-ACTION" || status == "IN-PROCESS";
  if (open && percent && *percent < 100) return false;
  return status == "COMPLETED" || !Trim(task.Value("COMPLETED")).empty() ||
         (percent && *percent >= 100);
}

std::optional<Instant> CompletedAt(const TreeNode& task, const Zone& zone) {
  const ContentLine* line = task.Find("COMPLETED");
  if (line == nullptr) return std::nullopt;
  const TreeNode no_zones;
  const TimeReader reader(no_zones, zone);
  const std::optional<TimeValue> completed = reader.Read(*line);
  if (!completed) return std::nullopt;
  const ContentLine* modified = task.Find("LAST-MODIFIED");
  if (completed->date_only && modified != nullptr) {
    const std::optional<TimeValue> time = reader.Read(*modified);
    if (time && DateOf(time->local) == DateOf(completed->local)) return time->at;
  }
  return completed->at;
}

void SetCompleted(Instant at, TreeNode* task) {
  task->Set(MakeLine("STATUS", "COMPLETED"));
  task->Set(MakeLine("COMPLETED", FormatUtcBasic(at)));
  task->Set(MakeLine("PERCENT-COMPLETE", "100"));
}

void SetOpen(TreeNode* task) {
  task->Set(MakeLine("STATUS", "NEEDS-ACTION"));
  task->Remove("COMPLETED");
  if (task->Has("PERCENT-COMPLETE")) task->Set(MakeLine("PERCENT-COMPLETE", "0"));
}

}  // namespace touchbase::ical
