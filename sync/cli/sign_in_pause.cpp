#include "sync/cli/sign_in_pause.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <sstream>

#include "model/error.h"
#include "model/hash.h"

namespace touchbase::cli {
namespace {

constexpr const char* kPauseName = "sign-in refused";
constexpr std::array<std::int64_t, 3> kHours = {1, 6, 24};

// Of what the sign-in depends on; nothing of a secret is in it.
std::string FingerprintOf(const CalendarSettings& calendar) {
  std::ostringstream out;
  out << calendar.url << '\n'
      << calendar.user << '\n'
      << calendar.password_file << '\n'
      << calendar.password_env << '\n'
      << calendar.credential << '\n'
      << calendar.keyring;
  for (const std::string& word : calendar.password_command) out << '\n' << word;
  std::error_code error;
  const auto written = std::filesystem::last_write_time(calendar.password_file, error);
  if (!error) out << '\n' << written.time_since_epoch().count();
  return UuidHex({out.str()});
}

}  // namespace

SignInPause::SignInPause(const Settings& settings, BaseStore& base)
    : settings_(settings), base_(base), fingerprint_(FingerprintOf(settings.calendar)) {
  std::istringstream in(base.Get(kPauseName));
  std::string known;
  int refused = 0;
  std::int64_t last_s = 0;
  if (in >> refused >> last_s >> known && known == fingerprint_ && refused > 0) {
    refused_ = refused;
    last_s_ = last_s;
  }
}

std::int64_t SignInPause::WaitsUntil() const {
  if (refused_ == 0) return 0;
  const auto step = std::min(static_cast<std::size_t>(refused_), kHours.size()) - 1;
  return last_s_ + kHours.at(step) * 3600;
}

void SignInPause::Check(Instant now) const {
  const std::int64_t now_s = now.time_since_epoch().count();
  const std::int64_t left_s = WaitsUntil() - now_s;
  // A clock that went back must not make it wait for years.
  if (left_s <= 0 || now_s < last_s_) return;
  const std::int64_t left_min = (left_s + 59) / 60;
  throw ServerError(
      "the sign-in was refused " + std::to_string(refused_) + (refused_ == 1 ? " time" : " times") +
          "; the next run tries again in " +
          (left_min < 120 ? std::to_string(left_min) + " minutes"
                          : std::to_string((left_min + 59) / 60) + " hours") +
          ", or as soon as the settings change. After changing the password: touchbase doctor "
          "tries at once",
      settings_.calendar.url);
}

void SignInPause::Refused(Instant now) {
  ++refused_;
  last_s_ = now.time_since_epoch().count();
  base_.Set(kPauseName,
            std::to_string(refused_) + " " + std::to_string(last_s_) + " " + fingerprint_);
}

void SignInPause::Accepted() {
  refused_ = 0;
  if (!base_.Get(kPauseName).empty()) base_.Set(kPauseName, "");
}

}  // namespace touchbase::cli
