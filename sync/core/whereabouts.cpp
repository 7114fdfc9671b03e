#include "sync/core/whereabouts.h"

#include <algorithm>
#include <array>
#include <sstream>
#include <utility>

#include "model/hash.h"

namespace touchbase {
namespace {

constexpr const char* kSeen = "calendars seen";
constexpr const char* kAsked = "calendars asked";
constexpr const char* kClaimed = "found elsewhere";
constexpr std::size_t kHexLength = 32;
// More that is new in a list of tasks than a hand has moved there is not read.
constexpr std::size_t kMostRead = 100;
constexpr days kBack{45};

std::string Cell(std::string text) {
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c == '\t' || c == '\n'; }, ' ');
  return text;
}

bool Holds(const Entry& entry, const std::string& hex) {
  for (const Half* half : {&entry.event, &entry.task}) {
    const auto parts = half->theirs ? ParseUid(half->theirs->item.uid) : std::nullopt;
    if (parts && parts->hex == hex) return true;
  }
  return false;
}

bool Contains(const std::string& asked, const std::string& question) {
  return !question.empty() && asked.find(question) != std::string::npos;
}

}  // namespace

// A calendar as the surveys of this day and of an earlier one showed it.
struct Whereabouts::Seen {
  std::string url, day, ctag, token, ctag_before, token_before;
};

Whereabouts::Whereabouts(RunPorts& ports, const RunSettings& settings,
                         const std::vector<CollectionState>& survey, const Roles& roles)
    : ports_(ports),
      settings_(settings),
      survey_(survey),
      roles_(roles),
      prefix_("tb-" + settings.book_id + "-"),
      lost_(!roles.made && ports.base.Resources().empty()) {
  RememberCalendars();
}

// What was moved there lies in what changed since the last run of an earlier day: the runs of one
// day may have come between the two halves of a move.
void Whereabouts::RememberCalendars() {
  std::map<std::string, Seen> known;
  std::istringstream lines(ports_.base.Get(kSeen));
  for (std::string line; std::getline(lines, line);) {
    std::istringstream cells(line);
    Seen seen;
    for (std::string* cell :
         {&seen.url, &seen.day, &seen.ctag, &seen.token, &seen.ctag_before, &seen.token_before}) {
      std::getline(cells, *cell, '\t');
    }
    known[seen.url] = std::move(seen);
  }
  const std::string today = FormatDate(DateOf(ports_.zone.ToLocal(ports_.clock.Now())));
  std::string text;
  for (const CollectionState& state : survey_) {
    // Ours are read whatever they say.
    const bool ours = (roles_.calendar && roles_.calendar->url == state.url) ||
                      (roles_.task_list && roles_.task_list->url == state.url);
    if (ours) continue;
    Seen seen = std::move(known[Cell(state.url.value)]);
    if (!seen.day.empty() && seen.day != today) {
      seen.ctag_before = seen.ctag;
      seen.token_before = seen.token;
    }
    seen.ctag = Cell(state.ctag);
    seen.token = Cell(state.sync_token.value);
    const bool same = seen.ctag == seen.ctag_before && seen.token == seen.token_before &&
                      !(seen.ctag.empty() && seen.token.empty());
    if (!same) changed_since_[state.url] = SyncToken{seen.token_before};
    for (const std::string& cell : {Cell(state.url.value), today, seen.ctag, seen.token}) {
      text.append(cell).append("\t");
    }
    text.append(seen.ctag_before).append("\t").append(seen.token_before).append("\n");
  }
  if (text != ports_.base.Get(kSeen)) ports_.base.Set(kSeen, text);
}

bool Whereabouts::FollowMoved(const World& world, Pull* pull) {
  Sought sought;
  for (const auto& [key, entry] : world.entries) {
    if (!entry.base || entry.base->finished) continue;
    for (const Half* half : {&entry.event, &entry.task}) {
      const bool gone = half->presence == Presence::kGone && half->base &&
                        half->base->life != BaseResource::Life::kDeleted;
      const auto parts = gone ? ParseUid(half->base->uid) : std::nullopt;
      if (parts) sought.emplace(parts->hex, key);
    }
  }
  return FollowAll(sought, Ask::kChanged, pull);
}

bool Whereabouts::FollowUnknown(const Plan& plan, const World& world, Pull* pull) {
  Sought sought;
  const auto add = [&](const FollowUpKey& key) {
    const std::string hash = key.Hash();
    const auto entry = world.entries.find(hash);
    if (claimed_.contains(hash) || (entry != world.entries.end() && entry->second.base)) return;
    for (const Component component : {Component::kEvent, Component::kTodo}) {
      if (component == Component::kEvent ? !roles_.events : !roles_.tasks) continue;
      const bool there = entry != world.entries.end() && entry->second.half(component).theirs;
      if (!there) sought.emplace(HalfHex(key, component), hash);
    }
  };
  for (const FollowUp& follow_up : plan.follow_ups) add(follow_up.key);
  for (const Block& block : plan.blocks) add(block.key);
  return FollowAll(sought, lost_ ? Ask::kAll : Ask::kNobody, pull);
}

bool Whereabouts::FollowAll(const Sought& sought, Ask ask, Pull* pull) {
  if (sought.empty()) return false;
  bool any = false;
  for (const CollectionState& state : survey_) {
    if (pull->ReadsAll(state.url)) continue;
    const std::vector<Found> found = Search(state, sought, ask);
    if (found.empty()) continue;
    any = true;
    std::vector<TodoHref> places;
    places.reserve(found.size());
    for (const Found& one : found) places.push_back(one.place);
    // Together: what is found in a calendar that is followed must be looked at.
    ports_.base.Transaction([&] {
      pull->Follow(state);
      ports_.base.PutTodo(places);
      if (ask != Ask::kChanged) Claim(found, sought);
    });
  }
  return any;
}

// The path of a collection, as hrefs in it begin.
std::string PathOf(const Href& collection) {
  const std::size_t host = collection.value.find("://");
  if (host == std::string::npos) return collection.value;
  const std::size_t path = collection.value.find('/', host + 3);
  return path == std::string::npos ? "/" : collection.value.substr(path);
}

bool Whereabouts::FollowHolder(const RefusedUid& refused, Pull* pull) {
  const auto parts = ParseUid(refused.uid);
  if (refused.holder.empty() || !parts) return false;
  for (const CollectionState& state : survey_) {
    const std::string path = PathOf(state.url);
    const std::string& href = refused.holder.value;
    const bool inside = href.starts_with(path) && href.size() > path.size() &&
                        href.find('/', path.size()) == std::string::npos;
    if (!inside) continue;
    ports_.base.Transaction([&] {
      pull->Follow(state);
      const TodoHref place{state.url, refused.holder};
      ports_.base.PutTodo(std::array{place});
      Claim({{parts->hex, place}}, {{parts->hex, refused.key}});
    });
    return true;
  }
  return false;
}

// Where listings lag, what another machine has just made shows minutes later.
bool Whereabouts::MayShowUp(const RefusedUid& refused) const {
  constexpr std::int64_t kAgainAfterS = 600;
  const std::int64_t now = ports_.clock.Now().time_since_epoch().count();
  return ports_.account.Rules().late_listings && now - refused.first_seen < kAgainAfterS;
}

bool Whereabouts::SettleRefused(const World& world, Pull* pull, RunReport* report) {
  const std::vector<RefusedUid> all = RefusedUids(ports_.base);
  std::vector<RefusedUid> left;
  bool changed = false;
  waiting_.clear();
  for (const RefusedUid& refused : all) {
    const auto parts = ParseUid(refused.uid);
    const auto entry = world.entries.find(refused.key);
    if (!parts || (entry != world.entries.end() && Holds(entry->second, parts->hex))) continue;
    if (looked_for_.insert(refused.uid).second &&
        (FollowHolder(refused, pull) || FollowAll({{parts->hex, refused.key}}, Ask::kAll, pull))) {
      left.push_back(refused);
      changed = true;
    } else if (MayShowUp(refused)) {
      left.push_back(refused);
      waiting_.insert(refused.key);
      report->failed.push_back({refused.uid, "create",
                                "the server says that it is there, and does not show it yet; it is "
                                "looked for again in ten minutes"});
    } else if (claimed_.count(refused.key) == 0) {
      changed = true;
      for (BaseFollowUp known : ports_.base.FollowUps()) {
        if (known.key != refused.key) continue;
        known.generation = std::max(known.generation, parts->generation + 1);
        ports_.base.PutFollowUp(known);
      }
    }
  }
  SetRefusedUids(left, ports_.base);
  return changed;
}

void Whereabouts::Claim(const std::vector<Found>& found, const Sought& sought) {
  std::string text = ports_.base.Get(kClaimed);
  for (const Found& one : found) {
    const std::string& key = sought.find(one.hex)->second;
    claimed_.insert(key);
    for (const std::string* cell :
         {&one.hex, &key, &one.place.collection.value, &one.place.href.value}) {
      text.append(*cell).append(cell == &one.place.href.value ? "\n" : "\t");
    }
  }
  ports_.base.Set(kClaimed, text);
}

std::set<std::string> Whereabouts::Unread(const World& world) {
  std::set<std::string> unread = waiting_;
  const std::string claimed = ports_.base.Get(kClaimed);
  if (claimed.empty()) return unread;
  const std::vector<TodoHref> todo = ports_.base.Todo();
  std::istringstream lines(claimed);
  std::string left;
  for (std::string line; std::getline(lines, line);) {
    std::istringstream cells(line);
    Found found;
    std::string key;
    for (std::string* cell :
         {&found.hex, &key, &found.place.collection.value, &found.place.href.value}) {
      std::getline(cells, *cell, '\t');
    }
    // It was read there, or it is gone by now.
    if (std::find(todo.begin(), todo.end(), found.place) == todo.end()) continue;
    const auto entry = world.entries.find(key);
    if (entry != world.entries.end() && Holds(entry->second, found.hex)) continue;
    unread.insert(key);
    left.append(line).append("\n");
  }
  if (left != claimed) ports_.base.Set(kClaimed, left);
  return unread;
}

std::vector<Whereabouts::Found> Whereabouts::Search(const CollectionState& state,
                                                    const Sought& sought, Ask ask) {
  Sought missing = sought;
  std::vector<Found> found = SearchCopies(state.url, &missing);
  const bool may_ask =
      ask == Ask::kAll || (ask == Ask::kChanged && changed_since_.contains(state.url));
  if (missing.empty() || !may_ask ||
      Contains(ports_.base.Get(kAsked), QuestionOf(state, missing))) {
    return found;
  }
  const std::vector<Found> more = AskFor(state, &missing);
  found.insert(found.end(), more.begin(), more.end());
  if (!missing.empty()) RememberAsked(QuestionOf(state, missing));
  return found;
}

std::vector<Whereabouts::Found> Whereabouts::SearchCopies(const Href& calendar,
                                                          Sought* missing) const {
  std::vector<Found> found;
  for (const ForeignCopy& copy : ports_.base.ForeignCopies(calendar)) {
    const std::string hex = HexIn(copy.text);
    if (missing->erase(hex) > 0) found.push_back({hex, {calendar, copy.href}});
  }
  return found;
}

// One request for events, with their texts; for a list of tasks what is new in it, and its names.
std::vector<Whereabouts::Found> Whereabouts::AskFor(const CollectionState& state, Sought* missing) {
  std::vector<Found> found;
  const auto take = [&](const std::string& hex, const Href& href) {
    if (missing->erase(hex) > 0) found.push_back({hex, {state.url, href}});
  };
  const auto collection = ports_.account.Open(state);
  const bool copied = !ports_.base.ForeignCopies(state.url).empty();
  if (state.takes_events && roles_.events && !copied) {
    const Date today = DateOf(ports_.zone.ToLocal(ports_.clock.Now()));
    const Date last = today + days{settings_.plan.horizon_days} + kBack;
    for (const Fetched& one : collection->Window(ports_.zone.ToInstant(today - kBack),
                                                 ports_.zone.ToInstant(last), true)) {
      take(HexIn(one.text), one.href);
    }
    if (missing->empty() || !roles_.tasks || !state.takes_tasks) return found;
  }
  const auto since = changed_since_.find(state.url);
  const Changes changes =
      collection->ChangesSince(since == changed_since_.end() ? SyncToken{} : since->second);
  std::vector<Href> unnamed;
  for (const Member& member : changes.changed) {
    const std::string hex = HexOfName(member.href);
    take(hex, member.href);
    if (hex.empty()) unnamed.push_back(member.href);
  }
  if (missing->empty() || unnamed.size() > kMostRead) return found;
  for (const Fetched& one : collection->Fetch(unnamed)) take(HexIn(one.text), one.href);
  return found;
}

// For what is held, run after run, a calendar that stays as it is gives the same answer. No value
// where that cannot be told.
std::string Whereabouts::QuestionOf(const CollectionState& state, const Sought& missing) {
  if (state.ctag.empty() && state.sync_token.empty()) return {};
  std::string all;
  for (const auto& [hex, key] : missing) all += hex;
  return UuidHex({state.url.value, state.ctag, state.sync_token.value, all});
}

void Whereabouts::RememberAsked(const std::string& question) {
  if (question.empty()) return;
  const std::string known = ports_.base.Get(kAsked);
  constexpr std::size_t kMostKept = 50;
  ports_.base.Set(kAsked, question + " " + known.substr(0, kMostKept * (question.size() + 1)));
}

std::string Whereabouts::HexIn(const std::string& text) const {
  if (text.find(prefix_) == std::string::npos) return {};
  const auto item = ical::Decode(text, ports_.zone).item;
  const auto parts = item ? ParseUid(item->uid) : std::nullopt;
  return parts && parts->book_id == settings_.book_id ? parts->hex : std::string();
}

std::string Whereabouts::HexOfName(const Href& href) const {
  const std::size_t at = href.value.find(prefix_);
  return at == std::string::npos ? std::string()
                                 : href.value.substr(at + prefix_.size(), kHexLength);
}

}  // namespace touchbase
