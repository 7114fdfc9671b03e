#include "config/problem.h"

namespace touchbase {

std::string FormatProblem(const Problem& problem) {
  std::string line = problem.file;
  if (problem.line > 0) {
    line += ':' + std::to_string(problem.line) + ':' + std::to_string(problem.column);
  }
  line += ": ";
  if (!problem.key.empty()) line += problem.key + ": ";
  line += problem.message;
  if (!problem.nearest.empty()) line += " (did you mean \"" + problem.nearest + "\"?)";
  return line;
}

std::string FormatProblems(const std::vector<Problem>& problems) {
  std::string text;
  for (const Problem& problem : problems) {
    if (!text.empty()) text += '\n';
    text += FormatProblem(problem);
  }
  return text;
}

}  // namespace touchbase
