// What holds for every book and every calendar.

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <cstdlib>
#include <set>

#include "tests/model/plan_oracle.h"
#include "tests/model/plan_world.h"

namespace touchbase {
namespace {

// A fixed seed, unless the caller of the tests gives another one.
[[maybe_unused]] const int kSeeded = setenv("RC_PARAMS", "seed=20260302", 0);

constexpr Kind kKinds[] = {Kind::kMet,   Kind::kConnected, Kind::kFirst,    Kind::kThankYou,
                           Kind::kCard,  Kind::kCheckIn,   Kind::kFollowUp, Kind::kAnswer,
                           Kind::kReply, Kind::kPromise,   Kind::kOffer,    Kind::kNext,
                           Kind::kAsk,   Kind::kNote};
constexpr Outcome kOutcomes[] = {Outcome::kNone,     Outcome::kNone,    Outcome::kDone,
                                 Outcome::kReplied,  Outcome::kMeeting, Outcome::kWait,
                                 Outcome::kClosed,   Outcome::kSkipped, Outcome::kBounced,
                                 Outcome::kDeclined, Outcome::kStopped};

template <typename T, std::size_t kCount>
T Pick(const T (&values)[kCount]) {
  return values[*rc::gen::inRange<std::size_t>(0, kCount)];
}

constexpr int kDayZero = 20514;  // Monday 2 March 2026

LocalTime AnyTime(int first_day, int last_day) {
  const int day = *rc::gen::inRange(first_day, last_day + 1);
  return LocalTime{days{kDayZero + day}} + minutes{15 * *rc::gen::inRange(0, 96)};
}

PlanWorld AnyWorld(bool with_telephones = false) {
  PlanWorld world;
  if (with_telephones) world.LiveIn("Europe/Berlin");
  static constexpr const char* kWishes[] = {"", "speed", "speed", "outcome"};
  static constexpr const char* kHomes[] = {
      "", "Europe/Berlin", "America/New_York", "Asia/Kathmandu", "Pacific/Apia", "no zone"};
  static constexpr const char* kTracks[] = {"", "", "cold", "warm", "keep", "customer", "friend"};
  const int people = *rc::gen::inRange(1, 9);
  for (int i = 0; i < people; ++i) {
    Contact& contact = world.Add("p" + std::to_string(i));
    contact.track = Pick(kTracks);
    contact.vip = *rc::gen::inRange(0, 5) == 0;
    if (*rc::gen::inRange(0, 3) == 0) contact.goal = "a goal";
    if (*rc::gen::inRange(0, 4) == 0) contact.tags = {"monthly"};
    if (with_telephones && *rc::gen::inRange(0, 2) == 0) {
      contact.phone = "+1 555 0100";
      contact.optimise = Pick(kWishes);
      contact.time_zone = Pick(kHomes);
    }
    const int rows = *rc::gen::inRange(0, 7);
    for (int row = 0; row < rows; ++row) {
      Touch& touch = world.Log(contact.id, "2026-03-02 10:00", Pick(kKinds), Pick(kOutcomes));
      touch.at = AnyTime(-60, 6);
      if (*rc::gen::inRange(0, 4) == 0) touch.direction = Direction::kIn;
    }
  }
  const int busy = *rc::gen::inRange(0, 12);
  for (int i = 0; i < busy; ++i) {
    const LocalTime start = AnyTime(0, 20);
    world.busy.push_back({start, start + minutes{15 * *rc::gen::inRange(1, 60)}});
  }
  world.settings.max_per_day = *rc::gen::inRange(1, 5);
  world.settings.weekend_thanks = *rc::gen::arbitrary<bool>();
  return world;
}

std::string Line(const FollowUp& item) {
  return item.key.contact + " " + item.key.anchor + " " + item.key.step + " " +
         FormatLocal(item.start) + " " + std::to_string(item.length.count()) + " due " +
         FormatDate(item.earliest) + " " + FormatDate(item.due) + " " + FormatDate(item.latest) +
         " postponed " + std::to_string(item.postponed) + (item.pinned ? " pinned " : " ") +
         item.title + " " + item.reason;
}

void RequireSame(const Plan& left, const Plan& right) {
  RC_ASSERT(left.follow_ups.size() == right.follow_ups.size());
  for (std::size_t i = 0; i < left.follow_ups.size(); ++i) {
    RC_ASSERT(Line(left.follow_ups[i]) == Line(right.follow_ups[i]));
  }
  RC_ASSERT(left.warnings == right.warnings);
}

void RequireNoFaults(const PlanWorld& world, LocalTime now) {
  const PlanInput input = world.Input(now);
  const Plan plan = MakePlan(input);
  std::vector<std::string> faults = FaultsOf(input, plan);
  for (const std::string& fault : ForgottenBy(input, plan)) faults.push_back(fault);
  for (const FollowUp& item : plan.follow_ups) {
    if (item.title.find('#') != std::string::npos) faults.push_back(item.title + " is read back");
  }
  RC_ASSERT(faults == std::vector<std::string>());
}

TEST(PlanProperty, SameInputSamePlan) {
  ASSERT_TRUE(rc::check("deterministic", [] {
    PlanWorld world = AnyWorld();
    const PlanInput input = world.Input(AnyTime(0, 6));
    RequireSame(MakePlan(input), MakePlan(input));
  }));
}

TEST(PlanProperty, APlanFedBackStaysAsItIs) {
  ASSERT_TRUE(rc::check("stable", [] {
    PlanWorld world = AnyWorld();
    const LocalTime now = AnyTime(0, 6);
    world.plan = MakePlan(world.Input(now));
    world.placed = AsPlaced(world.plan);
    const Plan again = MakePlan(world.Input(now));
    RequireSame(world.plan, again);
    // Nor does time alone move anything before the day is over.
    const LocalTime later = LocalTime{DateOf(now) + days{1}} - minutes{1};
    const Plan evening = MakePlan(world.Input(later));
    for (const FollowUp& item : world.plan.follow_ups) {
      for (const FollowUp& other : evening.follow_ups) {
        if (item.key == other.key) RC_ASSERT(item.start == other.start);
      }
    }
  }));
}

// Some runs of any world, with what a user does between them.
void LiveSoundly(PlanWorld world) {
  LocalTime now = AnyTime(0, 6);
  for (int run = 0; run < 5; ++run) {
    RequireNoFaults(world, now);
    world.plan = MakePlan(world.Input(now));
    world.placed = AsPlaced(world.plan);
    now += minutes{60 * *rc::gen::inRange(1, 60)};
    if (!world.placed.empty() && *rc::gen::inRange(0, 3) == 0) {
      Placed& moved = world.placed[*rc::gen::inRange<std::size_t>(0, world.placed.size())];
      moved.start = AnyTime(0, 15);
      moved.pinned = true;
    }
    if (*rc::gen::inRange(0, 3) == 0) {
      const LocalTime start = AnyTime(0, 20);
      world.busy.push_back({start, start + minutes{15 * *rc::gen::inRange(1, 60)}});
    }
  }
}

TEST(PlanProperty, AnIndependentJudgeFindsNoFault) {
  ASSERT_TRUE(rc::check("sound", [] { LiveSoundly(AnyWorld()); }));
}

TEST(PlanProperty, AnIndependentJudgeFindsNoFaultInCalls) {
  ASSERT_TRUE(rc::check("sound calls", [] { LiveSoundly(AnyWorld(true)); }));
}

TEST(PlanProperty, DaysAwayAndHolidaysAreKeptFree) {
  ASSERT_TRUE(rc::check("away", [] {
    PlanWorld world = AnyWorld();
    for (int i = *rc::gen::inRange(0, 3); i > 0; --i) {
      const Date first = DateOf(AnyTime(0, 20));
      world.settings.away.push_back({first, first + days{*rc::gen::inRange(0, 12)}});
    }
    for (int i = *rc::gen::inRange(0, 5); i > 0; --i) {
      world.settings.holidays.push_back(DateOf(AnyTime(0, 20)));
    }
    LiveSoundly(std::move(world));
  }));
}

TEST(PlanProperty, ACrowdOnFewHoursIsLateOnlyForWantOfRoom) {
  ASSERT_TRUE(rc::check("crowd", [] {
    PlanWorld world;
    world.settings.max_per_day = *rc::gen::inRange(1, 4);
    world.settings.horizon_days = *rc::gen::inRange(3, 12);
    world.settings.work_hours = {{minutes{540}, minutes{540 + 15 * *rc::gen::inRange(1, 5)}}};
    const int people = *rc::gen::inRange(5, 30);
    for (int i = 0; i < people; ++i) {
      const std::string id = "p" + std::to_string(i);
      world.Add(id).track = "warm";
      world.Log(id, "2026-03-01 10:00", Kind::kFirst).at = AnyTime(-40, 0);
      if (*rc::gen::inRange(0, 4) == 0) world.Log(id, "2026-03-01 10:00", Kind::kPromise);
    }
    LiveSoundly(std::move(world));
  }));
}

// The order of the book decides only between people of whom the same is known, and in the line.
TEST(PlanProperty, TheOrderOfContactsDoesNotMatterForWhatIsDue) {
  ASSERT_TRUE(rc::check("order", [] {
    PlanWorld world = AnyWorld();
    for (Contact& contact : world.contacts) {
      if (contact.track == "cold" || contact.track == "warm") contact.track.clear();
    }
    const LocalTime now = AnyTime(0, 6);
    const auto due = [&] {
      std::set<std::string> lines;
      const Plan plan = MakePlan(world.Input(now));
      for (const FollowUp& item : plan.follow_ups) {
        if (item.track == "cold") continue;  // may stand in line
        lines.insert(item.key.contact + " " + item.track + " " + item.key.step + " " +
                     FormatDate(item.due) + " " + FormatDate(item.latest));
      }
      return lines;
    };
    const std::set<std::string> before = due();
    std::reverse(world.contacts.begin(), world.contacts.end());
    RC_ASSERT(due() == before);
  }));
}

TEST(PlanProperty, NobodyIsAskedAfterADefiniteNo) {
  ASSERT_TRUE(rc::check("no", [] {
    PlanWorld world = AnyWorld();
    std::set<std::string> refused;
    const LocalTime now = LocalTime{days{kDayZero + 8}};
    for (const Touch& touch : world.touches) {
      if (touch.outcome == Outcome::kDeclined && touch.kind != Kind::kNote &&
          touch.kind != Kind::kConnected) {
        refused.insert(touch.contact);
      }
    }
    for (const FollowUp& item : MakePlan(world.Input(now)).follow_ups) {
      RC_ASSERT(refused.count(item.key.contact) == 0);
    }
  }));
}

TEST(PlanProperty, EveryContactHasAStepAPlaceInLineOrAReason) {
  ASSERT_TRUE(rc::check("nobody forgotten", [] {
    PlanWorld world = AnyWorld();
    const LocalTime now = AnyTime(0, 6);
    for (const Contact& contact : world.contacts) {
      RC_ASSERT(!Explain(contact, world.Input(now)).sentence.empty());
    }
  }));
}

TEST(PlanProperty, ColdNeverGetsMoreThanSix) {
  ASSERT_TRUE(rc::check("six at most", [] {
    PlanWorld world;
    world.Add("p").track = "cold";
    world.contacts[0].vip = *rc::gen::arbitrary<bool>();
    world.Log("p", "2026-03-02 10:00", Kind::kFirst);
    int written = 0;
    Date day = PlanWorld::Day("2026-03-02");
    for (int i = 0; i < 150; ++i, day += days{1}) {
      world.plan = MakePlan(world.Input(LocalTime{day} + hours{20}));
      world.placed = AsPlaced(world.plan);
      const int choice = *rc::gen::inRange(0, 6);
      if (choice == 0) world.Log("p", FormatDate(day) + " 20:30", Kind::kFirst);
      if (choice == 0 || choice > 2 || world.plan.follow_ups.empty()) continue;
      const FollowUp& item = world.plan.follow_ups.front();
      if (DateOf(item.start) > day + days{1}) continue;
      const Outcome outcome = choice == 1 ? Outcome::kSkipped : Outcome::kDone;
      world.Tick("p", item.key.step, FormatDate(day) + " 21:00", outcome);
      ++written;
    }
    RC_ASSERT(written <= 6);
  }));
}

}  // namespace
}  // namespace touchbase
