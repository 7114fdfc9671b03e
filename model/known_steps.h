// Steps by name: the cadences that have a meaning of their own, and the steps that belong to no
// track (opening, vip, promises, ad hoc). Pure. Names are part of UIDs and never change.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "model/cadence.h"
#include "model/contact.h"
#include "model/touch.h"

namespace touchbase {

// The step of that name in the cadence, or null.
const Step* FindStep(const Cadence& cadence, std::string_view name);

// Whether the step's condition (`if`) holds for the contact.
bool Applies(const Step& step, const Contact& contact);
// The step of that name, unless its condition leaves this contact out; else null.
const Step* FindStepFor(const Cadence& cadence, std::string_view name, const Contact& contact);

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

  // The step a track of that contact takes after `done` follow-ups (the opening is none); null when
  // there is none left. Steps whose condition the contact does not meet are passed over; `passed`
  // of them were so before.
  const Step* StepAfter(const Cadence& cadence, int done, int passed, const Contact& contact) const;
  // How many steps are passed over when the next one done is that one; 0 for one that is not in the
  // list.
  static int PassedBefore(const Cadence& cadence, int done, const Step& step);
  // The steps in turn that a tick may name after `done` follow-ups when conditions held or not at
  // its time: those with a condition and the first one without. Empty when the first has none.
  static std::span<const Step> Conditional(const Cadence& cadence, int done, int passed);
  // The most follow-ups that there will be, as the cadence's limit and its steps have it; 0: no
  // limit.
  int MostSteps(const Cadence& cadence, int done, int passed, const Contact& contact) const;
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
