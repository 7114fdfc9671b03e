#include "model/known_steps.h"

#include <algorithm>

namespace touchbase {
namespace {

constexpr std::string_view kOpening = "opening";

const Cadence& Required(const CadenceSet& set, std::string_view name) {
  static const Cadence kEmpty;
  const auto found = set.find(name);
  return found == set.end() ? kEmpty : found->second;
}

Step MakeStep(std::string name, int after_days, DeadlineKind deadline, int before, int after) {
  Step step;
  step.script = name;
  step.name = std::move(name);
  step.after = Gap{after_days, false};
  step.deadline = deadline;
  step.tolerance_before_days = before;
  step.tolerance_after_days = after;
  return step;
}

// What the user took out of a cadence but the rules still need.
const Step& Fallback(std::string_view name) {
  static const Step kSteps[] = {
      MakeStep("opening", 0, DeadlineKind::kWindow, 0, 7),
      MakeStep("vip-1", 5, DeadlineKind::kWindow, 1, 2),
      MakeStep("weekly", 7, DeadlineKind::kWindow, 1, 1),
      MakeStep("promise", 1, DeadlineKind::kHard, 0, 0),
      MakeStep("asked", 1, DeadlineKind::kHard, 0, 3),
      MakeStep("offered", 7, DeadlineKind::kWindow, 0, 3),
      MakeStep("next", 1, DeadlineKind::kHard, 0, 0),
      MakeStep("reconnect", 365, DeadlineKind::kFloating, 14, 14),
      MakeStep("ask", 14, DeadlineKind::kWindow, 0, 1),
  };
  return *std::find_if(std::begin(kSteps), std::end(kSteps),
                       [name](const Step& step) { return step.name == name; });
}

const Step* StepOf(const Cadence& cadence, std::string_view name) {
  const Step* step = FindStep(cadence, name);
  return step != nullptr ? step : &Fallback(name);
}

std::size_t OpeningSteps(const Cadence& cadence) {
  return !cadence.steps.empty() && cadence.steps.front().name == kOpening ? 1 : 0;
}

std::span<const Step> Remaining(const Cadence& cadence, int done, int passed) {
  const std::size_t index = static_cast<std::size_t>(done + passed) + OpeningSteps(cadence);
  return std::span(cadence.steps).subspan(std::min(index, cadence.steps.size()));
}

}  // namespace

const Step* FindStep(const Cadence& cadence, std::string_view name) {
  const auto found = std::find_if(cadence.steps.begin(), cadence.steps.end(),
                                  [name](const Step& step) { return step.name == name; });
  return found == cadence.steps.end() ? nullptr : &*found;
}

bool Applies(const Step& step, const Contact& contact) {
  return step.condition.empty() || !contact.postal_address.empty();
}

const Step* FindStepFor(const Cadence& cadence, std::string_view name, const Contact& contact) {
  const Step* step = FindStep(cadence, name);
  return step != nullptr && Applies(*step, contact) ? step : nullptr;
}

KnownCadences::KnownCadences(const CadenceSet& set)
    : all(&set),
      met(&Required(set, "met")),
      cold(&Required(set, "cold")),
      warm(&Required(set, "warm")),
      talk(&Required(set, "talk")),
      keep(&Required(set, "keep")),
      customer(&Required(set, "customer")),
      friends(&Required(set, "friend")),
      arrange(Fallback("ask")) {
  const Cadence& vip = Required(set, "vip");
  const Cadence& side = Required(set, "side");
  vip_first = StepOf(vip, "vip-1");
  vip_weekly = vip.tail ? &*vip.tail : &Fallback("weekly");
  promise = StepOf(side, "promise");
  asked = StepOf(side, "asked");
  offered = StepOf(side, "offered");
  next = StepOf(side, "next");
  reconnect = StepOf(side, "reconnect");
  event = &Required(set, "event");
  NumberSides();
}

void KnownCadences::NumberSides() {
  for (const Step* first : {promise, asked, offered}) {
    for (int number = 2; number <= kMostSides; ++number) {
      further_.push_back(*first);
      further_.back().name += "-" + std::to_string(number);
    }
  }
}

const Cadence* KnownCadences::ForCell(std::string_view cell) const {
  static constexpr std::string_view kNoTracks[] = {"", "met", "talk", "event", "vip", "side"};
  if (std::find(std::begin(kNoTracks), std::end(kNoTracks), cell) != std::end(kNoTracks)) {
    return nullptr;
  }
  const auto found = all->find(cell);
  return found == all->end() ? nullptr : &found->second;
}

const Step* KnownCadences::StepAfter(const Cadence& cadence, int done, int passed,
                                     const Contact& contact) const {
  if (cadence.limit > 0 && done >= cadence.limit) return nullptr;
  if (contact.vip && HasVipGaps(&cadence) && done < kVipFollowUps) {
    return done == 0 ? vip_first : vip_weekly;
  }
  for (const Step& step : Remaining(cadence, done, passed)) {
    if (Applies(step, contact)) return &step;
  }
  return cadence.tail ? &*cadence.tail : nullptr;
}

int KnownCadences::PassedBefore(const Cadence& cadence, int done, const Step& step) {
  int passed = 0;
  for (const Step& one : Remaining(cadence, done, 0)) {
    if (&one == &step) return passed;
    ++passed;
  }
  return 0;
}

std::span<const Step> KnownCadences::Conditional(const Cadence& cadence, int done, int passed) {
  const std::span<const Step> left = Remaining(cadence, done, passed);
  std::size_t count = 0;
  while (count < left.size() && !left[count].condition.empty()) ++count;
  return count == 0 ? std::span<const Step>() : left.first(std::min(count + 1, left.size()));
}

int KnownCadences::MostSteps(const Cadence& cadence, int done, int passed,
                             const Contact& contact) const {
  if (cadence.limit == 0 || cadence.tail || (contact.vip && HasVipGaps(&cadence))) {
    return cadence.limit;
  }
  const std::span<const Step> left = Remaining(cadence, done, passed);
  const auto applying = std::count_if(
      left.begin(), left.end(), [&contact](const Step& step) { return Applies(step, contact); });
  return std::min(cadence.limit, done + static_cast<int>(applying));
}

bool KnownCadences::IsTailStep(const Cadence& cadence, const Step& step) const {
  return (cadence.tail && &step == &*cadence.tail) || &step == vip_weekly || &step == reconnect;
}

const Step& KnownCadences::Opening(const Cadence& cadence) const {
  return OpeningSteps(cadence) > 0 ? cadence.steps.front() : Fallback(kOpening);
}

const Step& KnownCadences::SideStep(const Touch& side, int number) const {
  if (side.kind == Kind::kNext) return *next;
  const bool offer = side.kind == Kind::kOffer;
  const bool in = side.direction == Direction::kIn;
  if (number < 2 || number > kMostSides) return offer ? *offered : in ? *asked : *promise;
  const std::size_t sort = offer ? 2 : in ? 1 : 0;
  return further_[sort * (kMostSides - 1) + static_cast<std::size_t>(number - 2)];
}

std::string_view WithoutNumber(std::string_view step) {
  const std::size_t dash = step.rfind('-');
  if (dash == std::string_view::npos || dash + 1 == step.size()) return step;
  const std::string_view number = step.substr(dash + 1);
  const std::string_view name = step.substr(0, dash);
  const bool numbered = name == "promise" || name == "asked" || name == "offered";
  return numbered && number.find_first_not_of("0123456789") == std::string_view::npos ? name : step;
}

Kind KindOfStep(std::string_view track, std::string_view numbered) {
  const std::string_view step = WithoutNumber(numbered);
  if (step == "event-thanks") return Kind::kThankYou;
  if (step == "thank-you" || (track == "customer" && step == "thanks")) return Kind::kThankYou;
  if (step == "check-in") return Kind::kCheckIn;
  if (step == "answer") return Kind::kAnswer;
  if (step == "ask") return Kind::kAsk;
  if (step == kOpening) return Kind::kFirst;
  if (step == "promise" || step == "asked") return Kind::kPromise;
  if (step == "offered") return Kind::kOffer;
  if (step == "next") return Kind::kNext;
  if (step == "debrief") return Kind::kDebrief;
  return Kind::kFollowUp;
}

}  // namespace touchbase
