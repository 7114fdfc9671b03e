#include "model/touch.h"

#include "model/words.h"

namespace touchbase {
namespace {

constexpr WordTable<Direction, 2> kDirections({"out", "in"});
static_assert(kDirections.Complete(Direction::kIn));

constexpr WordTable<Channel, 8> kChannels({"", "email", "phone", "meeting", "linkedin", "card",
                                           "text", "other"});
static_assert(kChannels.Complete(Channel::kOther));

// What is unknown keeps its cell in the book and has no word here.
constexpr WordTable<Kind, 17> kKinds({"met", "connected", "first", "thank-you", "card", "check-in",
                                      "follow-up", "answer", "reply", "promise", "offer", "next",
                                      "ask", "referral", "debrief", "note", ""});
static_assert(kKinds.Complete(Kind::kUnknown));

constexpr WordTable<Outcome, 15> kOutcomes({"", "done", "replied", "no-answer", "left-message",
                                            "meeting", "declined", "wait", "closed", "paid",
                                            "skipped", "stopped", "bounced", "withdrawn", ""});
static_assert(kOutcomes.Complete(Outcome::kUnknown));

constexpr std::string_view kWithdrawnSuffix = "-w";

bool OutcomeAnswers(Outcome outcome) {
  switch (outcome) {
    case Outcome::kReplied:
    case Outcome::kMeeting:
    case Outcome::kWait:
    case Outcome::kClosed:
    case Outcome::kPaid:
    case Outcome::kDeclined:
      return true;
    default:
      return false;
  }
}

}  // namespace

std::string_view ToWord(Direction value) { return kDirections.WordOf(value); }
std::string_view ToWord(Channel value) { return kChannels.WordOf(value); }
std::string_view ToWord(Kind value) { return kKinds.WordOf(value); }
std::string_view ToWord(Outcome value) { return kOutcomes.WordOf(value); }

std::optional<Direction> ParseDirection(std::string_view word) { return kDirections.ValueOf(word); }
std::optional<Channel> ParseChannel(std::string_view word) { return kChannels.ValueOf(word); }
std::optional<Kind> ParseKind(std::string_view word) { return kKinds.ValueOf(word); }
std::optional<Outcome> ParseOutcome(std::string_view word) { return kOutcomes.ValueOf(word); }

Direction DefaultDirection(Kind kind) {
  const bool theirs = kind == Kind::kReply || kind == Kind::kReferral || kind == Kind::kOffer;
  return theirs ? Direction::kIn : Direction::kOut;
}

bool IsResponse(const Touch& touch) {
  if (touch.kind == Kind::kNote || touch.kind == Kind::kDebrief || touch.kind == Kind::kConnected ||
      touch.outcome == Outcome::kWithdrawn) {
    return false;
  }
  if (touch.kind == Kind::kMet || OutcomeAnswers(touch.outcome)) return true;
  return touch.direction == Direction::kIn && touch.outcome != Outcome::kBounced;
}

Touch Withdrawal(const Touch& touch, LocalTime at) {
  Touch row = touch;
  row.id = WithdrawalId(touch.id);
  row.at = at;
  row.has_time = true;
  row.outcome = Outcome::kWithdrawn;
  row.notes.clear();
  row.until.reset();
  return row;
}

std::string WithdrawalId(std::string_view id) { return std::string(id).append(kWithdrawnSuffix); }

std::string_view WithdrawnId(std::string_view withdrawal_id) {
  if (!withdrawal_id.ends_with(kWithdrawnSuffix)) return {};
  withdrawal_id.remove_suffix(kWithdrawnSuffix.size());
  return withdrawal_id;
}

}  // namespace touchbase
