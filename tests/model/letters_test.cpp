#include "model/letters.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace touchbase {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

TEST(Letters, OnlyAsciiChangesCase) { EXPECT_EQ(LowerAscii(std::string_view("ÄBC@Z[")), "Äbc@z["); }

TEST(Letters, SqueezingMakesOneSpellingOfBlanks) {
  EXPECT_EQ(Squeezed("  Jane \t  DOE\n"), "jane doe");
  EXPECT_EQ(Squeezed(" \t "), "");
  EXPECT_EQ(Trimmed(" a b\r\n"), "a b");
}

TEST(Letters, ACellHoldsAListBySemicolons) {
  EXPECT_THAT(CellValues(" a ;; b;c ; "), ElementsAre("a", "b", "c"));
  EXPECT_THAT(CellValues(""), IsEmpty());
}

}  // namespace
}  // namespace touchbase
