// One whole loop on files for valgrind: first run, a tick and a note by the user, the run that
// reads them, and one that finds nothing to do. Exits with 1 when that is not what happened.
#include <cstdio>

#include "tests/fault/file_world.h"
#include "tests/support/temp_dir.h"

namespace {

bool Check(bool holds, const char* what) {
  if (!holds) std::fprintf(stderr, "not as expected: %s\n", what);
  return holds;
}

}  // namespace

int main() {
  const touchbase::test::TempDir dir;
  touchbase::test::FileWorld world(dir.path());
  const auto first = world.Run("2026-03-02 12:00");
  world.Edit("Bo", "task", [](touchbase::test::PhoneItem& phone) {
    phone.Tick(touchbase::ParseUtcBasic("20260303T080000Z").value());
  });
  world.Edit("Bo", "block", [](touchbase::test::PhoneItem& phone) { phone.Type("likes boats"); });
  const auto second = world.Run("2026-03-03 09:30");
  const auto third = world.Run("2026-03-03 09:30");
  const bool fine = Check(first.created > 0, "the first run makes items") &&
                    Check(second.touches_logged == 1, "the tick is logged once") &&
                    Check(second.created == 2, "the next step stands") &&
                    Check(third.created + third.updated + third.deleted == 0, "then it is quiet");
  return fine ? 0 : 1;
}
