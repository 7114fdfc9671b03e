// The outcome words as hands and keyboards really write them: one table, what is typed and what is
// understood of it.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "ical/signs.h"

namespace touchbase::ical {
namespace {

const Date kVocabularyDay = MakeDate(2026, 3, 2);  // a Monday

struct Typed {
  const char* text;
  const char* understood;  // outcomes with dates; ?word: reported; |notes that are kept
};

std::string Understood(const std::string& text) {
  CalendarItem item;
  item.title = "Jane Doe: thank-you";
  item.user_text = text;
  const Signs signs = ReadSigns(item, item.title, "", kVocabularyDay, {});
  std::string shown;
  for (const OutcomeWord& word : signs.words) {
    shown += shown.empty() ? "" : " ";
    shown += word.next ? "next" : std::string(ToWord(word.outcome));
    if (word.until) shown += "@" + FormatDate(*word.until);
    if (!word.text.empty()) shown += "(" + word.text + ")";
  }
  for (const std::string& word : signs.unknown) shown += (shown.empty() ? "?" : " ?") + word;
  if (!signs.notes.empty()) shown += (shown.empty() ? "|" : " |") + signs.notes;
  return shown;
}

void Check(const std::vector<Typed>& table) {
  for (const Typed& row : table) EXPECT_EQ(Understood(row.text), row.understood) << row.text;
}

TEST(Vocabulary, CapitalsOfPhones) {
  Check({{"#Replied", "replied"},
         {"#REPLIED", "replied"},
         {"# Replied", "replied"},
         {"#Left message", "left-message"},
         {"#LeftMessage", "left-message"},
         {"#No Answer", "no-answer"},
         {"#Not now", "wait@2026-05-31"},
         {"#Wait 10D", "wait@2026-03-12"},
         {"#Next 12 Mar Call her", "next@2026-03-12(Call her)"}});
}

TEST(Vocabulary, WideSignsOfAsianKeyboards) {
  Check({{"\uFF03replied", "replied"},
         {"\uFF03\uFF52\uFF45\uFF50\uFF4C\uFF49\uFF45\uFF44", "replied"},
         {"\uFE5Fno", "declined"},
         {"#\uFE0F\u20E3no", "declined"},
         {"\uFF03wait \uFF11\uFF10d", "wait@2026-03-12"},
         {"\uFF03wait\u3000\uFF11\uFF10\uFF44", "wait@2026-03-12"},
         {"\uFF03wait 10d", "wait@2026-03-12"},
         {"\uFF03replyed", "?#replyed |\uFF03replyed"},
         {"\u3000#replied", "replied"},
         {"#replied\u3002", "replied"}});
}

TEST(Vocabulary, QuotesBulletsAndBracketsAround) {
  Check({{"\"#replied\"", "replied"},
         {"'#replied'", "replied"},
         {"\u201C#replied\u201D", "replied"},
         {"\u201E#replied\u201C", "replied"},
         {"\u00AB#no\u00BB", "declined"},
         {"-#replied", "replied"},
         {"- #replied", "replied"},
         {"\u2013#replied", "replied"},
         {"\u2022#replied", "replied"},
         {"\u2022 #replied", "replied"},
         {"*#no*", "declined"},
         {"_#no_", "declined"},
         {"**#no**", "declined"},
         {">#no", "declined"},
         {"\u2192#no", "declined |\u2192"},
         {"[#no]", "declined"},
         {"{#replied}", "replied"},
         {"(#no)", "declined"},
         {"\u201C#repleid\u201D", "?#repleid |\u201C#repleid\u201D"}});
}

TEST(Vocabulary, EmojiAroundAreKept) {
  Check({{"#no \U0001F44D", "declined |\U0001F44D"},
         {"#no\U0001F622", "declined |\U0001F622"},
         {"#replied\U0001F389", "replied |\U0001F389"},
         {"\U0001F389#replied", "replied |\U0001F389"},
         {"#replied \u2764\uFE0F so kind", "replied |\u2764\uFE0F so kind"}});
}

TEST(Vocabulary, DashesDotsAndBlanksOfCorrection) {
  Check({{"#no-answer", "no-answer"},
         {"#no_answer", "no-answer"},
         {"#replied.", "replied"},
         {"#replied\u2026", "replied"},
         {"#no!", "declined"},
         {"#no.  ", "declined"},
         {"#no\u00A0", "declined"},
         {"#wait 10d.", "wait@2026-03-12"},
         {"#closed, finally", "closed |, finally"},
         {"#closed#paid", "closed paid"},
         {"#closed/#paid", "closed |/#paid"},
         {"#closed,#paid", "closed paid"}});
}

TEST(Vocabulary, TimesInWords) {
  Check({{"#wait two weeks", "wait@2026-03-16"},
         {"#wait a week", "wait@2026-03-09"},
         {"#wait a month please", "wait@2026-04-02 |please"},
         {"#wait next month", "wait@2026-04-02"},
         {"#wait for six months", "wait@2026-09-02"},
         {"#wait in three days", "wait@2026-03-05"},
         {"#next next week call", "next@2026-03-09(call)"},
         {"#wait a bit", "wait |a bit"},
         {"#wait two more weeks", "wait |two more weeks"},
         {"#wait thirteen weeks", "wait |thirteen weeks"}});
}

TEST(Vocabulary, WhatIsNoWordStaysText) {
  Check({{"https://x.example/#no", "|https://x.example/#no"},
         {"x.example/a#replied", "|x.example/a#replied"},
         {"?a=1&b=#no", "|?a=1&b=#no"},
         {"F#no", "|F#no"},
         {"\u00FC#no", "|\u00FC#no"},
         {"##no", "|##no"},
         {"\uFF03\uFF03no", "|\uFF03\uFF03no"},
         {"#1 priority", "|#1 priority"},
         {"# Heading", "|# Heading"},
         {"#replied\u00FCber", "?#replied\u00FCber |#replied\u00FCber"},
         {"#\u7B54\u3048", "?#\u7B54\u3048 |#\u7B54\u3048"}});
}

}  // namespace
}  // namespace touchbase::ical
