#include "ical/content_line.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>

#include "ical/component_tree.h"

namespace touchbase::ical {
namespace {

TEST(ContentLine, NamesParametersAndValuesAreRead) {
  const auto line = ParseContentLine("item1.email;TYPE=home,work;CN=\"Doe; Jane: x\":a:b;c");
  ASSERT_TRUE(line);
  EXPECT_EQ(line->group, "item1");
  EXPECT_EQ(line->name, "EMAIL");
  EXPECT_EQ(line->Param("TYPE"), "home,work");
  EXPECT_EQ(line->Param("CN"), "Doe; Jane: x");
  EXPECT_EQ(line->value, "a:b;c");
}

TEST(ContentLine, OddQuotesDoNotSwallowTheValue) {
  const auto line = ParseContentLine("ATTENDEE;CN=\"Jane:mailto:j@x.example");
  ASSERT_TRUE(line);
  EXPECT_EQ(line->value, "mailto:j@x.example");
}

TEST(ContentLine, WhatHasNoNameOrNoColonIsNoLine) {
  for (const char* text : {"", ":x", "SUMMARY", "<html>", "A;B", "=x:y", "."}) {
    EXPECT_FALSE(ParseContentLine(text)) << text;
  }
}

TEST(ContentLine, FoldsAreAt75OctetsAndNeverInsideACharacter) {
  const std::string line =
      "DESCRIPTION:" + std::string(62, 'a') + "\u00FC\U0001F600" + std::string(300, 'b');
  const std::string folded = Fold(line);
  std::size_t begin = 0;
  while (begin < folded.size()) {
    const std::size_t end = std::min(folded.find("\r\n", begin), folded.size());
    EXPECT_LE(end - begin, 75u);
    EXPECT_NE(static_cast<unsigned char>(folded[begin]) & 0xC0U, 0x80U);
    begin = end + 2;
  }
  EXPECT_EQ(Unfold(folded), line);
}

TEST(ContentLine, LineEndsOfAnyKindAndByteOrderMarkAreRead) {
  const auto lines = SplitLines(
      "\xEF\xBB\xBF"
      "A:1\r\nB:2\n 3\r\n\t4\n\n\r\nC:5");
  ASSERT_EQ(lines.size(), 3u);
  EXPECT_EQ(lines[0], "A:1");
  EXPECT_EQ(Unfold(lines[1]), "B:234");
  EXPECT_EQ(lines[2], "C:5");
}

TEST(ContentLine, TextSurvivesEscapingWithoutControlCharacters) {
  EXPECT_EQ(EscapeText("a,b;c\\d\r\ne\tf\x01g\x7F"), "a\\,b\\;c\\\\d\\ne fg");
  EXPECT_EQ(UnescapeText("a\\,b\\;c\\\\n\\Nd\\q\\"), "a,b;c\\n\nd\\q\\");
}

RC_GTEST_PROP(ContentLine, FoldingAndEscapingAreUndone, (const std::string& text)) {
  const std::string clean = CleanText(text);
  RC_ASSERT(UnescapeText(Unfold(Fold(EscapeText(clean)))) == clean);
}

TEST(ComponentTree, PrintsWhatItReadWithTheFoldsItHad) {
  const std::string text =
      "BEGIN:VCALENDAR\r\nX-A;B=\"c:d\":e,f\\,g;h\r\nCATEGORIES:A,B\\,C\r\nBEGIN:VEVENT\r\n"
      "SUMMARY:a\r\n b\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n";
  const Tree tree = ParseTree(text);
  ASSERT_EQ(tree.why, "");
  EXPECT_EQ(PrintTree(tree.roots.at(0)), text);
}

TEST(ComponentTree, SaysWhatIsWrong) {
  EXPECT_EQ(ParseTree("").why, "the text is empty");
  EXPECT_EQ(ParseTree("<html></html>").why, "it does not begin with BEGIN:VCALENDAR");
  EXPECT_EQ(ParseTree("BEGIN:VCALENDAR\nBEGIN:VEVENT\n").why,
            "it is cut off: END:VEVENT is missing");
  EXPECT_EQ(ParseTree("BEGIN:A\nEND:B\n").why, "END:B closes nothing that is open");
  EXPECT_EQ(ParseTree(std::string("BEGIN:A\0", 8)).why, "the text holds a NUL byte");
  EXPECT_EQ(ParseTree(std::string(1100000, 'a')).why, "the text is longer than 1 MiB");
  EXPECT_EQ(ParseTree("BEGIN:A\nX:" + std::string(300000, 'a')).why,
            "a line is longer than 256 KiB");
  std::string deep;
  for (int i = 0; i < 100; ++i) deep += "BEGIN:A\n";
  EXPECT_EQ(ParseTree(deep).why, "components are nested deeper than 8 levels");
}

TEST(ComponentTree, ErrorNotesAndLinesWithoutColonAreLeftOut) {
  const Tree tree =
      ParseTree("BEGIN:A\nX-LIC-ERROR;X-LIC-ERRORTYPE=VALUE:bad\nnonsense\nB:1\nEND:A\n");
  ASSERT_EQ(tree.why, "");
  EXPECT_EQ(PrintTree(tree.roots.at(0)), "BEGIN:A\r\nB:1\r\nEND:A\r\n");
}

}  // namespace
}  // namespace touchbase::ical
