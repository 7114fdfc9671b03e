#include "tests/cli/why_cases.h"

#include <gtest/gtest.h>

#include "tests/cli/world.h"

namespace touchbase::test {
namespace {

std::vector<std::string> SixTries() {
  std::vector<std::string> rows = {"p,2025-12-01,first,out,,,"};
  for (const char* day :
       {"2025-12-02", "2025-12-04", "2025-12-08", "2025-12-15", "2025-12-29", "2026-01-28"}) {
    rows.push_back("p," + std::string(day) + ",follow-up,out,,,");
  }
  return rows;
}

}  // namespace

const std::vector<WhyCase>& WhyCases() {
  static const std::vector<WhyCase> kCases = {
      {"No answer so far",
       "p,Ben Okri,ben@x.example,,,,",
       {"p,2026-02-26,first,out,,,", "p,2026-02-27,follow-up,out,,,",
        "p,2026-03-02,follow-up,out,,,"}},
      {"Six tries are over", "p,Lea Blum,lea@x.example,,,,", SixTries()},
      {"A warm one who fell silent",
       "p,Owen Pryce,owen@x.example,,,a contract,",
       {"p,2026-02-20,reply,in,,,", "p,2026-02-23,answer,out,,,", "p,2026-02-24,follow-up,out,,,"}},
      {"They asked to wait",
       "p,Ines Vale,ines@x.example,,,,",
       {"p,2026-02-20,first,out,,,", "p,2026-02-24,reply,in,wait,2026-03-20,after the audit"}},
      {"They wrote",
       "p,Tom Lind,tom@x.example,,,,",
       {"p,2026-02-27,first,out,,,", "p,2026-03-04 16:00,reply,in,,,"}},
      {"You promised something",
       "p,Mia Roth,mia@x.example,keep,,,",
       {"p,2026-02-27,promise,out,,2026-03-06,the price list"}},
      {"You met",
       "p,Meera Iyer,meera@x.example,,,,",
       {"p,2026-03-03 15:00,met,out,,,", "p,2026-03-03 17:00,thank-you,out,,,"}},
      {"A customer",
       "p,Bruno Moretti,bruno@x.example,,,,",
       {"p,2026-02-20,first,out,,,", "p,2026-03-04 10:00,reply,in,closed,,"}},
      {"A friend, long silent",
       "p,Nils Dahl,nils@x.example,friend,,,",
       {"p,2025-01-10,met,out,,,", "p,2025-01-10,thank-you,out,,,",
        "p,2025-02-10,check-in,out,,,"}},
      {"Kept in touch with", "p,Ana Souza,ana@x.example,keep,,,", {"p,2025-12-22,first,out,,,"}},
      {"In line", "p,Jo Abt,jo@x.example,cold,,,", {}},
      {"They said no",
       "p,Eli Park,eli@x.example,,,,",
       {"p,2026-02-20,first,out,,,", "p,2026-02-24,reply,in,declined,,"}},
      {"Paused by you", "p,Uma Rao,uma@x.example,keep,paused,,", {"p,2026-01-10,first,out,,,"}},
      {"Stopped by you",
       "p,Kai Moss,kai@x.example,,,,",
       {"p,2026-02-20,first,out,,,", "p,2026-02-24,follow-up,out,stopped,,"}},
  };
  return kCases;
}

std::string PrintedWhyCases() {
  std::string text;
  for (const WhyCase& one : WhyCases()) {
    World world;
    world.Settings("", "", "[plan]\nstart_per_week = 0\n");
    if (std::string(one.title) != "In line") world.Settings();
    world.Contacts("id,name,email,track,status,goal,wait_until\n" + one.row + "\n");
    std::string touches = "contact,at,kind,direction,outcome,until,notes\n";
    for (const std::string& row : one.touches) touches += row + "\n";
    world.Touches(touches);
    const ChildResult result = world.Run({"why", "p"}, one.now);
    EXPECT_EQ(result.exit_code, 0) << one.title << result.err;
    EXPECT_EQ(result.err, "") << one.title;
    text +=
        "\n### " + std::string(one.title) + "\n\n```\n$ touchbase why p\n" + result.out + "```\n";
  }
  return text;
}

}  // namespace touchbase::test
