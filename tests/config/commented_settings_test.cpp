#include "config/commented_settings.h"

#include <gtest/gtest.h>

#include <string>

namespace touchbase {
namespace {

Settings Parsed(const std::string& text) {
  SettingsResult result = ParseSettings(text, "a.toml");
  if (const auto* problems = std::get_if<std::vector<Problem>>(&result)) {
    ADD_FAILURE() << FormatProblems(*problems) << "\n" << text;
    return {};
  }
  return std::get<Settings>(std::move(result));
}

// The file with every commented default switched on, comments of prose aside.
std::string Uncommented(const std::string& text) {
  std::string result;
  for (std::size_t start = 0; start < text.size();) {
    const std::size_t end = text.find('\n', start);
    const std::string line = text.substr(start, end - start);
    const bool setting = line.rfind("# ", 0) == 0 && line.find(" = ") != std::string::npos;
    const bool password = line.rfind("# password", 0) == 0 || line.rfind("# cred", 0) == 0;
    result += (setting && !password ? line.substr(2) : line) + '\n';
    start = end + 1;
  }
  return result;
}

TEST(CommentedSettings, WithoutAnswersIsAValidFileOfDefaults) {
  const Settings settings = Parsed(CommentedSettings({}));
  EXPECT_EQ(settings.book, "book");
  EXPECT_EQ(settings.calendar.url, "");
  EXPECT_EQ(settings.calendar.items, Items::kAuto);
}

TEST(CommentedSettings, EveryCommentedLineIsTheDefault) {
  const Settings written = Parsed(Uncommented(CommentedSettings({})));
  const Settings defaults = Parsed("");
  EXPECT_EQ(written.plan.work_hours, defaults.plan.work_hours);
  EXPECT_EQ(written.plan.work_days, defaults.plan.work_days);
  EXPECT_EQ(written.plan.prefer, defaults.plan.prefer);
  EXPECT_EQ(written.plan.max_per_day, defaults.plan.max_per_day);
  EXPECT_EQ(written.plan.start_per_week, defaults.plan.start_per_week);
  EXPECT_EQ(written.plan.evening_until, defaults.plan.evening_until);
  EXPECT_EQ(written.calendar.keep_done_days, defaults.calendar.keep_done_days);
  EXPECT_EQ(written.calendar.weekly, defaults.calendar.weekly);
  EXPECT_EQ(written.calendar.busy, defaults.calendar.busy);
  EXPECT_EQ(written.guard.max_removals, defaults.guard.max_removals);
  EXPECT_EQ(written.guard.max_share, defaults.guard.max_share);
}

TEST(CommentedSettings, HoldsTheAnswersWhateverTheirCharacters) {
  InitAnswers answers;
  answers.book = "C:\\contacts \"mine\".csv";
  answers.book_id = "5f3a9c01";
  answers.time_zone = "Europe/Berlin";
  answers.language = "de";
  answers.name = "Zoë \"Z\" O'Neil \\ # = ]";
  answers.url = "https://cloud.example.org/dav?x=1#y";
  answers.user = "zoë@x.example";
  answers.password_command = {"pass", "show", "a \"b\"", ""};
  answers.calendar_name = "Follow-ups\n[plan]";
  answers.items = Items::kBoth;
  const Settings settings = Parsed(CommentedSettings(answers));
  EXPECT_EQ(settings.book, answers.book);
  EXPECT_EQ(settings.book_id, answers.book_id);
  EXPECT_EQ(settings.time_zone, answers.time_zone);
  EXPECT_EQ(settings.language, answers.language);
  EXPECT_EQ(settings.me.name, answers.name);
  EXPECT_EQ(settings.calendar.url, answers.url);
  EXPECT_EQ(settings.calendar.user, answers.user);
  EXPECT_EQ(settings.calendar.password_command, answers.password_command);
  EXPECT_EQ(settings.calendar.name, "Follow-ups[plan]");
  EXPECT_EQ(settings.calendar.items, Items::kBoth);
}

TEST(CommentedSettings, TakesEachPasswordSource) {
  InitAnswers file;
  file.password_file = "/home/ana/pw";
  EXPECT_EQ(Parsed(CommentedSettings(file)).calendar.password_file, "/home/ana/pw");
  InitAnswers env;
  env.password_env = "PW";
  EXPECT_EQ(Parsed(CommentedSettings(env)).calendar.password_env, "PW");
  InitAnswers credential;
  credential.credential = "caldav";
  EXPECT_EQ(Parsed(CommentedSettings(credential)).calendar.credential, "caldav");
}

}  // namespace
}  // namespace touchbase
