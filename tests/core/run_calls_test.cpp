// Calls in a whole run: the zones reach the planner, and a second run writes nothing.
#include <gtest/gtest.h>

#include "tests/support/bench.h"

namespace touchbase::test {
namespace {

TEST(RunCalls, ACallStandsInTheContactsHoursAndStays) {
  Bench bench;
  Contact contact;
  contact.id = "nora";
  contact.name = "Nora York";
  contact.email = "nora@example.org";
  contact.phone = "+1 555 0100";
  contact.optimise = "speed";
  contact.track = "warm";
  contact.time_zone = "America/New_York";
  bench.book.AddContact(contact);
  bench.Log("nora", Kind::kFirst, "2026-03-02 07:00");
  bench.At("2026-03-02 08:00");
  bench.Run();
  ASSERT_TRUE(bench.Block("Nora"));
  EXPECT_EQ(bench.Block("Nora")->item.start, Local("2026-03-03 16:00"));  // 10:00 there
  EXPECT_EQ(Writes(bench.Run()), 0);
}

}  // namespace
}  // namespace touchbase::test
