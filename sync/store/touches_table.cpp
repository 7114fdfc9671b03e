#include "sync/store/touches_table.h"

#include "model/error.h"
#include "model/letters.h"

namespace touchbase::store {
namespace {

constexpr std::array<std::string_view, kTouchColumns> kNames = {
    "id",   "contact", "at",    "direction", "channel",
    "kind", "outcome", "notes", "follow_up", "until"};
static_assert(static_cast<std::size_t>(TouchColumn::kUntil) + 1 == kTouchColumns);

}  // namespace

std::span<const std::string_view> TouchColumnNames() { return kNames; }

TouchesReader::TouchesReader(const std::string& table, std::span<const std::string> header,
                             const ColumnNames& names, const Zone& zone)
    : table_(table), columns_(table, header, kNames, names), zone_(zone), warnings_(table) {
  for (const TouchColumn needed : {TouchColumn::kContact, TouchColumn::kAt}) {
    const auto index = static_cast<std::size_t>(needed);
    if (columns_.Has(index)) continue;
    throw InputError("reading the header found no column " + Shown(kNames[index]) +
                         "; the first line must name the columns of the log, such as "
                         "id,contact,at,direction,channel,kind,outcome,notes,follow_up,until",
                     table + ":1");
  }
}

void TouchesReader::Warn(std::size_t line, TouchColumn column, std::string_view value,
                         const char* what) {
  const auto index = static_cast<std::size_t>(column);
  warnings_.Add(line, columns_.Number(index),
                std::string(kNames[index]) + ": " + Shown(value) + " " + what);
}

bool TouchesReader::ReadTime(std::size_t line, std::string_view cell, Touch* touch) {
  if (const auto date = ParseDate(cell)) {
    touch->at = LocalTime{*date};
    return true;
  }
  touch->has_time = true;
  if (const auto local = ParseLocal(cell)) {
    touch->at = *local;
    return true;
  }
  if (const auto with_offset = ParseRfc3339(cell)) {
    touch->at = zone_.ToLocal(with_offset->instant());
    return true;
  }
  Warn(
      line, TouchColumn::kAt, cell,
      "is not a time such as 2026-03-31, 2026-03-31 14:00 or 2026-03-31T14:00:00+02:00; the row is "
      "left out");
  return false;
}

void TouchesReader::ReadWords(std::size_t line, std::span<const std::string_view> cells,
                              Touch* touch) {
  const std::string_view kind = Cell(TouchColumn::kKind, cells);
  touch->kind = ParseKind(LowerAscii(kind)).value_or(Kind::kUnknown);
  if (touch->kind == Kind::kUnknown) {
    Warn(line, TouchColumn::kKind, kind, "is no kind of touch; the row satisfies no step");
  }
  const std::string_view direction = Cell(TouchColumn::kDirection, cells);
  touch->direction = DefaultDirection(touch->kind);
  if (const auto known = ParseDirection(LowerAscii(direction))) {
    touch->direction = *known;
  } else if (!direction.empty()) {
    Warn(line, TouchColumn::kDirection, direction, "is neither out nor in; taken as empty");
  }
  const std::string_view channel = Cell(TouchColumn::kChannel, cells);
  if (const auto known = ParseChannel(LowerAscii(channel))) {
    touch->channel = *known;
  } else if (!channel.empty()) {
    touch->channel = Channel::kOther;
    Warn(line, TouchColumn::kChannel, channel, "is no channel; taken as other");
  }
  const std::string_view outcome = Cell(TouchColumn::kOutcome, cells);
  if (const auto known = ParseOutcome(LowerAscii(outcome))) {
    touch->outcome = *known;
  } else if (!outcome.empty()) {
    touch->outcome = Outcome::kUnknown;
    Warn(line, TouchColumn::kOutcome, outcome, "is no outcome; it means nothing to the plan");
  }
}

void TouchesReader::Row(std::size_t line, std::span<const std::string_view> cells) {
  const std::string_view contact = Cell(TouchColumn::kContact, cells);
  // In our form also where an id is made of it: a spreadsheet's way of saving makes no other row.
  const std::string at = WithIsoDate(Cell(TouchColumn::kAt, cells));
  if (contact.empty() && at.empty()) {
    for (const std::string_view cell : cells) {
      if (Trimmed(cell).empty()) continue;
      warnings_.Add(line, 0, "no contact and no time; the row is left out");
      return;
    }
    return;
  }
  // An event is of nobody, and so is a row of ours about a block.
  const bool of_nobody = LowerAscii(Cell(TouchColumn::kKind, cells)) == ToWord(Kind::kDebrief) ||
                         !Cell(TouchColumn::kFollowUp, cells).empty();
  if (contact.empty() && !of_nobody) {
    Warn(line, TouchColumn::kContact, contact, "names nobody; the row is left out");
    return;
  }
  Touch touch;
  touch.contact = std::string(contact);
  if (!ReadTime(line, at, &touch)) {
    left_out_.push_back({touch.contact, std::string(Cell(TouchColumn::kId, cells)),
                         table_ + ":" + std::to_string(line)});
    return;
  }
  ReadWords(line, cells, &touch);
  touch.notes = std::string(Cell(TouchColumn::kNotes, cells));
  touch.follow_up = std::string(Cell(TouchColumn::kFollowUp, cells));
  const std::string_view until = Cell(TouchColumn::kUntil, cells);
  if (!until.empty()) {
    touch.until = ParseDate(WithIsoDate(until));
    if (!touch.until) {
      Warn(line, TouchColumn::kUntil, until, "is not a date such as 2026-03-31; taken as empty");
    }
  }
  touch.id = ids_.Next({Cell(TouchColumn::kId, cells), contact, at, touch.direction,
                        Cell(TouchColumn::kKind, cells)});
  touches_.push_back(std::move(touch));
}

std::array<std::string, kTouchColumns> TouchCells(const Touch& touch, const Zone& zone) {
  std::array<std::string, kTouchColumns> cells;
  const auto cell = [&](TouchColumn column) -> std::string& {
    return cells[static_cast<std::size_t>(column)];
  };
  cell(TouchColumn::kId) = touch.id;
  cell(TouchColumn::kContact) = touch.contact;
  // With the offset, so that spreadsheets leave it alone and it means the same in another zone.
  cell(TouchColumn::kAt) = touch.has_time
                               ? FormatRfc3339(touch.at, zone.OffsetAt(zone.ToInstant(touch.at)))
                               : FormatDate(DateOf(touch.at));
  cell(TouchColumn::kDirection) = ToWord(touch.direction);
  cell(TouchColumn::kChannel) = ToWord(touch.channel);
  cell(TouchColumn::kKind) = ToWord(touch.kind);
  cell(TouchColumn::kOutcome) = ToWord(touch.outcome);
  cell(TouchColumn::kNotes) = touch.notes;
  cell(TouchColumn::kFollowUp) = touch.follow_up;
  if (touch.until) cell(TouchColumn::kUntil) = FormatDate(*touch.until);
  return cells;
}

}  // namespace touchbase::store
