// A base for a run that must leave no trace (--dry-run): begins as a copy of the real one, keeps
// what is put into it in memory and drops it. Pure.
#pragma once

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "sync/core/base_store.h"

namespace touchbase {

class ScratchBase final : public BaseStore {
 public:
  explicit ScratchBase(BaseStore& real) : real_(real) {
    for (const BaseResource& resource : real.Resources()) PutResource(resource);
    for (const BaseFollowUp& follow_up : real.FollowUps()) PutFollowUp(follow_up);
    for (const BaseCollection& collection : real.Collections()) PutCollection(collection);
    PutTodo(real.Todo());
    for (const OutboxRow& row : real.Outbox()) PutOutbox(row);
    aliases_ = real.Aliases();
    for (const Hold& hold : real.Holds()) PutHold(hold);
  }

  std::vector<BaseResource> Resources() override { return Values(resources_); }
  void PutResource(const BaseResource& resource) override { resources_[resource.uid] = resource; }
  void DropResource(const std::string& uid) override { resources_.erase(uid); }
  std::vector<BaseFollowUp> FollowUps() override { return Values(follow_ups_); }
  void PutFollowUp(const BaseFollowUp& known) override { follow_ups_[known.key] = known; }
  void DropFollowUp(const std::string& key) override { follow_ups_.erase(key); }
  std::vector<BaseCollection> Collections() override { return Values(collections_); }
  void PutCollection(const BaseCollection& known) override {
    collections_[known.url.value] = known;
  }
  void DropCollection(const Href& url) override { collections_.erase(url.value); }
  // Read from the real one until it would be written.
  std::vector<ForeignCopy> ForeignCopies(const Href& collection) override {
    LearnCopies(collection);
    return Values(copies_[collection.value]);
  }
  void PutForeignCopy(const ForeignCopy& copy) override {
    LearnCopies(copy.collection);
    copies_[copy.collection.value][copy.href.value] = copy;
  }
  void DropForeignCopy(const Href& collection, const Href& href) override {
    LearnCopies(collection);
    copies_[collection.value].erase(href.value);
  }
  void DropForeignCopies(const Href& collection) override { copies_[collection.value].clear(); }
  std::vector<TodoHref> Todo() override { return {todo_.begin(), todo_.end()}; }
  void PutTodo(std::span<const TodoHref> hrefs) override {
    todo_.insert(hrefs.begin(), hrefs.end());
  }
  void DropTodo(const TodoHref& href) override { todo_.erase(href); }
  std::vector<OutboxRow> Outbox() override { return outbox_; }
  void PutOutbox(const OutboxRow& row) override {
    DropOutbox(row.touch.id);
    outbox_.push_back(row);
  }
  void DropOutbox(const std::string& id) override {
    std::erase_if(outbox_, [&](const OutboxRow& row) { return row.touch.id == id; });
  }
  std::map<std::string, std::string> Aliases() override { return aliases_; }
  void PutAliases(const std::map<std::string, std::string>& aliases) override {
    aliases_ = aliases;
  }
  std::string Get(const std::string& name) override {
    const auto found = values_.find(name);
    return found == values_.end() ? real_.Get(name) : found->second;
  }
  void Set(const std::string& name, const std::string& value) override { values_[name] = value; }
  void PutRun(const RunRecord&) override {}
  std::vector<RunRecord> Runs() override { return real_.Runs(); }
  void Keep(const Kept&) override {}
  std::vector<Kept> KeptOf(std::int64_t run) override { return real_.KeptOf(run); }
  void KeepFollowUp(std::int64_t, const std::string&) override {}
  std::vector<KeptFollowUp> KeptFollowUpsOf(std::int64_t run) override {
    return real_.KeptFollowUpsOf(run);
  }
  void KeepRow(std::int64_t, const std::string&) override {}
  std::vector<std::string> KeptRowsOf(std::int64_t run) override { return real_.KeptRowsOf(run); }
  std::vector<Hold> Holds() override { return Values(holds_); }
  void PutHold(const Hold& hold) override { holds_[hold.key] = hold; }
  void DropHold(const std::string& key) override { holds_.erase(key); }
  void Forget() override {
    resources_.clear();
    follow_ups_.clear();
    collections_.clear();
    todo_.clear();
    copies_.clear();
    holds_.clear();
    forgotten_ = true;
  }
  void Transaction(const std::function<void()>& work) override { work(); }

 private:
  void LearnCopies(const Href& collection) {
    if (copies_.contains(collection.value)) return;
    auto& copies = copies_[collection.value];
    if (forgotten_) return;
    for (ForeignCopy& copy : real_.ForeignCopies(collection)) {
      copies[copy.href.value] = std::move(copy);
    }
  }

  template <typename Map>
  static std::vector<typename Map::mapped_type> Values(const Map& map) {
    std::vector<typename Map::mapped_type> values;
    values.reserve(map.size());
    for (const auto& [key, value] : map) values.push_back(value);
    return values;
  }

  BaseStore& real_;
  std::map<std::string, BaseResource> resources_;
  std::map<std::string, BaseFollowUp> follow_ups_;
  std::map<std::string, BaseCollection> collections_;
  std::map<std::string, std::map<std::string, ForeignCopy>> copies_;  // by collection and href
  bool forgotten_ = false;
  std::set<TodoHref> todo_;
  std::vector<OutboxRow> outbox_;
  std::map<std::string, Hold> holds_;
  std::map<std::string, std::string> aliases_;
  std::map<std::string, std::string> values_;
};

}  // namespace touchbase
