#include "model/draft.h"

#include <gtest/gtest.h>

#include "model/draft_check.h"
#include "model/spoken.h"

namespace touchbase {
namespace {

class OffsetZone : public Zone {
 public:
  OffsetZone(std::string name, hours offset) : name_(std::move(name)), offset_(offset) {}
  const std::string& name() const override { return name_; }
  LocalTime ToLocal(Instant instant) const override {
    return LocalTime{instant.time_since_epoch() + offset_};
  }
  Instant ToInstant(LocalTime local) const override {
    return Instant{local.time_since_epoch() - offset_};
  }

 private:
  std::string name_;
  hours offset_;
};

class DraftTest : public ::testing::Test {
 protected:
  DraftTest() {
    contact.id = "c";
    contact.name = "Jane Doe";
    follow_up.key = {"c", "start", "keep"};
    follow_up.script = "s";
    follow_up.start = At("2027-03-03 09:00");
    sender.name = "Ana Souza";
  }

  static LocalTime At(const char* text) { return ParseLocal(text).value(); }

  Touch& Log(const char* at, Kind kind, Channel channel = Channel::kEmail) {
    Touch touch;
    touch.id = "t-" + std::to_string(touches.size() + 1);
    touch.contact = "c";
    touch.at = At(at);
    touch.kind = kind;
    touch.direction = DefaultDirection(kind);
    touch.channel = channel;
    return touches.emplace_back(touch);
  }

  Draft Make(const std::string& script = "s") const {
    const LiveLog log(touches);
    return MakeDraft(script, follow_up, contact,
                     {scripts, sender, log, language, &zone, [this](const std::string& name) {
                        return name == "America/New_York" ? &new_york : nullptr;
                      }});
  }

  std::string Filled(const std::string& body) {
    scripts = ScriptSet();
    scripts.Add("en", "s", {"", body, Manner::kAny, ""});
    return Make().body;
  }

  Contact contact;
  FollowUp follow_up;
  std::vector<Touch> touches;
  Sender sender;
  ScriptSet scripts;
  std::string language = "en";
  OffsetZone zone{"Europe/Berlin", hours{1}};
  OffsetZone new_york{"America/New_York", hours{-5}};
};

TEST_F(DraftTest, NoLastMessageIsSpokenOfWhenNoneIsKnown) {
  const std::string body = "[I wrote {last_way} on {last_day}.|Hello.]";
  EXPECT_EQ(Filled(body), "Hello.");
  Log("2027-01-05 10:00", Kind::kReply);
  Log("2027-01-06 10:00", Kind::kMet, Channel::kMeeting);
  Log("2027-01-07 10:00", Kind::kNote);
  Log("2027-01-08 10:00", Kind::kFollowUp, Channel::kPhone);
  Log("2027-01-09 10:00", Kind::kFollowUp).outcome = Outcome::kSkipped;
  EXPECT_EQ(Filled(body), "Hello.");
  Log("2026-12-28 10:00", Kind::kFollowUp);
  EXPECT_EQ(Filled(body), "I wrote by mail on 28 December.");
  touches.back().at = At("2026-03-02 10:00");
  EXPECT_EQ(Filled(body), "I wrote by mail on 2 March 2026.");
}

TEST_F(DraftTest, TheEventOfAnEarlierMeetingIsLeftOut) {
  contact.event = "the fair";
  Log("2027-01-06 10:00", Kind::kMet);
  EXPECT_EQ(Filled("Good to meet you[ at {event}]."), "Good to meet you at the fair.");
  Log("2027-02-06 10:00", Kind::kMet);
  EXPECT_EQ(Filled("Good to meet you[ at {event}]."), "Good to meet you.");
  contact.met_on = DateOf(At("2027-02-06 10:00"));
  EXPECT_EQ(Filled("Good to meet you[ at {event}]."), "Good to meet you at the fair.");
}

TEST_F(DraftTest, TheUsersWordsLoseWhatCouldBeReadBackAndWhatIsTooLong) {
  contact.they_said = " sailing is <b>fun</b> #replied.\nsecond line";
  EXPECT_EQ(Filled("You said: {they_said}."), "You said: sailing is (b)fun(/b) replied.");
  contact.they_said = std::string(300, 'x');
  EXPECT_EQ(Filled("You said: {they_said}. Bye."), "Bye.");
}

TEST_F(DraftTest, ThatLosesAllItsSentencesBecomesAShortHonestOne) {
  scripts.Add(
      "en", "s",
      {"About {event}", "Hi[ {first_name}],\n\nAt {event}.\n\n{sign_off}", Manner::kAny, ""});
  scripts.Add("en", "short",
              {"Hello", "Hi[ {first_name}],\n\nHow are you?\n\n{sign_off}", Manner::kAny, ""});
  EXPECT_EQ(Make().body, "Hi Jane,\n\nHow are you?\n\nAna");
  EXPECT_EQ(Make().subject, "Hello");
  EXPECT_EQ(Make("unknown").body, "");
}

TEST_F(DraftTest, TheContactsLanguageGoesBeforeTheSettingsAndEnglish) {
  for (const char* tongue : {"en", "de", "fr"}) {
    scripts.Add(tongue, "s", {"", std::string(tongue) + ".", Manner::kAny, ""});
  }
  language = "fr";
  EXPECT_EQ(Make().body, "fr.");
  contact.language = "de-AT";
  EXPECT_EQ(Make().body, "de.");
  contact.language = "it";
  EXPECT_EQ(Make().body, "fr.");
  language = "nonsense";
  EXPECT_EQ(Make().body, "en.");
}

TEST_F(DraftTest, OwnTextsOutrankBuiltInOnes) {
  scripts.Add("en", "s", {"", "Built in.", Manner::kAny, ""});
  scripts.Add("en", "s", {"", "Mine.", Manner::kAny, "scripts/s.txt:1"});
  EXPECT_EQ(Make().body, "Mine.");
  scripts.Add("de", "s", {"", "Deutsch.", Manner::kAny, ""});
  contact.language = "de";
  EXPECT_EQ(Make().body, "Deutsch.");
}

TEST_F(DraftTest, FriendsAndTaggedPeopleAreSpokenToInformally) {
  scripts.Add("de", "s", {"", "Sie.", Manner::kFormal, ""});
  scripts.Add("de", "s", {"", "Du.", Manner::kInformal, ""});
  contact.language = "de";
  EXPECT_EQ(Make().body, "Sie.");
  contact.tags = {"Du"};
  EXPECT_EQ(Make().body, "Du.");
  contact.track = "friend";
  contact.tags = {"sie"};
  EXPECT_EQ(Make().body, "Sie.");
  contact.tags.clear();
  EXPECT_EQ(Make().body, "Du.");
}

TEST_F(DraftTest, ARepeatedStepGoesThroughTheVariants) {
  for (const char* body : {"One.", "Two.", "Three."}) {
    scripts.Add("en", "s", {"", body, Manner::kAny, ""});
  }
  std::vector<std::string> sent;
  for (int lap = 0; lap < 3; ++lap) {
    const Draft draft = Make();
    EXPECT_TRUE(CheckDraft("s", "en", "", draft.body, sent).empty()) << draft.body;
    sent.push_back(draft.body);
    Log(("2027-01-0" + std::to_string(lap + 1) + " 10:00").c_str(), Kind::kFollowUp);
  }
}

TEST_F(DraftTest, OfferedTimesAreSaidInBothZones) {
  const std::string body = "[{slot1} or {slot2}?|When?]";
  EXPECT_EQ(Filled(body), "When?");
  follow_up.offer = Offer{"", At("2027-03-04 16:00"), At("2027-03-05 02:15"), {}};
  EXPECT_EQ(Filled(body), "Thursday 4 March at 4 pm or Friday 5 March at 2:15 am?");
  contact.time_zone = "America/New_York";
  EXPECT_EQ(Filled(body),
            "Thursday 4 March at 4 pm (10 am in New York) or "
            "Friday 5 March at 2:15 am (Thursday 8:15 pm in New York)?");
  contact.time_zone = "Mars/Base";
  EXPECT_EQ(Filled(body), "Thursday 4 March at 4 pm or Friday 5 March at 2:15 am?");
}

TEST_F(DraftTest, IsHeldBackWhileAPromisedThingHasNoLink) {
  scripts.Add("en", "s", {"", "Here: {promised}. [{article}.] Bye.", Manner::kAny, ""});
  contact.promised = "the article on grids";
  EXPECT_EQ(Make().held, "the article on grids");
  EXPECT_EQ(Make().body, "");
  contact.article = "a title without an address";
  EXPECT_EQ(Make().held, "the article on grids");
  contact.article = "https://a.example/1";
  EXPECT_EQ(Make().held, "");
  EXPECT_EQ(Make().body, "Here: the article on grids. https://a.example/1. Bye.");
  contact.article.clear();
  contact.promised = "the article https://a.example/2";
  EXPECT_EQ(Make().held, "");
  contact.promised = "a word with Bob";
  EXPECT_EQ(Make().held, "");
}

TEST_F(DraftTest, IsHeldBackByAScriptThatOnlyAsksWhetherAnythingWasPromised) {
  scripts.Add("en", "s", {"", "[{?promised}As promised.] [{article}.] Bye.", Manner::kAny, ""});
  contact.promised = "the article on grids";
  EXPECT_EQ(Make().held, "the article on grids");
  contact.article = "https://a.example/1";
  EXPECT_EQ(Make().body, "As promised. https://a.example/1. Bye.");
}

TEST_F(DraftTest, AnArticleWithoutAnAddressIsNoLinkToSend) {
  contact.article = "the one on grids";
  EXPECT_EQ(Filled("[The link: {article}.] Bye."), "Bye.");
}

TEST(Spoken, DaysAndTimesInFiveLanguages) {
  const LocalTime time = ParseLocal("2027-03-01 16:15").value();
  const Date other = ParseDate("2026-12-30").value();
  struct Case {
    const char* language;
    const char* slot;
    const char* day;
  };
  const Case cases[] = {
      {"en", "Monday 1 March at 4:15 pm", "1 March 2027"},
      {"de", "Montag, 1. M\u00E4rz, 16:15 Uhr", "1. M\u00E4rz 2027"},
      {"fr", "lundi 1er mars \u00E0 16 h 15", "1er mars 2027"},
      {"es", "el lunes 1 de marzo a las 16:15", "1 de marzo de 2027"},
      {"pt", "segunda-feira, 1 de mar\u00E7o, \u00E0s 16h15", "1 de mar\u00E7o de 2027"},
      {"xx", "Monday 1 March at 4:15 pm", "1 March 2027"},
  };
  for (const Case& c : cases) {
    EXPECT_EQ(SpokenSlot(time, c.language), c.slot);
    EXPECT_EQ(SpokenDay(DateOf(time), other, c.language), c.day);
  }
  EXPECT_EQ(SpokenTime(minutes{0}, "en"), "12 am");
  EXPECT_EQ(SpokenTime(minutes{720}, "en"), "12 pm");
  EXPECT_EQ(SpokenTime(minutes{60}, "es"), "la 1:00");
}

struct CheckCase {
  const char* script;
  const char* language;
  const char* body;
  const char* finding;  // the start of the only one; empty: none
};

TEST(DraftCheck, NamesEachFault) {
  const CheckCase cases[] = {
      {"keep", "en", "How are you?", ""},
      {"keep", "en", "See https://x.example/?a=1&b=?c. How are you?", ""},
      {"keep", "en", "How are you? And the work?", "asks 2 questions"},
      {"call", "en", "Referral? Resource?", ""},
      {"keep", "en", "I know that you\u2019re busy.", "makes the reader's excuse"},
      {"keep", "en", "Just  Checking\nin.", "makes the reader's excuse"},
      {"keep", "de", "Ich wollte nur fragen.", "makes the reader's excuse"},
      {"keep", "fr", "Pardon de VOUS D\u00C9RANGER.", "makes the reader's excuse"},
      {"keep", "es", "Perd\u00F3n por la molestia.", "makes the reader's excuse"},
      {"keep", "pt", "S\u00F3 passando para dizer oi.", "makes the reader's excuse"},
      {"thank-you", "en", "Thanks! Our product is great.", "sells where"},
      {"news", "en", "Our product is great.", ""},
      {"keep", "en", "Hi {name}.", "has a field"},
  };
  for (const CheckCase& c : cases) {
    const auto findings = CheckDraft(c.script, c.language, "", c.body);
    ASSERT_EQ(findings.size(), *c.finding == '\0' ? 0U : 1U) << c.body;
    if (findings.empty()) continue;
    EXPECT_TRUE(findings[0].starts_with(c.finding)) << findings[0];
  }
  std::string sixty;
  for (int i = 0; i < 60; ++i) sixty += "word - ";
  EXPECT_TRUE(CheckDraft("keep", "en", "", sixty).empty());
  EXPECT_EQ(CheckDraft("keep", "en", "", sixty + "more").size(), 1U);
  const std::string before[] = {"how ARE you?"};
  EXPECT_EQ(CheckDraft("keep", "en", "", "How are  you?", before).size(), 1U);
}

}  // namespace
}  // namespace touchbase
