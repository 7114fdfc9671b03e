// The ports with a CallLog around every call that changes something or asks a server, as the memory
// fakes have it: for tests that stop the program at one of them. Pure, but for what is inside.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "sync/core/base_store.h"
#include "sync/core/book.h"
#include "sync/core/collection.h"
#include "tests/support/call_log.h"

namespace touchbase::test {

class LoggedBase : public BaseStore {
 public:
  LoggedBase(BaseStore* real, CallLog* log) : real_(*real), log_(*log) {}

  std::vector<BaseResource> Resources() override { return real_.Resources(); }
  std::vector<BaseFollowUp> FollowUps() override { return real_.FollowUps(); }
  std::vector<BaseCollection> Collections() override { return real_.Collections(); }
  std::vector<ForeignCopy> ForeignCopies(const Href& of) override {
    return real_.ForeignCopies(of);
  }
  std::vector<TodoHref> Todo() override { return real_.Todo(); }
  std::vector<OutboxRow> Outbox() override { return real_.Outbox(); }
  std::map<std::string, std::string> Aliases() override { return real_.Aliases(); }
  std::string Get(const std::string& name) override { return real_.Get(name); }
  std::vector<RunRecord> Runs() override { return real_.Runs(); }
  std::vector<Kept> KeptOf(std::int64_t run) override { return real_.KeptOf(run); }
  std::vector<KeptFollowUp> KeptFollowUpsOf(std::int64_t run) override {
    return real_.KeptFollowUpsOf(run);
  }
  std::vector<std::string> KeptRowsOf(std::int64_t run) override { return real_.KeptRowsOf(run); }
  std::vector<Hold> Holds() override { return real_.Holds(); }

  void PutResource(const BaseResource& resource) override {
    log_.Do("Base.PutResource", [&] { real_.PutResource(resource); });
  }
  void DropResource(const std::string& uid) override {
    log_.Do("Base.DropResource", [&] { real_.DropResource(uid); });
  }
  void PutFollowUp(const BaseFollowUp& follow_up) override {
    log_.Do("Base.PutFollowUp", [&] { real_.PutFollowUp(follow_up); });
  }
  void DropFollowUp(const std::string& key) override {
    log_.Do("Base.DropFollowUp", [&] { real_.DropFollowUp(key); });
  }
  void PutCollection(const BaseCollection& collection) override {
    log_.Do("Base.PutCollection", [&] { real_.PutCollection(collection); });
  }
  void DropCollection(const Href& url) override {
    log_.Do("Base.DropCollection", [&] { real_.DropCollection(url); });
  }
  void PutForeignCopy(const ForeignCopy& copy) override {
    log_.Do("Base.PutForeignCopy", [&] { real_.PutForeignCopy(copy); });
  }
  void DropForeignCopy(const Href& collection, const Href& href) override {
    log_.Do("Base.DropForeignCopy", [&] { real_.DropForeignCopy(collection, href); });
  }
  void DropForeignCopies(const Href& collection) override {
    log_.Do("Base.DropForeignCopies", [&] { real_.DropForeignCopies(collection); });
  }
  void PutTodo(std::span<const TodoHref> hrefs) override {
    log_.Do("Base.PutTodo", [&] { real_.PutTodo(hrefs); });
  }
  void DropTodo(const TodoHref& href) override {
    log_.Do("Base.DropTodo", [&] { real_.DropTodo(href); });
  }
  void PutOutbox(const OutboxRow& row) override {
    log_.Do("Base.PutOutbox", [&] { real_.PutOutbox(row); });
  }
  void DropOutbox(const std::string& id) override {
    log_.Do("Base.DropOutbox", [&] { real_.DropOutbox(id); });
  }
  void PutAliases(const std::map<std::string, std::string>& aliases) override {
    log_.Do("Base.PutAliases", [&] { real_.PutAliases(aliases); });
  }
  void Set(const std::string& name, const std::string& value) override {
    log_.Do("Base.Set " + name, [&] { real_.Set(name, value); });
  }
  void Keep(const Kept& kept) override {
    log_.Do("Base.Keep", [&] { real_.Keep(kept); });
  }
  void PutRun(const RunRecord& record) override {
    log_.Do("Base.PutRun", [&] { real_.PutRun(record); });
  }
  void KeepFollowUp(std::int64_t run, const std::string& key) override {
    log_.Do("Base.KeepFollowUp", [&] { real_.KeepFollowUp(run, key); });
  }
  void KeepRow(std::int64_t run, const std::string& id) override {
    log_.Do("Base.KeepRow", [&] { real_.KeepRow(run, id); });
  }
  void PutHold(const Hold& hold) override {
    log_.Do("Base.PutHold", [&] { real_.PutHold(hold); });
  }
  void DropHold(const std::string& key) override {
    log_.Do("Base.DropHold", [&] { real_.DropHold(key); });
  }
  void Forget() override {
    log_.Do("Base.Forget", [&] { real_.Forget(); });
  }
  void Transaction(const std::function<void()>& work) override {
    log_.Do("Base.Transaction", [&] { real_.Transaction(work); });
  }

 private:
  BaseStore& real_;
  CallLog& log_;
};

class LoggedBook : public Book {
 public:
  LoggedBook(Book* real, CallLog* log) : real_(*real), log_(*log) {}

  bool Unchanged(const std::string& fingerprint) override {
    return log_.Do("Book.Unchanged", [&] { return real_.Unchanged(fingerprint); });
  }
  BookSnapshot Read() override {
    return log_.Do("Book.Read", [&] { return real_.Read(); });
  }
  AppendResult Append(std::span<const Touch> rows) override {
    return log_.Do("Book.Append", [&] { return real_.Append(rows); });
  }
  AppendResult AddContacts(std::span<const Contact> people) override {
    return log_.Do("Book.AddContacts", [&] { return real_.AddContacts(people); });
  }
  std::string Describe() const override { return real_.Describe(); }

 private:
  Book& real_;
  CallLog& log_;
};

class LoggedCollection : public Collection {
 public:
  LoggedCollection(std::unique_ptr<Collection> real, CallLog* log)
      : real_(std::move(real)), log_(*log) {}

  const CollectionState& state() const override { return real_->state(); }
  Changes ChangesSince(const SyncToken& token) override {
    return log_.Do("List", [&] { return real_->ChangesSince(token); });
  }
  std::vector<Fetched> Fetch(std::span<const Href> hrefs) override {
    return log_.Do("Fetch", [&] { return real_->Fetch(hrefs); });
  }
  std::vector<Fetched> Window(Instant from, Instant to, bool with_text) override {
    return log_.Do("Window", [&] { return real_->Window(from, to, with_text); });
  }
  void Apply(std::span<const Write> writes,
             const std::function<void(std::size_t, const WriteResult&)>& done) override {
    log_.Do("Apply", [&] { real_->Apply(writes, done); });
  }

 private:
  std::unique_ptr<Collection> real_;
  CallLog& log_;
};

class LoggedAccount : public Account {
 public:
  LoggedAccount(Account* real, CallLog* log) : real_(*real), log_(*log) {}

  std::vector<CollectionState> Survey() override {
    return log_.Do("Survey", [&] { return real_.Survey(); });
  }
  CollectionState Create(const std::string& display_name, Component component) override {
    return log_.Do("MakeCalendar", [&] { return real_.Create(display_name, component); });
  }
  std::unique_ptr<Collection> Open(const CollectionState& state) override {
    return std::make_unique<LoggedCollection>(real_.Open(state), &log_);
  }
  std::optional<std::int64_t> ServerClockSkewSeconds() const override {
    return real_.ServerClockSkewSeconds();
  }
  Href GivenCollection() const override { return real_.GivenCollection(); }
  ServerRules Rules() const override { return real_.Rules(); }
  std::vector<std::string> OwnAddresses() const override { return real_.OwnAddresses(); }
  int requests() const override { return real_.requests(); }
  AccountMemory Remember() const override { return real_.Remember(); }

 private:
  Account& real_;
  CallLog& log_;
};

}  // namespace touchbase::test
