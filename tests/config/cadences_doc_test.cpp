// docs/cadences.md says of the built-in cadences what they are.
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>
#include <string>

#include "config/cadences.h"
#include "model/touch.h"

namespace touchbase {
namespace {

std::string Document() {
  std::ifstream file(TOUCHBASE_SOURCE_DIR "/docs/cadences.md");
  return {std::istreambuf_iterator<char>(file), {}};
}

// From "## name" to the next heading.
std::string Section(const std::string& document, const std::string& name) {
  const std::size_t start = document.find("\n## " + name + "\n");
  if (start == std::string::npos) return {};
  return document.substr(start, document.find("\n## ", start + 1) - start);
}

std::string DeadlineText(DeadlineKind deadline) {
  if (deadline == DeadlineKind::kHard) return "hard";
  return deadline == DeadlineKind::kWindow ? "window" : "floating";
}

std::string Row(const Step& step, bool again) {
  return "\n| " + step.name + (again ? ", again and again" : "") + " | " +
         std::to_string(step.after.count) + (step.after.months ? "mo" : "d") + " | " +
         (step.from_anchor ? "anchor" : "previous") + " | -" +
         std::to_string(step.tolerance_before_days) + "d +" +
         std::to_string(step.tolerance_after_days) + "d | " + DeadlineText(step.deadline) + " | " +
         std::string(ToWord(step.channel)) + " |\n";
}

std::string EndLine(const Cadence& cadence) {
  return "\nlimit: " + (cadence.limit == 0 ? "none" : std::to_string(cadence.limit)) +
         "; a response leads to: " +
         (cadence.on_response.empty() ? "nothing else" : cadence.on_response) +
         "; at the end: " + (cadence.on_end.empty() ? "nothing" : cadence.on_end);
}

std::size_t Rows(const std::string& section) {
  std::size_t rows = 0;
  for (std::size_t at = 0; (at = section.find("\n| ", at)) != std::string::npos; ++at) ++rows;
  return rows - 1;  // the header
}

TEST(CadencesDocument, HoldsEveryStepOfEveryBuiltInCadenceAndNoOther) {
  const std::string document = Document();
  for (const auto& [name, cadence] : BuiltInCadences()) {
    const std::string section = Section(document, name);
    ASSERT_FALSE(section.empty()) << "no section " << name;
    for (const Step& step : cadence.steps) {
      EXPECT_NE(section.find(Row(step, false)), std::string::npos) << name << Row(step, false);
    }
    if (cadence.tail) {
      EXPECT_NE(section.find(Row(*cadence.tail, true)), std::string::npos)
          << name << Row(*cadence.tail, true);
    }
    EXPECT_EQ(Rows(section), cadence.steps.size() + (cadence.tail ? 1 : 0)) << name;
    EXPECT_NE(section.find(EndLine(cadence)), std::string::npos) << name << EndLine(cadence);
  }
}

}  // namespace
}  // namespace touchbase
