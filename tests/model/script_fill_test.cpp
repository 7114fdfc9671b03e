#include "model/script_fill.h"

#include <gtest/gtest.h>

namespace touchbase {
namespace {

struct FillCase {
  const char* script;
  const char* text;
};

TEST(FillScript, AnUnfilledFieldDropsItsSentenceAndLeavesNoHole) {
  const FieldValues values = {{"a", "A"}, {"b", ""}, {"q", "why?"}};
  const FillCase cases[] = {
      {"Hi {a}. Bye.", "Hi A. Bye."},
      {"Hi {b}. Bye.", "Bye."},
      {"Hi {b}! Is {a} there? Bye {b}.", "Is A there?"},
      {"Hi[ {a}],", "Hi A,"},
      {"Hi[ {b}],", "Hi,"},
      {"[One {b}.|Two {a}.] Three.", "Two A. Three."},
      {"[One {b}.] Three.", "Three."},
      {"[One {b}.|] Three.", "Three."},
      {"[One {b}|two] {b}. Three.", "Three."},
      {"Link: {b}\n\nBye", "Bye"},
      {"Hi,\n\n{b}.\n\nBye", "Hi,\n\nBye"},
      {"Hi,\nyou {b}.\nBye", "Hi,\nBye"},
      {"\n\nHi\n\n\nBye\n", "Hi\n\nBye"},
      {"At 3.5 {a}. \\[x\\] Yes.", "At 3.5 A. [x] Yes."},
      {"He said {q}. Yes.", "He said why?. Yes."},
      {"[{?a}Known.|Not.] [{?b}Known.|Not.]", "Known. Not."},
      {"{?a}One. {?b}Two. [{?b}Three.] Four.", "One. Four."},
      {"{b}", ""},
      {"[{b", ""},
      {"{unknown} x. y", "y"},
      {"a\\", "a\\"},
      {"", ""},
  };
  for (const FillCase& c : cases) EXPECT_EQ(FillScript(c.script, values).text, c.text) << c.script;
}

TEST(FillScript, CountsWholeSentencesAndNamesWhatWasMissing) {
  const FieldValues values = {{"a", "A"}};
  const Filled filled = FillScript("Hi[ {b}],\n\nOne {a}. Two {b}. [Three.|Four.]\n\nMe", values);
  EXPECT_EQ(filled.sentences, 2);
  EXPECT_EQ(filled.missing, std::vector<std::string>{"b"});
  EXPECT_EQ(FillScript("Hi[ {b}],\n\n{b} is it.\n\nMe", values).sentences, 0);
}

}  // namespace
}  // namespace touchbase
