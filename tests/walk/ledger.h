// What the user of a random walk did and may expect to find. Everything that they write bears a
// unique tag, so that it can be looked for. It learns of an act when it has reached the server or
// the log. Pure.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

#include "tests/support/bench.h"

namespace touchbase::test {

// Where a calendar object lies.
struct Place {
  Href collection;
  std::string href;
  friend auto operator<=>(const Place&, const Place&) = default;
};

struct Claim {
  enum class Sort : std::uint8_t {
    kText,    // stands in the calendar or in the log
    kTouch,   // is in the log, and in one outcome at most
    kOnItem,  // stands in the item while there is one
    kPlace,   // the block stands at `to` until its day is over
    kUndoes,  // ticks and words of this follow-up are the user's no more
  };
  Sort sort = Sort::kText;
  std::string tag;
  std::string uid;
  std::string key;
  LocalTime to{};
};

// A promise is broken.
struct Broken : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// "zq17z", as they stand in a text whose lines are not folded.
std::set<std::string> TagsIn(const std::string& text);

class Ledger {
 public:
  std::string NewTag() { return "zq" + std::to_string(++tags_) + "z"; }

  // The user's device changed what lies there; `after` empty: deleted.
  void Brought(const Place& place, const std::string& before, const std::string& after,
               const std::vector<Claim>& claims);
  // The user wrote into the log, or removed what it says.
  void Logged(const std::string& tag) { claims_[tag] = {Claim::Sort::kText, tag, {}, {}, {}}; }
  void Dropped(const std::string& text);
  // What was not understood yet cannot be: nothing knows any more what it was before.
  void StateLost();

  // Everything that the user did until now is understood: throws Broken when it is not.
  void Check(const Bench& bench, std::span<const Touch> log);
  // What holds also in the middle of trouble.
  void CheckAlways(const Bench& bench, std::span<const Touch> log) const;
  // What was removed by a run is nobody's to keep.
  void NoticeGone(const Bench& bench);

 private:
  void CheckTouches(std::span<const Touch> log) const;
  void CheckItems(const Bench& bench);
  void CheckPlaces(const Bench& bench);

  int tags_ = 0;
  std::map<std::string, Claim> claims_;        // by tag
  std::map<std::string, Claim> places_;        // by key
  std::set<std::string> understood_;           // tags
  std::map<Place, std::string> users_events_;  // what is not ours: as it was left
};

}  // namespace touchbase::test
