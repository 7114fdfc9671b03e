#include "sync/cli/workplace.h"

#include <chrono>
#include <optional>

#include "config/secret.h"
#include "config/settings_file.h"
#include "ical/tz_zone.h"
#include "model/error.h"
#include "sync/cli/feed_reader.h"
#include "sync/cli/run_settings_of.h"
#include "sync/cli/version.h"
#include "sync/dav/caldav_account.h"
#include "sync/store/base_store_sqlite.h"
#include "sync/store/folder_account.h"
#include "sync/store/open_book.h"

namespace touchbase::cli {
namespace {

constexpr const char* kMemory = "account memory";

class SystemClock : public Clock {
 public:
  Instant Now() override { return std::chrono::floor<seconds>(std::chrono::system_clock::now()); }
};

std::unique_ptr<Clock> MakeClock(const std::optional<std::string>& now) {
  if (!now) return std::make_unique<SystemClock>();
  const auto time = ParseRfc3339(*now);
  if (!time)
    throw UsageError("--now \"" + *now +
                     "\" is no RFC 3339 time, such as 2026-03-02T09:00:00+01:00");
  return std::make_unique<FixedClock>(time->instant());
}

http::Options HttpOptions(const CalendarSettings& calendar) {
  http::Options http;
  http.user = calendar.user;
  http.ca_file = calendar.ca_file;
  http.pin_sha256 = calendar.pin_sha256;
  http.allow_plain_http = calendar.allow_plain_http;
  http.trust_hosts = calendar.trust_hosts;
  http.max_connections = calendar.max_connections;
  http.user_agent = std::string("touchbase/") + kVersion;
  http.interrupted = InterruptAsked;
  if (const auto secret = ReadSecret(calendar, SystemEnv())) http.password = secret->Reveal();
  return http;
}

}  // namespace

Workplace::Workplace(const Options& options, const std::string& settings_path, Output& out)
    : options_(options),
      out_(out),
      settings_path_(settings_path),
      settings_(LoadSettings(settings_path, SystemEnv())),
      zone_is_guessed_(settings_.time_zone.empty()),
      clock_(MakeClock(options.now)) {
  const std::string zone = zone_is_guessed_ ? ical::SystemZoneName() : settings_.time_zone;
  zone_ = ical::LoadZone(zone);
  run_settings_ = RunSettingsOf(settings_, zone, ical::ZoneDatabaseVersion());
}

Workplace::~Workplace() = default;

std::string Workplace::Rfc3339(LocalTime local) const {
  const Instant instant = zone_->ToInstant(local);
  return FormatRfc3339(local, zone_->OffsetAt(instant));
}

const Zone* Workplace::ZoneNamed(const std::string& name) {
  const auto [known, is_new] = zones_.try_emplace(name);
  if (is_new) known->second = ical::FindZone(name);
  return known->second.get();
}

Book& Workplace::book() {
  if (!book_) book_ = store::OpenBook(settings_, zone_.get());
  return *book_;
}

BaseStore& Workplace::base() {
  if (!base_) {
    auto base = std::make_unique<store::SqliteBaseStore>(settings_.state);
    for (const std::string& warning : base->warnings()) out_.Complain("note: " + warning);
    base_ = std::move(base);
  }
  return *base_;
}

Account& Workplace::account() {
  if (account_) return *account_;
  const CalendarSettings& calendar = settings_.calendar;
  if (calendar.url.empty()) {
    throw InputError("there is no calendar in the settings: set [calendar] url", settings_path_);
  }
  if (calendar.url.starts_with("file:")) {
    account_ = std::make_unique<store::FolderAccount>(calendar.url);
    return *account_;
  }
  dav::DavOptions dav;
  dav.http = HttpOptions(calendar);
  dav.url = calendar.url;
  dav.remembered = {base().Get(kMemory)};
  account_ = dav::OpenCalDav(std::move(dav));
  return *account_;
}

// Without user and password: it is somebody else's server.
Feeds& Workplace::feeds() {
  if (feeds_) return *feeds_;
  const CalendarSettings& calendar = settings_.calendar;
  http::Options http;
  http.ca_file = calendar.ca_file;
  http.allow_plain_http = calendar.allow_plain_http;
  http.user_agent = std::string("touchbase/") + kVersion;
  http.interrupted = InterruptAsked;
  feeds_ = std::make_unique<FeedReader>(std::move(http));
  return *feeds_;
}

std::string Workplace::DescribeServer() {
  const CalendarSettings& calendar = settings_.calendar;
  if (calendar.url.starts_with("file:")) return "a folder of .ics files";
  return dav::DescribeServer({base().Get(kMemory)}, calendar.url, calendar.user);
}

void Workplace::RememberAccount() {
  if (!account_) return;
  const std::string text = account_->Remember().text;
  if (text != base().Get(kMemory)) base().Set(kMemory, text);
}

const Surroundings& Workplace::surroundings() {
  if (!surroundings_) surroundings_ = SurroundingsOf(base(), run_settings_, LocalNow(), *zone_);
  return *surroundings_;
}

RunPorts PortsOf(Workplace& place) {
  return {place.account(),
          place.book(),
          place.base(),
          place.clock(),
          place.zone(),
          InterruptAsked,
          [&place](const std::string& name) { return place.ZoneNamed(name); },
          &place.feeds()};
}

PlanInput InputNow(Workplace& place, const ReadBook& read, std::span<const Placed> placed) {
  const Surroundings& around = place.surroundings();
  return {.contacts = read.contacts,
          .touches = read.touches,
          .cadences = place.run_settings().cadences,
          .settings = around.settings,
          .placed = placed,
          .busy = around.busy,
          .now = place.LocalNow(),
          .events = around.events,
          .back_on = around.back_on,
          .zone = &place.zone(),
          .zones = [&place](const std::string& name) { return place.ZoneNamed(name); }};
}

Plan PlanNow(Workplace& place, ReadBook* read) {
  return PlanFromBase(
      place.book(), place.base(), place.run_settings(), place.LocalNow(), place.zone(),
      [&place](const std::string& name) { return place.ZoneNamed(name); }, read);
}

}  // namespace touchbase::cli
