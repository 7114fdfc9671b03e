// Lines of what was said in the notes of a touch.

#include "model/said_lines.h"

#include <gtest/gtest.h>

#include <string>

namespace touchbase {
namespace {

std::string Read(const std::string& notes, const Translations& translations = {}) {
  static constexpr const char* kNames[] = {"said", "article", "promised", "asked", "offered"};
  std::string all;
  for (const SaidLine& line : ReadSaidLines(notes, ParseDate("2026-03-03").value(), translations)) {
    all += (all.empty() ? "" : " | ") + std::string(kNames[static_cast<int>(line.sort)]) + "=" +
           line.text + (line.until ? "@" + FormatDate(*line.until) : "");
  }
  return all;
}

TEST(SaidLines, AreReadWithTheirLabelsAndDates) {
  struct Row {
    const char* notes;
    const char* lines;
  };
  const Row rows[] = {
      {"", ""},
      {"a talk about boats", ""},
      {"said: she has a new dog", "said=she has a new dog"},
      {"Promised: the report by 2026-03-12", "promised=the report@2026-03-12"},
      {"promised: the report by 12 Mar", "promised=the report@2026-03-12"},
      {"promised: the report, by 12 March.", "promised=the report@2026-03-12"},
      {"promised: the report by 12.3.2026", "promised=the report@2026-03-12"},
      {"promised: the report by 12.3.", "promised=the report@2026-03-12"},
      {"promised: den Bericht bis 12. M\u00e4rz", "promised=den Bericht bis 12. M\u00e4rz"},
      {"promised: the report by Ana by 12 March", "promised=the report by Ana@2026-03-12"},
      {"promised: stand by", "promised=stand by"},
      {"promised: the report by 31 Feb", "promised=the report by 31 Feb"},
      {"promised: the report by 1 Feb", "promised=the report@2027-02-01"},
      {"promised: by 12 March", ""},
      {"promised:", ""},
      {"asked: to hear from me by Monday", "asked=to hear from me@2026-03-09"},
      {"offered: an introduction to Bob by 12 March", "offered=an introduction to Bob by 12 March"},
      {"article: https://x.example/a", "article=https://x.example/a"},
      {"x\n- said: one\r\n* promised: two by 12 Mar\n", "said=one | promised=two@2026-03-12"},
      {"said: one; two; promised: three", "said=one; two | promised=three"},
      {"she said: one", ""},
      {"promised: a\npromised: b by 12 Mar", "promised=a | promised=b@2026-03-12"},
  };
  for (const Row& row : rows) EXPECT_EQ(Read(row.notes), row.lines) << row.notes;
}

TEST(SaidLines, MayBeInWordsOfTheUser) {
  const Translations german = {{"versprochen", "promised"}, {"m\u00e4rz", "march"}};
  EXPECT_EQ(Read("Versprochen: den Bericht bis 12. M\u00e4rz", german),
            "promised=den Bericht@2026-03-12");
}

TEST(SaidLines, AreBoundedInNumberAndLength) {
  std::string notes;
  for (int i = 0; i < 100; ++i) notes += "said: x\n";
  EXPECT_EQ(ReadSaidLines(notes, {}).size(), 20u);
  const std::string text(499, 'a');
  const auto lines = ReadSaidLines("said: " + text + "\u00e9\u00e9", {});
  ASSERT_EQ(lines.size(), 1u);
  EXPECT_EQ(lines[0].text, text);
}

TEST(SaidLines, TheLatestOfEachSortOutranksEarlierOnes) {
  Touch first;
  first.notes = "said: one\npromised: a book by 12 Mar";
  Touch second;
  second.notes = "said: two";
  const Touch* touches[] = {&first, &second};
  const SaidTexts texts = LatestSaid(touches);
  EXPECT_EQ(texts.said, "two");
  EXPECT_EQ(texts.promised, "a book");
  EXPECT_EQ(texts.asked, "");
}

}  // namespace
}  // namespace touchbase
