#include "sync/core/item_content.h"

#include <array>
#include <string_view>

#include "ical/outcome_words.h"

namespace touchbase {
namespace {

constexpr std::array<std::string_view, 12> kMonths = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};

std::string DayAndMonth(Date date) {
  const std::chrono::year_month_day ymd{date};
  return std::to_string(static_cast<unsigned>(ymd.day())) + " " +
         std::string(kMonths.at(static_cast<unsigned>(ymd.month()) - 1));
}

constexpr std::string_view kNoted = "Noted: ";

// An answer that was written before would be repeated.
std::string WithoutNoted(const std::string& text) {
  const auto line = text.rfind('\n', text.find_last_not_of('\n'));
  const std::size_t begin = line == std::string::npos ? 0 : line + 1;
  return std::string_view(text).substr(begin).starts_with(kNoted) ? text.substr(0, begin) : text;
}

}  // namespace

TextSources TextSourcesOf(const RunSettings& settings, const LiveLog& log, const Zone& zone,
                          const std::function<const Zone*(const std::string&)>& zones) {
  return {{settings.scripts, settings.sender, log, settings.language, &zone, zones,
           ical::FoldTranslations(settings.words)},
          settings.brief};
}

std::string NotedLine(const std::string& what, Date day) {
  return std::string(kNoted) + what + ", " + DayAndMonth(day);
}

ical::ItemContent OpenContent(const FollowUp& follow_up, const Contact& contact,
                              const std::string& uid, Component component, bool pair,
                              const RunSettings& settings, const TextSources& texts) {
  ical::ItemContent content;
  content.component = component;
  content.uid = uid;
  content.key = follow_up.key.Hash();
  content.start = follow_up.start;
  content.length_minutes = static_cast<int>(follow_up.length.count());
  content.date_only = pair && component == Component::kTodo;
  content.title = follow_up.title;
  content.text = ItemText(follow_up, contact, texts, pair || component == Component::kTodo);
  content.access_class = settings.access_class;
  content.busy = settings.busy;
  if (!content.date_only) content.alarm_minutes = settings.alarm_minutes;
  return content;
}

ical::ItemContent FinishedContent(const ical::CalendarItem& item, const std::string& title,
                                  const Touch& outcome, Instant done_at) {
  ical::ItemContent content;
  content.component = item.component;
  content.uid = item.uid;
  content.key = item.key;
  content.start = item.start.value_or(outcome.at);
  content.length_minutes = item.length_minutes;
  content.date_only = item.date_only;
  content.title = title;
  content.text = WithoutNoted(item.our_text);
  content.done = true;
  content.done_at = done_at;
  // A plain tick needs no answer; what was read from words does.
  if (outcome.outcome != Outcome::kDone) {
    content.noted = NotedLine(std::string(ToWord(outcome.outcome)), DateOf(outcome.at));
  }
  return content;
}

}  // namespace touchbase
