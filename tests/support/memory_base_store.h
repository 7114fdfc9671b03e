// A base store in memory for tests. A transaction that throws leaves everything as it was, so that
// a crash between two calls of a test loses exactly what SQLite would lose. Pure.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <span>
#include <string>
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
  void Keep(const Kept& kept) override;
  void Forget() override;
  void Transaction(const std::function<void()>& work) override;

  // The user loses the state file.
  void Lose() { data_ = Content{}; }
  const std::vector<Kept>& kept() const { return data_.kept; }
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
  };

  std::shared_ptr<CallLog> log_;
  Content data_;
  int depth_ = 0;
};

}  // namespace touchbase::test
