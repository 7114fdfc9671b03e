// doctor and status: what is wrong is named, with what to do about it.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <csignal>
#include <filesystem>

#include "tests/cli/world.h"

namespace touchbase::test {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

class Doctor : public ::testing::Test {
 protected:
  // The finding of one check: "ok detail" or "wrong detail; mend".
  std::string Finding(const std::string& name) const {
    int code = 0;
    const Json doctor = world_.RunJson({"doctor"}, &code);
    for (const Json& check : doctor["checks"]) {
      if (check["name"] != name) continue;
      const std::string detail = check["detail"];
      return check["ok"].get<bool>() ? "ok " + detail
                                     : "wrong " + detail + "; " + check["mend"].get<std::string>();
    }
    return "no such check";
  }

  World world_;
};

TEST_F(Doctor, ColumnsThatAreNotOursAreNamedAndTypingErrorsAreWrong) {
  EXPECT_EQ(Finding("columns"), "ok all are known");
  world_.Contacts("id,name,Shoe size\nana,Ana,42\n");
  EXPECT_THAT(Finding("columns"), AllOf(HasSubstr("ok "), HasSubstr("\"Shoe size\"")));
  world_.Contacts("id,name,compny\nana,Ana,Acme\n");
  EXPECT_THAT(Finding("columns"),
              AllOf(HasSubstr("wrong "), HasSubstr("\"compny\" (did you mean company?)")));
}

TEST_F(Doctor, TracksThatThereAreNotAreNamed) {
  EXPECT_THAT(Finding("tracks"), HasSubstr("ok "));
  world_.Contacts("id,name,track\nana,Ana Souza,clod\nben,Ben,keep\n");
  EXPECT_THAT(Finding("tracks"), AllOf(HasSubstr("wrong "), HasSubstr("Ana Souza: \"clod\""),
                                       HasSubstr("did you mean cold?"), Not(HasSubstr("Ben"))));
}

TEST_F(Doctor, NobodyIsForgottenIsSaidOnlyOfSomebody) {
  EXPECT_THAT(Finding("next steps"), HasSubstr("nobody is forgotten"));
  world_.Contacts("id,name\n");
  world_.Touches("contact,at,kind\n");
  EXPECT_EQ(Finding("next steps"), "ok nobody is in the book yet");
}

TEST_F(Doctor, ACalendarThatIsGoneIsNotOk) {
  EXPECT_THAT(Finding("calendar"), HasSubstr("ok "));
  ASSERT_EQ(world_.Run({"sync"}).exit_code, 0);
  EXPECT_THAT(Finding("calendar"), HasSubstr("ok "));
  for (const auto& entry : std::filesystem::directory_iterator(world_.dir() / "calendars")) {
    std::filesystem::remove_all(entry.path());
  }
  EXPECT_THAT(Finding("calendar"), AllOf(HasSubstr("wrong "), HasSubstr("--new-calendar")));
}

TEST_F(Doctor, CalendarsThatAreReadForBusyTimesAreNamed) {
  EXPECT_THAT(Finding("calendar"), HasSubstr("no other calendar is read"));
  world_.dir().Write("calendars/Private/a.ics", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n");
  EXPECT_THAT(Finding("calendar"), HasSubstr("read from \"Private\""));
}

TEST_F(Doctor, DatesOfSpreadsheetsAreReadAndOthersAreNamedWithTheirLine) {
  world_.Touches("contact,at,kind\nben,27.2.2026,first\nana,01.03.26 15:00,met\n");
  EXPECT_THAT(world_.Run({"doctor"}).err, Not(HasSubstr("touches.csv")));
  EXPECT_THAT(world_.Run({"why", "ben"}).out, HasSubstr("27 February"));
  world_.Touches("contact,at,kind\nben,03/02/2026,first\n");
  EXPECT_THAT(world_.Run({"doctor"}).err, AllOf(HasSubstr("touches.csv:2:2"),
                                                HasSubstr("03/02/2026"), HasSubstr("2026-03-31")));
}

TEST_F(Doctor, AGuessedZoneIsSaid) {
  std::string settings = ReadFile(world_.SettingsPath());
  settings.erase(settings.find("time_zone"), std::string("time_zone = \"Europe/Berlin\"\n").size());
  world_.dir().Write("touchbase.toml", settings);
  EXPECT_THAT(Finding("time zone"), HasSubstr("set time_zone"));
}

TEST_F(Doctor, AStoppedRunIsNamedByStatusUntilTheNext) {
  EXPECT_EQ(world_.RunJson({"status"})["interrupted"], "");
  ASSERT_EQ(world_.Run({"sync"}).exit_code, 0);
  EXPECT_EQ(world_.RunJson({"status"})["interrupted"], "");
  // The calendar's folder cannot be read from now on: the run fails, which is an end as well.
  std::filesystem::rename(world_.dir() / "calendars", world_.dir() / "elsewhere");
  EXPECT_NE(world_.Run({"sync"}).exit_code, 0);
  const Json status = world_.RunJson({"status"});
  EXPECT_EQ(status["interrupted"], "");
  EXPECT_NE(status["failed"], "");
  EXPECT_NE(status["last_success"], "");
}

TEST_F(Doctor, MessagesDoNotRepeatTheirPlace) {
  std::filesystem::remove(world_.dir() / "book/contacts.csv");
  const std::string err = world_.Run({"sync"}).err;
  const auto first = err.find("contacts.csv");
  ASSERT_NE(first, std::string::npos) << err;
  EXPECT_EQ(err.find((world_.dir() / "book/contacts.csv").string(), first + 1), std::string::npos)
      << err;
}

}  // namespace
}  // namespace touchbase::test
