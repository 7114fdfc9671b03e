#include "sync/core/guard.h"

#include <gtest/gtest.h>

namespace touchbase {
namespace {

constexpr GuardLimits kLimits;

TEST(Guard, OutgoingStopsAboveTheMostRemovals) {
  EXPECT_EQ(GuardOutgoing({200, 25, 200, 200}, kLimits), "");
  EXPECT_NE(GuardOutgoing({200, 26, 200, 200}, kLimits), "");
}

TEST(Guard, OutgoingShareCountsFromTenOn) {
  EXPECT_EQ(GuardOutgoing({20, 9, 20, 20}, kLimits), "");
  EXPECT_NE(GuardOutgoing({20, 10, 20, 20}, kLimits), "");
  EXPECT_EQ(GuardOutgoing({40, 11, 40, 40}, kLimits), "");
}

TEST(Guard, OutgoingStopsWhenTheBookIsSuddenlyEmpty) {
  const std::string message = GuardOutgoing({1, 1, 3, 0}, kLimits);
  EXPECT_NE(message.find("had 3 contacts"), std::string::npos) << message;
  EXPECT_NE(message.find("--allow-mass-change"), std::string::npos) << message;
  EXPECT_EQ(GuardOutgoing({0, 0, -1, 0}, kLimits), "") << "a first run may have an empty book";
}

TEST(Guard, OutgoingStopsWhenFiveOrMoreWouldAllGo) {
  EXPECT_EQ(GuardOutgoing({4, 4, 9, 9}, kLimits), "");
  EXPECT_NE(GuardOutgoing({5, 5, 9, 9}, kLimits), "");
}

TEST(Guard, IncomingHoldsTenOrAThirdFromFiveOn) {
  EXPECT_EQ(GuardIncoming({100, 9, 0}).Text(), "");
  EXPECT_NE(GuardIncoming({100, 10, 0}).Text(), "");
  EXPECT_EQ(GuardIncoming({13, 4, 0}).Text(), "");
  EXPECT_EQ(GuardIncoming({17, 5, 0}).Text(), "");
  EXPECT_NE(GuardIncoming({16, 5, 0}).Text(), "");
}

TEST(Guard, IncomingHoldsMoreThanTenDeclines) {
  EXPECT_EQ(GuardIncoming({100, 0, 10}).Text(), "");
  EXPECT_NE(GuardIncoming({100, 0, 11}).Text(), "");
}

TEST(Guard, IncomingTellsDeletionsAndDeclinesApart) {
  const IncomingGuard declined = GuardIncoming({14, 1, 11});
  EXPECT_EQ(declined.gone, "");
  EXPECT_EQ(declined.declines.find("--restore"), std::string::npos) << "nothing is gone";
  const IncomingGuard both = GuardIncoming({30, 12, 11});
  EXPECT_NE(both.gone, "");
  EXPECT_EQ(both.Text(), both.gone + " " + both.declines);
}

}  // namespace
}  // namespace touchbase
