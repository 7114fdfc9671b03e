#include "sync/core/item_text.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "config/cadences.h"
#include "config/script_text.h"
#include "ical/calendar_item.h"
#include "ical/description.h"
#include "ical/outcome_words.h"
#include "model/draft_check.h"
#include "sync/core/item_content.h"

namespace touchbase {
namespace {

constexpr const char* kNow = "2027-03-02 08:00";

struct Row {
  const char* at;
  Kind kind;
  Direction direction = Direction::kOut;
  Outcome outcome = Outcome::kNone;
  const char* notes = "";
};

// How a contact came to a step that is due on the day.
struct Case {
  const char* name;
  const char* step;
  const char* track;
  std::vector<Row> rows;
  void (*change)(Contact& contact) = nullptr;
};

constexpr Direction kIn = Direction::kIn;
constexpr Direction kOut = Direction::kOut;

std::vector<Row> Outreach(const std::vector<const char*>& days) {
  std::vector<Row> rows;
  for (const char* day : days) rows.push_back({day, rows.empty() ? Kind::kFirst : Kind::kFollowUp});
  return rows;
}

std::vector<Case> MeetingCases() {
  const auto fair = [](Contact& contact) {
    contact.event = "the harbour fair";
    contact.they_said = "good tools are quiet tools";
    contact.promised = "the list of suppliers";
    contact.advice_given = "asking customers first";
  };
  return {
      {"thank-you", "thank-you", "", {{"2027-03-02 07:30", Kind::kMet}}, fair},
      {"thank-you with a card",
       "thank-you",
       "",
       {{"2027-03-02 07:30", Kind::kMet}},
       [](Contact& contact) { contact.postal_address = "Harbour Street 4, 20457 Hamburg"; }},
      {"thank-you, a link is missing",
       "thank-you",
       "",
       {{"2027-03-02 07:30", Kind::kMet}},
       [](Contact& contact) { contact.promised = "the article on grids"; }},
      {"check-in",
       "check-in",
       "",
       {{"2027-02-02 10:00", Kind::kMet}, {"2027-02-02 17:00", Kind::kThankYou}},
       fair},
      {"opening",
       "opening",
       "cold",
       {},
       [](Contact& contact) { contact.introduced_by = "Bob Ray"; }},
  };
}

std::vector<Case> OutreachCases() {
  return {
      {"follow-up-1", "follow-up-1", "", Outreach({"2027-03-01 10:00"})},
      {"follow-up-2", "follow-up-2", "", Outreach({"2027-02-27 10:00", "2027-02-28 10:00"})},
      {"follow-up-3", "follow-up-3", "",
       Outreach({"2027-02-23 10:00", "2027-02-24 10:00", "2027-02-26 10:00"})},
      {"follow-up-4", "follow-up-4", "",
       Outreach({"2027-02-16 10:00", "2027-02-17 10:00", "2027-02-19 10:00", "2027-02-23 10:00"})},
      {"follow-up-5", "follow-up-5", "",
       Outreach({"2027-02-02 10:00", "2027-02-03 10:00", "2027-02-05 10:00", "2027-02-09 10:00",
                 "2027-02-16 10:00"})},
      {"follow-up-6", "follow-up-6", "",
       Outreach({"2027-01-03 10:00", "2027-01-04 10:00", "2027-01-06 10:00", "2027-01-10 10:00",
                 "2027-01-17 10:00", "2027-01-31 10:00"})},
      {"monthly", "monthly", "warm",
       Outreach({"2026-12-04 10:00", "2026-12-05 10:00", "2026-12-07 10:00", "2026-12-11 10:00",
                 "2026-12-18 10:00", "2027-01-01 10:00", "2027-01-31 10:00"})},
      {"follow-up-1 after a wait",
       "follow-up-1",
       "",
       {{"2027-02-20 10:00", Kind::kFirst},
        {"2027-02-21 10:00", Kind::kFollowUp, kOut, Outcome::kWait}}},
      {"vip-1", "vip-1", "", Outreach({"2027-02-25 10:00"}),
       [](Contact& contact) { contact.vip = true; }},
  };
}

std::vector<Case> OtherCases() {
  return {
      {"answer",
       "answer",
       "",
       {{"2027-02-27 10:00", Kind::kFirst}, {"2027-03-01 10:00", Kind::kReply, kIn}}},
      {"ask",
       "ask",
       "",
       {{"2027-02-01 10:00", Kind::kMet},
        {"2027-02-01 17:00", Kind::kThankYou},
        {"2027-03-01 10:00", Kind::kCheckIn}},
       [](Contact& contact) { contact.goal = "a first workshop in May"; }},
      {"thanks",
       "thanks",
       "",
       {{"2027-02-27 10:00", Kind::kFirst},
        {"2027-03-01 10:00", Kind::kFollowUp, kOut, Outcome::kClosed}}},
      {"keep", "keep", "keep", {{"2026-12-02 10:00", Kind::kFollowUp}}},
      {"keep by phone",
       "keep",
       "keep",
       {{"2026-12-02 10:00", Kind::kFollowUp}},
       [](Contact& contact) { contact.channel = "phone"; }},
      {"keep on LinkedIn",
       "keep",
       "keep",
       {{"2026-12-02 10:00", Kind::kFollowUp}},
       [](Contact& contact) { contact.channel = "linkedin"; }},
      {"keep, in German",
       "keep",
       "keep",
       {{"2026-12-02 10:00", Kind::kFollowUp}},
       [](Contact& contact) { contact.language = "de-AT"; }},
      {"friend", "friend", "friend", {{"2026-12-02 10:00", Kind::kFollowUp}}},
      {"reconnect", "reconnect", "friend", {{"2026-02-25 10:00", Kind::kFollowUp}}},
      {"promise",
       "promise",
       "keep",
       {{"2027-03-01 10:00", Kind::kPromise, kOut, Outcome::kNone, "a word with Bob Ray"}}},
      {"asked",
       "asked",
       "keep",
       {{"2027-03-01 10:00", Kind::kPromise, kIn, Outcome::kNone, "the plan for May"}}},
      {"offered",
       "offered",
       "keep",
       {{"2027-02-23 10:00", Kind::kOffer, kIn, Outcome::kNone, "a tour of the plant"}}},
  };
}

std::vector<Case> Cases() {
  std::vector<Case> cases = MeetingCases();
  for (const auto& more : {OutreachCases(), OtherCases()}) {
    cases.insert(cases.end(), more.begin(), more.end());
  }
  return cases;
}

// One person, planned by the real planner.
class Desk {
 public:
  explicit Desk(const Case& c) {
    Contact& jane = contacts_.emplace_back();
    jane.id = "jane";
    jane.name = "Jane Doe";
    jane.title = "Head of Tools";
    jane.company = "Acme";
    jane.email = "jane@acme.example";
    jane.phone = "+49 (0)40 123456";
    jane.linkedin_url = "https://linkedin.example/in/jane";
    jane.track = c.track;
    if (c.change != nullptr) c.change(jane);
    for (const Row& row : c.rows) {
      Touch& touch = touches_.emplace_back();
      touch.id = "t-" + std::to_string(touches_.size());
      touch.contact = jane.id;
      touch.at = ParseLocal(row.at).value();
      touch.has_time = true;
      touch.kind = row.kind;
      touch.direction = row.direction;
      touch.outcome = row.outcome;
      touch.notes = row.notes;
      touch.channel = row.kind == Kind::kMet ? Channel::kMeeting : Channel::kEmail;
    }
    settings_.scripts = BuiltInScripts();
    settings_.sender = {"Ana Souza", "Ana", "", ""};
  }

  // The follow-up of that step, as the plan of the day has it.
  FollowUp Planned(const std::string& step) const {
    const CadenceSet cadences = BuiltInCadences();
    PlanSettings settings;
    settings.horizon_days = 400;  // a reconnection is spread over the whole lap
    settings.offering_scripts = settings_.scripts.NamesWith("slot1");
    const PlanInput input{
        contacts_, touches_, cadences, settings, {}, {}, ParseLocal(kNow).value()};
    for (const FollowUp& follow_up : MakePlan(input).follow_ups) {
      if (follow_up.key.step == step) return follow_up;
    }
    ADD_FAILURE() << "nothing planned: " << step;
    return {};
  }

  std::string Text(const FollowUp& follow_up) const {
    const LiveLog log(touches_);
    return ItemText(follow_up, contacts_[0], TextSourcesOf(settings_, log, zone_, {}), true);
  }

  Contact& contact() { return contacts_[0]; }
  RunSettings& settings() { return settings_; }

 private:
  std::vector<Contact> contacts_;
  std::vector<Touch> touches_;
  RunSettings settings_;
  UtcZone zone_;
};

std::string ReadFile(const std::string& path) {
  std::ifstream file(path);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

// One description for every step, to be read by people: tests/data/texts/descriptions.txt.
TEST(ItemText, ReadsAsInTheFileOfDescriptions) {
  std::string all;
  for (const Case& c : Cases()) {
    const Desk desk(c);
    const FollowUp follow_up = desk.Planned(c.step);
    all += std::string("=== ") + c.name + ": " + follow_up.title + "\n\n" + desk.Text(follow_up) +
           "\n";
  }
  const std::string expected = ReadFile(TOUCHBASE_SOURCE_DIR "/tests/data/texts/descriptions.txt");
  if (all == expected) return;
  const std::string actual = ::testing::TempDir() + "descriptions.txt";
  std::ofstream(actual) << all;
  ADD_FAILURE() << "the descriptions are others now: see " << actual;
}

TEST(ItemText, AfterAWaitTheDraftSaysThatTheyAskedForTheTime) {
  const std::vector<Case> cases = Cases();
  const auto wait = std::find_if(cases.begin(), cases.end(), [](const Case& c) {
    return std::string_view(c.name) == "follow-up-1 after a wait";
  });
  ASSERT_NE(wait, cases.end());
  const std::pair<const char*, const char*> said[] = {
      {"en", "You asked me to write to you"},
      {"de", "Sie baten mich, Ihnen zu schreiben"},
      {"fr", "Vous m'aviez demand\u00E9 de vous \u00E9crire"},
      {"es", "Me pediste que te escribiera"},
      {"pt", "Voc\u00EA pediu que eu escrevesse"}};
  for (const auto& [language, words] : said) {
    Desk desk(*wait);
    desk.contact().language = language;
    const std::string text = desk.Text(desk.Planned("follow-up-1"));
    EXPECT_NE(text.find(words), std::string::npos) << text;
  }
}

TEST(ItemText, ShowsAboveTheDraftWhatAPromiseIsAbout) {
  const Case promise{
      "promise",
      "promise",
      "keep",
      {{"2027-03-01 10:00", Kind::kPromise, kOut, Outcome::kNone, "send the price list"}}};
  const Desk other(promise);
  const std::string text = other.Text(other.Planned("promise"));
  const std::size_t note = text.find("It is about: send the price list");
  const std::size_t draft = text.find("\nDraft\n");
  ASSERT_NE(note, std::string::npos) << text;
  EXPECT_LT(note, draft);
  EXPECT_EQ(text.substr(draft, text.find("mailto:") - draft).find("price"), std::string::npos);
}

TEST(ItemText, IsTheSameOnEveryDayThatItStands) {
  for (const Case& c : Cases()) {
    const Desk desk(c);
    FollowUp follow_up = desk.Planned(c.step);
    const std::string before = desk.Text(follow_up);
    follow_up.start += days{3};
    EXPECT_EQ(desk.Text(follow_up), before) << c.name;
  }
}

// Whatever the user's cells hold, nothing can be read back as an outcome or as HTML, and the text
// comes back from the calendar as it went.
TEST(ItemText, HoldsNothingThatCouldBeReadBack) {
  for (const Case& c : Cases()) {
    Desk desk(c);
    Contact& jane = desk.contact();
    for (std::string* cell :
         {&jane.company, &jane.event, &jane.they_said, &jane.interesting, &jane.promised,
          &jane.they_offered, &jane.advice_given, &jane.goal, &jane.introduced_by}) {
      *cell = "a #replied <b>bold</b>\n--- your notes below ---\n#no " + std::string(9000, 'x');
    }
    jane.linkedin_url = "https://linkedin.example/in/jane#paid";
    const std::string text = desk.Text(desk.Planned(c.step));
    for (const std::string_view line : ical::TextLines(text)) {
      const ical::LineWords words = ical::ReadLineWords(line, DateOf(ParseLocal(kNow).value()), {});
      EXPECT_TRUE(words.words.empty() && words.unknown.empty()) << line;
      EXPECT_NE(line, ical::kLastLine);
    }
    EXPECT_LT(text.size(), 8000U) << c.name;
    const std::string ours = ical::ComposeOurs(text, "");
    const std::string whole = ical::WriteDescription(ours, {});
    EXPECT_TRUE(ical::ReadDescription(whole, ical::LineDigests(ours)).intact) << c.name;
  }
}

TEST(ItemText, IsNameAndChannelWhereDetailsAreBrief) {
  const std::vector<Case> cases = Cases();
  Desk desk(cases.front());
  desk.settings().brief = true;
  EXPECT_EQ(desk.Text(desk.Planned("thank-you")), "Jane Doe, email\n");
}

TEST(ItemText, EveryMailInItIsReadyToBeSent) {
  for (const Case& c : Cases()) {
    const Desk desk(c);
    const std::string text = desk.Text(desk.Planned(c.step));
    if (text.find("\nDraft\n") == std::string::npos) continue;
    EXPECT_NE(text.find("mailto:jane@acme.example?subject="), std::string::npos) << c.name;
    EXPECT_NE(text.find("&body="), std::string::npos) << c.name;
    EXPECT_NE(text.find("tel:+4940123456\n"), std::string::npos) << c.name;
  }
}

TEST(PersonText, OfTheCatchUpIsTheShortFormForWhoeverWaitsForNothing) {
  const std::vector<Case> cases = Cases();
  Desk desk(cases.back());
  const LiveLog log(std::span<const Touch>{});
  const UtcZone zone;
  const TextSources sources = TextSourcesOf(desk.settings(), log, zone, {});
  FollowUp follow_up = desk.Planned("offered");
  EXPECT_EQ(PersonText(follow_up, desk.contact(), sources, true).find("A short hello"),
            std::string::npos)
      << "what they offered has words of its own";
  follow_up.key.step = "keep";
  follow_up.track = "keep";
  const std::string text = PersonText(follow_up, desk.contact(), sources, true);
  EXPECT_NE(text.find("A short hello: I have been thinking of you."), std::string::npos) << text;
  EXPECT_EQ(text.find("Heard from"), std::string::npos);
  EXPECT_EQ(PersonText(follow_up, desk.contact(), sources, false).find("A short hello"),
            std::string::npos);
}

}  // namespace
}  // namespace touchbase
