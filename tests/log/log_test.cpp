#include "sync/log/log.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "model/error.h"

namespace touchbase::log {
namespace {

class LogFile : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string folder = std::filesystem::temp_directory_path() / "touchbase-log-XXXXXX";
    ASSERT_NE(::mkdtemp(folder.data()), nullptr);
    folder_ = folder;
    file_ = folder_ / "run.log";
  }
  void TearDown() override {
    Start(Level::kOff, "");
    std::filesystem::remove_all(folder_);
  }
  std::string Text() const {
    std::ifstream in(file_);
    return {std::istreambuf_iterator<char>(in), {}};
  }
  std::filesystem::path folder_;
  std::filesystem::path file_;
};

TEST_F(LogFile, IsReadableByItsOwnerOnly) {
  const auto old = ::umask(0);
  Start(Level::kWarning, file_);
  ::umask(old);
  struct stat status {};
  ASSERT_EQ(::stat(file_.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600);
}

TEST_F(LogFile, WarningsAreOnDiskAtOnce) {
  Start(Level::kInfo, file_);
  Warning("{} of {} failed", 2, 7);
  EXPECT_NE(Text().find(" warning 2 of 7 failed\n"), std::string::npos) << Text();
}

TEST_F(LogFile, AValueCannotForgeALine) {
  Start(Level::kInfo, file_);
  Warning("title {}", "x\n2026-11-21T10:00:00 error forged\x1b[31m");
  const std::string text = Text();
  EXPECT_EQ(text.find('\n'), text.size() - 1);
  EXPECT_EQ(text.find('\x1b'), std::string::npos);
}

TEST_F(LogFile, BracesInAValueAreNotAFormat) {
  Start(Level::kInfo, file_);
  Warning("{}", "{0} {bad");
  EXPECT_NE(Text().find("{0} {bad"), std::string::npos);
}

TEST_F(LogFile, BelowTheLevelNothingIsFormatted) {
  Start(Level::kWarning, file_);
  EXPECT_FALSE(Enabled(Level::kInfo));
  EXPECT_TRUE(Enabled(Level::kError));
  Debug("unseen");
  Info("unseen");
  Failure("seen");
  EXPECT_EQ(Text().find("unseen"), std::string::npos);
  EXPECT_NE(Text().find(" error seen"), std::string::npos);
}

TEST_F(LogFile, AFileThatCannotBeOpenedIsAnInputError) {
  EXPECT_THROW(Start(Level::kInfo, folder_ / "missing" / "run.log"), InputError);
}

TEST_F(LogFile, NothingIsEnabledWhenOff) {
  Start(Level::kOff, "");
  EXPECT_FALSE(Enabled(Level::kError));
  EXPECT_FALSE(Enabled(Level::kOff));
}

TEST(LogEscaped, Table) {
  EXPECT_EQ(Escaped("plain äöü 😀"), "plain äöü 😀");
  EXPECT_EQ(Escaped("a\r\nb\tc"), "a\\r\\nb\\tc");
  EXPECT_EQ(Escaped(std::string_view("\0\x7f", 2)), "\\x00\\x7f");
  EXPECT_EQ(Escaped("\xc2\x9b"
                    "31m"),
            "\\x9b31m");
  EXPECT_EQ(Escaped("\xc2\xa0"), "\xc2\xa0");
  EXPECT_EQ(Escaped("\xc2"), "\xc2");
}

}  // namespace
}  // namespace touchbase::log
