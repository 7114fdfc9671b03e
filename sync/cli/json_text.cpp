#include "sync/cli/json_text.h"

#include <cstdlib>
#include <map>

#include "sync/cli/json_dump.h"

namespace touchbase::cli {
namespace {

// The UIDs as they stand in the calendar, else the ones that a sync would make; the block's first.
class Uids {
 public:
  Uids(Workplace& place, const Plan& plan) : book_id_(place.run_settings().book_id) {
    for (const BaseResource& resource : place.base().Resources()) {
      if (resource.life != BaseResource::Life::kLive) continue;
      standing_[resource.key][resource.component] = resource.uid;
    }
    for (const BaseFollowUp& known : place.base().FollowUps()) {
      generations_[known.key] = known.generation;
    }
    for (const Block& block : plan.blocks) blocks_[block.key.Hash()] = block.key;
    const std::string decided = place.base().Get("items");
    const Items wanted = place.run_settings().items;
    const bool open = wanted == Items::kAuto;
    tasks_ = open ? decided == "both" || decided == "task" : wanted != Items::kEvent;
    events_ = open ? decided != "task" : wanted != Items::kTask;
  }

  // In a block of several the time is the block's and the task the person's own; where there are
  // tasks only, the task is the block's.
  Json Of(const FollowUp& item) const {
    const auto block = blocks_.find(item.block);
    if (block == blocks_.end()) return Of(item.key);
    if (!events_) return Of(block->second);
    Json uids = Json::array();
    AddHalf(block->second, Component::kEvent, &uids);
    if (tasks_) AddHalf(item.key, Component::kTodo, &uids);
    return uids;
  }

  Json Of(const FollowUpKey& key) const {
    Json uids = Json::array();
    if (const auto found = standing_.find(key.Hash()); found != standing_.end()) {
      for (const auto& [component, uid] : found->second) uids.push_back(uid);
      return uids;
    }
    if (events_) AddHalf(key, Component::kEvent, &uids);
    if (tasks_) AddHalf(key, Component::kTodo, &uids);
    return uids;
  }

 private:
  void AddHalf(const FollowUpKey& key, Component component, Json* uids) const {
    const std::string hash = key.Hash();
    if (const auto found = standing_.find(hash); found != standing_.end()) {
      const auto uid = found->second.find(component);
      if (uid != found->second.end()) {
        uids->push_back(uid->second);
        return;
      }
    }
    const auto known = generations_.find(hash);
    const int generation = known == generations_.end() ? 0 : known->second;
    uids->push_back(MakeUid(book_id_, HalfHex(key, component), generation));
  }

  std::string book_id_;
  std::map<std::string, std::map<Component, std::string>> standing_;
  std::map<std::string, int> generations_;
  std::map<std::string, FollowUpKey> blocks_;
  bool events_ = true;
  bool tasks_ = false;
};

const char* SortWord(BlockSort sort) {
  switch (sort) {
    case BlockSort::kThankYou:
      return "thank-you";
    case BlockSort::kEventThanks:
      return "event-thanks";
    case BlockSort::kCatchUp:
      return "catch-up";
    case BlockSort::kDebrief:
      return "debrief";
    case BlockSort::kBack:
      return "back";
    case BlockSort::kWeekly:
      return "weekly";
    case BlockSort::kWelcome:
      return "welcome";
  }
  return "";
}

Json BlockJson(const Block& block, const Uids& all, const Workplace& place) {
  const Json uids = all.Of(block.key);
  Json lines = Json::array();
  for (const BlockLine& line : block.lines) {
    lines.push_back({{"contact", line.key.contact},
                     {"contact_name", line.name},
                     {"step", line.key.step},
                     {"done", line.done}});
  }
  return {{"uid", uids.front()},
          {"uids", uids},
          {"sort", SortWord(block.sort)},
          {"title", block.title},
          {"due", FormatDate(block.due)},
          {"start", place.Rfc3339(block.start)},
          {"end", place.Rfc3339(block.end())},
          {"hard", block.hard},
          {"pinned", block.pinned},
          {"postponed", block.postponed},
          {"reason", block.reason},
          {"lines", lines}};
}

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

// A debrief is a follow-up without a contact.
Json DebriefJson(const Block& block, const Uids& all, const Workplace& place) {
  FollowUp item;
  item.key = block.key;
  item.track = "event";
  item.channel = Channel::kOther;
  item.title = block.title;
  item.reason = block.reason;
  item.due = item.earliest = item.latest = block.due;
  item.start = block.start;
  item.length = block.length;
  item.hard = block.hard;
  item.pinned = block.pinned;
  item.postponed = block.postponed;
  Json json = ItemJson(item, all, place);
  json["uids"] = all.Of(block.key);
  json["uid"] = json["uids"].front();
  return json;
}

// A person without any follow-up has the same keys.
Json NobodysItem(const Contact& contact, const Standing& standing) {
  Json item = Json::object();
  for (const char* key : {"uid", "uids", "contact", "contact_name", "track", "step", "channel",
                          "title", "due", "earliest", "latest", "start", "end", "hard", "pinned",
                          "overdue_days", "postponed", "reason"}) {
    item[key] = Json();
  }
  item["uids"] = Json::array();
  item["contact"] = contact.id;
  item["contact_name"] = contact.DisplayName();
  item["track"] = standing.track;
  item["step"] = "";
  item["title"] = "";
  item["hard"] = item["pinned"] = false;
  item["overdue_days"] = item["postponed"] = 0;
  item["reason"] = standing.sentence;
  return item;
}

Json ListItemJson(const ListItem& item, const Uids& uids, const Workplace& place) {
  if (item.placed != nullptr) return ItemJson(*item.placed, uids, place);
  if (item.unplaced != nullptr) {
    Json json = ItemJson(item.unplaced->follow_up, uids, place, false);
    json["why"] = item.unplaced->why;
    return json;
  }
  if (item.standing->next.empty()) return NobodysItem(*item.contact, *item.standing);
  return ItemJson(item.standing->next.front(), uids, place, false);
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
  const Uids uids(place, plan);
  Json json = {{"now", place.Rfc3339(place.LocalNow())}, {"follow_ups", Json::array()}};
  for (const FollowUp& item : plan.follow_ups) {
    json["follow_ups"].push_back(ItemJson(item, uids, place));
  }
  for (const Block& block : plan.blocks) {
    if (block.sort == BlockSort::kDebrief) {
      json["follow_ups"].push_back(DebriefJson(block, uids, place));
    }
  }
  json["blocks"] = Json::array();
  for (const Block& block : plan.blocks) json["blocks"].push_back(BlockJson(block, uids, place));
  json["unplaced"] = UnplacedJson(plan.unplaced, uids, place);
  json["waiting"] = UnplacedJson(plan.waiting, uids, place);
  json["warnings"] = warnings;
  return Dump(json);
}

std::string ListJson(const std::vector<ListItem>& items, const Plan& plan, Workplace& place) {
  const Uids uids(place, plan);
  Json json = {{"items", Json::array()}};
  for (const ListItem& item : items) json["items"].push_back(ListItemJson(item, uids, place));
  return Dump(json);
}

std::string ItemsJson(const std::vector<FollowUp>& items, const std::vector<const Block*>& debriefs,
                      const Plan& plan, Workplace& place) {
  const Uids uids(place, plan);
  std::vector<Json> list;
  list.reserve(items.size() + debriefs.size());
  for (const FollowUp& item : items) list.push_back(ItemJson(item, uids, place));
  for (const Block* block : debriefs) list.push_back(DebriefJson(*block, uids, place));
  return Dump({{"items", list}});
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

std::string WhyJson(const Person& person, const std::vector<std::string>& lines, Workplace& place) {
  Json next = Json::array();
  for (const FollowUp& item : person.standing.next) {
    Json start;
    std::string reason = item.reason;
    for (const FollowUp* placed : person.placed) {
      if (placed->key != item.key) continue;
      start = place.Rfc3339(placed->start);
      reason = placed->reason;
    }
    next.push_back({{"step", item.key.step},
                    {"track", item.track},
                    {"title", item.title},
                    {"due", FormatDate(item.due)},
                    {"start", start},
                    {"reason", reason}});
  }
  const Unplaced* held = person.waiting != nullptr ? person.waiting : person.unplaced;
  return Dump({{"contact", person.contact->id},
               {"contact_name", person.contact->DisplayName()},
               {"track", person.standing.track},
               {"relation", person.standing.relation},
               {"reason", lines.front()},
               {"lines", lines},
               {"next", next},
               {"waiting", held != nullptr && held == person.waiting},
               {"held_back", held == nullptr ? Json() : Json(held->why)}});
}

std::string ProjectionJson(const Projection& projection, const std::vector<std::string>& sentences,
                           Workplace& place) {
  Json json = {{"now", place.Rfc3339(place.LocalNow())},
               {"weeks", Json::array()},
               {"done", Json::array()},
               {"arithmetic", sentences}};
  for (const Projection::Week& week : projection.weeks) {
    json["weeks"].push_back(
        {{"monday", FormatDate(week.monday)}, {"blocks", week.blocks}, {"fullest", week.fullest}});
  }
  for (const Projection::Done& done : projection.done) {
    json["done"].push_back({{"day", FormatDate(done.day)},
                            {"contact", done.follow_up.key.contact},
                            {"contact_name", done.follow_up.contact_name},
                            {"track", done.follow_up.track},
                            {"step", done.follow_up.key.step}});
  }
  return Dump(json);
}

std::string SetJson(const Contact& contact, const std::vector<CellChange>& changes) {
  Json changed = Json::object();
  for (const CellChange& change : changes) changed[change.column] = change.value;
  return Dump(
      {{"contact", contact.id}, {"contact_name", contact.DisplayName()}, {"changed", changed}});
}

std::string AwayJson(const std::vector<DateSpan>& spans) {
  Json away = Json::array();
  for (const DateSpan& span : spans) {
    away.push_back({{"from", FormatDate(span.first)}, {"to", FormatDate(span.last)}});
  }
  return Dump({{"away", away}});
}

std::string ScheduleJson(const std::string& cron, bool installed) {
  return Dump({{"installed", installed}, {"cron", cron}});
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
