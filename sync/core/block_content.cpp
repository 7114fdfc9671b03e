#include "sync/core/block_content.h"

#include <algorithm>

#include "model/day_words.h"
#include "sync/core/item_content.h"
#include "sync/core/shared_block.h"

namespace touchbase {
namespace {

constexpr const char* kOpenBox = "[ ] ";
constexpr const char* kDoneBox = "[x] ";

// "Ana Souza replied, Bo Lind no-answer, 3 March"; a plain tick needs no answer.
std::string NotedOf(const std::vector<DoneLine>& lines) {
  std::string noted;
  const Touch* last = nullptr;
  for (const DoneLine& line : lines) {
    if (line.outcome == nullptr || line.outcome->outcome == Outcome::kDone) continue;
    noted +=
        (noted.empty() ? "" : ", ") + line.name + " " + std::string(ToWord(line.outcome->outcome));
    if (last == nullptr || last->at < line.outcome->at) last = line.outcome;
  }
  return last == nullptr ? "" : NotedLine(noted, DateOf(last->at));
}

std::vector<DoneLine> DoneLines(const Block& block, const FollowUpRows& rows) {
  std::vector<DoneLine> lines;
  for (const BlockLine& line : block.lines) {
    if (line.done) lines.push_back({line.name, rows.LiveOutcome(line.key)});
  }
  return lines;
}

// Boxes of lines that are done get their mark, others stay as they are.
std::string Marked(const std::string& text, const std::vector<DoneLine>& lines) {
  std::string marked;
  std::size_t begin = 0;
  while (begin < text.size()) {
    const std::size_t end = std::min(text.find('\n', begin), text.size());
    std::string line = text.substr(begin, end - begin);
    const bool done = std::any_of(lines.begin(), lines.end(),
                                  [&](const DoneLine& one) { return line == kOpenBox + one.name; });
    if (done) line.replace(0, 4, kDoneBox);
    marked += line + "\n";
    begin = end + 1;
  }
  return marked;
}

}  // namespace

std::string BlockText(const Block& block, const BlockPeople& people, const TextSources& texts) {
  std::string text;
  if (block.sort == BlockSort::kDebrief) {
    text =
        "Type below the last line whom you met. Ticked, or when its day is over, it is done.\n\n";
  } else if (!block.lines.empty()) {
    text =
        "Put x between the brackets of whoever is done, r before the name when they answered. "
        "x before the title is all of them.\n\n";
  }
  std::string details;
  for (const BlockLine& line : block.lines) {
    text += (line.done ? kDoneBox : kOpenBox) + line.name + "\n";
    const auto follow_up = people.follow_ups.find(line.key.Hash());
    const auto contact = people.contacts.find(line.key.contact);
    if (line.done || follow_up == people.follow_ups.end() || contact == people.contacts.end()) {
      continue;
    }
    details += "\n" + PersonText(*follow_up->second, *contact->second, texts,
                                 block.sort == BlockSort::kCatchUp);
  }
  text += details;
  if (!block.reason.empty()) text += (text.empty() ? "" : "\n") + block.reason + "\n";
  return text;
}

ical::ItemContent OpenBlockContent(const Block& block, const BlockPeople& people,
                                   const std::string& uid, Component component,
                                   const RunSettings& settings, const TextSources& texts) {
  ical::ItemContent content;
  content.component = component;
  content.uid = uid;
  content.key = block.key.Hash();
  std::vector<std::string> members;
  for (const BlockLine& line : block.lines) members.push_back(line.key.Hash());
  content.lines = LinesValue(static_cast<int>(block.sort), members);
  content.start = block.start;
  content.length_minutes = static_cast<int>(block.length.count());
  content.title = block.title;
  content.text = BlockText(block, people, texts);
  content.noted = NotedOf(DoneLines(block, people.rows));
  content.access_class = settings.access_class;
  content.busy = settings.busy;
  content.alarm_minutes = settings.alarm_minutes;
  return content;
}

ical::ItemContent FinishedBlockContent(const ical::CalendarItem& item, const std::string& title,
                                       const std::vector<DoneLine>& lines, const Touch& last,
                                       Instant done_at) {
  ical::ItemContent content = FinishedContent(item, title, last, done_at);
  content.text = Marked(content.text, lines);
  content.noted = NotedOf(lines);
  return content;
}

}  // namespace touchbase
