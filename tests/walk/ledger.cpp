#include "tests/walk/ledger.h"

#include <algorithm>
#include <utility>

#include "model/live_log.h"
#include "sync/core/follow_up_rows.h"

namespace touchbase::test {
namespace {

bool IsOurs(const std::string& text) { return text.find("\nUID:tb-") != std::string::npos; }

std::string Unfolded(const std::string& text) { return PhoneItem(text).Text(); }

std::set<std::string> TagsInCalendar(const Bench& bench) {
  std::set<std::string> tags;
  for (const auto& [url, calendar] : const_cast<Bench&>(bench).server.calendars()) {
    for (const auto& [href, item] : calendar.items) tags.merge(TagsIn(Unfolded(item.text)));
  }
  return tags;
}

std::set<std::string> TagsInLog(std::span<const Touch> log) {
  std::set<std::string> tags;
  for (const Touch& row : log) tags.merge(TagsIn(row.notes));
  return tags;
}

}  // namespace

std::set<std::string> TagsIn(const std::string& text) {
  std::set<std::string> tags;
  for (std::size_t at = text.find("zq"); at != std::string::npos; at = text.find("zq", at + 2)) {
    const std::size_t end = text.find_first_not_of("0123456789", at + 2);
    if (end == std::string::npos || text[end] != 'z' || end == at + 2) continue;
    tags.insert(text.substr(at, end + 1 - at));
  }
  return tags;
}

void Ledger::Brought(const Place& place, const std::string& before, const std::string& after,
                     const std::vector<Claim>& claims) {
  const std::set<std::string> stay = TagsIn(Unfolded(after));
  for (const std::string& tag : TagsIn(Unfolded(before))) {
    if (stay.contains(tag)) continue;
    const auto claim = claims_.find(tag);
    const bool logged = claim != claims_.end() && claim->second.sort == Claim::Sort::kTouch &&
                        understood_.contains(tag);
    if (!logged) claims_.erase(tag);
  }
  if (!IsOurs(after.empty() ? before : after)) {
    if (after.empty()) {
      users_events_.erase(place);
    } else {
      users_events_[place] = after;
    }
    return;
  }
  for (const Claim& claim : claims) {
    if (claim.sort == Claim::Sort::kPlace) {
      places_[claim.key] = claim;
    } else if (claim.sort == Claim::Sort::kUndoes) {
      for (auto& [tag, other] : claims_) {
        if (other.key != claim.key || other.sort != Claim::Sort::kTouch) continue;
        other.sort = Claim::Sort::kText;
      }
      places_.erase(claim.key);
    } else if (stay.contains(claim.tag)) {
      claims_[claim.tag] = claim;
      if (claim.sort == Claim::Sort::kTouch) places_.erase(claim.key);
    }
  }
}

void Ledger::Dropped(const std::string& text) {
  for (const std::string& tag : TagsIn(text)) claims_.erase(tag);
}

void Ledger::StateLost() {
  for (auto& [tag, claim] : claims_) {
    if (understood_.contains(tag) || claim.sort != Claim::Sort::kTouch) continue;
    claim.sort = Claim::Sort::kText;
  }
}

void Ledger::CheckAlways(const Bench& bench, std::span<const Touch> log) const {
  if (const std::string doubles = bench.Doubles(); !doubles.empty()) throw Broken(doubles);
  CheckTouches(log);
  for (const auto& [place, text] : users_events_) {
    if (bench.server.Text(place.collection, place.href) != text) {
      throw Broken("the user's own event was touched: " + place.href);
    }
  }
}

// No outcome twice, no tag in two of them.
void Ledger::CheckTouches(std::span<const Touch> log) const {
  const LiveLog live(log);
  std::set<std::string> of_follow_up, of_tag;
  for (std::size_t i = 0; i < log.size(); ++i) {
    const Touch& row = log[i];
    if (!live.IsLive(static_cast<std::uint32_t>(i)) || SortOf(row) != RowSort::kOutcome) continue;
    if (!row.follow_up.empty() && !of_follow_up.insert(row.follow_up).second) {
      throw Broken("two live outcomes of " + row.follow_up + ": " + row.id);
    }
    for (const std::string& tag : TagsIn(row.notes)) {
      const auto claim = claims_.find(tag);  // a note in a block of several is everybody's
      if (claim == claims_.end() || claim->second.sort != Claim::Sort::kTouch) continue;
      if (!of_tag.insert(row.contact + " " + tag).second) {
        throw Broken(tag + " is in two outcomes of " + row.contact);
      }
    }
  }
}

void Ledger::Check(const Bench& bench, std::span<const Touch> log) {
  CheckAlways(bench, log);
  const std::set<std::string> calendar = TagsInCalendar(bench);
  const std::set<std::string> rows = TagsInLog(log);
  for (const auto& [tag, claim] : claims_) {
    const bool logged = rows.contains(tag);
    if (claim.sort == Claim::Sort::kTouch && !logged) throw Broken("touch " + tag + " is lost");
    if (claim.sort == Claim::Sort::kText && !logged && !calendar.contains(tag)) {
      throw Broken("text " + tag + " is lost");
    }
    understood_.insert(tag);
  }
  CheckItems(bench);
  CheckPlaces(bench);
}

void Ledger::NoticeGone(const Bench& bench) {
  std::set<std::string> uids;
  for (const Seen& seen : bench.Items()) uids.insert(seen.item.uid);
  std::erase_if(claims_, [&](const auto& entry) {
    return entry.second.sort == Claim::Sort::kOnItem && !uids.contains(entry.second.uid);
  });
  std::erase_if(places_, [&](const auto& entry) { return !uids.contains(entry.second.uid); });
}

void Ledger::CheckItems(const Bench& bench) {
  NoticeGone(bench);
  for (const Seen& seen : bench.Items()) {
    const std::set<std::string> there = TagsIn(Unfolded(seen.text));
    for (const auto& [tag, claim] : claims_) {
      if (claim.sort != Claim::Sort::kOnItem || claim.uid != seen.item.uid) continue;
      if (!there.contains(tag)) throw Broken(tag + " was taken out of " + claim.uid);
    }
  }
}

// Where the user put it, until its day is over; unless it is done or gone.
void Ledger::CheckPlaces(const Bench& bench) {
  for (const Seen& seen : bench.Items()) {
    const auto place = places_.find(seen.item.key);
    if (place == places_.end() || place->second.uid != seen.item.uid) continue;
    const LocalTime to = place->second.to;
    if (seen.finished() || seen.item.cancelled || DateOf(bench.now()) > DateOf(to)) {
      places_.erase(place);
    } else if (seen.item.start != to) {
      throw Broken("moved to " + FormatLocal(to) + " and stands at " +
                   (seen.item.start ? FormatLocal(*seen.item.start) : "nowhere") + ": " +
                   seen.item.uid);
    }
  }
}

}  // namespace touchbase::test
