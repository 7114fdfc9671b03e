// A base store in memory for tests. A transaction that throws leaves everything as it was, so that
// a crash between two calls of a test loses exactly what SQLite would lose. Pure.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "sync/core/base_store.h"
#include "tests/support/call_log.h"

namespace touchbase::test {

class MemoryBaseStore : public BaseStore {
 public:
  explicit MemoryBaseStore(std::shared_ptr<CallLog> log = std::make_shared<CallLog>())
      : log_(std::move(log)) {}

  std::vector<BaseResource> Resources() override;
  void PutResource(const BaseResource& resource) override;
  void DropResource(const std::string& uid) override;
  std::vector<BaseFollowUp> FollowUps() override;
  void PutFollowUp(const BaseFollowUp& follow_up) override;
  void DropFollowUp(const std::string& key) override;
  std::vector<BaseCollection> Collections() override;
  void PutCollection(const BaseCollection& collection) override;
  void DropCollection(const Href& url) override;
  std::vector<ForeignCopy> ForeignCopies(const Href& collection) override;
  void PutForeignCopy(const ForeignCopy& copy) override;
  void DropForeignCopy(const Href& collection, const Href& href) override;
  void DropForeignCopies(const Href& collection) override;
  std::vector<TodoHref> Todo() override;
  void PutTodo(std::span<const TodoHref> hrefs) override;
  void DropTodo(const TodoHref& href) override;
  std::vector<OutboxRow> Outbox() override;
  void PutOutbox(const OutboxRow& row) override;
  void DropOutbox(const std::string& touch_id) override;
  std::map<std::string, std::string> Aliases() override;
  void PutAliases(const std::map<std::string, std::string>& aliases) override;
  std::string Get(const std::string& name) override;
  void Set(const std::string& name, const std::string& value) override;
  void PutRun(const RunRecord& record) override;
  std::vector<RunRecord> Runs() override;
  void Keep(const Kept& kept) override;
  std::vector<Kept> KeptOf(std::int64_t run) override;
  void KeepFollowUp(std::int64_t run, const std::string& key) override;
  std::vector<KeptFollowUp> KeptFollowUpsOf(std::int64_t run) override;
  void KeepRow(std::int64_t run, const std::string& touch_id) override;
  std::vector<std::string> KeptRowsOf(std::int64_t run) override;
  std::vector<Hold> Holds() override;
  void PutHold(const Hold& hold) override;
  void DropHold(const std::string& key) override;
  void Forget() override;
  void Transaction(const std::function<void()>& work) override;

  // The user loses the state file.
  void Lose() { data_ = Content{}; }
  const std::vector<Kept>& kept() const { return data_.kept; }
  const std::map<std::string, std::string>& values() const { return data_.values; }
  CallLog& log() { return *log_; }

 private:
  struct Content {
    std::map<std::string, BaseResource> resources;
    std::map<std::string, BaseFollowUp> follow_ups;
    std::map<Href, BaseCollection> collections;
    std::map<Href, std::map<Href, ForeignCopy>> copies;
    std::set<TodoHref> todo;
    std::vector<OutboxRow> outbox;
    std::map<std::string, std::string> aliases;
    std::map<std::string, std::string> values;
    std::vector<Kept> kept;
    std::map<std::int64_t, RunRecord> runs;
    std::map<std::int64_t, std::map<std::string, KeptFollowUp>> kept_follow_ups;
    std::map<std::int64_t, std::vector<std::string>> kept_rows;
    std::map<std::string, Hold> holds;
  };

  // Takes a change back.
  using Undo = std::function<void(Content*)>;

  // Within a transaction, what takes `change` back is kept.
  void Change(const Undo& change, Undo undo);
  // Sets one entry of a map, or removes it; `map` is a member of Content.
  template <typename Map>
  void Change(Map Content::*map, const typename Map::key_type& key,
              std::optional<typename Map::mapped_type> value) {
    const auto found = (data_.*map).find(key);
    std::optional<typename Map::mapped_type> before;
    if (depth_ > 0 && found != (data_.*map).end()) before = found->second;
    const auto put = [map, key](Content* data, const auto& entry) {
      if (entry) {
        (data->*map).insert_or_assign(key, *entry);
      } else {
        (data->*map).erase(key);
      }
    };
    Change([&](Content* data) { put(data, value); },
           [put, before = std::move(before)](Content* data) { put(data, before); });
  }

  std::shared_ptr<CallLog> log_;
  Content data_;
  std::vector<Undo> undo_;  // of the transaction, in order
  int depth_ = 0;
};

}  // namespace touchbase::test
