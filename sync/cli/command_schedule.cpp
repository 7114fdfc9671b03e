// schedule: how to run it every quarter of an hour; --install begins.
#include "sync/cli/commands.h"
#include "sync/cli/timer.h"

namespace touchbase::cli {
namespace {

constexpr int kNotDone = 5;

}  // namespace

int CommandSchedule(Workplace& place) {
  Output& out = place.out();
  const std::string cron = CronLine(place.settings_path());
  const bool wanted = place.options().schedule.install;
  const bool runs = wanted && InstallTimer(place.settings_path(), out);
  out.Answer(ScheduleJson(cron, runs));
  if (wanted) return runs ? 0 : kNotDone;
  out.Line("By systemd: touchbase schedule --install");
  out.Line("By cron (crontab -e): " + cron);
  return 0;
}

}  // namespace touchbase::cli
