#include "tests/model/plan_life.h"

#include <algorithm>

#include "tests/model/plan_oracle.h"

namespace touchbase {
namespace {

constexpr int kColdAtMost = 6;
constexpr int kRunsBetweenQuestions = 9;
const char* const kZones[] = {"",
                              "Europe/Berlin",
                              "America/New_York",
                              "America/Sao_Paulo",
                              "Asia/Kathmandu",
                              "Australia/Lord_Howe",
                              "Africa/Cairo",
                              "Pacific/Apia"};

std::string TextOf(const FollowUp& item) {
  std::string text = item.title + " | " + item.reason + " | " + std::string(ToWord(item.channel));
  for (const std::string& line : item.lines) text += " | " + line;
  return text;
}

}  // namespace

Life::Life(std::uint32_t seed, LifeTraits traits, const std::string& first_day)
    : state_(seed * 2654435761u + 1), traits_(traits), day_(PlanWorld::Day(first_day)) {
  if (traits_.telephones) world_.LiveIn("Europe/Berlin");
  for (int i = 0; i < traits_.people; ++i) AddPerson(true);
}

// Numerical Recipes' linear congruential generator: the same on every machine.
std::uint32_t Life::Next() {
  state_ = state_ * 6364136223846793005u + 1442695040888963407u;
  return static_cast<std::uint32_t>(state_ >> 33);
}

void Life::AddPerson(bool known) {
  static constexpr const char* kTracks[] = {"",     "",     "",         "cold",  "cold",
                                            "warm", "keep", "customer", "friend"};
  const std::string id = "p" + std::to_string(world_.contacts.size());
  Contact& contact = world_.Add(id, "Person " + id);
  if (known) contact.track = kTracks[Dice(9)];
  contact.vip = Chance(10);
  if (Chance(30)) contact.goal = "a contract";
  if (Chance(20)) contact.tags = {"monthly"};
  if (traits_.telephones && Chance(60)) {
    contact.phone = "+1 555 01" + id.substr(1);
    contact.optimise = Chance(60) ? "speed" : "";
    contact.time_zone = kZones[Dice(8)];
  }
  touched_.insert(id);
}

Touch& Life::Log(const std::string& contact, LocalTime at, Kind kind, Outcome outcome) {
  Touch& touch = world_.Log(contact, FormatLocal(at), kind, outcome);
  touched_.insert(contact);
  if (IsResponse(touch)) heard_.insert(contact);
  return touch;
}

void Life::Fair(int people) {
  const LocalTime start = day_ - days{1} + hours{9};
  world_.events.push_back({"fair-" + FormatDate(day_), "The fair", start, start + hours{7}});
  for (int i = 0; i < people; ++i) {
    AddPerson(false);
    const std::string& id = world_.contacts.back().id;
    Log(id, day_ - days{1} + hours{10} + minutes{5 * i}, Kind::kMet, Outcome::kNone);
  }
}

void Life::Meet() {
  const std::string& id =
      world_.contacts[static_cast<std::size_t>(Dice(static_cast<int>(world_.contacts.size())))].id;
  Log(id, day_ - days{1} + hours{9} + minutes{30 * Dice(20)}, Kind::kMet, Outcome::kNone);
}

void Life::Hear() {
  const std::string& id =
      world_.contacts[static_cast<std::size_t>(Dice(static_cast<int>(world_.contacts.size())))].id;
  const LocalTime at = day_ - days{1} + hours{20};
  switch (Dice(5)) {
    case 0:
      Log(id, at, Kind::kPromise, Outcome::kNone).until = day_ + days{Dice(9)};
      return;
    case 1:
      Log(id, at, Kind::kOffer, Outcome::kNone);
      return;
    default:
      Log(id, at, Kind::kReply, Outcome::kNone);
  }
}

void Life::BlockTime() {
  const LocalTime start = day_ + days{Dice(20)} + hours{8} + minutes{15 * Dice(36)};
  world_.busy.push_back({start, start + minutes{15 * (1 + Dice(Chance(10) ? 200 : 16))}});
  calendar_changed_ = true;
}

void Life::GoAway() {
  const Date first = day_ + days{Dice(10)};
  const Date last = first + days{2 + Dice(14)};
  world_.settings.away.push_back({first, last});
  away_until_ = last;
  calendar_changed_ = true;
}

void Life::MorningNews() {
  std::erase_if(world_.busy, [this](const Busy& busy) { return busy.end < LocalTime{day_}; });
  if (traits_.busy_times && Chance(20)) BlockTime();
  if (traits_.absences && day_ > away_until_ + days{60} && Chance(2)) GoAway();
  if (traits_.absences && idle_days_ == 0 && Chance(1)) idle_days_ = 5 + Dice(12);
  if (idle_days_ > 0) --idle_days_;
  if (traits_.fairs && Dice(150) == 0) Fair(3 + Dice(5));
  if (traits_.meetings && Chance(4)) Meet();
  if (traits_.answers_late && Chance(4)) Hear();
}

void Life::RunAt(LocalTime now, bool first_of_day) {
  const Plan before = world_.plan;
  const PlanInput input = world_.Input(now);
  Plan after = MakePlan(input);
  ++runs_;
  for (const std::string& fault : FaultsOf(input, after)) Fault(fault);
  if (runs_ % kRunsBetweenQuestions == 0) {
    for (const std::string& fault : ForgottenBy(input, after)) Fault(fault);
  }
  if (runs_ > 1) Compare(before, after, now, first_of_day);
  world_.plan = std::move(after);
  world_.placed = AsPlaced(world_.plan);
  touched_.clear();
  calendar_changed_ = false;
}

void Life::Compare(const Plan& before, const Plan& after, LocalTime now, bool first_of_day) {
  std::map<FollowUpKey, const FollowUp*> now_by_key;
  for (const FollowUp& item : after.follow_ups) now_by_key[item.key] = &item;
  std::set<FollowUpKey> elsewhere;
  for (const auto* list : {&after.waiting, &after.unplaced}) {
    for (const Unplaced& one : *list) elsewhere.insert(one.follow_up.key);
  }
  for (const FollowUp& was : before.follow_ups) {
    if (touched_.contains(was.key.contact)) continue;
    const auto found = now_by_key.find(was.key);
    if (found != now_by_key.end()) {
      CompareOne(was, *found->second, now, first_of_day);
    } else if (!elsewhere.contains(was.key)) {
      Fault(FormatLocal(now) + ": " + was.title + " (" + was.key.step + ") is gone");
    }
  }
}

// Without the user, an item moves only to roll, for a busy time or away from days away.
void Life::CompareOne(const FollowUp& was, const FollowUp& is, LocalTime now, bool first_of_day) {
  const std::string name = FormatLocal(now) + ": " + is.title + " (" + is.key.step + ") ";
  const auto placed = std::find_if(world_.placed.begin(), world_.placed.end(),
                                   [&](const Placed& one) { return one.key == was.key.Hash(); });
  if (placed == world_.placed.end()) return;
  const bool over = DateOf(placed->start) < day_;
  if (placed->start != was.start) return;  // the user moved it since
  if (is.start == was.start && is.block == was.block) {
    // Days away move what comes next, which the text names.
    const bool call_freed = first_of_day && is.channel != was.channel;  // another one rolled
    if (TextOf(is) != TextOf(was) && !calendar_changed_ && !call_freed) {
      Fault(name + "says something else: " + TextOf(was) + " -> " + TextOf(is));
    }
    return;
  }
  // Over a busy time it waits for a place, which somebody else's tick may free at any hour.
  const bool was_covered =
      std::any_of(world_.busy.begin(), world_.busy.end(),
                  [&](const Busy& busy) { return busy.start < was.end() && was.start < busy.end; });
  // In a quiet time items stay on days away; they leave them when it ends.
  const bool was_away = IsAway(DateOf(was.start));
  const bool by_itself = is.block.empty() && was.block.empty();
  if (!over && !calendar_changed_ && !was_covered && !was_away && by_itself) {
    Fault(name + "moves without a reason, from " + FormatLocal(was.start));
  }
  const auto [last, is_new] = moved_on_.try_emplace(is.key, day_);
  if (!is_new && last->second == day_) Fault(name + "is moved twice in a day");
  last->second = day_;
}

void Life::Count(const FollowUp& item) {
  ++done_;
  if (day_ > item.latest) ++late_;
  if (item.track == "cold" && item.key.step != "opening") ++cold_steps_[item.key.contact];
  if (cold_steps_[item.key.contact] > kColdAtMost && !heard_.contains(item.key.contact)) {
    Fault(item.title + ": a seventh follow-up to somebody who never answered");
  }
}

void Life::ActOn(const FollowUp& item, LocalTime now) {
  const LocalTime at = now - minutes{1};
  Outcome outcome = Outcome::kDone;
  const int dice = Dice(100);
  if (dice < traits_.refusals) {
    outcome = Outcome::kDeclined;
  } else if (dice < traits_.refusals + traits_.answers) {
    static constexpr Outcome kAnswers[] = {Outcome::kReplied, Outcome::kReplied, Outcome::kMeeting,
                                           Outcome::kWait, Outcome::kClosed};
    outcome = kAnswers[Dice(5)];
  } else if (dice > 93) {
    outcome = Outcome::kSkipped;
  }
  Count(item);
  touched_.insert(item.key.contact);
  Touch& touch = world_.Tick(item.key.contact, item.key.step, FormatLocal(at), outcome);
  touch.follow_up = MakeUid("00000000", HalfHex(item.key, Component::kEvent), 0);
  if (outcome == Outcome::kWait && Chance(70)) touch.until = day_ + days{20 + Dice(60)};
  if (IsResponse(touch)) heard_.insert(item.key.contact);
}

bool Life::IsAway(Date day) const {
  return std::any_of(world_.settings.away.begin(), world_.settings.away.end(),
                     [day](const DateSpan& span) { return span.first <= day && day <= span.last; });
}

void Life::Act(LocalTime now) {
  if (IsAway(day_) || idle_days_ > 0) return;
  const std::vector<FollowUp> items = world_.plan.follow_ups;
  for (const FollowUp& item : items) {
    if (item.start >= now) break;
    if (DateOf(item.start) == day_ && Chance(traits_.diligence)) ActOn(item, now);
  }
  if (traits_.moves && Chance(4)) MoveOne();
}

// An item of one person, or a block with all its people.
void Life::MoveOne() {
  std::vector<std::string> keys;
  for (const FollowUp& item : world_.plan.follow_ups) {
    if (item.block.empty()) keys.push_back(item.key.Hash());
  }
  for (const Block& block : world_.plan.blocks) keys.push_back(block.key.Hash());
  if (keys.empty()) return;
  const std::string& key = keys[static_cast<std::size_t>(Dice(static_cast<int>(keys.size())))];
  for (Placed& one : world_.placed) {
    if (one.key != key) continue;
    one.start = day_ + days{1 + Dice(12)} + hours{7} + minutes{10 * Dice(80)};
    one.length = minutes{15 * (1 + Dice(4))};
    one.pinned = true;
  }
  for (const FollowUp& item : world_.plan.follow_ups) {
    if (item.block == key) touched_.insert(item.key.contact);
  }
}

void Life::Live(int day_count) {
  for (int i = 0; i < day_count && faults_.empty(); ++i, day_ += days{1}) {
    MorningNews();
    const bool weekend = WeekdayOf(day_).iso_encoding() > 5;
    if (weekend && !Chance(30)) continue;  // the machine is off
    RunAt(day_ + hours{7} + minutes{10}, true);
    if (Chance(25)) {
      Act(day_ + hours{12});
      RunAt(day_ + hours{13} + minutes{5}, false);
    }
    Act(day_ + hours{20});
    if (Chance(20)) RunAt(day_ + hours{22}, false);
  }
}

}  // namespace touchbase
