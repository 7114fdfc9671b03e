// Items of ours that lie where the base does not have them: moved to another calendar of the
// account by a phone, which may give them a new name, or still there when the state was lost. They
// are followed there, and never moved back. I/O: the ports.
//
// The copies that are kept of other calendars' events are searched for the UIDs first, which asks
// nothing. Beyond that a calendar is asked only when it has changed since yesterday, and once.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "sync/core/pull.h"
#include "sync/core/refused_uids.h"
#include "sync/core/run_report.h"

namespace touchbase {

class Whereabouts {
 public:
  // `survey`: of the beginning of this run; must outlive this.
  Whereabouts(RunPorts& ports, const RunSettings& settings,
              const std::vector<CollectionState>& survey, const Roles& roles);

  // Looks for open items that are gone from where they were. True when one was found: its place is
  // in the to-do, and `pull` reads that calendar from now on.
  bool FollowMoved(const World& world, Pull* pull);

  // The same for what the plan wants and the base has never heard of, before it is made. Without a
  // base, calendars that nothing is kept of are asked, too.
  bool FollowUnknown(const Plan& plan, const World& world, Pull* pull);

  // What the server refused because its UID lives already: at the place that the server named, in
  // our calendars (whose full listing `world` is made of), or in any other. It is followed there;
  // when it is nowhere, its next generation is made. True: the world has to be built again.
  bool SettleRefused(const World& world, Pull* pull, RunReport* report);
  bool HasRefused() const { return !RefusedUids(ports_.base).empty(); }

  // Keys of what was found, in this run or before, and could not be read there yet, and of what is
  // refused and may show up still: not to be made a second time.
  std::set<std::string> Unread(const World& world);

 private:
  // The 32 digits of a UID -> the key that it stands for.
  using Sought = std::map<std::string, std::string, std::less<>>;
  enum class Ask : std::uint8_t { kNobody, kChanged, kAll };
  struct Found {
    std::string hex;
    TodoHref place;
  };
  struct Seen;

  std::vector<Found> Search(const CollectionState& state, const Sought& sought, Ask ask);
  std::vector<Found> SearchCopies(const Href& calendar, Sought* missing) const;
  std::vector<Found> AskFor(const CollectionState& state, Sought* missing);
  void Claim(const std::vector<Found>& found, const Sought& sought);
  static std::string QuestionOf(const CollectionState& state, const Sought& missing);
  void RememberAsked(const std::string& question);
  bool FollowAll(const Sought& sought, Ask ask, Pull* pull);
  std::string HexIn(const std::string& text) const;
  std::string HexOfName(const Href& href) const;
  void RememberCalendars();
  bool FollowHolder(const RefusedUid& refused, Pull* pull);
  bool MayShowUp(const RefusedUid& refused) const;

  RunPorts& ports_;
  const RunSettings& settings_;
  const std::vector<CollectionState>& survey_;
  const Roles& roles_;
  const std::string prefix_;                 // of UIDs of ours
  bool lost_ = false;                        // there is no base
  std::map<Href, SyncToken> changed_since_;  // calendars that changed; the token of before, if any
  std::set<std::string> looked_for_;         // refused UIDs, in this run
  std::set<std::string> waiting_;            // keys of refused ones that may show up still
  std::set<std::string> claimed_;            // keys that were found in this run
};

}  // namespace touchbase
