// Random lives: random people, random acts on their items, a run after each. What holds for all.
#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>
#include <cstdlib>
#include <string>
#include <vector>

#include "tests/support/bench.h"

namespace touchbase::test {
namespace {

// Fixed: a failure is the same for everybody. RapidCheck shrinks the choices.
constexpr const char* kParams = "seed=20260302 max_success=120 max_size=60";

enum class Act {
  kTick,
  kUntick,
  kMove,
  kType,
  kWord,
  kMark,
  kRetitle,
  kDeleteOne,
  kDeleteBoth,
  kTakeOver,
  kCancel,
  kReply,
  kPause,
  kLoseState,
  kOtherMachine,
  kEditDuringRun,
  kNothing
};
constexpr int kActs = 17;

struct Choice {
  int act = 0, who = 0, hours = 0, what = 0;
};

class Story {
 public:
  Story() {
    bench_.settings.plan.max_per_day = 20;
    bench_.SetNow(Local("2026-03-02 09:00"));
    for (int i = 0; i < 3; ++i) {
      const std::string id = "p" + std::to_string(i);
      bench_.AddContact(id, "Person" + std::to_string(i), i == 2 ? "warm" : "");
      bench_.Log(id, i == 1 ? Kind::kMet : Kind::kFirst, "2026-03-02 08:0" + std::to_string(i));
    }
    bench_.Run();
  }

  void Do(const Choice& choice) {
    bench_.SetNow(bench_.now() + hours{choice.hours});
    Apply(choice);
    bench_.Run();
    bench_.server.on_write = nullptr;
    Check();
  }

 private:
  Seen* Pick(const Choice& choice, bool finished) {
    found_ = bench_.Find("Person" + std::to_string(choice.who), "", finished);
    if (found_.empty()) return nullptr;
    return &found_[static_cast<std::size_t>(choice.what) % found_.size()];
  }

  std::string Note() {
    notes_.push_back("word" + std::to_string(notes_.size()) + "x");
    return notes_.back();
  }

  void Apply(const Choice& choice) {
    const auto act = static_cast<Act>(choice.act);
    if (act == Act::kLoseState) return bench_.machine.base.Lose();
    if (act == Act::kOtherMachine) {
      bench_.Run(&other_);
      return;
    }
    if (act == Act::kReply) {
      Touch row =
          bench_.Row("p" + std::to_string(choice.who), Kind::kReply, FormatLocal(bench_.now()));
      row.id = "reply-" + std::to_string(bench_.book.touches().size());
      return bench_.book.AddTouch(row);
    }
    if (act == Act::kPause) return Pause(choice);
    if (act == Act::kEditDuringRun) return EditDuringRun(choice);
    Seen* seen = Pick(choice, act == Act::kUntick || choice.what % 5 == 0);
    if (seen != nullptr) ActOn(act, choice, *seen);
  }

  void ActOn(Act act, const Choice& choice, const Seen& seen) {
    constexpr const char* kWords[] = {"#noanswer", "#wait 10d", "#replied", "#skip"};
    const std::string word = kWords[choice.what % 4];
    const LocalTime then = bench_.now() + hours{choice.what + 1};
    switch (act) {
      case Act::kTick:
        return bench_.Edit(
            seen, [&](PhoneItem& p) { seen.block() ? p.MarkTitle("x") : p.Tick(bench_.Now()); });
      case Act::kUntick:
        return bench_.Edit(seen, [&](PhoneItem& p) { seen.block() ? p.Erase("✓ ") : p.Untick(); });
      case Act::kMove:
        if (!seen.block() || seen.finished()) return;
        moved_ = {seen.item.uid, then, true};
        return bench_.Edit(seen, [&](PhoneItem& p) { p.MoveTo(then, 15); });
      case Act::kType:
        return bench_.Edit(seen, [&](PhoneItem& p) { p.Type(Note()); });
      case Act::kWord:
        return bench_.Edit(seen, [&](PhoneItem& p) { p.Type(word); });
      case Act::kMark:
        return bench_.Edit(seen, [&](PhoneItem& p) { p.MarkTitle("r"); });
      case Act::kRetitle:
        return bench_.Edit(seen, [&](PhoneItem& p) { p.Set("SUMMARY", "Person call back"); });
      case Act::kDeleteOne:
        Forget(seen);
        return bench_.Delete(seen);
      case Act::kDeleteBoth:
        for (const Seen& other : bench_.Items()) {
          if (other.item.key != seen.item.key) continue;
          Forget(other);
          bench_.Delete(other);
        }
        return;
      case Act::kTakeOver:
        return bench_.Edit(seen, [&](PhoneItem& p) { p.Set("RRULE", "FREQ=DAILY"); });
      case Act::kCancel:
        return bench_.Edit(seen, [&](PhoneItem& p) { p.Set("STATUS", "CANCELLED"); });
      default:
        return;
    }
  }

  // What the user throws away is theirs to throw away.
  void Forget(const Seen& seen) {
    std::erase_if(notes_, [&](const std::string& note) {
      return seen.item.user_text.find(note) != std::string::npos;
    });
  }

  void Pause(const Choice& choice) {
    std::vector<Contact> contacts = bench_.book.contacts();
    ContactStatus& status = contacts[static_cast<std::size_t>(choice.who)].status;
    status = status == ContactStatus::kActive ? ContactStatus::kPaused : ContactStatus::kActive;
    bench_.book.SetContacts(contacts);
  }

  // The phone's edit arrives just before a write of ours to the same item.
  void EditDuringRun(const Choice& choice) {
    bench_.SetNow(bench_.now() + hours{24});
    const std::string note = Note();
    edited_ = false;
    bench_.server.on_write = [this, note, choice](const Write& write) {
      std::optional<MemoryServer::Instead> nothing;
      if (edited_ || write.kind == WriteKind::kCreate) return nothing;
      for (const Seen& seen : bench_.Items()) {
        if (seen.href != write.href.value) continue;
        edited_ = true;
        bench_.Edit(seen, [&](PhoneItem& p) { p.Type(note); });
      }
      return nothing;
    };
    bench_.Run();
    bench_.server.on_write = nullptr;
    if (!edited_) notes_.pop_back();
  }

  void Check() {
    RC_ASSERT(bench_.Doubles() == "");
    const std::string calendar = bench_.Calendar();
    const std::string log = bench_.LogText();
    const RunReport second = bench_.Run();
    RC_ASSERT(second.failed.empty());
    if (Writes(second) != 0) {
      for (const std::string& line : second.lines) RC_LOG() << line << "\n";
      RC_LOG() << calendar << "now\n" << bench_.Calendar();
    }
    RC_ASSERT(Writes(second) == 0);
    RC_ASSERT(bench_.LogText() == log);
    for (const std::string& note : notes_) {
      if (calendar.find(note) == std::string::npos && log.find(note) == std::string::npos) {
        RC_LOG() << note << " is lost\n" << calendar << log;
        RC_FAIL("the user's text is lost");
      }
    }
    CheckMoved();
  }

  // Where the user put it, until its day is over; unless it is done or gone.
  void CheckMoved() {
    if (!moved_.valid) return;
    for (const Seen& seen : bench_.Items()) {
      if (seen.item.uid != moved_.uid || seen.finished() || seen.item.cancelled) continue;
      if (DateOf(bench_.now()) > DateOf(moved_.to)) continue;
      if (seen.item.start != moved_.to) {
        RC_LOG() << "moved to " << FormatLocal(moved_.to) << " at " << FormatLocal(bench_.now())
                 << "\n"
                 << bench_.Calendar();
      }
      RC_ASSERT(seen.item.start == moved_.to);
      return;
    }
    moved_.valid = false;
  }

  struct Moved {
    std::string uid;
    LocalTime to{};
    bool valid = false;
  };

  Bench bench_;
  Machine other_{bench_.log};
  std::vector<Seen> found_;
  std::vector<std::string> notes_;
  Moved moved_;
  bool edited_ = false;
};

std::vector<Choice> Choices() {
  const auto number = [](int below) { return rc::gen::inRange(0, below); };
  const auto choice = rc::gen::map(rc::gen::tuple(number(kActs), number(3), number(40), number(50)),
                                   [](const auto& parts) {
                                     return Choice{std::get<0>(parts), std::get<1>(parts),
                                                   std::get<2>(parts), std::get<3>(parts)};
                                   });
  return *rc::gen::container<std::vector<Choice>>(choice);
}

TEST(Properties, AnyLifeConvergesDoublesNothingAndLosesNoText) {
  // Another seed may be given from outside.
  ASSERT_EQ(setenv("RC_PARAMS", kParams, 0), 0);
  const bool holds = rc::check("any life", [] {
    Story story;
    const std::vector<Choice> choices = Choices();
    RC_TAG(choices.size() < 10 ? "short" : "long");
    for (const Choice& choice : choices) {
      RC_LOG() << "act " << choice.act << " who " << choice.who << " after " << choice.hours
               << " what " << choice.what << "\n";
      story.Do(choice);
    }
  });
  EXPECT_TRUE(holds);
}

}  // namespace
}  // namespace touchbase::test
