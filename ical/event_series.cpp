#include "ical/event_series.h"

#include <algorithm>
#include <cstdint>
#include <utility>

#include "ical/event_fields.h"
#include "ical/recurrence_rule.h"

namespace touchbase::ical {
namespace {

constexpr std::size_t kMostRules = 4;  // RFC 5545 wants one
constexpr std::size_t kMostTitle = 60;
constexpr days kMargin{2};  // zones lie less than that apart

template <typename Take>
void ForEachValue(const TreeNode& event, std::string_view name, Take take) {
  for (const ContentLine& line : event.lines) {
    if (line.name != name) continue;
    std::string_view rest = line.value;
    while (!rest.empty()) {
      const std::string_view value = rest.substr(0, rest.find(','));
      rest.remove_prefix(std::min(rest.size(), value.size() + 1));
      take(Trim(value), line);
    }
  }
}

std::string Name(const Moment& moment) {
  std::string text =
      FormatUtcBasic(moment.date_only ? Instant{moment.civil.time_since_epoch()} : moment.at());
  if (moment.date_only) text.resize(8);
  return text;
}

std::int64_t SequenceOf(const TreeNode& event) {
  std::int64_t number = 0;
  for (const char c : Trim(event.Value("SEQUENCE")).substr(0, 9)) {
    if (c >= '0' && c <= '9') number = number * 10 + (c - '0');
  }
  return number;
}

}  // namespace

void EventSeries::Times::Add(const Moment& moment, bool series_of_days) {
  if (moment.date_only || series_of_days) {
    dates.push_back(DateOf(moment.civil));
  } else {
    instants.push_back(moment.at());
  }
}

void EventSeries::Times::Sort() {
  std::sort(instants.begin(), instants.end());
  std::sort(dates.begin(), dates.end());
}

bool EventSeries::Times::Has(const Moment& moment) const {
  if (std::binary_search(dates.begin(), dates.end(), DateOf(moment.civil))) return true;
  return !moment.date_only && !instants.empty() &&
         std::binary_search(instants.begin(), instants.end(), moment.at());
}

void EventSeries::Warn(const TreeNode& event, const std::string& what) {
  const std::string title = OneLine(CleanText(UnescapeText(event.Value("SUMMARY"))));
  out_->warnings.push_back("\"" + title.substr(0, kMostTitle) + "\": " + what);
}

EventSeries::Length EventSeries::LengthTo(const Moment& start, const Moment& end) const {
  if (start.date_only) {
    return {std::max<seconds>(days{1}, DateOf(end.civil) - DateOf(start.civil)), true};
  }
  return {std::max(seconds{0}, end.at() - start.at()), false};
}

// Without an end an event is a day or nothing long (RFC 5545 3.6.1).
EventSeries::Length EventSeries::LengthOf(const TreeNode& event, const Moment& start) {
  if (const ContentLine* line = event.Find("DTEND")) {
    if (const auto end = times_.Read(*line)) return LengthTo(start, *end);
  }
  const std::string_view written = event.Value("DURATION");
  if (const auto duration = ParseDuration(written); duration && *duration >= seconds{0}) {
    if (start.date_only) return {std::max<seconds>(days{1}, *duration), true};
    return {*duration, written.find_first_of("Tt") == std::string_view::npos};
  }
  return start.date_only ? Length{days{1}, true} : Length{};
}

void EventSeries::Emit(const Occurrence& fields, const Moment& start, Length length,
                       std::string recurrence) {
  const Zone& zone = times_.zone();
  LocalTime begin = start.civil;
  LocalTime end = begin + length.value;
  if (!start.date_only) {
    const Instant at = start.at();
    begin = zone.ToLocal(at);
    end = zone.ToLocal(length.nominal ? InstantIn(*start.zone, start.civil + length.value)
                                      : at + length.value);
    // Within the hour that happens twice the clock runs backwards.
    if (end < begin) end = begin + length.value;
  }
  const bool before = end <= window_.from && (begin < end || begin < window_.from);
  if (before || begin >= window_.to) return;
  if (emitted_ >= kMostOccurrences) {
    warned_of_many_ = true;
    return;
  }
  ++emitted_;
  Occurrence& added = out_->occurrences.emplace_back(fields);
  added.start = begin;
  added.end = end;
  added.all_day = start.date_only;
  added.recurrence = std::move(recurrence);
  added.recurring = !added.recurrence.empty();
}

void EventSeries::AddRule(const ContentLine& line, const Moment& start, Length length,
                          std::vector<LocalTime>* civil) {
  const ParsedRule parsed = ParseRule(line.value);
  if (!parsed.rule) {
    out_->warnings.push_back(parsed.why);
    return;
  }
  RuleSpan span{start.civil, window_.from - length.value - kMargin, window_.to + kMargin,
                start.date_only};
  if (const auto& until = parsed.rule->until) {
    LocalTime last = until->civil;
    if (until->date_only) {
      last += days{1} - seconds{1};
    } else if (until->utc) {
      last = start.zone->ToLocal(Instant{last.time_since_epoch()});
    }
    span.to = std::min(span.to, last);
  }
  std::vector<LocalTime> found;
  if (!ExpandRule(*parsed.rule, span, kMostOccurrences + 10, budget_, &found)) {
    warned_of_many_ = true;
  }
  civil->insert(civil->end(), found.begin(), found.end());
}

std::vector<LocalTime> EventSeries::RuleTimes(const TreeNode& event, const Moment& start,
                                              Length length) {
  std::vector<LocalTime> civil;
  std::size_t rules = 0;
  const std::size_t warnings = out_->warnings.size();
  for (const ContentLine& line : event.lines) {
    if (line.name == "RRULE" && rules++ < kMostRules) AddRule(line, start, length, &civil);
  }
  if (out_->warnings.size() > warnings) {
    const std::string why = std::move(out_->warnings.back());
    out_->warnings.resize(warnings);
    Warn(event, "its repetition is not followed (" + why + "); only its first time counts");
  }
  return civil;
}

EventSeries::Times EventSeries::Excluded(const TreeNode& event, const Moment& start,
                                         Length length) {
  Times excluded;
  ForEachValue(event, "EXDATE", [&](std::string_view value, const ContentLine& line) {
    if (const auto moment = times_.Read(value, line)) excluded.Add(*moment, start.date_only);
  });
  std::size_t rules = 0;
  for (const ContentLine& line : event.lines) {
    if (line.name != "EXRULE" || rules++ >= kMostRules) continue;  // of RFC 2445
    std::vector<LocalTime> civil;
    const std::size_t warnings = out_->warnings.size();
    AddRule(line, start, length, &civil);
    out_->warnings.resize(warnings);
    for (const LocalTime time : civil) {
      excluded.Add({time, start.date_only, start.zone}, start.date_only);
    }
  }
  excluded.Sort();
  return excluded;
}

std::vector<EventSeries::Extra> EventSeries::Extras(const TreeNode& event, const Moment& start,
                                                    Length length) {
  std::vector<Extra> extras;
  ForEachValue(event, "RDATE", [&](std::string_view value, const ContentLine& line) {
    const std::string_view begin = value.substr(0, value.find('/'));
    auto moment = times_.Read(begin, line);
    if (!moment) return;
    moment->date_only = moment->date_only || start.date_only;
    if (moment->date_only != start.date_only) {
      // A bare day in a series of times is at the series' time of day.
      *moment = {DateOf(moment->civil) + (start.civil - DateOf(start.civil)), false, start.zone};
    } else if (moment->date_only) {
      moment->civil = DateOf(moment->civil);
    }
    Extra extra{*moment, length};
    if (begin.size() < value.size()) {  // a PERIOD (RFC 5545 3.3.9)
      const std::string_view rest = value.substr(begin.size() + 1);
      if (const auto end = times_.Read(rest, line)) extra.length = LengthTo(*moment, *end);
      const auto duration = ParseDuration(rest);
      if (duration && *duration >= seconds{0}) extra.length = {*duration, false};
    }
    extras.push_back(extra);
  });
  return extras;
}

void EventSeries::ExpandMain(const TreeNode& event, const Times& replaced) {
  const ContentLine* line = event.Find("DTSTART");
  const auto start = line == nullptr ? std::nullopt : times_.Read(*line);
  if (!start) {
    Warn(event, "it has no start that can be read and does not count");
    return;
  }
  Occurrence fields;
  ReadEventFields(event, start->date_only, mine_, &fields);
  const Length length = LengthOf(event, *start);
  if (!event.Has("RRULE") && !event.Has("RDATE")) {
    if (!replaced.Has(*start)) Emit(fields, *start, length, {});
    return;
  }
  std::vector<Extra> all = Extras(event, *start, length);
  for (const LocalTime civil : RuleTimes(event, *start, length)) {
    all.push_back({{civil, start->date_only, start->zone}, length});
  }
  all.push_back({*start, length});
  const Times excluded = Excluded(event, *start, length);
  std::vector<std::pair<Instant, const Extra*>> sorted;
  sorted.reserve(all.size());
  for (const Extra& one : all) sorted.emplace_back(one.start.at(), &one);
  std::stable_sort(sorted.begin(), sorted.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  std::optional<Instant> last;
  for (const auto& [at, one] : sorted) {
    if (last == at || excluded.Has(one->start) || replaced.Has(one->start)) continue;
    last = at;
    Emit(fields, one->start, one->length, Name(one->start));
  }
}

void EventSeries::ExpandException(const TreeNode& event) {
  const ContentLine* line = event.Find("DTSTART");
  const ContentLine* original = event.Find("RECURRENCE-ID");
  const auto start = line == nullptr ? std::nullopt : times_.Read(*line);
  const auto replaces = times_.Read(*original);
  if (!start || !replaces) {
    Warn(event, "a changed time of it cannot be read and does not count");
    return;
  }
  if (!original->Param("RANGE").empty()) {
    Warn(event, "a change of this and all later times is taken for the one time alone");
  }
  Occurrence fields;
  ReadEventFields(event, start->date_only, mine_, &fields);
  Emit(fields, *start, LengthOf(event, *start), Name(*replaces));
}

void EventSeries::Expand(const EventParts& parts, Expansion* out) {
  out_ = out;
  emitted_ = 0;
  warned_of_many_ = false;
  const TreeNode* main = nullptr;
  std::map<std::string, const TreeNode*> exceptions;  // by the time replaced
  for (const TreeNode* part : parts) {
    const ContentLine* line = part->Find("RECURRENCE-ID");
    if (line == nullptr) {
      if (main == nullptr || SequenceOf(*part) >= SequenceOf(*main)) main = part;
      continue;
    }
    const auto moment = times_.Read(*line);
    const TreeNode*& known = exceptions[moment ? Name(*moment) : line->value];
    if (known == nullptr || SequenceOf(*part) >= SequenceOf(*known)) known = part;
  }
  Times replaced;
  const ContentLine* start = main == nullptr ? nullptr : main->Find("DTSTART");
  const auto first = start == nullptr ? std::nullopt : times_.Read(*start);
  for (const auto& [name, event] : exceptions) {
    const auto moment = times_.Read(*event->Find("RECURRENCE-ID"));
    if (moment) replaced.Add(*moment, first && first->date_only);
  }
  replaced.Sort();
  if (main != nullptr) ExpandMain(*main, replaced);
  for (const auto& [name, event] : exceptions) ExpandException(*event);
  if (warned_of_many_) {
    Warn(*parts.front(), "it repeats too often; only some of its times count");
  }
}

}  // namespace touchbase::ical
