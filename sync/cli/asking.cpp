#include "sync/cli/asking.h"

#include <unistd.h>

#include <cstdio>
#include <iostream>

#include "model/letters.h"

namespace touchbase::cli {

bool OnTerminal(const Options& options) {
  return !options.json && isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1;
}

std::string Ask(const std::string& question, const std::string& otherwise) {
  const std::string shown = otherwise.empty() ? "" : " [" + otherwise + "]";
  (void)std::fprintf(stdout, "%s%s: ", question.c_str(), shown.c_str());
  (void)std::fflush(stdout);
  std::string line;
  std::getline(std::cin, line);
  const std::string answer(Trimmed(line));
  return answer.empty() ? otherwise : answer;
}

}  // namespace touchbase::cli
