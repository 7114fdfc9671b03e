#include "sync/core/pull.h"

#include <algorithm>

namespace touchbase {
namespace {

bool IsHex32(const std::string& text) {
  return text.size() == 32 && text.find_first_not_of("0123456789abcdef") == std::string::npos;
}

// BaseCollection::role of a calendar of the user's that items of ours were moved to.
constexpr const char* kFollowed = "followed";

// One of our programs wrote what this base does not know of.
bool WrittenElsewhere(const Half& half, const Zone& zone) {
  if (!half.base) return true;
  if (half.base->life == BaseResource::Life::kDeleted) return false;  // back from a trash bin
  if (half.base->text == half.theirs->text) return false;
  const auto before = ical::Decode(half.base->text, zone).item;
  return before && before->slot != half.theirs->item.slot;
}

// Made for another half, not the same one twice.
bool IsOtherUid(const Theirs& there, const UidParts& parts) {
  const auto other = ParseUid(there.item.uid);
  return other && other->hex != parts.hex;
}

}  // namespace

Component MadeAs(const FollowUpKey& key, const std::string& hex, Component otherwise) {
  for (const Component component : {Component::kEvent, Component::kTodo}) {
    if (HalfHex(key, component) == hex) return component;
  }
  return otherwise;
}

std::vector<CollectionState> Pull::Ours() const {
  std::vector<CollectionState> ours;
  if (roles_.calendar) ours.push_back(*roles_.calendar);
  const bool same =
      roles_.calendar && roles_.task_list && roles_.calendar->url == roles_.task_list->url;
  if (roles_.task_list && !same) ours.push_back(*roles_.task_list);
  ours.insert(ours.end(), left_.begin(), left_.end());
  return ours;
}

void Pull::List(const std::vector<CollectionState>& survey, bool full) {
  left_.clear();
  const std::vector<CollectionState> by_role = Ours();
  const std::vector<BaseCollection> known = ports_.base.Collections();
  for (const CollectionState& state : survey) {
    const auto is_it = [&](const auto& other) { return other.url == state.url; };
    const bool had = std::any_of(known.begin(), known.end(), is_it);
    if (had && std::none_of(by_role.begin(), by_role.end(), is_it)) left_.push_back(state);
  }
  for (const CollectionState& ours : Ours()) {
    const auto surveyed = std::find_if(survey.begin(), survey.end(),
                                       [&](const auto& state) { return state.url == ours.url; });
    ListOne(surveyed == survey.end() ? ours : *surveyed, full);
  }
  listed_.clear();  // with a later survey it would be too old
}

bool Pull::Reads(const Href& url) const {
  const std::vector<CollectionState> ours = Ours();
  return std::any_of(ours.begin(), ours.end(), [&](const auto& state) { return state.url == url; });
}

bool Pull::ReadsAll(const Href& url) const {
  const std::vector<BaseCollection> known = ports_.base.Collections();
  return Reads(url) && std::none_of(known.begin(), known.end(), [&](const BaseCollection& one) {
           return one.url == url && one.role == kFollowed;
         });
}

void Pull::Follow(const CollectionState& state) {
  if (Reads(state.url)) return;
  left_.push_back(state);
  BaseCollection followed;
  followed.url = state.url;
  followed.role = kFollowed;
  // What is there of ours is known; what changes from here on is asked for.
  followed.ctag = state.ctag;
  followed.survey_token = state.sync_token;
  followed.token = state.sync_token;
  followed.full_listing_at = ports_.clock.Now().time_since_epoch().count();
  ports_.base.PutCollection(followed);
}

Changes Pull::ChangesOf(const CollectionState& state, const SyncToken& token) {
  const auto listed = listed_.find(state.url);
  if (token.empty() && listed != listed_.end()) {
    Changes changes = std::move(listed->second);
    listed_.erase(listed);
    return changes;
  }
  return ports_.account.Open(state)->ChangesSince(token);
}

void Pull::ListOne(const CollectionState& state, bool full) {
  BaseCollection known;
  known.url = state.url;
  for (const BaseCollection& collection : ports_.base.Collections()) {
    if (collection.url == state.url) known = collection;
  }
  const Instant now = ports_.clock.Now();
  const auto day = [&](Instant instant) { return DateOf(ports_.zone.ToLocal(instant)); };
  const Instant listed_at{seconds{known.full_listing_at}};
  const bool due = known.full_listing_at == 0 || day(now) != day(listed_at) ||
                   now - listed_at >= hours{ports_.account.Rules().full_listing_hours};
  const bool tells = !state.ctag.empty() || !state.sync_token.empty();
  if (!full && !due && tells && state.ctag == known.ctag &&
      state.sync_token == known.survey_token) {
    return;
  }
  Changes changes = ChangesOf(state, full || due ? SyncToken{} : known.token);
  // The calendar says that it changed and its report does not say how: what there is counts.
  if (!changes.full && changes.changed.empty() && changes.gone.empty()) {
    changes = ChangesOf(state, SyncToken{});
  }

  std::map<Href, const BaseResource*> base;
  const std::vector<BaseResource> resources = ports_.base.Resources();
  for (const BaseResource& resource : resources) {
    if (resource.collection == state.url) base[resource.href] = &resource;
  }
  std::vector<TodoHref> todo;
  std::set<Href> listed;
  for (const Member& member : changes.changed) {
    listed.insert(member.href);
    const auto found = base.find(member.href);
    const bool known_text = found != base.end() && !member.etag.empty() &&
                            found->second->etag == member.etag &&
                            found->second->life != BaseResource::Life::kDeleted;
    // In a calendar of the user's nothing but what we followed there is ours to read.
    const bool wanted = known.role != kFollowed || found != base.end();
    if (wanted && !known_text) todo.push_back({state.url, member.href});
  }
  for (const auto& [href, resource] : base) {
    const bool gone = changes.full ? !listed.contains(href)
                                   : std::find(changes.gone.begin(), changes.gone.end(), href) !=
                                         changes.gone.end();
    if (gone && resource->life != BaseResource::Life::kDeleted) todo.push_back({state.url, href});
  }
  known.ctag = state.ctag;
  known.survey_token = state.sync_token;
  known.token = changes.token;
  if (changes.full) known.full_listing_at = now.time_since_epoch().count();
  ports_.base.Transaction([&] {
    ports_.base.PutTodo(todo);
    ports_.base.PutCollection(known);
  });
}

void Pull::Fetch() {
  DropMoot();
  std::map<Href, std::vector<Href>> wanted;
  for (const TodoHref& todo : ports_.base.Todo()) wanted[todo.collection].push_back(todo.href);
  for (const CollectionState& ours : Ours()) {
    const auto found = wanted.find(ours.url);
    if (found == wanted.end()) continue;
    auto fetched = ports_.account.Open(ours)->Fetch(found->second);
    for (Fetched& one : fetched) fetched_[{ours.url, one.href}] = std::move(one);
  }
}

// What waits in a calendar that is ours no more will never be looked at.
void Pull::DropMoot() {
  const std::vector<CollectionState> ours = Ours();
  for (const TodoHref& todo : ports_.base.Todo()) {
    const bool known = std::any_of(ours.begin(), ours.end(), [&](const CollectionState& state) {
      return state.url == todo.collection;
    });
    if (!known) ports_.base.DropTodo(todo);
  }
}

const Fetched* Pull::AnswerFor(const Place& place) const {
  const auto found = fetched_.find(place);
  return found == fetched_.end() ? nullptr : &found->second;
}

Entry& Pull::EntryOf(const std::string& key, World* world) {
  Entry& entry = world->entries[key];
  if (entry.key.empty()) {
    entry.key = key;
    const auto base = follow_ups_.find(key);
    if (base != follow_ups_.end()) {
      entry.base = base->second;
      entry.generation = base->second.generation;
    }
  }
  return entry;
}

std::string Pull::KeyOf(const ical::CalendarItem& item, const std::string& hex,
                        const KnownKeys& keys) {
  if (const auto known = key_of_uid_.find(item.uid); known != key_of_uid_.end()) {
    return known->second;
  }
  // An item that carries a wanted key is that follow-up, whatever its UID.
  if (keys.by_hash.contains(item.key)) return item.key;
  if (const auto known = keys.by_hex.find(hex); known != keys.by_hex.end()) {
    return known->second.Hash();
  }
  return IsHex32(item.key) ? item.key : "uid:" + item.uid;
}

// The half that the item was made as, whatever it is now.
Component Pull::MadeAsIn(const Entry& entry, const ical::CalendarItem& item, const std::string& hex,
                         const KnownKeys& keys) {
  for (const Component component : {Component::kEvent, Component::kTodo}) {
    const auto& base = entry.half(component).base;
    if (base && base->uid == item.uid) return component;
  }
  const auto known = keys.by_hash.find(entry.key);
  return known == keys.by_hash.end() ? item.component : MadeAs(known->second, hex, item.component);
}

World Pull::Build(const KnownKeys& keys) {
  World world;
  fetched_.clear();
  follow_ups_.clear();
  key_of_uid_.clear();
  for (BaseFollowUp& follow_up : ports_.base.FollowUps()) {
    follow_ups_[follow_up.key] = std::move(follow_up);
  }
  Fetch();
  AddBase(&world);
  std::set<Place> based;
  for (const BaseResource& resource : ports_.base.Resources()) {
    based.insert({resource.collection, resource.href});
  }
  for (const auto& [place, fetched] : fetched_) {
    if (fetched.status == FetchStatus::kFound) AddFound(place, fetched, keys, &world);
    // Came and went between two runs.
    if (fetched.status == FetchStatus::kGone && !based.contains(place)) {
      ports_.base.DropTodo({place.collection, place.href});
    }
  }
  return world;
}

void Pull::AddBase(World* world) {
  std::vector<BaseResource> resources = ports_.base.Resources();
  for (const BaseResource& resource : resources) {
    if (!resource.key.empty()) key_of_uid_[resource.uid] = resource.key;
  }
  for (const auto& [key, follow_up] : follow_ups_) EntryOf(key, world);
  const auto generation = [](const BaseResource& resource) {
    const auto parts = ParseUid(resource.uid);
    return parts ? parts->generation : 0;
  };
  std::stable_sort(resources.begin(), resources.end(),
                   [&](const auto& a, const auto& b) { return generation(a) < generation(b); });
  for (const BaseResource& resource : resources) AddBaseResource(resource, world);
}

void Pull::AddUsersOwn(const BaseResource& resource, const Fetched* fetched, World* world) {
  if (fetched != nullptr && fetched->status == FetchStatus::kGone) {
    ports_.base.DropResource(resource.uid);
    ports_.base.DropTodo({resource.collection, resource.href});
  } else if (fetched == nullptr || fetched->status == FetchStatus::kUnknown) {
    AddUsersTimes(resource, users_, &world->users, &world->warnings);
  }
}

void Pull::AddBaseResource(const BaseResource& resource, World* world) {
  const Fetched* fetched = AnswerFor({resource.collection, resource.href});
  if (resource.key.empty()) return AddUsersOwn(resource, fetched, world);
  Entry& entry = EntryOf(resource.key, world);
  Half& half = entry.half(resource.component);
  half = Half{};  // an older generation of a follow-up that was made anew is history
  if (const auto parts = ParseUid(resource.uid)) {
    entry.generation = std::max(entry.generation, parts->generation);
  }
  half.base = resource;
  if (fetched != nullptr) {
    entry.todo.push_back({resource.collection, resource.href});
    if (fetched->status == FetchStatus::kGone) half.presence = Presence::kGone;
    if (fetched->status == FetchStatus::kUnknown) half.presence = Presence::kUnknown;
    return;  // what was found is added from the answer
  }
  const bool vanished = std::find(roles_.vanished.begin(), roles_.vanished.end(),
                                  resource.collection) != roles_.vanished.end();
  if (resource.life == BaseResource::Life::kDeleted || vanished) {
    half.presence = Presence::kGone;
    return;
  }
  if (std::find(roles_.lost.begin(), roles_.lost.end(), resource.collection) != roles_.lost.end()) {
    half.presence = Presence::kUnknown;
    return;
  }
  auto decoded = ical::Decode(resource.text, ports_.zone);
  if (!decoded.item) {
    half.presence = Presence::kUnknown;
    return;
  }
  half.presence = Presence::kThere;
  half.theirs =
      Theirs{resource.collection, resource.href, resource.etag, resource.text, *decoded.item};
  if (IsClosed(resource.collection)) half.theirs->item.taken_over = true;
}

// Of the user's, and takes no writes any more: what stands there is theirs.
bool Pull::IsClosed(const Href& url) const {
  return std::any_of(left_.begin(), left_.end(), [&](const CollectionState& state) {
    return state.url == url && !state.writable;
  });
}

void Pull::AddForeign(const Place& place, const Fetched& fetched, Component component) {
  BaseResource own;
  // Named by its place: a copy of ours under our UID is the user's own, too.
  own.uid = "foreign:" + place.collection.value + place.href.value;
  own.component = component;
  own.collection = place.collection;
  own.href = place.href;
  own.etag = fetched.etag;
  own.text = fetched.text;
  ports_.base.Transaction([&] {
    ports_.base.PutResource(own);
    ports_.base.DropTodo({place.collection, place.href});
  });
}

// Ours stays to be looked at; of anything else it is enough to know that it is there.
void Pull::AddUnreadable(const Place& place, const Fetched& fetched, const std::string& why,
                         World* world) {
  world->warnings.push_back(place.href.value + ": " + why + "; left alone");
  bool ours = false;
  for (auto& [key, entry] : world->entries) {
    for (Half* half : {&entry.event, &entry.task}) {
      if (!half->base || half->base->href != place.href ||
          half->base->collection != place.collection) {
        continue;
      }
      half->presence = Presence::kUnknown;
      ours = true;
    }
  }
  if (!ours) AddForeign(place, fetched, Component::kEvent);
}

void Pull::AddFound(const Place& place, const Fetched& fetched, const KnownKeys& keys,
                    World* world) {
  const auto decoded = ical::Decode(fetched.text, ports_.zone);
  if (!decoded.item) return AddUnreadable(place, fetched, decoded.why, world);
  const ical::CalendarItem& item = *decoded.item;
  const auto parts = ParseUid(item.uid);
  if (!parts || parts->book_id != settings_.book_id) {
    AddForeign(place, fetched, item.component);
    AddUsersTimes(fetched.text, users_, &world->users, &world->warnings);
    return;
  }
  Entry* place_of = &EntryOf(KeyOf(item, parts->hex, keys), world);
  Component made_as = MadeAsIn(*place_of, item, parts->hex, keys);
  const auto& there = place_of->half(made_as).theirs;
  if (there && IsOtherUid(*there, *parts) && !keys.by_hash.contains(place_of->key)) {
    // A task that was a block, beside the task: which is which shows when the plan knows them.
    place_of = &EntryOf("uid:" + item.uid, world);
    made_as = item.component;
  }
  Entry& entry = *place_of;
  Half& half = entry.half(made_as);
  const TodoHref todo{place.collection, place.href};
  if (std::find(entry.todo.begin(), entry.todo.end(), todo) == entry.todo.end()) {
    entry.todo.push_back(todo);
  }
  if (half.theirs && half.theirs->href != place.href) {
    // Two with one UID: the base's, else the lower href, is ours.
    const bool first =
        half.base ? half.base->href == half.theirs->href : half.theirs->href < place.href;
    world->warnings.push_back("\"" + item.title + "\" is in the calendar twice: " +
                              half.theirs->href.value + " and " + place.href.value);
    if (first) return;
  }
  entry.generation = std::max(entry.generation, parts->generation);
  half.presence = Presence::kThere;
  half.theirs = Theirs{place.collection, place.href, fetched.etag, fetched.text, item};
  half.theirs->item.taken_over =
      item.taken_over || made_as != item.component || IsClosed(place.collection);
  if (WrittenElsewhere(half, ports_.zone)) world->written_elsewhere.insert(entry.key);
}

}  // namespace touchbase
