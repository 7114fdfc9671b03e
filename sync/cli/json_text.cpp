#include "sync/cli/json_text.h"

#include <cstdlib>
#include <map>
#include <nlohmann/json.hpp>

namespace touchbase::cli {
namespace {

using Json = nlohmann::ordered_json;

// Bytes that are no UTF-8 come out as U+FFFD: an answer with one bad name is still an answer.
std::string Dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

// The UIDs as they stand in the calendar, else the ones that a sync would make; the block's first.
class Uids {
 public:
  explicit Uids(Workplace& place) : book_id_(place.run_settings().book_id) {
    for (const BaseResource& resource : place.base().Resources()) {
      if (resource.life != BaseResource::Life::kLive) continue;
      standing_[resource.key][resource.component] = resource.uid;
    }
    for (const BaseFollowUp& known : place.base().FollowUps()) {
      generations_[known.key] = known.generation;
    }
    const std::string decided = place.base().Get("items");
    const Items wanted = place.run_settings().items;
    const bool open = wanted == Items::kAuto;
    tasks_ = open ? decided == "both" || decided == "task" : wanted != Items::kEvent;
    events_ = open ? decided != "task" : wanted != Items::kTask;
  }

  Json Of(const FollowUp& item) const {
    Json uids = Json::array();
    const std::string key = item.key.Hash();
    if (const auto found = standing_.find(key); found != standing_.end()) {
      for (const auto& [component, uid] : found->second) uids.push_back(uid);
      return uids;
    }
    const auto known = generations_.find(key);
    const int generation = known == generations_.end() ? 0 : known->second;
    for (const Component component : {Component::kEvent, Component::kTodo}) {
      if (component == Component::kEvent ? !events_ : !tasks_) continue;
      uids.push_back(MakeUid(book_id_, HalfHex(item.key, component), generation));
    }
    return uids;
  }

 private:
  std::string book_id_;
  std::map<std::string, std::map<Component, std::string>> standing_;
  std::map<std::string, int> generations_;
  bool events_ = true;
  bool tasks_ = false;
};

// `placed`: whether start and end mean anything.
Json ItemJson(const FollowUp& item, const Uids& all, const Workplace& place, bool placed = true) {
  const Json uids = all.Of(item);
  return {{"uid", uids.front()},
          {"uids", uids},
          {"contact", item.key.contact},
          {"contact_name", item.contact_name},
          {"track", item.track},
          {"step", item.key.step},
          {"channel", ToWord(item.channel)},
          {"title", item.title},
          {"due", FormatDate(item.due)},
          {"earliest", FormatDate(item.earliest)},
          {"latest", FormatDate(item.latest)},
          {"start", placed ? Json(place.Rfc3339(item.start)) : Json()},
          {"end", placed ? Json(place.Rfc3339(item.end())) : Json()},
          {"hard", item.hard},
          {"pinned", item.pinned},
          {"overdue_days", item.overdue_days},
          {"postponed", item.postponed},
          {"reason", item.reason}};
}

Json UnplacedJson(const std::vector<Unplaced>& list, const Uids& uids, const Workplace& place) {
  Json json = Json::array();
  for (const Unplaced& unplaced : list) {
    Json item = ItemJson(unplaced.follow_up, uids, place, false);
    item["why"] = unplaced.why;
    json.push_back(std::move(item));
  }
  return json;
}

}  // namespace

std::string PlanJson(const Plan& plan, Workplace& place, const std::vector<std::string>& warnings) {
  const Uids uids(place);
  Json json = {{"now", place.Rfc3339(place.LocalNow())}, {"follow_ups", Json::array()}};
  for (const FollowUp& item : plan.follow_ups) {
    json["follow_ups"].push_back(ItemJson(item, uids, place));
  }
  json["unplaced"] = UnplacedJson(plan.unplaced, uids, place);
  json["waiting"] = UnplacedJson(plan.waiting, uids, place);
  json["warnings"] = warnings;
  return Dump(json);
}

std::string ItemsJson(const std::vector<FollowUp>& items, Workplace& place) {
  const Uids uids(place);
  Json json = {{"items", Json::array()}};
  for (const FollowUp& item : items) json["items"].push_back(ItemJson(item, uids, place));
  return Dump(json);
}

std::string ReportJson(const RunReport& report) {
  Json failed = Json::array();
  for (const FailedItem& item : report.failed) {
    failed.push_back({{"uid", item.uid}, {"what", item.what}, {"why", item.why}});
  }
  return Dump({{"run", report.run},
               {"changed", report.changed},
               {"requests", report.requests},
               {"created", report.created},
               {"updated", report.updated},
               {"deleted", report.deleted},
               {"adopted", report.adopted},
               {"unchanged", report.unchanged},
               {"touches_logged", report.touches_logged},
               {"moved", report.moved},
               {"skipped", report.skipped},
               {"failed", failed},
               {"guard", report.guard.empty() ? Json() : Json(report.guard)},
               {"dry_run", report.dry_run},
               {"quiet", report.quiet},
               {"lines", report.lines},
               {"warnings", report.warnings}});
}

std::string ChecksJson(const std::vector<Check>& checks, const std::string& settings_path) {
  Json json = Json::object();
  if (!settings_path.empty()) json["settings"] = settings_path;
  json["checks"] = Json::array();
  for (const Check& check : checks) {
    json["checks"].push_back(
        {{"name", check.name}, {"ok", check.ok}, {"detail", check.detail}, {"mend", check.mend}});
  }
  return Dump(json);
}

std::string ErrorJson(const std::string& code, const std::string& message,
                      const std::string& where) {
  return Dump({{"error", {{"code", code}, {"message", message}, {"where", where}}}});
}

std::string WhyJson(const Contact& contact, const Standing& standing, Workplace& place) {
  Json next = Json::array();
  for (const FollowUp& item : standing.next) {
    next.push_back({{"step", item.key.step},
                    {"track", item.track},
                    {"title", item.title},
                    {"due", FormatDate(item.due)},
                    {"start", item.start == LocalTime{} ? Json() : Json(place.Rfc3339(item.start))},
                    {"reason", item.reason}});
  }
  return Dump({{"contact", contact.id},
               {"contact_name", contact.DisplayName()},
               {"track", standing.track},
               {"relation", standing.relation},
               {"reason", standing.sentence},
               {"next", next}});
}

std::string StatusJson(const std::vector<StatusRow>& rows) {
  Json json = Json::object();
  for (const StatusRow& row : rows) {
    json[row.key] =
        row.number ? Json(std::strtoll(row.value.c_str(), nullptr, 10)) : Json(row.value);
  }
  return Dump(json);
}

std::string TouchJson(const std::vector<Touch>& rows, bool written, Workplace& place) {
  Json touches = Json::array();
  for (const Touch& touch : rows) {
    touches.push_back({{"id", touch.id},
                       {"contact", touch.contact},
                       {"at", place.Rfc3339(touch.at)},
                       {"direction", ToWord(touch.direction)},
                       {"channel", ToWord(touch.channel)},
                       {"kind", ToWord(touch.kind)},
                       {"outcome", ToWord(touch.outcome)},
                       {"notes", touch.notes},
                       {"until", touch.until ? Json(FormatDate(*touch.until)) : Json()}});
  }
  return Dump({{"touches", touches}, {"written", written}});
}

std::string AccountsJson(const std::vector<AccountAnswer>& accounts) {
  Json list = Json::array();
  for (const AccountAnswer& account : accounts) {
    Json json = {{"settings", account.settings_path}, {"exit_code", account.code}};
    const Json answer = Json::parse(account.answer, nullptr, false);
    if (answer.is_object()) json.update(answer);
    list.push_back(std::move(json));
  }
  return Dump({{"accounts", list}});
}

}  // namespace touchbase::cli
