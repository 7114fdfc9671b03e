#include "model/histories.h"

#include <array>
#include <utility>

#include "model/said_lines.h"
#include "model/touch_id.h"

namespace touchbase {
namespace {

// met_on stands for a row of kind met of that day.
Touch MeetingOfCell(const Contact& contact) {
  const std::string at = FormatDate(*contact.met_on);
  Touch touch;
  touch.contact = contact.id;
  touch.at = LocalTime{*contact.met_on};
  touch.kind = Kind::kMet;
  touch.direction = Direction::kOut;
  touch.channel = Channel::kMeeting;
  TouchIds ids;
  touch.id = ids.Next({"", contact.id, at, touch.direction, ToWord(touch.kind)});
  return touch;
}

// A row that is a promise, an offer or a next thing itself says it in its own cells.
bool MayHoldLines(const Touch& touch) {
  const bool side =
      touch.kind == Kind::kPromise || touch.kind == Kind::kOffer || touch.kind == Kind::kNext;
  if (touch.notes.empty() || (side && touch.outcome == Outcome::kNone)) return false;
  return touch.outcome != Outcome::kWithdrawn && touch.outcome != Outcome::kBounced;
}

// The row that says the same; it is keyed by the touch in whose notes it stands.
Touch RowOf(const SaidLine& line, const Touch& touch) {
  Touch row;
  row.id = touch.id;
  row.contact = touch.contact;
  row.at = touch.at;
  row.has_time = touch.has_time;
  row.kind = line.sort == SaidSort::kOffered ? Kind::kOffer : Kind::kPromise;
  row.direction = line.sort == SaidSort::kPromised ? Direction::kOut : Direction::kIn;
  row.notes = line.text;
  row.until = line.until;
  return row;
}

}  // namespace

TrackState Histories::Of(const Contact& contact) {
  Replay replay(rules_, contact);
  const std::span<const std::uint32_t> rows = log_.Of(contact.id);
  const Touch* missing = MissingMeeting(contact, rows);
  for (const std::uint32_t row : rows) {
    const Touch& touch = log_.Touches()[row];
    if (missing != nullptr && missing->at <= touch.at) {
      replay.Add(*missing);
      missing = nullptr;
    }
    AddWithLines(touch, replay);
  }
  if (missing != nullptr) replay.Add(*missing);
  return std::move(replay.state());
}

void Histories::AddWithLines(const Touch& touch, Replay& replay) {
  replay.Add(touch);
  if (!MayHoldLines(touch) || IsFuture(touch, rules_.now)) return;
  std::array<int, 3> count{};
  for (const SaidLine& line : ReadSaidLines(touch.notes, DateOf(touch.at), rules_.settings.words)) {
    if (line.sort < SaidSort::kPromised) continue;
    const auto sort =
        static_cast<std::size_t>(line.sort) - static_cast<std::size_t>(SaidSort::kPromised);
    replay.AddSaid(made_up_.emplace_back(RowOf(line, touch)), ++count[sort]);
  }
}

const Touch* Histories::MissingMeeting(const Contact& contact,
                                       std::span<const std::uint32_t> rows) {
  if (!contact.met_on) return nullptr;
  for (const std::uint32_t row : rows) {
    const Touch& touch = log_.Touches()[row];
    // Somebody of an event who was not marked is in the log, too, only not as a meeting.
    const bool there = touch.kind == Kind::kMet || IsEventRow(touch);
    if (there && DateOf(touch.at) == *contact.met_on) return nullptr;
  }
  return &made_up_.emplace_back(MeetingOfCell(contact));
}

}  // namespace touchbase
