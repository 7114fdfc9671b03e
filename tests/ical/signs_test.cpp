#include "ical/signs.h"

#include <gtest/gtest.h>

#include <map>
#include <string>
#include <vector>

#include "tests/ical/sample.h"

namespace touchbase::ical {
namespace {

constexpr const char* kTitle = "Jane Doe: thank-you";
const Date kToday = MakeDate(2026, 3, 2);  // a Monday

Signs Titled(const std::string& title, const std::string& before = "") {
  CalendarItem item;
  item.title = title;
  return ReadSigns(item, kTitle, before, kToday, {});
}

Signs Noted(const std::string& text, const std::map<std::string, std::string>& translations = {}) {
  CalendarItem item;
  item.title = kTitle;
  item.user_text = text;
  return ReadSigns(item, kTitle, "", kToday, translations);
}

// One line for a reading: outcome words with dates, unknown words, notes.
std::string Shown(const Signs& signs) {
  std::string shown;
  const auto add = [&](const std::string& word) { shown += (shown.empty() ? "" : " ") + word; };
  for (const OutcomeWord& word : signs.words) {
    add(word.next ? "next" : std::string(ToWord(word.outcome)));
    if (word.until) shown += "@" + FormatDate(*word.until);
    if (!word.text.empty()) shown += "(" + word.text + ")";
  }
  for (const std::string& word : signs.unknown) add("?" + word);
  if (!signs.notes.empty()) add("|" + signs.notes);
  return shown;
}

std::string ShownNotes(const std::string& text) { return Shown(Noted(text)); }

TEST(Signs, AMarkAroundOurTitleIsDone) {
  for (const char* mark :
       {"\u2713", "\u2714", "\u2714\uFE0F", "\u2705", "\u2611", "\u2611\uFE0F", "x",
        "X",      "[x]",    "[X]",          "(x)",    "[ x ]",  "done",         "Done",
        "DONE",   "done:",  "Done -",       "DONE!",  "[done]", "(Done)"}) {
    for (const std::string& title :
         {std::string(mark) + " " + kTitle, std::string(kTitle) + " " + mark,
          std::string(kTitle) + " - " + mark, "  " + std::string(mark) + "  " + kTitle}) {
      const Signs signs = Titled(title);
      EXPECT_TRUE(signs.done) << title;
      EXPECT_FALSE(signs.replied) << title;
      EXPECT_EQ(signs.title, kTitle);
    }
  }
}

TEST(Signs, AnRAroundOurTitleIsReplied) {
  for (const char* title :
       {"r Jane Doe: thank-you", "R Jane Doe: thank-you", "R: Jane Doe: thank-you",
        "Jane Doe: thank-you r", "rJane Doe: thank-you"}) {
    EXPECT_TRUE(Titled(title).replied) << title;
    EXPECT_FALSE(Titled(title).done) << title;
  }
  const Signs both = Titled("\u2713 r Jane Doe: thank-you");
  EXPECT_TRUE(both.done && both.replied);
}

TEST(Signs, AMarkCountsOnlyOnATitleThatIsKnown) {
  for (const char* title :
       {"Jane Doe: thank-you", "x Jane", "X Corp: thank-you", "\u2713 Lunch",
        "Re: Jane Doe: thank-you", "Jane Doe: thank-you relax", "Jane Doe: thank-you xr5",
        "ex Jane Doe: thank-you", "", "not done: Jane Doe: thank-you", "undone Jane Doe: thank-you",
        "Done? Jane Doe: thank-you", "Jane Doe: thank-you, done by Bob", "Get it done",
        "Done Ltd: thank-you"}) {
    const Signs signs = Titled(title);
    EXPECT_FALSE(signs.done || signs.replied) << title;
  }
  EXPECT_TRUE(Titled("x Lunch with Jane", "Lunch with Jane").done);
  EXPECT_TRUE(Titled("r Lunch with Jane", "\u2713 Lunch with Jane").replied);
  EXPECT_EQ(Titled("X Corp lunch #no", "Y").title, "X Corp lunch");
}

TEST(Signs, ANameThatIsAMarkIsNone) {
  CalendarItem item;
  for (const char* name : {"Done: thank-you", "Max R: thank-you", "Lunch with X"}) {
    item.title = name;
    EXPECT_FALSE(ReadSigns(item, name, "", kToday, {}).done) << name;
    EXPECT_FALSE(ReadSigns(item, name, "", kToday, {}).replied) << name;
    item.title = std::string("done ") + name;
    EXPECT_TRUE(ReadSigns(item, name, "", kToday, {}).done) << name;
  }
}

TEST(Signs, AMarkOnATitleThatNobodyKnowsIsReported) {
  for (const char* title : {"\u2713 Lunch", "Lunch \u2705", "[x] Lunch", "Done: lunch"}) {
    EXPECT_EQ(Titled(title).odd_title, title);
  }
  for (const char* title :
       {"Lunch", "Get it done", "Doner kebab", "x Lunch", "\u2713 Jane Doe: thank-you"}) {
    EXPECT_EQ(Titled(title).odd_title, "") << title;
  }
  EXPECT_EQ(Titled("\u2713 Lunch", "Lunch").odd_title, "");
}

TEST(Signs, ATickedTaskIsDone) {
  CalendarItem item;
  item.title = kTitle;
  item.completed = true;
  EXPECT_TRUE(ReadSigns(item, kTitle, "", kToday, {}).done);
}

TEST(Signs, WordsCountInTheTitleToo) {
  EXPECT_EQ(Shown(Titled("Jane Doe: thank-you #no")), "declined");
  EXPECT_EQ(Shown(Titled("#no Jane Doe: thank-you")), "declined");
  EXPECT_EQ(Shown(Titled("Lunch #wait 2w")), "wait@2026-03-16");
  const Signs both = Titled("x Jane Doe: thank-you #replied");
  EXPECT_TRUE(both.done);
  EXPECT_EQ(Shown(both), "replied");
}

TEST(Signs, EveryWordIsRead) {
  EXPECT_EQ(ShownNotes("#replied"), "replied");
  EXPECT_EQ(ShownNotes("#no"), "declined");
  EXPECT_EQ(ShownNotes("#noanswer"), "no-answer");
  EXPECT_EQ(ShownNotes("#leftmessage"), "left-message");
  EXPECT_EQ(ShownNotes("#meeting"), "meeting");
  EXPECT_EQ(ShownNotes("#closed"), "closed");
  EXPECT_EQ(ShownNotes("#paid"), "paid");
  EXPECT_EQ(ShownNotes("#skip"), "skipped");
  EXPECT_EQ(ShownNotes("#stop"), "stopped");
  EXPECT_EQ(ShownNotes("#bounced"), "bounced");
  EXPECT_EQ(ShownNotes("#wait"), "wait");
  EXPECT_EQ(ShownNotes("#notnow"), "wait@2026-05-31");
}

TEST(Signs, BlanksHyphensAndCaseCountForNothingAndTheLongestWordWins) {
  EXPECT_EQ(ShownNotes("# no answer"), "no-answer");
  EXPECT_EQ(ShownNotes("#No-Answer"), "no-answer");
  EXPECT_EQ(ShownNotes("#left a message"), "?#left |#left a message");
  EXPECT_EQ(ShownNotes("#left message with her desk"), "left-message |with her desk");
  EXPECT_EQ(ShownNotes("#NOT NOW"), "wait@2026-05-31");
  EXPECT_EQ(ShownNotes("\xC2\xA0#replied"), "replied");
}

TEST(Signs, NoIsNoOnlyWhenNothingFollows) {
  EXPECT_EQ(ShownNotes("#no."), "declined");
  EXPECT_EQ(ShownNotes("she said #no\nbut nicely"), "declined |she said\nbut nicely");
  EXPECT_EQ(ShownNotes("#no worries"), "?#no |#no worries");
  EXPECT_EQ(ShownNotes("#nobody home"), "?#nobody |#nobody home");
  EXPECT_EQ(ShownNotes("#no-reply"), "?#no-reply |#no-reply");
}

TEST(Signs, OnlyWholeTokensOutsideUrlsCount) {
  EXPECT_EQ(ShownNotes("see https://x.example/page#no"), "|see https://x.example/page#no");
  EXPECT_EQ(ShownNotes("https://x.example/#replied"), "|https://x.example/#replied");
  EXPECT_EQ(ShownNotes("C#no"), "|C#no");
  EXPECT_EQ(ShownNotes("#repliedly"), "?#repliedly |#repliedly");
  EXPECT_EQ(ShownNotes("(#replied)"), "replied");
  EXPECT_EQ(ShownNotes("##no"), "|##no");
}

TEST(Signs, WhatMeansNothingIsReportedNotGuessed) {
  EXPECT_EQ(ShownNotes("#repled"), "?#repled |#repled");
  EXPECT_EQ(ShownNotes("#wait 31.2."), "?#wait |#wait 31.2.");
  EXPECT_EQ(ShownNotes("#next call"), "?#next |#next call");
  EXPECT_EQ(ShownNotes("# Meeting notes"), "|# Meeting notes");
  EXPECT_EQ(ShownNotes("#1 and # 2"), "|#1 and # 2");
}

TEST(Signs, WaitTakesDistancesAndDates) {
  EXPECT_EQ(ShownNotes("#wait 10d"), "wait@2026-03-12");
  EXPECT_EQ(ShownNotes("#wait10d"), "wait@2026-03-12");
  EXPECT_EQ(ShownNotes("#wait 2 weeks please"), "wait@2026-03-16 |please");
  EXPECT_EQ(ShownNotes("#wait 3 mo"), "wait@2026-06-02");
  EXPECT_EQ(ShownNotes("#wait for 3 months"), "wait@2026-06-02");
  EXPECT_EQ(ShownNotes("#wait until 1 April"), "wait@2026-04-01");
  EXPECT_EQ(ShownNotes("#wait monday"), "wait@2026-03-09");
  EXPECT_EQ(ShownNotes("#not now 6 months"), "wait@2026-09-02");
  EXPECT_EQ(ShownNotes("#wait she travels"), "wait |she travels");
  EXPECT_EQ(ShownNotes("#wait 99999d"), "?#wait |#wait 99999d");
}

TEST(Signs, NextTakesADateInManyForms) {
  for (const char* date : {"12 Mar", "12. March", "Mar 12", "March 12th,", "12th of march",
                           "2026-03-12", "12.3.", "12.03.2026", "12.3.26", "13/3/2026", "10d"}) {
    const std::string want = std::string(date) == "13/3/2026" ? "13" : "12";
    EXPECT_EQ(ShownNotes(std::string("#next ") + date + " call her"),
              "next@2026-03-" + want + "(call her)")
        << date;
  }
  EXPECT_EQ(ShownNotes("#next 1 Feb"), "next@2027-02-01");
  EXPECT_EQ(ShownNotes("#next 12 Mar 2027: lunch"), "next@2027-03-12(lunch)");
  EXPECT_EQ(ShownNotes("#next 3/4 x"), "?#next |#next 3/4 x");
  EXPECT_EQ(ShownNotes("#next 30 Feb x"), "?#next |#next 30 Feb x");
  EXPECT_EQ(ShownNotes("#next 12 Mar call\nmore"), "next@2026-03-12(call) |more");
}

TEST(Signs, WordsCanBeTranslated) {
  const std::map<std::string, std::string> german = {{"nein", "no"},
                                                     {"Sp\u00E4ter", "wait"},
                                                     {"keine Antwort", "noanswer"},
                                                     {"M\u00E4rz", "march"}};
  EXPECT_EQ(Shown(Noted("#Nein", german)), "declined");
  EXPECT_EQ(Shown(Noted("#SP\u00C4TER 10d", german)), "wait@2026-03-12");
  EXPECT_EQ(Shown(Noted("#keine-Antwort", german)), "no-answer");
  EXPECT_EQ(Shown(Noted("#next 12. M\u00E4rz Essen", german)), "next@2026-03-12(Essen)");
  EXPECT_EQ(Shown(Noted("#nein danke", german)), "?#nein |#nein danke");
}

TEST(Signs, RepeatsAreOneAndNotesAreKeptAsTyped) {
  EXPECT_EQ(ShownNotes("#replied\n#replied"), "replied");
  EXPECT_EQ(ShownNotes("said:  two   dogs\n\n  promised: the link"),
            "|said:  two   dogs\n\n  promised: the link");
  EXPECT_EQ(ShownNotes("#closed #paid"), "closed paid");
}

TEST(Signs, HintsInOurOwnTextNeverCount) {
  ItemContent content = SampleEvent();
  content.text = "Write #replied or #no or #skip below.";
  const CalendarItem item = Decode(Encode(content, {}, Berlin(), kNow), Berlin()).item.value();
  EXPECT_EQ(Shown(ReadSigns(item, kTitle, "", kToday, {})), "");
}

TEST(SharedSigns, ALineIsThePersonsWhoseNameItOpensWith) {
  ItemContent content = SampleEvent();
  content.text =
      "Met at the fair.\n- Jane Doe: card first\n- Bob Roe: the link\n- Bob Roe-Ray: hello";
  std::string text = Encode(content, {}, Berlin(), kNow);
  const auto replace = [&](const std::string& from, const std::string& to) {
    text.replace(text.find(from), from.size(), to);
  };
  replace("- Jane Doe", "[x] Jane Doe");
  replace("Bob Roe-Ray", "Bob Roe-Ray #replied ");
  replace(" below ---\\n", " below ---\\nall: #noanswer\\nr bob\\nr Bob Roe #wait 10d");
  const CalendarItem item = Decode(text, Berlin()).item.value();
  const std::vector<std::string> names = {"Jane Doe", "Bob Roe", "Bob Roe-Ray", "Eve"};
  const SharedSigns shared = ReadSharedSigns(item, kTitle, "", names, kToday, {});
  ASSERT_EQ(shared.people.size(), 3u);
  EXPECT_TRUE(shared.people.at("Jane Doe").done);
  EXPECT_TRUE(shared.people.at("Bob Roe").replied);
  EXPECT_EQ(shared.people.at("Bob Roe").words.at(0).until, MakeDate(2026, 3, 12));
  EXPECT_FALSE(shared.people.at("Bob Roe-Ray").done);
  EXPECT_EQ(shared.people.at("Bob Roe-Ray").words.at(0).outcome, Outcome::kReplied);
  EXPECT_FALSE(shared.all.done);
  EXPECT_EQ(Shown(shared.all), "no-answer |all:\nr bob");
}

TEST(SharedSigns, AMarkStraightBeforeOrAfterTheNameCounts) {
  const std::vector<std::string> names = {"Jane Doe", "Bob Roe", "Max R"};
  const auto read = [&](const std::string& line) {
    CalendarItem item;
    item.title = kTitle;
    item.description = line;
    return ReadSharedSigns(item, kTitle, "", names, kToday, {}).people;
  };
  for (const char* line : {"[x] Jane Doe", "[ x ] Jane Doe", "[ ] \u2611 Jane Doe",
                           "[ ] done Jane Doe", "Done: Jane Doe", "[ ] Jane Doe done",
                           "[ ] Jane Doe - Done: card first", "[ ] Jane Doe x", "- (x) Jane Doe"}) {
    const auto people = read(line);
    ASSERT_EQ(people.count("Jane Doe"), 1U) << line;
    EXPECT_TRUE(people.at("Jane Doe").done) << line;
    EXPECT_EQ(people.at("Jane Doe").notes, "") << line;
  }
  EXPECT_TRUE(read("[ ] Jane Doe r").at("Jane Doe").replied);
  for (const char* line : {"[ ] Jane Doe", "[ ] Jane Doe: get it done", "[ ] Jane Doe has done it",
                           "[ ] not done Jane Doe", "[ ] Max R", "[ ] Max R: card first"}) {
    EXPECT_TRUE(read(line).empty()) << line;
  }
}

}  // namespace
}  // namespace touchbase::ical
