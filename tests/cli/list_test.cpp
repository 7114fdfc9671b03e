// today, agenda, overdue, list: what is due and for whom.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <set>
#include <sstream>

#include "tests/cli/world.h"

namespace touchbase::test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class Lists : public ::testing::Test {
 protected:
  Lists() {
    world_.Contacts(
        "id,name,email,company,track,vip,status,tags\n"
        "ana,Ana Souza,ana@x.example,Acme,,yes,,client; top\n"
        "ben,Ben Okri,ben@x.example,,,,,\n"
        "cy,Cy Ng,,Acme GmbH,cold,,,top\n"
        "dee,Dee Po,dee@x.example,,keep,,paused,\n"
        "eli,Eli No,,,,,declined,client\n"
        "fay,Fay Ar,,,,,archived,\n");
    world_.Touches(
        "contact,at,kind,direction,until\n"
        "ana,2026-03-01 15:00,met,,\n"
        "ana,2026-03-01 16:00,promise,out,2026-03-10\n"
        "ben,2026-02-27,first,,\n"
        "dee,2025-12-01,first,,\n");
  }
  std::vector<std::string> Found(const std::vector<std::string>& words) const {
    std::vector<std::string> line = {"list"};
    line.insert(line.end(), words.begin(), words.end());
    std::vector<std::string> ids;
    const Json list = world_.RunJson(line);
    for (const Json& item : list["items"]) {
      const std::string id = item["contact"];
      if (ids.empty() || ids.back() != id) ids.push_back(id);
    }
    return ids;
  }

  World world_;
};

TEST_F(Lists, EveryFilterFindsItsOwn) {
  EXPECT_THAT(Found({}), ElementsAre("ana", "ben", "cy", "dee", "eli"));
  EXPECT_THAT(Found({"tag:client"}), ElementsAre("ana", "eli"));
  EXPECT_THAT(Found({"tag:client", "vip"}), ElementsAre("ana"));
  EXPECT_THAT(Found({"tag:client", "-vip"}), ElementsAre("eli"));
  EXPECT_THAT(Found({"company:acme"}), ElementsAre("ana", "cy"));
  EXPECT_THAT(Found({"name:OKRI"}), ElementsAre("ben"));
  EXPECT_THAT(Found({"status:archived"}), ElementsAre("fay"));
  EXPECT_THAT(Found({"status:paused"}), ElementsAre("dee"));
  EXPECT_THAT(Found({"track:met"}), ElementsAre("ana"));
  EXPECT_THAT(Found({"track:cold"}), ElementsAre("ben", "cy"));
  EXPECT_THAT(Found({"no-next-step"}), ElementsAre("dee", "eli"));
  EXPECT_THAT(Found({"has:promise"}), ElementsAre("ana"));
  EXPECT_THAT(Found({"has:email", "-has:promise"}), ElementsAre("ben", "dee"));
  EXPECT_THAT(Found({"silent>30d"}), ElementsAre("cy", "dee", "eli"));
  EXPECT_THAT(Found({"silent<2d"}), ElementsAre("ana"));
  EXPECT_THAT(Found({"waiting", "name:ana"}), IsEmpty());
}

TEST_F(Lists, AWrongWordIsNamedWithTheNearestRightOne) {
  const std::vector<std::pair<const char*, const char*>> wrong = {
      {"overdu", "did you mean overdue?"},
      {"track:clod", "did you mean track:cold?"},
      {"tags:x", "did you mean tag?"},
      {"status:pause", "did you mean status:paused?"},
      {"silent>soon", "such as silent>30d"},
      {"has:promises", "did you mean has:promise?"},
      {"tag:", "needs a word"},
      {"xyzzy", "it is one of"},
  };
  for (const auto& [word, says] : wrong) {
    const ChildResult result = world_.Run({"list", word});
    EXPECT_EQ(result.exit_code, 2) << word;
    EXPECT_THAT(result.err, HasSubstr(word));
    EXPECT_THAT(result.err, HasSubstr(says));
  }
}

TEST_F(Lists, EveryoneHasTheKeysOfAnItem) {
  const Json plan = world_.RunJson({"plan"});
  ASSERT_FALSE(plan["follow_ups"].empty());
  const Json list = world_.RunJson({"list"});
  for (const Json& item : list["items"]) {
    for (const auto& [key, value] : plan["follow_ups"][0].items()) {
      EXPECT_TRUE(item.contains(key)) << key << item;
    }
  }
  EXPECT_THAT(world_.Run({"list", "status:declined"}).out, HasSubstr("Eli No"));
  EXPECT_THAT(world_.Run({"list", "vip", "tag:none"}).out, HasSubstr("Nobody."));
}

TEST_F(Lists, TheAgendaReachesAsFarAsItIsAsked) {
  const Json all = world_.RunJson({"plan"});
  const Json week = world_.RunJson({"agenda"});
  const Json month = world_.RunJson({"agenda", "35"});
  EXPECT_FALSE(week["items"].empty());
  EXPECT_LT(week["items"].size(), month["items"].size());
  for (const Json& item : week["items"]) EXPECT_LT(item["start"].get<std::string>(), "2026-03-09");
  EXPECT_EQ(world_.RunJson({"agenda", "1"})["items"], world_.RunJson({"today"})["items"]);
  EXPECT_EQ(world_.Run({"agenda", "0"}).exit_code, 2);
  EXPECT_EQ(world_.Run({"agenda", "soon"}).exit_code, 2);
}

TEST_F(Lists, OverdueIsWhatShouldHaveBeenDoneLongestFirst) {
  EXPECT_THAT(world_.Run({"overdue"}).out, HasSubstr("Nothing is overdue."));
  ASSERT_EQ(world_.Run({"sync"}).exit_code, 0);
  const char* later = "2026-03-06T08:00:00+01:00";
  const Json late = world_.RunJson({"overdue"}, nullptr, later);
  ASSERT_GE(late["items"].size(), 2U) << late;
  const std::string text = world_.Run({"overdue"}, later).out;
  EXPECT_THAT(text, HasSubstr("(its last day was "));
  for (std::size_t at = 0; at < text.size();) {  // one figure a line
    const std::size_t end = text.find('\n', at);
    const std::string line = text.substr(at, end - at);
    EXPECT_EQ(line.find(" late"), line.rfind(" late")) << line;
    at = end + 1;
  }
  EXPECT_LE(late["items"][0]["due"].get<std::string>(), late["items"][1]["due"].get<std::string>());
  const Json listed = world_.RunJson({"list", "overdue"}, nullptr, later);
  std::set<std::string> of_list;
  std::set<std::string> of_overdue;
  for (const Json& item : listed["items"]) of_list.insert(item["contact"].get<std::string>());
  for (const Json& item : late["items"]) of_overdue.insert(item["contact"].get<std::string>());
  EXPECT_EQ(of_list, of_overdue);
}

// Two people of one meeting share a block; the fair's debrief belongs to nobody.
TEST_F(Lists, BlocksAndSingleOnesComeInTheOrderOfTime) {
  world_.Touches(
      "contact,at,kind,direction,until,notes\n"
      "ana,2026-03-01 15:00,met,,,\n"
      "ben,2026-03-01 15:00,met,,,\n"
      "cy,2026-03-01,first,,,\n"
      ",2026-03-02 14:00,debrief,,,Boat Fair\n");
  for (const char* command : {"plan", "agenda"}) {
    const std::string out = world_.Run({command}).out;
    std::vector<std::string> times;
    std::istringstream lines(out);
    for (std::string line; std::getline(lines, line);) {
      const bool dated = line.size() > 24 && line[0] != ' ' && line.find(" Mar 2026 ") < 8;
      if (dated) times.push_back(line.substr(line.find(" Mar ") - 2, 20));
    }
    EXPECT_GE(times.size(), 3U) << out;
    EXPECT_TRUE(std::is_sorted(times.begin(), times.end())) << out;
    EXPECT_THAT(out, HasSubstr("Boat Fair: whom did you meet?"));
    EXPECT_THAT(out, HasSubstr("    Mon 2 Mar 2026 "));
  }
}

TEST_F(Lists, TheAgendaNamesDebriefsInJsonToo) {
  world_.Touches("contact,at,kind,notes\n,2026-03-02 14:00,debrief,Boat Fair\n");
  const auto debriefs = [&](const std::string& command) {
    const Json all = world_.RunJson({command});
    int count = 0;
    for (const Json& item : all[command == "plan" ? "follow_ups" : "items"]) {
      if (item["step"] == "debrief") ++count;
    }
    return count;
  };
  EXPECT_EQ(debriefs("plan"), 1);
  EXPECT_EQ(debriefs("agenda"), 1);
  EXPECT_EQ(debriefs("today"), 1);
}

TEST_F(Lists, StatusAndDoctorCountTheSameOpenFollowUps) {
  world_.Touches(
      "contact,at,kind\nana,2026-03-01 15:00,met\nben,2026-03-01 15:00,met\n"
      "cy,2026-03-01,first\n");
  ASSERT_EQ(world_.Run({"sync"}).exit_code, 0);
  const auto planned = world_.RunJson({"plan"})["follow_ups"].size();
  EXPECT_EQ(world_.RunJson({"status"})["open"], planned);
  EXPECT_THAT(world_.Run({"doctor"}).out, HasSubstr(std::to_string(planned) + " planned"));
}

TEST_F(Lists, NothingIsSaidToBeNothing) {
  world_.Contacts("id,name\n");
  world_.Touches("contact,at,kind\n");
  EXPECT_THAT(world_.Run({"overdue"}).out, HasSubstr("Nothing is overdue."));
  EXPECT_THAT(world_.Run({"agenda", "3"}).out, HasSubstr("Nothing in the next 3 days."));
  EXPECT_TRUE(world_.RunJson({"overdue"})["items"].empty());
}

}  // namespace
}  // namespace touchbase::test
