// What the user's hand gave an item stays with it when the state is lost and when the item goes.
#include <gtest/gtest.h>

#include "tests/support/bench.h"

namespace touchbase::test {
namespace {

class UsersHand : public testing::Test {
 protected:
  UsersHand() {
    bench.AddContact("ana", "Ana Souza");
    bench.AddContact("bo", "Bo Lind");
    bench.At("2026-03-02 12:00");
  }

  // One thank-you for both.
  Seen Shared() {
    for (const char* who : {"ana", "bo"}) bench.Log(who, Kind::kMet, "2026-03-02 11:00");
    bench.Run();
    return bench.Block("Ana Souza, Bo Lind").value();
  }

  Seen Single() {
    bench.Log("bo", Kind::kFirst, "2026-03-02 11:00");
    bench.Run();
    return bench.Block("Bo Lind").value();
  }

  void Retitle(const Seen& seen) {
    bench.Edit(seen, [](PhoneItem& phone) { phone.Set("SUMMARY", "Ring them"); });
  }

  std::string TitleOf(const Seen& seen) {
    return PhoneItem(bench.server.Text(seen.collection, seen.href)).Get("SUMMARY");
  }

  void Pause() {
    std::vector<Contact> contacts = bench.book.contacts();
    for (Contact& contact : contacts) contact.status = ContactStatus::kPaused;
    bench.book.SetContacts(contacts);
  }

  Bench bench;
};

TEST_F(UsersHand, TitleOfABlockOfSeveralStaysWhenTheStateIsLost) {
  const Seen block = Shared();
  Retitle(block);
  bench.Run();
  bench.machine.base.Lose();
  bench.At("2026-03-02 12:10");
  bench.Run();
  EXPECT_EQ(TitleOf(block), "Ring them");
  bench.At("2026-03-03 07:00");
  bench.Run();
  EXPECT_EQ(TitleOf(block), "Ring them");
}

TEST_F(UsersHand, TitleOfABlockOfSeveralGoesToTheLogWithTheBlock) {
  const Seen block = Shared();
  Retitle(block);
  bench.Run();
  Pause();
  bench.At("2026-03-03 07:00");
  bench.Run();
  EXPECT_EQ(TitleOf(block), "");
  EXPECT_NE(bench.LogText().find("Ring them"), std::string::npos) << bench.LogText();
}

TEST_F(UsersHand, TitleGoesToTheLogAlsoWhenTheStateIsLost) {
  const Seen block = Single();
  Retitle(block);
  bench.Run();
  bench.machine.base.Lose();
  bench.At("2026-03-03 07:00");
  Touch reply = bench.Row("bo", Kind::kReply, "2026-03-02 12:30");
  bench.book.AddTouch(reply);
  Touch done = bench.Row("bo", Kind::kFollowUp, "2026-03-02 12:31");
  done.follow_up = block.item.uid;
  done.outcome = Outcome::kDeclined;
  bench.book.AddTouch(done);
  bench.At("2026-09-03 07:00");  // past keep_done
  bench.Run();
  EXPECT_EQ(TitleOf(block), "");
  EXPECT_NE(bench.LogText().find("Ring them"), std::string::npos) << bench.LogText();
}

TEST_F(UsersHand, PinHoldsWhenTheStateIsLost) {
  const Seen block = Single();
  bench.Move("Bo Lind", "2026-03-14 16:30");  // a Saturday
  bench.Run();
  bench.At("2026-03-03 07:00");
  bench.machine.base.Lose();
  bench.Run();
  EXPECT_EQ(bench.Block("Bo Lind")->item.start, Local("2026-03-14 16:30"));
}

TEST_F(UsersHand, PinOfAMovedTaskHoldsWhenTheStateIsLost) {
  Single();
  bench.Edit(bench.Task("Bo Lind").value(),
             [](PhoneItem& phone) { phone.DueOn(DateOf(Local("2026-03-14 00:00"))); });
  bench.Run();
  const auto start = bench.Block("Bo Lind")->item.start;
  ASSERT_EQ(DateOf(*start), DateOf(Local("2026-03-14 00:00")));
  bench.At("2026-03-03 07:00");
  bench.machine.base.Lose();
  bench.Run();
  EXPECT_EQ(bench.Block("Bo Lind")->item.start, start);
}

TEST_F(UsersHand, PinHoldsOnASecondMachine) {
  Machine second{bench.log};
  Single();
  bench.Run(&second);
  bench.Move("Bo Lind", "2026-03-14 16:30");
  bench.Run();
  bench.Run(&second);
  bench.At("2026-03-04 07:00");
  bench.Run(&second);
  EXPECT_EQ(bench.Block("Bo Lind")->item.start, Local("2026-03-14 16:30"));
  EXPECT_EQ(Writes(bench.Run()), 0);
}

}  // namespace
}  // namespace touchbase::test
