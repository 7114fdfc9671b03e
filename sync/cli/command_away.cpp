// away: the days on which nothing is planned, in [plan] away of the settings file.
#include <algorithm>

#include "config/away_edit.h"
#include "config/settings_file.h"
#include "model/error.h"
#include "sync/cli/commands.h"
#include "sync/cli/json_text.h"
#include "sync/cli/output.h"
#include "sync/store/file_system.h"

namespace touchbase::cli {
namespace {

constexpr std::uint64_t kLargest = std::uint64_t{1} << 20;
constexpr days kLongestAway{731};

Date DayOf(const std::string& word) {
  if (const auto date = ParseDate(word)) return *date;
  throw UsageError("\"" + word + "\" is no date; write it as 2026-07-01");
}

DateSpan SpanOf(const AwayOptions& away) {
  const Date first = DayOf(away.from);
  const Date last = away.to.empty() ? first : DayOf(away.to);
  if (last < first) {
    throw UsageError("the last day, " + FormatDate(last) + ", is before the first, " +
                     FormatDate(first));
  }
  if (last - first >= kLongestAway)
    throw UsageError("more than two years away; is the year right?");
  return {first, last};
}

// The file as it is, and what is to be in its place; ESTALE when somebody edits it meanwhile.
struct Edit {
  std::string path, text;
  store::FileStamp stamp;
};

Edit Load(const std::string& path) {
  Edit edit;
  store::FileSystem& files = store::PosixFiles();
  auto error = files.Resolve(path, &edit.path);
  if (!error) error = files.Read(edit.path, kLargest, &edit.text, &edit.stamp);
  if (error) throw InputError("reading the settings failed: " + error.message(), path);
  return edit;
}

std::vector<DateSpan> AwayIn(const std::string& text, Workplace& place) {
  // As ParseSettings alone sees it: what is included is not in this text.
  const SettingsResult result =
      ParseSettings(text, place.settings_path(), [](const std::string&) { return std::string(); });
  const auto* settings = std::get_if<Settings>(&result);
  return settings == nullptr ? std::vector<DateSpan>() : settings->plan.away;
}

void Save(const Edit& edit, const std::string& text, const std::vector<DateSpan>& expected,
          Workplace& place) {
  // Whatever the file looks like: what is written says what was meant, or it is not written.
  if (AwayIn(text, place) != expected) {
    throw InputError(
        "the way [plan] away is written cannot be changed by the program; change it by hand",
        edit.path);
  }
  store::Replacement how;
  how.like = &edit.stamp;
  how.unchanged = &edit.stamp;
  if (const auto error = store::ReplaceFile(&store::PosixFiles(), edit.path, text, how)) {
    throw InputError("writing the settings failed: " + error.message(), edit.path);
  }
}

int ShowList(Workplace& place, const std::vector<DateSpan>& spans) {
  Output& out = place.out();
  out.Answer(AwayJson(spans));
  for (const DateSpan& span : spans) {
    out.Line(ShortDate(span.first) +
             (span.first == span.last ? "" : " to " + ShortDate(span.last)));
  }
  if (spans.empty()) out.Line("No days away.");
  return 0;
}

void Add(Workplace& place, const DateSpan& span) {
  if (span.last < DateOf(place.LocalNow())) {
    throw UsageError("these days are past: " + FormatDateSpan(span));
  }
  const Edit edit = Load(place.settings_path());
  const std::vector<DateSpan>& all = place.settings().plan.away;
  std::vector<DateSpan> expected = AwayIn(edit.text, place);
  if (expected.empty()) expected = all;
  expected.push_back(span);
  Save(edit, WithAway(edit.text, span, all), expected, place);
  place.out().Remark("Away: " + ShortDate(span.first) + " to " + ShortDate(span.last) +
                     ". What is due then moves behind it with the next sync; touchbase away " +
                     place.options().away.from + " " + place.options().away.to +
                     (place.options().away.to.empty() ? "" : " ") + "--remove takes it back.");
}

void Remove(Workplace& place, const DateSpan& span) {
  const Edit edit = Load(place.settings_path());
  std::vector<DateSpan> expected = AwayIn(edit.text, place);
  std::string text;
  try {
    text = WithoutAway(edit.text, span);
  } catch (const InputError& error) {
    throw InputError(std::string(error.what()) + "; touchbase away lists what there is", edit.path);
  }
  expected.erase(std::find(expected.begin(), expected.end(), span));
  Save(edit, text, expected, place);
  place.out().Remark("Not away: " + FormatDateSpan(span));
}

}  // namespace

int CommandAway(Workplace& place) {
  const AwayOptions& away = place.options().away;
  std::vector<DateSpan> spans = place.settings().plan.away;
  if (away.from.empty()) {
    if (away.remove) throw UsageError("--remove needs the days: touchbase away FROM TO --remove");
    return ShowList(place, spans);
  }
  const DateSpan span = SpanOf(away);
  const auto known = std::find(spans.begin(), spans.end(), span);
  if (away.remove) {
    Remove(place, span);
    if (known != spans.end()) spans.erase(known);
  } else if (known != spans.end()) {
    place.out().Complain("note: " + FormatDateSpan(span) + " is there already");
  } else {
    Add(place, span);
    spans.push_back(span);
  }
  place.out().Answer(AwayJson(spans));
  return 0;
}

}  // namespace touchbase::cli
