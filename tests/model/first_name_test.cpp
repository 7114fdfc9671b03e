#include "model/first_name.h"

#include <gtest/gtest.h>

#include "model/code_points.h"

namespace touchbase {
namespace {

struct NameCase {
  const char* name;
  const char* first;
  const char* plain;
};

TEST(FirstName, OfAFullNameIsCleanedOrEmptyNeverGuessed) {
  const NameCase cases[] = {
      {"DR. JANE DOE, PMP", "Jane", "Jane Doe"},
      {"jane \xF0\x9F\x9A\x80", "Jane", "Jane"},
      {"Prof. Dr. M\u00FCller", "", ""},
      {"Prof. Dr. Anna M\u00FCller", "Anna", "Anna M\u00FCller"},
      {"MARIA JOS\u00C9", "Maria", "Maria Jos\u00E9"},
      {"J. R.", "", "J. R."},
      {"J. R. Tolkien", "", "J. R. Tolkien"},
      {"", "", ""},
      {"  ", "", ""},
      {"Doe, Jane", "Jane", "Jane Doe"},
      {"Doe, PhD", "Doe", "Doe"},
      {"DOE, DR. JANE", "Jane", "Jane Doe"},
      {"anne-marie o'neill", "Anne-Marie", "Anne-Marie O'Neill"},
      {"Siobhan McKenzie", "Siobhan", "Siobhan McKenzie"},
      {"Jane Doe (she/her)", "Jane", "Jane Doe"},
      {"\xE2\x9C\xA8 Jane \xE2\x9C\xA8 Doe MBA", "Jane", "Jane Doe"},
      {"Frau Petra Klein", "Petra", "Petra Klein"},
      {"\u0141UKASZ \u017BAK", "\u0141ukasz", "\u0141ukasz \u017Bak"},
      {"\u0410\u041D\u041D\u0410 \u041A\u0418\u041C", "\u0410\u043D\u043D\u0430",
       "\u0410\u043D\u043D\u0430 \u041A\u0438\u043C"},
      {"\u5C71\u7530 \u592A\u90CE", "\u5C71\u7530", "\u5C71\u7530 \u592A\u90CE"},
      {"jane@x.example", "", ""},
      {"M. Jean Dupont", "Jean", "Jean Dupont"},
      {"Jane 007", "Jane", "Jane"},
      {"#no", "No", "No"},
      {"\xFF\xFE", "", ""},
  };
  for (const NameCase& c : cases) {
    EXPECT_EQ(FirstNameOfName(c.name), c.first) << c.name;
    EXPECT_EQ(PlainName(c.name), c.plain) << c.name;
  }
}

TEST(FirstName, OfItsOwnCellKeepsAllFirstNamesButNoInitial) {
  const NameCase cases[] = {
      {"MARIA JOS\u00C9", "Maria Jos\u00E9", ""},
      {"Jane M.", "Jane", ""},
      {"Dr. Jane", "Jane", ""},
      {"J.", "", ""},
      {"J. R.", "", ""},
      {"jean-luc", "Jean-Luc", ""},
      {"Jane, PMP", "Jane", ""},
      {"\xF0\x9F\x98\x80", "", ""},
      {"a b c d e", "", ""},
      {"Ana Bea Cas Dia Eva", "Ana Bea Cas", ""},
  };
  for (const NameCase& c : cases) EXPECT_EQ(FirstNameOfCell(c.name), c.first) << c.name;
}

TEST(CodePoints, CaseGoesThereAndBack) {
  for (char32_t value = 'A'; value < 0x530; ++value) {
    if (!IsUpperLetter(value) || value == 0x130) continue;
    EXPECT_EQ(UpperOf(LowerOf(value)), value) << static_cast<unsigned>(value);
  }
  for (const char* text : {"a", "\u00E9", "\u20AC", "\xF0\x9F\x98\x80"}) {
    std::string again;
    AppendCodePoint(FirstCodePoint(text).value, &again);
    EXPECT_EQ(again, text);
  }
}

}  // namespace
}  // namespace touchbase
