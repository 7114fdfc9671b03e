#include "sync/core/other_calendars.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <set>
#include <utility>

#include "ical/expand.h"
#include "model/error.h"
#include "sync/core/feeds.h"

namespace touchbase {
namespace {

constexpr const char* kKnown = "other calendars";
constexpr const char* kTimes = "other times";
constexpr const char* kFeedsRead = "feeds read";
constexpr days kLookBack{14};               // a meeting is logged when it is over
constexpr days kSlack{31};                  // what is asked for beyond what is needed
constexpr std::size_t kMostWarnings = 5;    // of one calendar
constexpr std::int64_t kFeedPauseS = 3600;  // a feed that failed is not asked again before

std::vector<std::string> SplitBy(const std::string& text, char separator) {
  std::vector<std::string> parts(1);
  for (const char c : text) {
    if (c == separator) {
      parts.emplace_back();
    } else {
      parts.back() += c;
    }
  }
  return parts;
}

std::string Cell(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c == '\t' || c == '\n'; }, ' ');
  return text;
}

bool IsIn(const std::vector<std::string>& list, const std::string& text) {
  return std::find(list.begin(), list.end(), text) != list.end();
}

struct Known {  // a calendar as it was when it was read last
  std::string url, ctag, token, name;
  Date from{}, to{};
};

std::vector<Known> ParseKnown(const std::string& text) {
  std::vector<Known> all;
  for (const std::string& line : SplitBy(text, '\n')) {
    const std::vector<std::string> cells = SplitBy(line, '\t');
    if (cells.size() != 6) continue;
    const auto from = ParseDate(cells[4]);
    const auto to = ParseDate(cells[5]);
    if (from && to) all.push_back({cells[0], cells[1], cells[2], cells[3], *from, *to});
  }
  return all;
}

void WriteKnown(BaseStore& base, const std::vector<Known>& known) {
  std::string text;
  for (const Known& one : known) {
    for (const std::string& cell : {one.url, one.ctag, one.token, one.name}) {
      text += Cell(cell) + "\t";
    }
    text += FormatDate(one.from) + "\t" + FormatDate(one.to) + "\n";
  }
  if (text != base.Get(kKnown)) base.Set(kKnown, text);
}

class OtherCalendars {
 public:
  OtherCalendars(RunPorts& ports, const RunSettings& settings, RunReport* report);
  void Read(std::span<const CollectionState> survey);
  OtherFindings Take() { return {std::move(times_), std::move(watched_)}; }

 private:
  bool Update(const OtherCalendar& calendar, Known* known);
  void ReadAll(Collection& collection, const Known& window);
  void ReadChanged(Collection& collection, const Known& window);
  void Put(const Href& collection, const Fetched& fetched, const std::string& old_text);
  void UpdateFeed(const std::string& source);
  void Count(const Href& calendar, const std::string& name, bool busy, bool watch, bool own);
  std::vector<ical::Occurrence> EventsOf(const Href& calendar, const std::string& name);
  void CountFeeds(std::span<const CollectionState> survey);
  void Warn(const std::string& text);

  RunPorts& ports_;
  const RunSettings& settings_;
  RunReport* report_;
  Date today_{};
  OtherTimes times_;
  std::vector<ical::Occurrence> watched_;
};

OtherCalendars::OtherCalendars(RunPorts& ports, const RunSettings& settings, RunReport* report)
    : ports_(ports),
      settings_(settings),
      report_(report),
      today_(DateOf(ports.zone.ToLocal(ports.clock.Now()))) {}

void OtherCalendars::Warn(const std::string& text) {
  if (!IsIn(report_->warnings, text)) report_->warnings.push_back(text);
}

// ---------------------------------------------------------------- reading

void OtherCalendars::Put(const Href& collection, const Fetched& fetched,
                         const std::string& old_text) {
  if (fetched.status == FetchStatus::kFound) {
    ports_.base.PutForeignCopy({collection, fetched.href, fetched.etag, fetched.text});
    return;
  }
  // Without an ETag it is fetched again whenever the calendar is looked at.
  ports_.base.PutForeignCopy({collection, fetched.href, ETag{}, old_text});
  Warn("an event in " + collection.value + " could not be read: " + fetched.why);
}

void OtherCalendars::ReadAll(Collection& collection, const Known& window) {
  const Href& url = collection.state().url;
  const auto found =
      collection.Window(ports_.zone.ToInstant(window.from), ports_.zone.ToInstant(window.to), true);
  ports_.base.Transaction([&] {
    ports_.base.DropForeignCopies(url);
    for (const Fetched& fetched : found) Put(url, fetched, {});
  });
}

void OtherCalendars::ReadChanged(Collection& collection, const Known& window) {
  const Href& url = collection.state().url;
  std::map<Href, ForeignCopy> copies;
  for (ForeignCopy& copy : ports_.base.ForeignCopies(url)) copies[copy.href] = std::move(copy);
  std::vector<Href> changed;
  std::set<Href> there;
  for (const Fetched& one : collection.Window(ports_.zone.ToInstant(window.from),
                                              ports_.zone.ToInstant(window.to), false)) {
    there.insert(one.href);
    const auto copy = copies.find(one.href);
    const bool same = copy != copies.end() && !one.etag.empty() && copy->second.etag == one.etag;
    if (!same) changed.push_back(one.href);
  }
  const std::vector<Fetched> fetched = collection.Fetch(changed);
  ports_.base.Transaction([&] {
    for (const Fetched& one : fetched) {
      if (one.status == FetchStatus::kGone) {
        there.erase(one.href);
      } else {
        Put(url, one, copies[one.href].text);
      }
    }
    for (const auto& [href, copy] : copies) {
      if (!there.contains(href)) ports_.base.DropForeignCopy(url, href);
    }
  });
}

// False: it could not be read; what was known stays.
bool OtherCalendars::Update(const OtherCalendar& calendar, Known* known) {
  const CollectionState& state = calendar.state;
  const bool is_new = known->url.empty();
  const bool tells = !state.ctag.empty() || !state.sync_token.empty();
  const bool covers = !is_new && known->from <= today_ - kLookBack &&
                      known->to > today_ + days{settings_.plan.horizon_days};
  if (covers && tells && known->ctag == Cell(state.ctag) &&
      known->token == Cell(state.sync_token.value)) {
    return true;
  }
  Known read{state.url.value,
             state.ctag,
             state.sync_token.value,
             state.display_name,
             today_ - kLookBack - kSlack,
             today_ + days{settings_.plan.horizon_days} + kSlack};
  try {
    const auto collection = ports_.account.Open(state);
    if (is_new) {
      ReadAll(*collection, read);
    } else {
      ReadChanged(*collection, read);
    }
  } catch (const SignInRefused&) {
    throw;
  } catch (const ServerError& error) {
    Warn("the calendar \"" + state.display_name + "\" could not be read for busy times" +
         (is_new ? "" : ", what was known of it counts") + ": " + error.what());
    return false;
  }
  *known = std::move(read);
  return true;
}

void OtherCalendars::UpdateFeed(const std::string& source) {
  const Href name{source};
  const std::vector<ForeignCopy> copies = ports_.base.ForeignCopies(name);
  const std::string day = FormatDate(today_);
  // Of each, the day on which it was read, or the second up to which one that failed rests.
  std::map<std::string, std::vector<std::string>> known;
  for (const std::string& line : SplitBy(ports_.base.Get(kFeedsRead), '\n')) {
    std::vector<std::string> cells = SplitBy(line, '\t');
    if (cells.size() == 2 || cells.size() == 3) known[cells[0]] = {cells.begin() + 1, cells.end()};
  }
  std::vector<std::string>& mine = known[Cell(source)];
  const bool local = source.find("://") == std::string::npos;
  const bool read_today = !copies.empty() && mine.size() == 1 && mine[0] == day;
  if (ports_.feeds == nullptr || (!local && read_today)) return;
  const std::int64_t now = ports_.clock.Now().time_since_epoch().count();
  const std::string old = copies.empty() ? "" : "; what was known of it counts";
  if (!local && mine.size() == 2 && now < std::strtoll(mine[0].c_str(), nullptr, 10)) {
    return Warn(mine[1] + old);
  }
  const FeedAnswer answer =
      ports_.feeds->Read(source, copies.empty() ? std::string() : copies.front().etag.value);
  if (answer.end == FeedAnswer::End::kFailed) {
    Warn(Cell(answer.why) + old);
    if (local) return;
    mine = {std::to_string(now + kFeedPauseS), Cell(answer.why)};
  } else {
    if (answer.end == FeedAnswer::End::kRead) {
      ports_.base.PutForeignCopy({name, Href{}, ETag{answer.tag}, answer.text});
    }
    mine = {day};
  }
  std::string text;
  for (const auto& [feed, cells] : known) {
    if (cells.empty()) continue;
    text += feed;
    for (const std::string& cell : cells) text.append("\t").append(cell);
    text += "\n";
  }
  ports_.base.Set(kFeedsRead, text);
}

// ---------------------------------------------------------------- what they say

std::vector<ical::Occurrence> OtherCalendars::EventsOf(const Href& calendar,
                                                       const std::string& name) {
  const ical::ExpandWindow window{today_ - kLookBack,
                                  today_ + days{settings_.plan.horizon_days} + kSlack};
  std::vector<ical::Occurrence> events;
  std::size_t warnings = 0;
  for (const ForeignCopy& copy : ports_.base.ForeignCopies(calendar)) {
    if (copy.text.empty()) continue;
    const auto limits = copy.href.empty() ? ical::kFeedLimits : ical::TreeLimits{};
    ical::Expansion found =
        ical::ExpandEvents(copy.text, ports_.zone, window, settings_.own_addresses, limits);
    for (const std::string& warning : found.warnings) {
      if (warnings++ < kMostWarnings) Warn(std::string(name).append(": ").append(warning));
    }
    std::move(found.occurrences.begin(), found.occurrences.end(), std::back_inserter(events));
  }
  return events;
}

void OtherCalendars::Count(const Href& calendar, const std::string& name, bool busy, bool watch,
                           bool own) {
  const OtherRules rules{settings_.book_id, settings_.away_words};
  std::vector<ical::Occurrence> events = EventsOf(calendar, name);
  if (busy) AddBusyOf(events, rules, &times_);
  if (own) AddAwayOf(events, rules, &times_);
  if (!watch) return;
  for (ical::Occurrence& event : events) {
    if (!IsOurs(event, settings_.book_id)) watched_.push_back(std::move(event));
  }
}

void OtherCalendars::CountFeeds(std::span<const CollectionState> survey) {
  std::set<std::string> feeds;
  for (const auto* list : {&settings_.busy_calendars, &settings_.watched_calendars}) {
    for (const std::string& entry : *list) {
      if (IsFeed(entry)) feeds.insert(entry);
    }
  }
  for (const CollectionState& state : survey) feeds.erase(state.url.value);
  for (const std::string& source : settings_.holiday_sources) {
    UpdateFeed(source);
    AddHolidaysOf(EventsOf(Href{source}, NameOfFeed(source)), &times_);
    feeds.erase(source);
  }
  for (const std::string& source : feeds) {
    UpdateFeed(source);
    Count(Href{source}, NameOfFeed(source), IsIn(settings_.busy_calendars, source),
          IsIn(settings_.watched_calendars, source), false);
  }
}

void OtherCalendars::Read(std::span<const CollectionState> survey) {
  times_ = {};
  watched_.clear();
  std::vector<std::string> missing;
  const auto chosen = ChooseOthers(survey, settings_, OurCalendars(ports_.base), &missing);
  for (const std::string& name : missing) {
    Warn("the settings name the calendar \"" + name +
         "\" for busy times or meetings, and the account has none of that name");
  }
  std::vector<Known> before = ParseKnown(ports_.base.Get(kKnown));
  std::vector<Known> after;
  for (const OtherCalendar& other : chosen) {
    const auto found = std::find_if(before.begin(), before.end(), [&](const Known& one) {
      return one.url == Cell(other.state.url.value);
    });
    Known known = found == before.end() ? Known{} : *found;
    if (found != before.end()) before.erase(found);
    Update(other, &known);
    if (known.url.empty()) continue;
    after.push_back(std::move(known));
    Count(other.state.url, other.state.display_name, other.busy, other.watch, true);
  }
  for (const Known& gone : before) ports_.base.DropForeignCopies(Href{gone.url});
  WriteKnown(ports_.base, after);
  CountFeeds(survey);
  Tidy(&times_);
  const std::string text = ToText(times_);
  if (text != ports_.base.Get(kTimes)) ports_.base.Set(kTimes, text);
}

}  // namespace

OtherFindings ReadOthers(RunPorts& ports, const RunSettings& settings,
                         std::span<const CollectionState> survey, RunReport* report) {
  OtherCalendars others(ports, settings, report);
  others.Read(survey);
  return others.Take();
}

bool OthersUnchanged(std::span<const CollectionState> survey, const RunSettings& settings,
                     BaseStore& base) {
  const auto known = ParseKnown(base.Get(kKnown));
  const auto chosen = ChooseOthers(survey, settings, OurCalendars(base), nullptr);
  if (known.size() != chosen.size()) return false;
  return std::all_of(chosen.begin(), chosen.end(), [&](const OtherCalendar& other) {
    const CollectionState& state = other.state;
    if (state.ctag.empty() && state.sync_token.empty()) return false;
    return std::any_of(known.begin(), known.end(), [&](const auto& one) {
      return one.url == Cell(state.url.value) && one.ctag == Cell(state.ctag) &&
             one.token == Cell(state.sync_token.value);
    });
  });
}

std::vector<std::string> NamesOfOthers(BaseStore& base) {
  std::vector<std::string> names;
  for (const auto& one : ParseKnown(base.Get(kKnown))) names.push_back(one.name);
  return names;
}

OtherTimes OtherTimesOf(BaseStore& base) { return OtherTimesFrom(base.Get(kTimes)); }

}  // namespace touchbase
