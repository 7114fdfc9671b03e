// The real program on a real Radicale, killed by SIGKILL at every request, before it reaches the
// server and before its answer comes back, then started again: calendar and log are those of a
// life in which nothing happened, and the run after it has nothing to do.
#include <gtest/gtest.h>

#include <functional>
#include <iostream>
#include <string>

#include "tests/kill/radicale_world.h"

namespace touchbase::test {
namespace {

struct Scene {
  const char* now;
  std::function<void(RadicaleWorld&)> act;  // before the run of that time
};

void Mark(const std::string& line, RadicaleWorld* world) {
  world->Edit("thank-you", "VEVENT",
              [&](PhoneItem& phone) { phone.Replace("[ ] " + line, "[x] " + line); });
}

const Scene kScenes[] = {
    {"2026-03-02T12:00:00+01:00", [](RadicaleWorld&) {}},
    {"2026-03-03T09:30:00+01:00",
     [](RadicaleWorld& world) {
       world.Edit("Bo", "VTODO",
                  [](PhoneItem& phone) { phone.Tick(ParseUtcBasic("20260303T081500Z").value()); });
       world.Edit("Bo", "VEVENT", [](PhoneItem& phone) { phone.Type("likes boats"); });
       world.Edit("Cy", "VEVENT", [](PhoneItem& phone) {
         phone.MoveTo(ParseLocal("2026-03-05 11:00").value(), 30);
       });
       world.Log(",eve,2026-03-03 09:00,out,meeting,met,,,,");
       world.Log(",flo,2026-03-03 09:00,out,meeting,met,,,,");
     }},
    {"2026-03-03T11:00:00+01:00",
     [](RadicaleWorld& world) {
       Mark("Eve Hart", &world);
       world.Remove("Cy", "");
     }},
    {"2026-03-06T10:00:00+01:00",
     [](RadicaleWorld& world) {
       world.Edit("Bo", "VTODO", [](PhoneItem& phone) { phone.Type("#no"); });
       world.Remove("Eve Hart: check in", "VEVENT");
     }},
};

class Radicale : public testing::Test {
 protected:
  Radicale() {
    world_.WriteBook(
        "id,name,email,track\r\nbo,Bo Lind,bo@x.example,\r\ncy,Cy Young,cy@x.example,warm\r\n"
        "eve,Eve Hart,eve@x.example,\r\nflo,Flo Reed,flo@x.example,\r\n",
        "id,contact,at,direction,channel,kind,outcome,notes,follow_up,until\r\n"
        ",bo,2026-03-02 08:00,out,email,first,,,,\r\n"
        ",cy,2026-03-02 08:10,out,email,first,,,,\r\n");
  }

  void RunsQuietly(const Scene& scene) {
    const ChildResult quiet = world_.Sync(scene.now);
    EXPECT_NE(quiet.out.find("\"changed\":false"), std::string::npos) << quiet.out;
  }

  RadicaleWorld world_;
};

TEST_F(Radicale, KilledAtAnyRequestEndsTheSame) {
  int points = 0;
  for (const Scene& scene : kScenes) {
    scene.act(world_);
    if (HasFatalFailure()) return;
    world_.Keep();
    world_.Sync(scene.now);
    const int requests = world_.requests();
    const std::string expected = world_.State();
    for (int request = 0; request < requests; ++request) {
      for (const Moment moment : {Moment::kBefore, Moment::kAfter}) {
        SCOPED_TRACE(std::string(scene.now) + (moment == Moment::kBefore ? " before" : " after") +
                     " request " + std::to_string(request) + " of " + std::to_string(requests));
        world_.Restore();
        ASSERT_TRUE(world_.SyncKilled(scene.now, request, moment));
        ++points;
        world_.Sync(scene.now);
        ASSERT_EQ(world_.State(), expected);
        RunsQuietly(scene);
        ASSERT_EQ(world_.State(), expected);
      }
    }
    std::cout << scene.now << ": " << requests << " requests\n";
    world_.Restore();
    world_.Sync(scene.now);
  }
  std::cout << "killed at " << points << " points\n";
  EXPECT_GE(points, 100);
}

}  // namespace
}  // namespace touchbase::test
