// Steps by name: the cadences that have a meaning of their own, and the steps that belong to no
// track (opening, vip, promises, ad hoc). Pure. Names are part of UIDs and never change.
#pragma once

#include <string_view>
#include <vector>

#include "model/cadence.h"
#include "model/contact.h"
#include "model/touch.h"

namespace touchbase {

// The step of that name in the cadence, or null.
const Step* FindStep(const Cadence& cadence, std::string_view name);

// How many follow-ups with vip gaps a track has before it goes monthly.
inline constexpr int kVipFollowUps = 6;

// As many lines as one note may hold (model/said_lines.h).
inline constexpr int kMostSides = 20;

// The built-in cadences of a set, looked up once; the set must outlive this. A cadence that the set
// lacks is empty and plans nothing.
struct KnownCadences {
  explicit KnownCadences(const CadenceSet& set);

  // A cadence by the name in a contact's track cell; null for none. met, talk and the like are no
  // tracks to start in.
  const Cadence* ForCell(std::string_view cell) const;
  // keep, customer and friend: standing, counted from the last touch.
  bool IsTail(const Cadence* cadence) const {
    return cadence == keep || cadence == customer || cadence == friends;
  }
  // cold and warm, the tracks whose gaps are others for a vip.
  bool HasVipGaps(const Cadence* cadence) const { return cadence == cold || cadence == warm; }

  // The step a track in that cadence takes after `done` follow-ups (the opening is none); null when
  // there is none left.
  const Step* StepAfter(const Cadence& cadence, int done, bool vip) const;
  // Whether that step repeats, so that its key names the touch it counts from.
  bool IsTailStep(const Cadence& cadence, const Step& step) const;
  // The first message of a starter in that cadence.
  const Step& Opening(const Cadence& cadence) const;
  // The follow-up that a promise, an offer or a next row makes; the second one of a sort in one
  // note is promise-2 and so on, up to kMostSides.
  const Step& SideStep(const Touch& side, int number = 1) const;

  const CadenceSet* all;
  const Cadence* met;
  const Cadence* cold;
  const Cadence* warm;
  const Cadence* talk;
  const Cadence* keep;
  const Cadence* customer;
  const Cadence* friends;
  const Step* vip_first;
  const Step* vip_weekly;
  const Step* promise;
  const Step* asked;
  const Step* offered;
  const Step* next;
  const Step* reconnect;  // instead of friend after a year of silence
  Step arrange;           // they agreed to meet: ask for a date
  const Cadence* event;

 private:
  void NumberSides();
  std::vector<Step> further_;  // promise-2, ..., asked-2, ..., offered-2, ...
};

// promise for promise-2, and so on; other names as they are.
std::string_view WithoutNumber(std::string_view step);
// The kind of touch that ticking the step writes.
Kind KindOfStep(std::string_view track, std::string_view numbered);

}  // namespace touchbase
