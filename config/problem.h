// What is wrong with a settings file, one entry per place. Pure.
//
// A problem never repeats a value that may hold a secret: it names the key and says what is
// expected.
#pragma once

#include <string>
#include <vector>

namespace touchbase {

struct Problem {
  std::string file;  // as it was given to the parser
  int line = 0;      // from 1; 0 when the whole file is meant
  int column = 0;    // from 1, in characters
  std::string key;   // dotted, such as plan.work_hours[1]; empty for a syntax error
  std::string message;
  std::string nearest;  // the right key or word, when one is near
};

// `file:line:column: message (did you mean "nearest"?)`, without a line end.
std::string FormatProblem(const Problem& problem);

// All of them, one per line, no line end after the last.
std::string FormatProblems(const std::vector<Problem>& problems);

}  // namespace touchbase
