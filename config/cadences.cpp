#include "config/cadences.h"

#include <stdexcept>
#include <string>

#include "config/cadence_section.h"
#include "config/document.h"
#include "config/section.h"

namespace touchbase {

CadenceSet BuiltInCadences() {
  CadenceSet cadences;
  auto parsed = config::ParseDocument(config::BuiltInCadencesText(), "cadences.toml");
  // A mistake in the built-in file is a bug of ours, which the tests find before anyone else.
  if (const auto* problem = std::get_if<Problem>(&parsed)) {
    throw std::logic_error(FormatProblem(*problem));
  }
  config::Findings findings;
  config::Section top(&std::get<config::Value>(parsed), "", findings);
  config::ReadCadences(top.Table("cadence"), cadences);
  top.Done();
  const std::vector<Problem> problems = findings.Take("cadences.toml");
  if (!problems.empty()) throw std::logic_error(FormatProblems(problems));
  return cadences;
}

bool IsTrackName(const CadenceSet& cadences, std::string_view name) {
  return name != "vip" && name != "side" && cadences.find(name) != cadences.end();
}

}  // namespace touchbase
