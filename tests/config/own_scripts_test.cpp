#include "config/own_scripts.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "config/script_text.h"
#include "config/settings_file.h"
#include "model/error.h"
#include "tests/support/temp_dir.h"

namespace touchbase {
namespace {

class OwnScripts : public ::testing::Test {
 protected:
  void Write(const std::string& path, const std::string& text) const {
    dir_.Write("scripts/" + path, text);
  }
  std::filesystem::path folder() const { return dir_ / "scripts"; }

  std::string Read(const std::string& language = "en") {
    scripts_ = BuiltInScripts();
    return FormatProblems(ReadOwnScripts(folder().string(), language, ScriptNames(), &scripts_));
  }
  std::string Body(const std::string& language, const std::string& name) const {
    const auto found = scripts_.Find(language, name, Manner::kAny);
    return found.empty() ? "" : found.front()->body;
  }

  test::TempDir dir_;
  ScriptSet scripts_;
};

TEST_F(OwnScripts, OutrankTheBuiltInOnesInTheirLanguage) {
  EXPECT_EQ(Read(), "");
  Write("keep.txt", "Mine.\n");
  Write("fr/keep.txt", "Subject: S\n\nLe mien.\n");
  Write("notes.md", "no script");
  Write(".hidden.txt", "no script");
  EXPECT_EQ(Read("de-AT"), "");
  EXPECT_EQ(Body("de", "keep"), "Mine.");
  EXPECT_EQ(Body("fr", "keep"), "Le mien.");
  EXPECT_NE(Body("en", "keep"), "Mine.");
}

TEST_F(OwnScripts, AllProblemsOfAllFilesAreNamed) {
  Write("keep.txt", "Hi {goall}.\n");
  Write("thankyou.txt", "Thanks.\n");
  Write("de/asked.txt", "");
  Write("letters/ask.txt", "What?\n");
  const std::string at = folder().string();
  EXPECT_EQ(Read(), at + "/de/asked.txt: is empty\n" + at +
                        "/keep.txt:1:4: there is no such field "
                        "(did you mean \"goal\"?)\n" +
                        at + "/letters: is no language, such as de\n" + at +
                        "/thankyou.txt: no step uses a script of this name (did you mean "
                        "\"thank-you\"?)");
}

TEST_F(OwnScripts, AreCheckedAsDraftsForTheDoctor) {
  Write("thank-you.txt", "Sorry to bother you. Shall I? Or not? Try our product.\n");
  Write("keep.txt", "Hi[ {first_name}],\n\nHow are you?\n");
  EXPECT_EQ(Read(), "");
  const std::string where = (folder() / "thank-you.txt").string() + ":1: ";
  EXPECT_EQ(CheckOwnScripts(scripts_),
            (std::vector<std::string>{where + "asks 2 questions; one ask is answered",
                                      where + "makes the reader's excuse: \"sorry to bother\"",
                                      where + "sells where it should not: \"our product\""}));
}

TEST_F(OwnScripts, BelongToTheSettingsFileBesideThem) {
  const std::string settings =
      dir_.Write("touchbase.toml", "language = \"de\"\nstate = \"s.db\"\n").string();
  Write("keep.txt", "Meins.\n");
  const EnvLookup env = [](const std::string&) { return std::nullopt; };
  scripts_ = LoadSettings(settings, env).scripts;
  EXPECT_EQ(Body("de", "keep"), "Meins.");
  EXPECT_NE(Body("de", "friend"), "");
  Write("keep.txt", "{nothing}\n");
  EXPECT_THROW(LoadSettings(settings, env), InputError);
}

}  // namespace
}  // namespace touchbase
