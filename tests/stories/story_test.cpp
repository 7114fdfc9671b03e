// Each .story file of this folder is one test.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "tests/stories/player.h"

namespace touchbase::test {
namespace {

std::vector<std::string> Stories() {
  std::vector<std::string> files;
  for (const auto& file :
       std::filesystem::directory_iterator(TOUCHBASE_SOURCE_DIR "/tests/stories")) {
    if (file.path().extension() == ".story") files.push_back(file.path().string());
  }
  std::sort(files.begin(), files.end());
  return files;
}

class Story : public testing::TestWithParam<std::string> {};

TEST_P(Story, GoesAsTold) {
  std::ifstream in(GetParam());
  std::stringstream text;
  text << in.rdbuf();
  const auto lines = ReadStory(text.str());
  ASSERT_GT(lines.size(), 5U) << "an empty story tells nothing";
  Player(GetParam()).Play(lines);
}

std::string NameOf(const testing::TestParamInfo<std::string>& info) {
  std::string name = std::filesystem::path(info.param).stem().string();
  std::replace_if(
      name.begin(), name.end(), [](char c) { return !std::isalnum(c); }, '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Life, Story, testing::ValuesIn(Stories()), NameOf);

}  // namespace
}  // namespace touchbase::test
