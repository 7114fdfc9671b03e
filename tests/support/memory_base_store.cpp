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
           [&] { Change(&Content::resources, resource.uid, resource); });
}

void MemoryBaseStore::DropResource(const std::string& uid) {
  log_->Do("Base.DropResource " + uid, [&] { Change(&Content::resources, uid, std::nullopt); });
}

std::vector<BaseFollowUp> MemoryBaseStore::FollowUps() { return Values(data_.follow_ups); }

void MemoryBaseStore::PutFollowUp(const BaseFollowUp& follow_up) {
  log_->Do("Base.PutFollowUp " + follow_up.key,
           [&] { Change(&Content::follow_ups, follow_up.key, follow_up); });
}

void MemoryBaseStore::DropFollowUp(const std::string& key) {
  log_->Do("Base.DropFollowUp " + key, [&] { Change(&Content::follow_ups, key, std::nullopt); });
}

std::vector<BaseCollection> MemoryBaseStore::Collections() { return Values(data_.collections); }

void MemoryBaseStore::PutCollection(const BaseCollection& collection) {
  log_->Do("Base.PutCollection " + collection.url.value,
           [&] { Change(&Content::collections, collection.url, collection); });
}

void MemoryBaseStore::DropCollection(const Href& url) {
  log_->Do("Base.DropCollection " + url.value,
           [&] { Change(&Content::collections, url, std::nullopt); });
}

std::vector<ForeignCopy> MemoryBaseStore::ForeignCopies(const Href& collection) {
  return Values(data_.copies[collection]);
}

void MemoryBaseStore::PutForeignCopy(const ForeignCopy& copy) {
  log_->Do("Base.PutForeignCopy " + copy.href.value, [&] {
    std::map<Href, ForeignCopy> copies = data_.copies[copy.collection];
    copies.insert_or_assign(copy.href, copy);
    Change(&Content::copies, copy.collection, std::move(copies));
  });
}

void MemoryBaseStore::DropForeignCopy(const Href& collection, const Href& href) {
  log_->Do("Base.DropForeignCopy " + href.value, [&] {
    std::map<Href, ForeignCopy> copies = data_.copies[collection];
    copies.erase(href);
    Change(&Content::copies, collection, std::move(copies));
  });
}

void MemoryBaseStore::DropForeignCopies(const Href& collection) {
  log_->Do("Base.DropForeignCopies " + collection.value,
           [&] { Change(&Content::copies, collection, std::nullopt); });
}

std::vector<TodoHref> MemoryBaseStore::Todo() { return {data_.todo.begin(), data_.todo.end()}; }

void MemoryBaseStore::PutTodo(std::span<const TodoHref> hrefs) {
  log_->Do("Base.PutTodo " + std::to_string(hrefs.size()), [&] {
    Change([&](Content* data) { data->todo.insert(hrefs.begin(), hrefs.end()); },
           [before = data_.todo](Content* data) { data->todo = before; });
  });
}

void MemoryBaseStore::DropTodo(const TodoHref& href) {
  log_->Do("Base.DropTodo " + href.href.value, [&] {
    Change([&](Content* data) { data->todo.erase(href); },
           [before = data_.todo](Content* data) { data->todo = before; });
  });
}

std::vector<BaseStore::OutboxRow> MemoryBaseStore::Outbox() { return data_.outbox; }

void MemoryBaseStore::PutOutbox(const OutboxRow& row) {
  log_->Do("Base.PutOutbox " + row.touch.id, [&] {
    Change(
        [&](Content* data) {
          const auto found =
              std::find_if(data->outbox.begin(), data->outbox.end(),
                           [&](const auto& r) { return r.touch.id == row.touch.id; });
          if (found == data->outbox.end()) {
            data->outbox.push_back(row);
          } else {
            *found = row;
          }
        },
        [before = data_.outbox](Content* data) { data->outbox = before; });
  });
}

void MemoryBaseStore::DropOutbox(const std::string& touch_id) {
  log_->Do("Base.DropOutbox " + touch_id, [&] {
    Change(
        [&](Content* data) {
          std::erase_if(data->outbox,
                        [&](const OutboxRow& row) { return row.touch.id == touch_id; });
        },
        [before = data_.outbox](Content* data) { data->outbox = before; });
  });
}

std::map<std::string, std::string> MemoryBaseStore::Aliases() { return data_.aliases; }

void MemoryBaseStore::PutAliases(const std::map<std::string, std::string>& aliases) {
  log_->Do("Base.PutAliases " + std::to_string(aliases.size()), [&] {
    Change([&](Content* data) { data->aliases = aliases; },
           [before = data_.aliases](Content* data) { data->aliases = before; });
  });
}

std::string MemoryBaseStore::Get(const std::string& name) {
  const auto found = data_.values.find(name);
  return found == data_.values.end() ? std::string() : found->second;
}

void MemoryBaseStore::Set(const std::string& name, const std::string& value) {
  log_->Do("Base.Set " + name, [&] { Change(&Content::values, name, value); });
}

void MemoryBaseStore::Keep(const Kept& kept) {
  log_->Do("Base.Keep " + kept.uid, [&] {
    Change([&](Content* data) { data->kept.push_back(kept); },
           [](Content* data) { data->kept.pop_back(); });
  });
}

void MemoryBaseStore::PutRun(const RunRecord& record) {
  log_->Do("Base.PutRun", [&] { Change(&Content::runs, record.run, record); });
}

std::vector<BaseStore::RunRecord> MemoryBaseStore::Runs() {
  std::vector<RunRecord> runs;
  for (auto run = data_.runs.rbegin(); run != data_.runs.rend(); ++run) {
    RunRecord record = run->second;
    std::map<std::string, std::pair<bool, bool>> net;  // by uid: was there before, and after
    for (const Kept& kept : data_.kept) {
      if (kept.run != record.run || kept.by_user) continue;
      const auto [one, is_first] = net.try_emplace(kept.uid, !kept.before.empty(), false);
      one->second.second = !kept.after.empty();
    }
    for (const auto& [uid, there] : net) {
      record.made += !there.first && there.second ? 1 : 0;
      record.changed += there.first && there.second ? 1 : 0;
      record.removed += there.first && !there.second ? 1 : 0;
    }
    record.rows = static_cast<int>(KeptRowsOf(record.run).size());
    runs.push_back(record);
  }
  return runs;
}

std::vector<BaseStore::Kept> MemoryBaseStore::KeptOf(std::int64_t run) {
  std::vector<Kept> of_run;
  for (const Kept& kept : data_.kept) {
    if (kept.run == run) of_run.push_back(kept);
  }
  return of_run;
}

void MemoryBaseStore::KeepFollowUp(std::int64_t run, const std::string& key) {
  log_->Do("Base.KeepFollowUp " + key, [&] {
    if (data_.kept_follow_ups[run].contains(key)) return;
    std::map<std::string, KeptFollowUp> kept = data_.kept_follow_ups[run];
    const auto known = data_.follow_ups.find(key);
    KeptFollowUp& one = kept[key];
    one.key = key;
    if (known != data_.follow_ups.end()) one.before = known->second;
    Change(&Content::kept_follow_ups, run, std::move(kept));
  });
}

std::vector<BaseStore::KeptFollowUp> MemoryBaseStore::KeptFollowUpsOf(std::int64_t run) {
  return Values(data_.kept_follow_ups[run]);
}

void MemoryBaseStore::KeepRow(std::int64_t run, const std::string& touch_id) {
  log_->Do("Base.KeepRow " + touch_id, [&] {
    std::vector<std::string> rows = data_.kept_rows[run];
    if (std::find(rows.begin(), rows.end(), touch_id) != rows.end()) return;
    rows.push_back(touch_id);
    Change(&Content::kept_rows, run, std::move(rows));
  });
}

std::vector<std::string> MemoryBaseStore::KeptRowsOf(std::int64_t run) {
  return data_.kept_rows[run];
}

std::vector<BaseStore::Hold> MemoryBaseStore::Holds() { return Values(data_.holds); }

void MemoryBaseStore::PutHold(const Hold& hold) {
  log_->Do("Base.PutHold " + hold.key, [&] { Change(&Content::holds, hold.key, hold); });
}

void MemoryBaseStore::DropHold(const std::string& key) {
  log_->Do("Base.DropHold " + key, [&] { Change(&Content::holds, key, std::nullopt); });
}

void MemoryBaseStore::Forget() {
  log_->Do("Base.Forget", [&] {
    Change(
        [](Content* data) {
          data->resources.clear();
          data->follow_ups.clear();
          data->collections.clear();
          data->todo.clear();
          data->copies.clear();
          data->holds.clear();
        },
        [before = data_](Content* data) { *data = before; });
  });
}

void MemoryBaseStore::Transaction(const std::function<void()>& work) {
  if (depth_ > 0) {
    work();
    return;
  }
  ++depth_;
  try {
    work();
  } catch (...) {
    --depth_;
    for (auto undo = undo_.rbegin(); undo != undo_.rend(); ++undo) (*undo)(&data_);
    undo_.clear();
    throw;
  }
  --depth_;
  undo_.clear();
}

void MemoryBaseStore::Change(const Undo& change, Undo undo) {
  change(&data_);
  if (depth_ > 0) undo_.push_back(std::move(undo));
}

}  // namespace touchbase::test
