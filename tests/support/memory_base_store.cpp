#include "tests/support/memory_base_store.h"

#include <algorithm>

namespace touchbase::test {
namespace {

template <typename Map>
auto Values(const Map& map) {
  std::vector<typename Map::mapped_type> values;
  values.reserve(map.size());
  for (const auto& [key, value] : map) values.push_back(value);
  return values;
}

}  // namespace

std::vector<BaseResource> MemoryBaseStore::Resources() { return Values(data_.resources); }

void MemoryBaseStore::PutResource(const BaseResource& resource) {
  log_->Do("Base.PutResource " + resource.uid,
           [&] { data_.resources.insert_or_assign(resource.uid, resource); });
}

void MemoryBaseStore::DropResource(const std::string& uid) {
  log_->Do("Base.DropResource " + uid, [&] { data_.resources.erase(uid); });
}

std::vector<BaseFollowUp> MemoryBaseStore::FollowUps() { return Values(data_.follow_ups); }

void MemoryBaseStore::PutFollowUp(const BaseFollowUp& follow_up) {
  log_->Do("Base.PutFollowUp " + follow_up.key,
           [&] { data_.follow_ups.insert_or_assign(follow_up.key, follow_up); });
}

void MemoryBaseStore::DropFollowUp(const std::string& key) {
  log_->Do("Base.DropFollowUp " + key, [&] { data_.follow_ups.erase(key); });
}

std::vector<BaseCollection> MemoryBaseStore::Collections() { return Values(data_.collections); }

void MemoryBaseStore::PutCollection(const BaseCollection& collection) {
  log_->Do("Base.PutCollection " + collection.url.value,
           [&] { data_.collections.insert_or_assign(collection.url, collection); });
}

void MemoryBaseStore::DropCollection(const Href& url) {
  log_->Do("Base.DropCollection " + url.value, [&] { data_.collections.erase(url); });
}

std::vector<ForeignCopy> MemoryBaseStore::ForeignCopies(const Href& collection) {
  return Values(data_.copies[collection]);
}

void MemoryBaseStore::PutForeignCopy(const ForeignCopy& copy) {
  log_->Do("Base.PutForeignCopy " + copy.href.value,
           [&] { data_.copies[copy.collection].insert_or_assign(copy.href, copy); });
}

void MemoryBaseStore::DropForeignCopy(const Href& collection, const Href& href) {
  log_->Do("Base.DropForeignCopy " + href.value, [&] { data_.copies[collection].erase(href); });
}

void MemoryBaseStore::DropForeignCopies(const Href& collection) {
  log_->Do("Base.DropForeignCopies " + collection.value, [&] { data_.copies.erase(collection); });
}

std::vector<TodoHref> MemoryBaseStore::Todo() { return {data_.todo.begin(), data_.todo.end()}; }

void MemoryBaseStore::PutTodo(std::span<const TodoHref> hrefs) {
  log_->Do("Base.PutTodo " + std::to_string(hrefs.size()),
           [&] { data_.todo.insert(hrefs.begin(), hrefs.end()); });
}

void MemoryBaseStore::DropTodo(const TodoHref& href) {
  log_->Do("Base.DropTodo " + href.href.value, [&] { data_.todo.erase(href); });
}

std::vector<BaseStore::OutboxRow> MemoryBaseStore::Outbox() { return data_.outbox; }

void MemoryBaseStore::PutOutbox(const OutboxRow& row) {
  log_->Do("Base.PutOutbox " + row.touch.id, [&] {
    const auto found = std::find_if(data_.outbox.begin(), data_.outbox.end(),
                                    [&](const auto& r) { return r.touch.id == row.touch.id; });
    if (found == data_.outbox.end()) {
      data_.outbox.push_back(row);
    } else {
      *found = row;
    }
  });
}

void MemoryBaseStore::DropOutbox(const std::string& touch_id) {
  log_->Do("Base.DropOutbox " + touch_id, [&] {
    std::erase_if(data_.outbox, [&](const OutboxRow& row) { return row.touch.id == touch_id; });
  });
}

std::map<std::string, std::string> MemoryBaseStore::Aliases() { return data_.aliases; }

void MemoryBaseStore::PutAliases(const std::map<std::string, std::string>& aliases) {
  log_->Do("Base.PutAliases " + std::to_string(aliases.size()), [&] { data_.aliases = aliases; });
}

std::string MemoryBaseStore::Get(const std::string& name) {
  const auto found = data_.values.find(name);
  return found == data_.values.end() ? std::string() : found->second;
}

void MemoryBaseStore::Set(const std::string& name, const std::string& value) {
  log_->Do("Base.Set " + name, [&] { data_.values.insert_or_assign(name, value); });
}

void MemoryBaseStore::Keep(const Kept& kept) {
  log_->Do("Base.Keep " + kept.uid, [&] { data_.kept.push_back(kept); });
}

void MemoryBaseStore::Forget() {
  log_->Do("Base.Forget", [&] {
    data_.resources.clear();
    data_.follow_ups.clear();
    data_.collections.clear();
    data_.todo.clear();
    data_.copies.clear();
  });
}

void MemoryBaseStore::Transaction(const std::function<void()>& work) {
  if (depth_ > 0) {
    work();
    return;
  }
  const Content before = data_;
  ++depth_;
  try {
    work();
  } catch (...) {
    --depth_;
    data_ = before;
    throw;
  }
  --depth_;
}

}  // namespace touchbase::test
