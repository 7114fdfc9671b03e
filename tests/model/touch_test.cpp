#include "model/touch.h"

#include <gtest/gtest.h>

#include <set>
#include <string>

namespace touchbase {
namespace {

// Every constant from 0 to `last` has a word of its own that reads back as it.
template <typename Enum, typename Parse>
void ExpectWordsReadBack(Enum last, const std::set<Enum>& without_word, Parse parse) {
  std::set<std::string> words;
  for (int i = 0; i <= static_cast<int>(last); ++i) {
    const auto value = static_cast<Enum>(i);
    const std::string word(ToWord(value));
    if (without_word.contains(value)) {
      EXPECT_EQ(word, "");
      continue;
    }
    EXPECT_TRUE(words.insert(word).second) << word;
    EXPECT_EQ(parse(word), value) << word;
  }
}

TEST(TouchWords, ReadBackAsTheValuesTheyWereWrittenFor) {
  ExpectWordsReadBack(Direction::kIn, {}, ParseDirection);
  ExpectWordsReadBack(Channel::kOther, {Channel::kNone}, ParseChannel);
  ExpectWordsReadBack(Kind::kUnknown, {Kind::kUnknown}, ParseKind);
  ExpectWordsReadBack(Outcome::kUnknown, {Outcome::kNone, Outcome::kUnknown}, ParseOutcome);
}

TEST(TouchWords, AreThoseOfTheBook) {
  EXPECT_EQ(ToWord(Direction::kIn), "in");
  EXPECT_EQ(ToWord(Channel::kLinkedin), "linkedin");
  EXPECT_EQ(ToWord(Kind::kThankYou), "thank-you");
  EXPECT_EQ(ToWord(Kind::kCheckIn), "check-in");
  EXPECT_EQ(ToWord(Kind::kNote), "note");
  EXPECT_EQ(ToWord(Outcome::kNoAnswer), "no-answer");
  EXPECT_EQ(ToWord(Outcome::kLeftMessage), "left-message");
  EXPECT_EQ(ToWord(Outcome::kWithdrawn), "withdrawn");
}

TEST(TouchWords, AreExactAndLowerCase) {
  for (const char* word : {"", "Met", "met ", "thank you", "unknown", "thankyou"}) {
    EXPECT_FALSE(ParseKind(word)) << word;
  }
  EXPECT_FALSE(ParseDirection(""));
  EXPECT_FALSE(ParseChannel(""));
  EXPECT_FALSE(ParseOutcome(""));
  EXPECT_FALSE(ParseOutcome("DONE"));
}

TEST(DefaultDirection, IsInForWhatOnlyTheyCanDo) {
  EXPECT_EQ(DefaultDirection(Kind::kReply), Direction::kIn);
  EXPECT_EQ(DefaultDirection(Kind::kReferral), Direction::kIn);
  EXPECT_EQ(DefaultDirection(Kind::kOffer), Direction::kIn);
  EXPECT_EQ(DefaultDirection(Kind::kMet), Direction::kOut);
  EXPECT_EQ(DefaultDirection(Kind::kPromise), Direction::kOut);
}

Touch Row(Kind kind, Direction direction, Outcome outcome = Outcome::kNone) {
  Touch touch;
  touch.kind = kind;
  touch.direction = direction;
  touch.outcome = outcome;
  return touch;
}

TEST(IsResponse, CountsInboundMeetingsAndTellingOutcomes) {
  EXPECT_TRUE(IsResponse(Row(Kind::kReply, Direction::kIn)));
  EXPECT_TRUE(IsResponse(Row(Kind::kPromise, Direction::kIn)));
  EXPECT_TRUE(IsResponse(Row(Kind::kMet, Direction::kOut)));
  for (const Outcome outcome : {Outcome::kReplied, Outcome::kMeeting, Outcome::kWait,
                                Outcome::kClosed, Outcome::kPaid, Outcome::kDeclined}) {
    EXPECT_TRUE(IsResponse(Row(Kind::kFollowUp, Direction::kOut, outcome))) << ToWord(outcome);
  }
}

TEST(IsResponse, NeverCountsSilenceBouncesNotesOrConnections) {
  EXPECT_FALSE(IsResponse(Row(Kind::kFollowUp, Direction::kOut)));
  EXPECT_FALSE(IsResponse(Row(Kind::kReply, Direction::kIn, Outcome::kBounced)));
  EXPECT_FALSE(IsResponse(Row(Kind::kReply, Direction::kIn, Outcome::kWithdrawn)));
  for (const Kind kind : {Kind::kNote, Kind::kDebrief, Kind::kConnected}) {
    EXPECT_FALSE(IsResponse(Row(kind, Direction::kIn, Outcome::kReplied))) << ToWord(kind);
  }
  for (const Outcome outcome : {Outcome::kDone, Outcome::kNoAnswer, Outcome::kLeftMessage,
                                Outcome::kSkipped, Outcome::kStopped}) {
    EXPECT_FALSE(IsResponse(Row(Kind::kFollowUp, Direction::kOut, outcome))) << ToWord(outcome);
  }
}

TEST(Withdrawal, NamesTheRowItTakesBackAndItsFollowUp) {
  Touch touch = Row(Kind::kFollowUp, Direction::kOut, Outcome::kWait);
  touch.id = "0123";
  touch.contact = "ana";
  touch.follow_up = "tb-00000000-x-0";
  touch.notes = "later";
  touch.until = MakeDate(2026, 3, 13);
  const LocalTime at = LocalTime{MakeDate(2026, 3, 4)} + hours{9};
  const Touch row = Withdrawal(touch, at);
  EXPECT_EQ(row.id, "0123-w");
  EXPECT_EQ(row.contact, "ana");
  EXPECT_EQ(row.follow_up, touch.follow_up);
  EXPECT_EQ(row.outcome, Outcome::kWithdrawn);
  EXPECT_EQ(row.at, at);
  EXPECT_TRUE(row.has_time);
  EXPECT_EQ(row.notes, "");
  EXPECT_FALSE(row.until);
}

}  // namespace
}  // namespace touchbase
