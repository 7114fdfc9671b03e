#include "model/block_words.h"

#include <set>

#include "model/letters.h"
#include "model/titles.h"

namespace touchbase {
namespace {

constexpr std::size_t kNameBytes = 80;

std::string PeopleCount(std::size_t people) {
  return people == 1 ? "1 person" : std::to_string(people) + " people";
}

// Without the word that makes it one.
std::string EventName(std::string_view title, std::size_t most) {
  static constexpr std::string_view kWord = "#event";
  std::string name(title);
  const std::size_t at = LowerAscii(name).find(kWord);
  if (at != std::string::npos) name.erase(at, kWord.size());
  return OwnWords(Trimmed(name), most);
}

std::string Unnamed(const std::string& name) { return name.empty() ? "Somebody" : name; }

}  // namespace

std::vector<std::string> DistinctNames(std::span<const Contact* const> people) {
  std::vector<std::string> plain;
  std::multiset<std::string> count;
  for (const Contact* person : people) {
    plain.push_back(Unnamed(OwnWords(person->DisplayName(), kNameBytes)));
    count.insert(plain.back());
  }
  std::vector<std::string> names;
  std::set<std::string> used;
  for (std::size_t i = 0; i < people.size(); ++i) {
    std::string name = plain[i];
    const std::string company = OwnWords(people[i]->company, kNameBytes);
    if (count.count(name) > 1 && !company.empty()) name += " (" + company + ")";
    std::string numbered = name;
    for (int number = 2; !used.insert(numbered).second; ++number) {
      numbered = name + " " + std::to_string(number);
    }
    names.push_back(numbered);
  }
  return names;
}

std::string PeopleTitle(std::span<const std::string> names, std::string_view occasion) {
  std::string title;
  for (const std::string& name : names) title += (title.empty() ? "" : ", ") + name;
  title.append(": ").append(occasion);
  if (title.size() <= kTitleBytes) return title;
  std::string counted(occasion);
  if (!counted.empty() && counted[0] >= 'a' && counted[0] <= 'z') {
    counted[0] = static_cast<char>(counted[0] - 'a' + 'A');
  }
  return counted + ": " + PeopleCount(names.size());
}

std::string CatchUpTitle(std::size_t people) { return "Catch up: " + PeopleCount(people); }

std::string DebriefTitle(std::string_view event) {
  static constexpr std::string_view kQuestion = ": whom did you meet?";
  const std::string name = EventName(event, kTitleBytes - kQuestion.size());
  return (name.empty() ? "Event" : name) + std::string(kQuestion);
}

std::string BackTitle(std::size_t waiting) {
  return "Back? " + std::to_string(waiting) + (waiting == 1 ? " waits" : " wait") +
         ". Tick to go on.";
}

std::string MeetingBlockReason(Date met, bool ahead, Date start) {
  return std::string(ahead ? "You meet them on " : "You met them on ") + DayText(met, start) +
         ". Each gets words of their own; check-ins follow one by one.";
}

std::string EventThanksReason(Date met, Date start) {
  return "You were at the same event on " + DayText(met, start) +
         ". This one is optional; then nothing more is planned.";
}

std::string CatchUpReason() {
  return "These were left undone three times or more. The short form is enough; one a day.";
}

std::string DebriefReason(std::string_view event, Date day, bool ahead, Date start) {
  const std::string name = EventName(event, kTitleBytes);
  return (name.empty() ? "The event" : name) + (ahead ? " ends on " : " ended on ") +
         DayText(day, start) +
         ". Write down whom you met and what they said, one line each, and mark up to three with "
         "[x]: they are thanked by themselves. The others share one optional thank-you.";
}

std::string BackReason() {
  return "Nothing was ticked for five working days, so everything stays where it is. A tick here "
         "or on any other item starts it again, a few a day.";
}

}  // namespace touchbase
