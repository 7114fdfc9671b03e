#include "tests/fault/file_scene.h"

#include <gtest/gtest.h>

#include <functional>

namespace touchbase::test {
namespace {

namespace fs = std::filesystem;

struct Scene {
  const char* at;
  std::function<void(FileWorld&)> act;
};

const Scene kScenes[kFileScenes] = {
    {"2026-03-02 12:00", [](FileWorld&) {}},
    {"2026-03-03 09:30",
     [](FileWorld& world) {
       world.Edit("Bo", "task",
                  [](PhoneItem& phone) { phone.Tick(ParseUtcBasic("20260303T080000Z").value()); });
       world.Edit("Bo", "block", [](PhoneItem& phone) { phone.Type("likes boats"); });
       world.Edit("Cy", "both", [](PhoneItem& phone) { phone.Type("#no"); });
     }},
    {"2026-03-06 10:00", [](FileWorld& world) { world.Remove("check in"); }},
};

}  // namespace

FileScene::FileScene(int index) : index_(index) {
  fs::create_directories(Place());
  FileWorld world(Place());
  for (int i = 0; i < index; ++i) {
    kScenes[i].act(world);
    world.Run(kScenes[i].at);
  }
  kScenes[index].act(world);
  fs::copy(Place(), dir_ / "before", fs::copy_options::recursive);
  FileWorld whole = Set();
  whole.Run(at());
  expected_ = whole.State();
}

const char* FileScene::at() const { return kScenes[index_].at; }

FileWorld FileScene::Set() const {
  fs::remove_all(Place());
  fs::copy(dir_ / "before", Place(), fs::copy_options::recursive);
  return FileWorld(Place());
}

void FileScene::EndsWell(FileWorld* world, const std::string& where) const {
  world->Run(at());
  ASSERT_EQ(world->State(), expected_) << where;
  const RunReport quiet = world->Run(at());
  EXPECT_EQ(quiet.created + quiet.updated + quiet.deleted + quiet.touches_logged, 0) << where;
}

}  // namespace touchbase::test
