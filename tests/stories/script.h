// Reads .story files: lines of words, "quoted words", key=value. Pure.
#pragma once

#include <map>
#include <string>
#include <vector>

namespace touchbase::test {

struct StoryLine {
  int number = 0;  // in the file, from 1
  bool indented = false;
  std::vector<std::string> words;            // those without =
  std::map<std::string, std::string> named;  // key=value
};

std::vector<StoryLine> ReadStory(const std::string& text);

}  // namespace touchbase::test
