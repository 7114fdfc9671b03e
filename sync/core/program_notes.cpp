#include "sync/core/program_notes.h"

#include <algorithm>
#include <cstdlib>
#include <sstream>
#include <utility>

#include "ical/signs.h"
#include "model/advice.h"
#include "sync/core/shared_block.h"
#include "sync/core/weekly.h"

namespace touchbase {
namespace {

constexpr const char* kBegan = "began";                   // the day of this state's first run
constexpr const char* kBackOn = "back on";                // the day on which "Back?" was ticked
constexpr const char* kNotUnderstood = "not understood";  // lines: day TAB what was said
constexpr const char* kStopped = "stopped";               // the same, of guards
constexpr const char* kQuestions = "questions";        // the same, of what only the user can tell
constexpr const char* kLastSuccess = "last good run";  // unix seconds
constexpr std::size_t kMostRemembered = 40;
constexpr days kRemembered{14};
constexpr days kWeek{7};

KnownItem KnownIn(const World& world) {
  return [&world](const std::string& key) -> const BaseFollowUp* {
    const auto entry = world.entries.find(key);
    return entry == world.entries.end() || !entry->second.base ? nullptr : &*entry->second.base;
  };
}

}  // namespace

std::vector<Busy> WeeklyTimesFromBase(BaseStore& base, const RunSettings& settings, LocalTime now) {
  if (!settings.weekly) return {};
  const std::vector<BaseFollowUp> follow_ups = base.FollowUps();
  const KnownItem known = [&](const std::string& key) -> const BaseFollowUp* {
    const auto found = std::find_if(follow_ups.begin(), follow_ups.end(),
                                    [&](const BaseFollowUp& one) { return one.key == key; });
    return found == follow_ups.end() ? nullptr : &*found;
  };
  const auto began = ParseDate(base.Get(kBegan));
  const auto day = WeeklyDay(*settings.weekly, known, began.value_or(DateOf(now)), now);
  return WeeklyTimes(*settings.weekly, day, known, now, settings.plan.horizon_days);
}

void ProgramNotes::Begin() {
  if (base_.Get(kBegan).empty()) base_.Set(kBegan, FormatDate(DateOf(local_now_)));
}

bool ProgramNotes::IsTicked(const Entry& entry) const {
  const Half* half = BlockHalf(entry);
  if (half == nullptr || !half->theirs) return false;
  const ical::CalendarItem& item = half->theirs->item;
  const std::string title = entry.base ? entry.base->title : "";
  return item.completed || (item.transparent && settings_.busy) ||
         ical::ReadSigns(item, title, item.title, DateOf(local_now_), settings_.words).done;
}

// Whoever removes the question has seen it, too.
void ProgramNotes::Hear(const World& world) {
  for (const auto& [key, entry] : world.entries) {
    if (!IsSort(entry, BlockSort::kBack)) continue;
    const Half* half = BlockHalf(entry);
    if (half == nullptr) continue;
    const bool gone = half->presence == Presence::kGone && half->base &&
                      half->base->life != BaseResource::Life::kDeleted && !entry.base->finished;
    if (!gone && !IsTicked(entry)) continue;
    Date day = DateOf(local_now_);
    if (half->theirs) {
      // Without a base: an item that was ticked once tells when.
      const auto& item = half->theirs->item;
      const auto at = item.completed_at ? item.completed_at : item.last_modified;
      if (at) day = std::min(day, DateOf(zone_.ToLocal(*at)));
      if (entry.base->finished && BackOn()) continue;
    }
    if (!BackOn() || *BackOn() < day) base_.Set(kBackOn, FormatDate(day));
  }
}

std::optional<Date> BackOnOf(BaseStore& base) { return ParseDate(base.Get(kBackOn)); }

std::optional<Date> ProgramNotes::Day(const World& world) const {
  if (!settings_.weekly) return std::nullopt;
  const auto began = ParseDate(base_.Get(kBegan));
  const auto day =
      WeeklyDay(*settings_.weekly, KnownIn(world), began.value_or(DateOf(local_now_)), local_now_);
  if (!day) return std::nullopt;
  const auto entry = world.entries.find(WeeklyKey(*day).Hash());
  const bool ticked = entry != world.entries.end() && IsTicked(entry->second);
  return ticked ? std::nullopt : day;
}

std::vector<Busy> ProgramNotes::Times(const World& world) const {
  if (!settings_.weekly) return {};
  return WeeklyTimes(*settings_.weekly, Day(world), KnownIn(world), local_now_,
                     settings_.plan.horizon_days);
}

void ProgramNotes::AddTo(Plan* plan, const PlanInput& input, const World& world) const {
  const std::optional<Date> day = Day(world);
  if (!day) return;
  WeeklyFacts facts;
  facts.day = *day;
  facts.now = local_now_;
  facts.touches = input.touches;
  facts.contacts = input.contacts;
  for (const LetGo& one : WhomToLetGo(input)) {
    facts.let_go.push_back(one.name + ": " + one.reason);
  }
  facts.not_understood = Lately(kNotUnderstood);
  facts.stopped = Lately(kStopped);
  facts.questions = Lately(kQuestions);
  if (const std::string last = base_.Get(kLastSuccess); !last.empty()) {
    const Instant at{seconds{std::strtoll(last.c_str(), nullptr, 10)}};
    facts.last_success = zone_.ToLocal(at);
  }
  plan->blocks.push_back(
      WeeklyBlock(*settings_.weekly, *day, KnownIn(world), local_now_, WeeklyText(*plan, facts)));
}

// What was said in the week before today.
std::vector<std::string> ProgramNotes::Lately(const char* name) const {
  std::vector<std::string> lately;
  std::istringstream lines(base_.Get(name));
  for (std::string line; std::getline(lines, line);) {
    const auto tab = line.find('\t');
    const auto day = ParseDate(line.substr(0, tab));
    if (tab == std::string::npos || !day || *day < DateOf(local_now_) - kWeek) continue;
    lately.push_back(line.substr(tab + 1));
  }
  return lately;
}

void ProgramNotes::AddLines(const char* name, const std::vector<std::string>& lines) {
  if (lines.empty()) return;
  const Date today = DateOf(local_now_);
  std::vector<std::string> kept;
  std::istringstream old(base_.Get(name));
  for (std::string line; std::getline(old, line);) {
    const auto day = ParseDate(line.substr(0, line.find('\t')));
    if (day && *day >= today - kRemembered) kept.push_back(line);
  }
  for (std::string line : lines) {
    std::replace(line.begin(), line.end(), '\n', ' ');
    line.insert(0, FormatDate(today).append("\t"));
    if (std::find(kept.begin(), kept.end(), line) == kept.end()) kept.push_back(line);
  }
  if (kept.size() > kMostRemembered) {
    kept.erase(kept.begin(), kept.end() - static_cast<std::ptrdiff_t>(kMostRemembered));
  }
  std::string text;
  for (const std::string& line : kept) text += line + "\n";
  if (text != base_.Get(name)) base_.Set(name, text);
}

void ProgramNotes::Remember(const RunReport& report, bool well) {
  AddLines(kNotUnderstood, report.not_understood);
  AddLines(kQuestions, report.questions);
  if (!report.guard.empty()) AddLines(kStopped, {report.guard});
  if (well) base_.Set(kLastSuccess, std::to_string(now_.time_since_epoch().count()));
}

}  // namespace touchbase
