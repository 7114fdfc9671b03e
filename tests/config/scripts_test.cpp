#include <gtest/gtest.h>

#include <set>

#include "config/cadences.h"
#include "config/script_text.h"
#include "model/draft.h"
#include "model/draft_check.h"

namespace touchbase {
namespace {

constexpr const char* kLanguages[] = {"de", "en", "es", "fr", "pt"};

struct Desk {
  Contact contact;
  FollowUp follow_up;
  std::vector<Touch> touches;
  Sender sender;

  Desk() {
    contact.id = "c-1";
    follow_up.key = {"c-1", "start", "keep"};
    follow_up.start = ParseLocal("2027-03-03 09:00").value();
  }

  void FillAll() {
    contact.first_name = "Jane";
    contact.name = "Jane Doe";
    contact.company = "Acme Tools";
    contact.event = "the harbour fair";
    contact.they_said = "good tools are quiet tools";
    contact.interesting = "your map of old wells";
    contact.promised = "the list of suppliers";
    contact.they_offered = "a tour of the plant";
    contact.advice_given = "asking customers first";
    contact.article = "https://a.example/wells?id=7";
    contact.introduced_by = "Bob Ray";
    contact.goal = "a first workshop in May";
    sender = {"Ana Souza", "Ana", "our workshop opened in Porto", "https://souza.example/new"};
    Touch met;
    met.id = "t-1";
    met.contact = contact.id;
    met.kind = Kind::kMet;
    met.at = ParseLocal("2027-02-01 10:00").value();
    met.notes = "the list of suppliers";
    Touch mail = met;
    mail.id = "t-2";
    mail.kind = Kind::kFollowUp;
    mail.channel = Channel::kEmail;
    touches = {met, mail};
    follow_up.key.anchor = "t-1";
    follow_up.offer = Offer{
        "", ParseLocal("2027-03-04 16:00").value(), ParseLocal("2027-03-09 11:30").value(), {}};
  }

  FieldValues Fields(const std::string& language) const {
    const LiveLog log(touches);
    return FieldsOf(follow_up, contact, {BuiltInScripts(), sender, log}, language);
  }
};

TEST(Scripts, EveryLanguageHasEveryScriptThatACadenceNames) {
  std::set<std::string> names(ScriptNames().begin(), ScriptNames().end());
  for (const auto& [name, cadence] : BuiltInCadences()) {
    for (const Step& step : cadence.steps) names.insert(step.script);
    if (cadence.tail) names.insert(cadence.tail->script);
  }
  EXPECT_EQ(names, std::set<std::string>(ScriptNames().begin(), ScriptNames().end()));
  for (const char* language : kLanguages) {
    for (const std::string& name : names) {
      EXPECT_FALSE(BuiltInScripts().Find(language, name, Manner::kFormal).empty())
          << language << " " << name;
      EXPECT_FALSE(BuiltInScripts().Find(language, name, Manner::kInformal).empty())
          << language << " " << name;
    }
  }
}

TEST(Scripts, OnesThatAreUsedAgainAndAgainHaveThreeVariants) {
  for (const char* language : kLanguages) {
    for (const char* name : {"touch-base", "keep", "friend"}) {
      const auto found = BuiltInScripts().Find(language, name, Manner::kAny);
      EXPECT_GE(found.size(), 3U) << language << " " << name;
    }
    for (const char* name : {"thank-you", "check-in", "can-we-talk"}) {
      EXPECT_GE(BuiltInScripts().Find(language, name, Manner::kAny).size(), 2U)
          << language << " " << name;
    }
  }
}

// The claim of the draft checks, for every text of ours, with every field and with none.
TEST(Scripts, EveryBuiltInOnePassesTheDraftChecksFullAndEmpty) {
  Desk full;
  full.FillAll();
  const Desk empty;
  for (const ScriptSet::Named& named : BuiltInScripts().All()) {
    const std::string where = named.language + " " + named.name + ": ";
    for (const Desk* desk : {static_cast<const Desk*>(&full), &empty}) {
      const FieldValues values = desk->Fields(named.language);
      const Filled body = FillScript(named.script.body, values);
      const Filled subject = FillScript(named.script.subject, values);
      if (desk == &full) {
        EXPECT_TRUE(body.missing.empty()) << where << body.missing.front();
        EXPECT_TRUE(subject.missing.empty()) << where;
      }
      for (const std::string& finding :
           CheckDraft(named.name, named.language, subject.text, body.text)) {
        ADD_FAILURE() << where << finding << "\n" << body.text;
      }
      EXPECT_EQ(body.text.find_first_of("#<>"), std::string::npos) << where << body.text;
      EXPECT_EQ(body.text.find("  "), std::string::npos) << where << body.text;
      EXPECT_EQ(body.text.find(" ,"), std::string::npos) << where << body.text;
      EXPECT_EQ(body.text.find(".."), std::string::npos) << where << body.text;
      EXPECT_EQ(named.script.subject.empty(), subject.text.empty()) << where;
      EXPECT_TRUE(body.sentences > 0 || named.name == "debrief") << where << body.text;
    }
  }
}

// Cells and notes hold shorthand ("wants a demo"), which is for the user's eyes.
TEST(Scripts, NoBuiltInOnePutsTheUsersShorthandIntoASentence) {
  Desk desk;
  desk.FillAll();
  for (std::string* cell :
       {&desk.contact.they_said, &desk.contact.interesting, &desk.contact.promised,
        &desk.contact.they_offered, &desk.contact.advice_given, &desk.contact.goal,
        &desk.touches[0].notes}) {
    *cell = "wants demo, w/ Bob";
  }
  desk.contact.article = "wants demo, w/ Bob";  // no address
  int greeted = 0;
  for (const ScriptSet::Named& named : BuiltInScripts().All()) {
    const FieldValues values = desk.Fields(named.language);
    const Filled body = FillScript(named.script.body, values);
    const Filled subject = FillScript(named.script.subject, values);
    EXPECT_EQ((subject.text + body.text).find("wants demo"), std::string::npos)
        << named.language << " " << named.name << ": " << body.text;
    if (body.text.find("Jane") != std::string::npos) ++greeted;
  }
  EXPECT_GT(greeted, 100);
}

TEST(Scripts, TheVariantsOfOneScriptAreDifferentTexts) {
  std::set<std::string> seen;
  for (const ScriptSet::Named& named : BuiltInScripts().All()) {
    EXPECT_TRUE(seen.insert(named.language + named.name + named.script.body).second)
        << named.language << " " << named.name;
  }
}

TEST(ScriptFile, HasSubjectMannerVariantsAndRemarks) {
  const auto parsed = ParseScriptFile(
      "\xEF\xBB\xBF; mine\r\nSubject: Hello {first_name}\r\n\r\nDear[ "
      "{first_name}],\r\n\r\nOne.\r\n"
      "---\r\nManner: informal\r\nTwo: \\[x\\].\r\n",
      "scripts/keep.txt");
  const auto* scripts = std::get_if<std::vector<Script>>(&parsed);
  ASSERT_NE(scripts, nullptr);
  ASSERT_EQ(scripts->size(), 2U);
  EXPECT_EQ((*scripts)[0].subject, "Hello {first_name}");
  EXPECT_EQ((*scripts)[0].body, "Dear[ {first_name}],\n\nOne.");
  EXPECT_EQ((*scripts)[0].where, "scripts/keep.txt:4");
  EXPECT_EQ((*scripts)[1].manner, Manner::kInformal);
  EXPECT_EQ((*scripts)[1].body, "Two: \\[x\\].");
}

TEST(ScriptFile, AllProblemsAreNamedAtOnceWithTheirLines) {
  const auto parsed = ParseScriptFile(
      "Subject: {frist_name}\nManner: polite\n\nHi [a [b]] {x\nsay #replied ] <b>\n---\n", "f.txt");
  const auto* problems = std::get_if<std::vector<Problem>>(&parsed);
  ASSERT_NE(problems, nullptr);
  EXPECT_EQ(FormatProblems(*problems),
            "f.txt:1:10: there is no such field (did you mean \"first_name\"?)\n"
            "f.txt:2:1: the manner is formal or informal\n"
            "f.txt:4:7: [ inside of [ ]\n"
            "f.txt:4:10: ] without [\n"
            "f.txt:4:12: { without } in its line\n"
            "f.txt:5:5: a word with # could be read back as an outcome\n"
            "f.txt:5:14: ] without [\n"
            "f.txt:5:16: < and > would be taken for HTML\n"
            "f.txt:5:18: < and > would be taken for HTML\n"
            "f.txt:6:1: a script without a body");
}

TEST(ScriptFile, EmptyLongAndBrokenBytesAreProblems) {
  for (const std::string& text :
       {std::string(), std::string("; only a remark\n"), std::string(20000, 'a'),
        std::string("a\xFF"), std::string(1500, 'b'), std::string("a\x01")}) {
    const auto parsed = ParseScriptFile(text, "f.txt");
    const auto* problems = std::get_if<std::vector<Problem>>(&parsed);
    ASSERT_NE(problems, nullptr) << text.substr(0, 20);
    EXPECT_EQ(problems->size(), 1U) << text.substr(0, 20);
  }
}

}  // namespace
}  // namespace touchbase
