#include "model/uid.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <set>
#include <string>

namespace touchbase {
namespace {

const FollowUpKey kKeep{"ana@x.example", "start", "keep"};

TEST(Uid, DigitsNeverChangeBetweenVersions) {
  EXPECT_EQ(kKeep.Hash(), "04a73d0b545e544393d22fb8d0c92a36");
  EXPECT_EQ(HalfHex(kKeep, Component::kEvent), "48e2ed5d59d75368a3876af005637956");
  EXPECT_EQ(HalfHex(kKeep, Component::kTodo), "ac46073bda46543b8064c01ce031be8c");
}

TEST(Uid, DependsOnEveryPartOfTheKey) {
  std::set<std::string> names;
  for (const FollowUpKey& key :
       {kKeep, FollowUpKey{"bob", "start", "keep"}, FollowUpKey{kKeep.contact, "t1", "keep"},
        FollowUpKey{kKeep.contact, "start", "friend"}, FollowUpKey{"", "start", "keep"}}) {
    names.insert(key.Hash());
    names.insert(HalfHex(key, Component::kEvent));
    names.insert(HalfHex(key, Component::kTodo));
  }
  EXPECT_EQ(names.size(), 15u);
}

TEST(Uid, ReadsBackAsItsParts) {
  const std::string hex = HalfHex(kKeep, Component::kTodo);
  for (const int generation : {0, 1, 10, 9999}) {
    const std::string uid = MakeUid("5f3a9c01", hex, generation);
    const auto parts = ParseUid(uid);
    ASSERT_TRUE(parts) << uid;
    EXPECT_EQ(parts->book_id, "5f3a9c01");
    EXPECT_EQ(parts->hex, hex);
    EXPECT_EQ(parts->generation, generation);
  }
}

TEST(Uid, OfOthersIsNotTakenForOurs) {
  const std::string hex(32, 'a');
  const std::string good = "tb-5f3a9c01-" + hex + "-0";
  ASSERT_TRUE(ParseUid(good));
  for (const std::string& uid : {std::string(),
                                 std::string("tb-"),
                                 hex,
                                 "TB-5f3a9c01-" + hex + "-0",
                                 "tb-5f3a9c0-" + hex + "-0",
                                 "tb-5f3a9c011-" + hex + "-0",
                                 "tb-5F3A9C01-" + hex + "-0",
                                 "tb-5f3a9c01-" + std::string(32, 'g') + "-0",
                                 "tb-5f3a9c01-" + hex + "a-0",
                                 "tb-5f3a9c01-" + hex + "-",
                                 "tb-5f3a9c01-" + hex + "-00",
                                 "tb-5f3a9c01-" + hex + "-01",
                                 "tb-5f3a9c01-" + hex + "--1",
                                 "tb-5f3a9c01-" + hex + "-10000",
                                 "tb-5f3a9c01-" + hex + "-99999999999999999999",
                                 "tb-5f3a9c01-" + hex + "-1.ics",
                                 "tb-5f3a9c01_" + hex + "-0",
                                 "tb-5f3a9c01-" + hex + "_0",
                                 " " + good,
                                 good + " ",
                                 good + "@x.example"}) {
    EXPECT_FALSE(ParseUid(uid)) << uid;
  }
}

RC_GTEST_PROP(Uid, NoTextMakesTheParserFail, (const std::string& text)) {
  ParseUid(text);
  ParseUid("tb-" + text);
}

}  // namespace
}  // namespace touchbase
