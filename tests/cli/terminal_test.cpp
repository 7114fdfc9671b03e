// What a book can say to the terminal that shows it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/cli/world.h"

namespace touchbase::test {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

// ESC, BEL, DEL and U+009B (the one-byte CSI) in a name.
constexpr const char* kEvil = "Eve\x1b]0;owned\x07\x7f\xc2\x9b\x32J";

void FillWithEve(const World& world) {
  world.Contacts(std::string("id,name\neve,") + kEvil + "\n");
  world.Touches("id,contact,at,kind\nt1,eve,2026-03-01 10:00,first\n");
}

void ExpectHarmless(const std::string& printed) {
  for (const char* control : {"\x1b]", "\x07", "\x7f", "\xc2\x9b"}) {
    EXPECT_THAT(printed, Not(HasSubstr(control)));
  }
}

TEST(Terminal, NamesCarryNoControlCodes) {
  const World world;
  FillWithEve(world);
  for (const char* command : {"plan", "sync", "today"}) {
    SCOPED_TRACE(command);
    const ChildResult result = world.Run({command});
    ExpectHarmless(result.out);
    ExpectHarmless(result.err);
  }
  EXPECT_THAT(world.Run({"plan"}).out, HasSubstr("Eve"));
}

TEST(Terminal, OwnColoursStay) {
  const World world;
  FillWithEve(world);
  const ChildResult result = world.Run({"plan", "--color", "always"});
  EXPECT_THAT(result.out, HasSubstr("\x1b[1m"));
  ExpectHarmless(result.out);
}

}  // namespace
}  // namespace touchbase::test
