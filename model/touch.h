// A touch: one row of the log, a dated contact with a person in either direction.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "model/civil_time.h"

namespace touchbase {

enum class Direction : std::uint8_t { kOut, kIn };
enum class Channel : std::uint8_t {
  kNone,
  kEmail,
  kPhone,
  kMeeting,
  kLinkedin,
  kCard,
  kText,
  kOther
};
enum class Kind : std::uint8_t {
  kMet,
  kConnected,
  kFirst,
  kThankYou,
  kCard,
  kCheckIn,
  kFollowUp,
  kAnswer,
  kReply,
  kPromise,
  kOffer,
  kNext,
  kAsk,
  kReferral,
  kDebrief,
  kNote,
  kUnknown  // kUnknown: kept, satisfies nothing
};
enum class Outcome : std::uint8_t {
  kNone,
  kDone,
  kReplied,
  kNoAnswer,
  kLeftMessage,
  kMeeting,
  kDeclined,
  kWait,
  kClosed,
  kPaid,
  kSkipped,
  kStopped,
  kBounced,
  kWithdrawn,
  kUnknown
};

struct Touch {
  // The id cell; a row without one has UuidHex of (contact, at as written, direction, kind, n-th
  // equal), made when the log is read. Never empty after reading.
  std::string id;
  std::string contact;  // Contact::id after resolving; as written when nobody matches
  LocalTime at{};       // in the user's zone; midnight when only a date was written
  bool has_time = false;
  Direction direction = Direction::kOut;
  Channel channel = Channel::kNone;
  Kind kind = Kind::kNote;
  Outcome outcome = Outcome::kNone;
  std::string notes;
  std::string follow_up;  // UID of the calendar item acted on, or empty
  std::optional<Date> until;
  // Of a meeting that a calendar showed: how long it takes. 0: unknown. Not kept in the log.
  minutes length{0};
};

// The words of the columns, in both directions. Parsing knows exact lower-case words only.
std::string_view ToWord(Direction value);
std::string_view ToWord(Channel value);
std::string_view ToWord(Kind value);
std::string_view ToWord(Outcome value);
std::optional<Direction> ParseDirection(std::string_view word);
std::optional<Channel> ParseChannel(std::string_view word);
std::optional<Kind> ParseKind(std::string_view word);
std::optional<Outcome> ParseOutcome(std::string_view word);

// An empty direction cell: in for reply, referral and offer, else out.
Direction DefaultDirection(Kind kind);

// A touch of theirs that answers: direction in and not bounced, or kind met, or one
// of the outcomes replied, meeting, wait, closed, paid, declined. Kinds note, debrief, connected
// never are.
bool IsResponse(const Touch& touch);

// The touch that takes `touch` back: id + "-w", outcome withdrawn.
Touch Withdrawal(const Touch& touch, LocalTime at);
// "<id>-w", and back; empty when the id is not of this form.
std::string WithdrawalId(std::string_view id);
std::string_view WithdrawnId(std::string_view withdrawal_id);

}  // namespace touchbase
