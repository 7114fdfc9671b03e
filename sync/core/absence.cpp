#include "sync/core/absence.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <sstream>

namespace touchbase {
namespace {

constexpr const char* kWriting = "writing";
constexpr const char* kUnfinished = "unfinished";  // lines: the day, then keys
constexpr const char* kOthers = "others wrote";
constexpr const char* kBook = "absent book";
constexpr std::int64_t kAgainAfterS = 600;
// Another machine that was not seen for so long is in use no more.
constexpr std::int64_t kForgetOthersS = std::int64_t{30} * 86400;

}  // namespace

void AbsenceWatch::Writing(BaseStore& base, Date today) {
  const std::string value = FormatDate(today);
  if (base.Get(kWriting) != value) base.Set(kWriting, value);
}

void AbsenceWatch::Written(const std::set<std::string>& unfinished, Date today, BaseStore& base) {
  std::string text;
  if (!unfinished.empty()) text = FormatDate(today);
  for (const std::string& key : unfinished) text.append("\n").append(key);
  base.Transaction([&] {
    if (base.Get(kUnfinished) != text) base.Set(kUnfinished, text);
    base.Set(kWriting, "");
  });
}

std::map<std::string, Date> AbsenceWatch::Unfinished(BaseStore& base) {
  std::map<std::string, Date> unfinished;
  std::istringstream lines(base.Get(kUnfinished));
  std::string line;
  std::getline(lines, line);
  const auto day = ParseDate(line);
  while (day && std::getline(lines, line)) unfinished[line] = *day;
  return unfinished;
}

std::optional<Date> AbsenceWatch::KilledOn(BaseStore& base) {
  return ParseDate(base.Get(kWriting));
}

void AbsenceWatch::Notice(const World& world) {
  if (!base_.Get(kWriting).empty()) return;
  const std::map<std::string, Date> unfinished = Unfinished(base_);
  const std::set<std::string>& keys = world.written_elsewhere;
  if (std::all_of(keys.begin(), keys.end(),
                  [&](const std::string& key) { return unfinished.contains(key); })) {
    return;
  }
  base_.Set(kOthers, std::to_string(UnixSeconds(now_)));
}

bool AbsenceWatch::OthersWrite() const {
  const std::string seen = base_.Get(kOthers);
  return !seen.empty() &&
         UnixSeconds(now_) - std::strtoll(seen.c_str(), nullptr, 10) < kForgetOthersS;
}

void AbsenceWatch::IsBack(const BaseFollowUp& follow_up) {
  if (follow_up.first_absent == 0) return;
  BaseFollowUp back = follow_up;
  back.first_absent = 0;
  base_.PutFollowUp(back);
}

bool AbsenceWatch::Confirmed(const BaseFollowUp& follow_up) {
  if (!late_ && !OthersWrite()) return true;
  const bool same_book = base_.Get(kBook) == book_;
  if (same_book && follow_up.first_absent != 0) {
    return UnixSeconds(now_) - follow_up.first_absent >= kAgainAfterS;
  }
  BaseFollowUp absent = follow_up;
  absent.first_absent = UnixSeconds(now_);
  base_.Transaction([&] {
    base_.PutFollowUp(absent);
    base_.Set(kBook, book_);
  });
  return false;
}

}  // namespace touchbase
