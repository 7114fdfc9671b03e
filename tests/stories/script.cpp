#include "tests/stories/script.h"

#include <sstream>

namespace touchbase::test {
namespace {

// Blanks part words, quotes hold them together: name="Ana Souza" is one.
std::vector<std::string> Split(const std::string& line) {
  std::vector<std::string> words;
  std::string word;
  bool quoted = false;
  bool any = false;
  for (const char c : line) {
    if (c == '"') {
      quoted = !quoted;
      any = true;
    } else if (c == ' ' && !quoted) {
      if (any) words.push_back(word);
      word.clear();
      any = false;
    } else {
      word += c;
      any = true;
    }
  }
  if (any) words.push_back(word);
  return words;
}

}  // namespace

std::vector<StoryLine> ReadStory(const std::string& text) {
  std::vector<StoryLine> story;
  std::istringstream in(text);
  int number = 0;
  for (std::string raw; std::getline(in, raw);) {
    ++number;
    if (raw.empty() || raw[0] == '#') continue;
    StoryLine line;
    line.number = number;
    line.indented = raw[0] == ' ';
    for (const std::string& word : Split(raw)) {
      const auto equals = word.find('=');
      const bool named = equals != std::string::npos && equals > 0 && word[0] != '#';
      if (named) {
        line.named[word.substr(0, equals)] = word.substr(equals + 1);
      } else {
        line.words.push_back(word);
      }
    }
    if (!line.words.empty()) story.push_back(std::move(line));
  }
  return story;
}

}  // namespace touchbase::test
