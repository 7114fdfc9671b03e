// What a story's open, done, row, reason and text lines compare with.
#include <gtest/gtest.h>

#include <algorithm>

#include "ical/calendar_item.h"
#include "sync/core/read_book.h"
#include "tests/stories/player.h"

namespace touchbase::test {
namespace {

std::string Join(const std::vector<std::string>& lines) {
  std::string text;
  for (const std::string& line : lines) text += "  " + line + "\n";
  return text;
}

std::string JoinWords(const StoryLine& line, std::size_t from) {
  std::string text;
  for (std::size_t i = from; i < line.words.size(); ++i) {
    text += (text.empty() ? "" : " ") + line.words[i];
  }
  return text;
}

}  // namespace

// "ana thank-you 2026-12-04 18:15", with block-only or task-only when a half is missing, and with
// the task's day when that is another one.
std::vector<std::string> Player::OpenItems() {
  std::vector<std::string> open;
  for (const BaseFollowUp& known : base_.FollowUps()) {
    const auto blocks = Items(known.key, "block");
    const auto tasks = Items(known.key, "task");
    if (blocks.size() > 1 || tasks.size() > 1) Fail(at_line_, "doubled: " + known.title);
    if (known.finished || (blocks.empty() && tasks.empty())) continue;
    if (known.sort == static_cast<int>(BlockSort::kWeekly)) continue;  // "weekly" asks for it
    const bool shared = known.sort >= 0;
    std::string line = (shared ? "block" : known.contact) + " " + known.step;
    Date day{};
    if (!blocks.empty()) {
      const auto item = ical::Decode(blocks.front().text, *zone_).item;
      line += " " + FormatLocal(item->start.value());
      day = DateOf(*item->start);
    }
    if (!tasks.empty()) {
      const auto item = ical::Decode(tasks.front().text, *zone_).item;
      const Date due = DateOf(item->start.value());
      if (blocks.empty()) line += " " + FormatDate(due) + " task-only";
      if (!blocks.empty() && due != day) line += " due " + FormatDate(due);
    } else if (settings_.items == Items::kBoth && !shared) {
      line += " block-only";
    }
    if (shared && !known.members.empty()) line += " of " + OpenLines(known);
    open.push_back(line);
  }
  std::sort(open.begin(), open.end());
  return open;
}

// "ana,bo": who is open in a block of several.
std::string Player::OpenLines(const BaseFollowUp& block) {
  std::vector<std::string> people;
  for (const BaseFollowUp& known : base_.FollowUps()) {
    const bool member =
        std::find(block.members.begin(), block.members.end(), known.key) != block.members.end();
    if (member && !known.finished) people.push_back(known.contact);
  }
  std::sort(people.begin(), people.end());
  std::string text;
  for (const std::string& one : people) text += (text.empty() ? "" : ",") + one;
  return text;
}

void Player::CheckOpen() {
  std::vector<std::string> wanted;
  int line = 0;
  for (const StoryLine& expectation : expectations_) {
    if (expectation.words.front() != "open") continue;
    line = expectation.number;
    if (expectation.words.at(1) != "none") wanted.push_back(JoinWords(expectation, 1));
  }
  if (line == 0) return;
  std::sort(wanted.begin(), wanted.end());
  const std::vector<std::string> open = OpenItems();
  if (open != wanted) {
    Fail(line,
         "open at " + FormatLocal(now_) + ":\n" + Join(open) + "instead of:\n" + Join(wanted));
  }
}

std::string Player::RowText(const Touch& touch) const {
  std::string text = touch.contact + " " + std::string(ToWord(touch.kind)) + " " +
                     std::string(ToWord(touch.direction));
  if (touch.channel != Channel::kNone) text += " " + std::string(ToWord(touch.channel));
  if (touch.outcome != Outcome::kNone) text += " " + std::string(ToWord(touch.outcome));
  text += " " + FormatLocal(touch.at);
  if (touch.until) text += " until " + FormatDate(*touch.until);
  if (!touch.notes.empty()) text += " " + touch.notes;
  return text;
}

void Player::CheckRows() {
  std::vector<std::string> wanted;
  int line = 0;
  for (const StoryLine& expectation : expectations_) {
    if (expectation.words.front() != "row") continue;
    line = expectation.number;
    if (expectation.words.at(1) != "none") wanted.push_back(JoinWords(expectation, 1));
  }
  std::vector<std::string> rows;
  for (std::size_t i = rows_seen_; i < book_.touches().size(); ++i) {
    rows.push_back(RowText(book_.touches()[i]));
  }
  rows_seen_ = book_.touches().size();
  if (line != 0 && rows != wanted) {
    Fail(line,
         "rows by " + FormatLocal(now_) + ":\n" + Join(rows) + "instead of:\n" + Join(wanted));
  }
}

void Player::CheckDone(const StoryLine& line) {
  const std::string key = KeyOf(line, line.words.at(1), line.words.at(2), true);
  for (const Found& block : Items(key, "block")) {
    const PhoneItem phone(block.text);
    EXPECT_EQ(phone.Get("TRANSP"), "TRANSPARENT") << name_ << ":" << line.number;
    EXPECT_NE(phone.Get("SUMMARY").find("✓"), std::string::npos)
        << name_ << ":" << line.number << " " << phone.Get("SUMMARY");
    EXPECT_EQ(block.text.find("BEGIN:VALARM"), std::string::npos) << name_ << ":" << line.number;
  }
  for (const Found& task : Items(key, "task")) {
    EXPECT_EQ(PhoneItem(task.text).Get("STATUS"), "COMPLETED") << name_ << ":" << line.number;
  }
  if (Items(key, "both").empty()) Fail(line.number, "there is nothing left of it");
}

void Player::CheckText(const StoryLine& line) {
  const std::string key = KeyOf(line, line.words.at(1), line.words.at(2), true);
  for (const Found& found : Items(key, "both")) {
    const std::string text = ical::Decode(found.text, *zone_).item->our_text;
    if (text.find(line.words.at(3)) == std::string::npos) Fail(line.number, "it says:\n" + text);
  }
  if (Items(key, "both").empty()) Fail(line.number, "there is nothing of it");
}

void Player::CheckReason(const StoryLine& line) {
  const ReadBook book = ReadTheBook(book_, base_);
  const std::vector<Placed> placed = PlacedFromBase(base_);
  for (const Contact& contact : book.contacts) {
    if (contact.id != line.words.at(1)) continue;
    const Standing standing = Explain(
        contact,
        {book.contacts, book.touches, settings_.cadences, settings_.plan, placed, {}, now_});
    if (standing.sentence.find(line.words.at(2)) == std::string::npos) {
      Fail(line.number, "why says: " + standing.sentence);
    }
  }
}

}  // namespace touchbase::test
