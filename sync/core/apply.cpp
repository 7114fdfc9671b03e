#include "sync/core/apply.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include "sync/core/refused_uids.h"

namespace touchbase {
namespace {

// Creations go in chunks, so that a full server is not asked for every one of a thousand.
constexpr std::size_t kChunk = 64;

bool IsElsewhere(const Half& half) {
  return half.base->etag != half.theirs->etag || half.base->href != half.theirs->href ||
         half.base->collection != half.theirs->collection;
}

}  // namespace

Apply::Apply(RunPorts& ports, const Roles& roles, const World& world, const Plan& plan,
             RunReport* report)
    : ports_(ports), roles_(roles), world_(world), report_(report) {
  for (const FollowUp& follow_up : plan.follow_ups) planned_[follow_up.key.Hash()] = &follow_up;
  for (const Block& block : plan.blocks) blocks_[block.key.Hash()] = &block;
}

bool Apply::Do(const std::vector<Action>& actions, const std::map<std::string, StepFacts>& facts,
               const FollowUpRows& rows, const std::set<std::string>& held, bool last) {
  facts_ = &facts;
  rows_ = &rows;
  last_ = last;
  DoAll(actions);
  DropDecided(held);
  return again_;
}

// Taken out of the calendar because it stands in another item from now on. Done last: when the run
// is killed before it, nothing looks as if the user had deleted it.
bool Apply::IsRegrouped(const Action& action) const {
  if (action.write.kind != WriteKind::kDelete || !Writes(action.decision)) return false;
  if (planned_.contains(action.key)) return true;
  const auto entry = world_.entries.find(action.key);
  if (entry == world_.entries.end() || !entry->second.base) return false;
  const std::vector<std::string>& members = entry->second.base->members;
  return std::any_of(members.begin(), members.end(),
                     [&](const std::string& member) { return planned_.contains(member); });
}

bool Apply::IsTroubled(const std::string& key) const {
  const auto found = troubled_.find(key);
  return found != troubled_.end() && found->second;
}

std::set<std::string> Apply::Troubled() const {
  std::set<std::string> keys;
  for (const auto& [key, troubled] : troubled_) {
    if (troubled) keys.insert(key);
  }
  return keys;
}

// Where what stood there has gone to is not written: it stays until then.
bool Apply::IsPlaceTroubled(const Action& action) const {
  const auto moved_to = [&](const std::string& key) {
    const auto planned = planned_.find(key);
    if (planned == planned_.end()) return false;
    return IsTroubled(planned->second->block.empty() ? key : planned->second->block);
  };
  const auto entry = world_.entries.find(action.key);
  if (moved_to(action.key)) return true;
  if (entry == world_.entries.end() || !entry->second.base) return false;
  const std::vector<std::string>& members = entry->second.base->members;
  return std::any_of(members.begin(), members.end(), moved_to);
}

void Apply::DoAll(const std::vector<Action>& actions) {
  std::map<Href, Batch> changes;
  std::map<Href, Batch> regrouped;
  std::map<Href, std::vector<Batch>> creations;
  for (const Action& action : actions) {
    if (!Writes(action.decision)) {
      Settle(action);
    } else if (action.decision == Decision::kCreate) {
      auto& chunks = creations[action.collection];
      if (chunks.empty() || chunks.back().writes.size() >= kChunk) chunks.emplace_back();
      chunks.back().Add(action);
    } else if (IsRegrouped(action)) {
      regrouped[action.collection].Add(action);
    } else {
      changes[action.collection].Add(action);
    }
  }
  for (const auto& [collection, batch] : changes) DoBatch(collection, batch);
  for (const auto& [collection, chunks] : creations) {
    for (const Batch& batch : chunks) {
      if (!no_room_) DoBatch(collection, batch);
    }
  }
  for (const auto& [collection, batch] : regrouped) {
    Batch safe;
    for (const Action* action : batch.actions) {
      if (!no_room_ && !IsPlaceTroubled(*action)) safe.Add(*action);
    }
    if (!safe.actions.empty()) DoBatch(collection, safe);
  }
}

// An item is decided when each of its halves is.
void Apply::DropDecided(const std::set<std::string>& held) {
  ports_.base.Transaction([&] {
    for (const auto& [key, entry] : world_.entries) {
      if (troubled_[key] || held.contains(key) || entry.Unknown()) continue;
      for (const TodoHref& todo : entry.todo) ports_.base.DropTodo(todo);
    }
  });
}

void Apply::DoBatch(const Href& url, const Batch& batch) {
  CollectionState state;
  state.url = url;
  if (IsReadOnly(url)) {
    for (const Action* action : batch.actions) {
      Failed(*action, {WriteStatus::kReadOnly, {}, {}, "the calendar takes no writes from you"});
    }
    return;
  }
  const auto collection = ports_.account.Open(state);
  collection->Apply(batch.writes, [&](std::size_t i, const WriteResult& result) {
    Ended(*batch.actions[i], result);
    if (ports_.interrupted()) throw Interrupted();
  });
}

void Apply::Ended(const Action& action, const WriteResult& result) {
  switch (result.status) {
    case WriteStatus::kDone:
      return Done(action, result);
    case WriteStatus::kConflict:
      // iCloud says 412 when the UID lives in another calendar.
      if (action.decision == Decision::kCreate) return UidTaken(action, result);
      return LookAgain(action, result);
    case WriteStatus::kGone:
      return LookAgain(action, result);
    case WriteStatus::kUidTaken:
      return UidTaken(action, result);
    case WriteStatus::kAmbiguous:
      LookAgain(action, result);
      return last_ ? void() : Failed(action, result);
    case WriteStatus::kReadOnly:
    case WriteStatus::kNoRoom:
    case WriteStatus::kRefused:
      return Failed(action, result);
  }
}

bool Apply::IsReadOnly(const Href& url) const {
  for (const auto& state : {roles_.calendar, roles_.task_list}) {
    if (state && state->url == url) return !state->writable;
  }
  return false;
}

const Half* Apply::HalfOf(const Action& action) const {
  const auto entry = world_.entries.find(action.key);
  return entry == world_.entries.end() ? nullptr : &entry->second.half(action.component);
}

BaseResource Apply::ResourceOf(const Action& action) const {
  BaseResource resource;
  const Half* half = HalfOf(action);
  if (half != nullptr && half->base) resource = *half->base;
  resource.uid = action.uid;
  resource.key = action.key;
  resource.component = action.component;
  resource.collection = action.collection;
  resource.life = BaseResource::Life::kLive;
  if (half != nullptr && half->theirs) {
    resource.href = half->theirs->href;
    resource.etag = half->theirs->etag;
    resource.text = half->theirs->text;
    if (half->theirs->item.taken_over) resource.life = BaseResource::Life::kLeft;
  }
  resource.written = action.written;
  return resource;
}

void Apply::CountWrite(const Action& action) {
  report_->changed = true;
  const std::string half = action.component == Component::kEvent ? "block" : "task";
  switch (action.decision) {
    case Decision::kCreate:
      ++report_->created;
      report_->lines.push_back("made " + half + " \"" + action.what + "\"");
      break;
    case Decision::kDelete:
    case Decision::kSaveDelete:
      ++report_->deleted;
      report_->lines.push_back("removed " + half + " \"" + action.what + "\"");
      break;
    default:
      ++report_->updated;
      report_->lines.push_back("updated " + half + " \"" + action.what + "\"");
  }
}

// An end that was not known turned out well when it was looked at again.
void Apply::Forgive(const std::string& uid) {
  std::erase_if(report_->failed, [&](const FailedItem& item) { return item.uid == uid; });
}

void Apply::Done(const Action& action, const WriteResult& result) {
  CountWrite(action);
  Forgive(action.uid);
  BaseResource resource = ResourceOf(action);
  const BaseStore::Kept kept{report_->run,  action.uid,        action.collection, result.href,
                             resource.text, action.write.text, action.key};
  ports_.base.Transaction([&] {
    ports_.base.Keep(kept);
    if (action.write.kind == WriteKind::kDelete) {
      KeepKnown(action.key);
      ports_.base.DropResource(action.uid);
      return;
    }
    if (!result.href.empty()) resource.href = result.href;
    resource.etag = result.etag;
    resource.text = action.write.text;
    resource.written_at = UnixSeconds(ports_.clock.Now());
    resource.life = BaseResource::Life::kLive;
    ports_.base.PutResource(resource);
    if (action.write.kind == WriteKind::kCreate) DropOlder(resource);
    KeepFollowUp(action.key, !IsPlanned(action.key));
    if (result.etag.empty()) {
      const TodoHref todo{action.collection, resource.href};
      ports_.base.PutTodo(std::array{todo});
      troubled_[action.key] = true;
      again_ = true;
    }
  });
}

// Of what is taken out, with its lines.
void Apply::KeepKnown(const std::string& key) {
  const auto entry = world_.entries.find(key);
  if (entry == world_.entries.end() || !entry->second.base) return;
  ports_.base.KeepFollowUp(report_->run, key);
  for (const std::string& member : entry->second.base->members) {
    ports_.base.KeepFollowUp(report_->run, member);
  }
}

// Made anew: the half of an earlier generation is history.
void Apply::DropOlder(const BaseResource& resource) {
  const auto parts = ParseUid(resource.uid);
  if (!parts || parts->generation == 0) return;
  for (const BaseResource& other : ports_.base.Resources()) {
    if (other.key != resource.key || other.component != resource.component) continue;
    if (other.uid != resource.uid) ports_.base.DropResource(other.uid);
  }
}

void Apply::LookAgain(const Action& action, const WriteResult& result) {
  const bool created = action.decision == Decision::kCreate;
  const Href href = result.href.empty() && !created ? action.write.href : result.href;
  troubled_[action.key] = true;
  again_ = true;
  if (href.empty()) {  // a proposed name only: the listing shows what came of it
    list_again_ = true;
  } else {
    ports_.base.PutTodo(std::array{TodoHref{action.collection, href}});
  }
  if (last_) Failed(action, result);
}

// The server will not have this UID again: it is looked for before anything else is made.
void Apply::UidTaken(const Action& action, const WriteResult& result) {
  if (action.decision != Decision::kCreate) return Failed(action, result);
  ports_.base.Transaction([&] {
    KeepFollowUp(action.key, false);
    RememberRefused({action.uid, action.key, UnixSeconds(ports_.clock.Now()), result.holder},
                    ports_.base);
  });
  troubled_[action.key] = true;
  again_ = true;
  list_again_ = true;
  if (last_) Failed(action, result);
}

void Apply::Failed(const Action& action, const WriteResult& result) {
  troubled_[action.key] = true;
  if (result.status == WriteStatus::kReadOnly) {
    if (read_only_said_) return;
    read_only_said_ = true;
  }
  if (result.status == WriteStatus::kNoRoom) no_room_ = true;
  report_->failed.push_back(
      {action.uid, std::string(ToWord(action.decision)) + " \"" + action.what + "\"", result.why});
}

// What the user deleted, in case the run misunderstood.
void Apply::KeepGone(const Action& action, const Half* half) {
  if (half == nullptr || !half->base || half->presence != Presence::kGone) return;
  if (half->base->life != BaseResource::Life::kLive) return;
  ports_.base.Keep({report_->run, action.uid, half->base->collection, half->base->href,
                    half->base->text, "", action.key, true});
}

void Apply::Settle(const Action& action) {
  const Half* half = HalfOf(action);
  BaseResource resource = ResourceOf(action);
  ports_.base.Transaction([&] {
    switch (action.decision) {
      case Decision::kAdopt:
        ++report_->adopted;
        Forgive(action.uid);
        ports_.base.PutResource(resource);
        KeepFollowUp(action.key, !IsPlanned(action.key));
        break;
      case Decision::kRespect:
        KeepGone(action, half);
        resource.life = BaseResource::Life::kDeleted;
        ports_.base.PutResource(resource);
        KeepFollowUp(action.key, !IsPlanned(action.key));
        break;
      case Decision::kForget:
        KeepGone(action, half);
        ports_.base.DropResource(action.uid);
        break;
      default:
        if (!action.collection.value.empty()) ++report_->unchanged;  // else: nothing is there
        // The same text, under another token of the server or in another place.
        if (half != nullptr && half->theirs && half->base && IsElsewhere(*half)) {
          ports_.base.PutResource(resource);
        }
    }
  });
}

}  // namespace touchbase
