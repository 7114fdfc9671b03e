#include <nlohmann/json.hpp>

#include "sync/cli/output.h"

namespace touchbase::cli {
namespace {

using Json = nlohmann::ordered_json;

// Bytes that are no UTF-8 come out as U+FFFD: an answer with one bad name is still an answer.
std::string Dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

std::string UidOf(const FollowUp& item, Component component, const Workplace& place) {
  return MakeUid(place.run_settings().book_id, HalfHex(item.key, component), 0);
}

// The UIDs as they stand in the calendar, else the ones that a sync would make.
Json UidsOf(const FollowUp& item, Workplace& place) {
  Json uids = Json::array();
  const std::string key = item.key.Hash();
  for (const BaseResource& resource : place.base().Resources()) {
    if (resource.key == key && resource.life == BaseResource::Life::kLive) {
      uids.push_back(resource.uid);
    }
  }
  if (!uids.empty()) return uids;
  const std::string items = place.base().Get("items");
  const Items wanted = place.run_settings().items;
  const bool both = items == "both" || (items.empty() && wanted == Items::kBoth);
  const bool task = items == "task" || (items.empty() && wanted == Items::kTask);
  if (!task) uids.push_back(UidOf(item, Component::kEvent, place));
  if (task || both) uids.push_back(UidOf(item, Component::kTodo, place));
  return uids;
}

Json ItemJson(const FollowUp& item, Workplace& place) {
  const Json uids = UidsOf(item, place);
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
          {"start", place.Rfc3339(item.start)},
          {"end", place.Rfc3339(item.end())},
          {"hard", item.hard},
          {"pinned", item.pinned},
          {"overdue_days", item.overdue_days},
          {"postponed", item.postponed},
          {"reason", item.reason}};
}

Json UnplacedJson(const std::vector<Unplaced>& list) {
  Json json = Json::array();
  for (const Unplaced& unplaced : list) {
    const FollowUp& item = unplaced.follow_up;
    json.push_back({{"contact", item.key.contact},
                    {"contact_name", item.contact_name},
                    {"track", item.track},
                    {"step", item.key.step},
                    {"title", item.title},
                    {"due", FormatDate(item.due)},
                    {"why", unplaced.why}});
  }
  return json;
}

}  // namespace

std::string PlanJson(const Plan& plan, Workplace& place, const std::vector<std::string>& warnings) {
  Json json = {{"now", place.Rfc3339(place.LocalNow())}, {"follow_ups", Json::array()}};
  for (const FollowUp& item : plan.follow_ups) json["follow_ups"].push_back(ItemJson(item, place));
  json["unplaced"] = UnplacedJson(plan.unplaced);
  json["waiting"] = UnplacedJson(plan.waiting);
  json["warnings"] = warnings;
  return Dump(json);
}

std::string ItemsJson(const std::vector<FollowUp>& items, Workplace& place) {
  Json json = {{"items", Json::array()}};
  for (const FollowUp& item : items) json["items"].push_back(ItemJson(item, place));
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

std::string ChecksJson(const std::vector<Check>& checks) {
  Json list = Json::array();
  for (const Check& check : checks) {
    list.push_back(
        {{"name", check.name}, {"ok", check.ok}, {"detail", check.detail}, {"mend", check.mend}});
  }
  return Dump({{"checks", list}});
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

std::string StatusJson(const std::vector<std::pair<std::string, std::string>>& rows) {
  Json json = Json::object();
  for (const auto& [name, value] : rows) json[name] = value;
  return Dump(json);
}

std::string TouchJson(const Touch& touch, Workplace& place) {
  return Dump({{"id", touch.id},
               {"contact", touch.contact},
               {"at", place.Rfc3339(touch.at)},
               {"direction", ToWord(touch.direction)},
               {"channel", ToWord(touch.channel)},
               {"kind", ToWord(touch.kind)},
               {"outcome", ToWord(touch.outcome)},
               {"notes", touch.notes},
               {"until", touch.until ? Json(FormatDate(*touch.until)) : Json()}});
}

}  // namespace touchbase::cli
