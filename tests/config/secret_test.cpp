#include "config/secret.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <ostream>
#include <string>
#include <type_traits>

#include "model/error.h"

namespace touchbase {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::Not;

template <typename T>
concept Printable = requires(std::ostream& out, const T& value) {
  out << value;
};

static_assert(!Printable<Secret>);
static_assert(Printable<std::string>);
static_assert(!std::is_copy_constructible_v<Secret> && !std::is_copy_assignable_v<Secret>);

EnvLookup NoEnv() {
  return [](const std::string&) { return std::optional<std::string>(); };
}

class SecretSources : public testing::Test {
 protected:
  SecretSources() {
    std::string pattern = (fs::temp_directory_path() / "secret-XXXXXX").string();
    folder_ = mkdtemp(pattern.data());
  }
  ~SecretSources() override { fs::remove_all(folder_); }

  std::string Write(const std::string& text, mode_t mode) const {
    const std::string path = folder_ + "/pw";
    std::ofstream(path, std::ios::binary) << text;
    chmod(path.c_str(), mode);
    return path;
  }
  static std::string Read(const CalendarSettings& calendar, const EnvLookup& env = NoEnv()) {
    const auto secret = ReadSecret(calendar, env, std::chrono::seconds{20});
    return secret ? secret->Reveal() : "(none)";
  }
  static std::string ErrorOf(const CalendarSettings& calendar, const EnvLookup& env = NoEnv(),
                             std::chrono::milliseconds patience = std::chrono::seconds{20}) {
    try {
      ReadSecret(calendar, env, patience);
    } catch (const InputError& error) {
      return error.what();
    }
    return "none";
  }
  static CalendarSettings Command(const std::string& script) {
    CalendarSettings calendar;
    calendar.password_command = {"sh", "-c", script};
    return calendar;
  }
  CalendarSettings File(const std::string& text, mode_t mode) const {
    CalendarSettings calendar;
    calendar.password_file = Write(text, mode);
    return calendar;
  }

  std::string folder_;
};

TEST_F(SecretSources, NoSourceIsNoPassword) { EXPECT_EQ(Read({}), "(none)"); }

TEST_F(SecretSources, ACommandGivesItsFirstLine) {
  EXPECT_EQ(Read(Command("printf 'hunter2\\r\\nuser: ana\\n'")), "hunter2");
  EXPECT_EQ(Read(Command("printf ' a b '")), " a b ");
}

TEST_F(SecretSources, ACommandRunsWithoutAShellAndWithoutInput) {
  CalendarSettings calendar;
  calendar.password_command = {"echo", "$HOME", "a;b"};
  EXPECT_EQ(Read(calendar), "$HOME a;b");
  EXPECT_EQ(Read(Command("cat; echo end")), "end");
}

TEST_F(SecretSources, AFailingCommandNamesTheProgramOnly) {
  std::string error = ErrorOf(Command("echo hunter2; exit 3"));
  EXPECT_THAT(error, HasSubstr("sh ended with code 3"));
  EXPECT_THAT(error, Not(HasSubstr("hunter2")));
  EXPECT_THAT(ErrorOf(Command("true")), HasSubstr("empty first line"));
  EXPECT_THAT(ErrorOf(Command("kill -9 $$")), HasSubstr("ended by signal 9"));
  EXPECT_THAT(ErrorOf(Command("head -c 100000 /dev/zero")), HasSubstr("more than 64 KiB"));
  CalendarSettings missing;
  missing.password_command = {"/nonexistent/program hunter2", "hunter2"};
  error = ErrorOf(missing);
  EXPECT_THAT(error, HasSubstr("/nonexistent/program cannot be started"));
  EXPECT_THAT(error, Not(HasSubstr("hunter2")));
}

TEST_F(SecretSources, ASlowCommandIsEnded) {
  const std::chrono::milliseconds patience{50};
  EXPECT_THAT(ErrorOf(Command("exec sleep 1000"), NoEnv(), patience), HasSubstr("in time"));
  EXPECT_THAT(ErrorOf(Command("echo a; exec sleep 1000 >/dev/null"), NoEnv(), patience),
              HasSubstr("in time"));
}

TEST_F(SecretSources, APrivateFileGivesItsFirstLine) {
  EXPECT_EQ(Read(File("hunter2\nrest\n", 0600)), "hunter2");
  EXPECT_EQ(Read(File("hunter2", 0400)), "hunter2");
}

TEST_F(SecretSources, AFileThatOthersMayReadIsRefused) {
  for (const mode_t mode : {0640U, 0604U, 0620U, 0644U}) {
    const std::string error = ErrorOf(File("hunter2\n", mode));
    EXPECT_THAT(error, HasSubstr("chmod 600"));
    EXPECT_THAT(error, HasSubstr(folder_ + "/pw"));
    EXPECT_THAT(error, Not(HasSubstr("hunter2")));
  }
}

TEST_F(SecretSources, AnEmptyOrMissingFileIsAnError) {
  EXPECT_THAT(ErrorOf(File("\n", 0600)), HasSubstr("is empty"));
  CalendarSettings calendar;
  calendar.password_file = folder_ + "/none";
  EXPECT_THAT(ErrorOf(calendar), HasSubstr("No such file"));
}

TEST_F(SecretSources, TheEnvironmentAndSystemdGiveTheirs) {
  CalendarSettings env;
  env.password_env = "PW";
  EXPECT_EQ(Read(env, [](const std::string& name) { return std::optional("of " + name); }),
            "of PW");
  EXPECT_THAT(ErrorOf(env), HasSubstr("variable PW"));
  CalendarSettings credential;
  credential.credential = "pw";
  EXPECT_THAT(ErrorOf(credential), HasSubstr("LoadCredential="));
  Write("hunter2\n", 0440);
  EXPECT_EQ(Read(credential,
                 [&](const std::string& name) {
                   return name == "CREDENTIALS_DIRECTORY" ? std::optional(folder_) : std::nullopt;
                 }),
            "hunter2");
}

TEST_F(SecretSources, KeyringAndOAuthSayThatThisBuildHasNone) {
  CalendarSettings keyring;
  keyring.keyring = true;
  EXPECT_THAT(ErrorOf(keyring), HasSubstr("no keyring"));
  CalendarSettings oauth;
  oauth.oauth.emplace();
  EXPECT_THAT(ErrorOf(oauth), HasSubstr("OAuth"));
}

TEST(Secret, MovesWithoutLeavingACopy) {
  Secret first("hunter2");
  const char* bytes = first.Reveal();
  const Secret second(std::move(first));
  EXPECT_EQ(second.Reveal(), bytes);
  EXPECT_TRUE(first.empty());  // NOLINT(bugprone-use-after-move): the claim
  EXPECT_STREQ(first.Reveal(), "");
}

}  // namespace
}  // namespace touchbase
