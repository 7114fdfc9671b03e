// The base in one SQLite file (mode 0600, WAL). Does file I/O.
//
// Losing the file is healed by book and calendar, losing waiting rows of the outbox is not: they
// are on the disk when PutOutbox, or the transaction around it, returns. Everything else may lose
// its last moments in a power cut, never its order.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "sync/core/base_store.h"

namespace touchbase::store {

class SqliteBaseStore final : public BaseStore {
 public:
  static constexpr int kSchema = 3;

  // Makes the file and its folders when missing, and brings one of an earlier version to this one
  // in place. A damaged file is renamed to `<path>.broken-<n>`, what can be read of its outbox and
  // aliases is taken over, and warnings() says so. Throws InputError when the file was written by a
  // newer version, is no state file of ours, or cannot be opened.
  explicit SqliteBaseStore(const std::string& path);
  ~SqliteBaseStore() override;

  const std::vector<std::string>& warnings() const { return warnings_; }

  // All of these throw InputError when the database fails; one damage found on the way is moved
  // aside.
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

 private:
  struct Connection;

  template <typename Work>
  auto Guarded(const char* doing, Work work);
  void MakeDurable();
  void TakeOver(const std::string& broken);
  void InsertOutbox(const OutboxRow& row);

  const std::string path_;
  std::unique_ptr<Connection> connection_;
  std::vector<std::string> warnings_;
  int depth_ = 0;
  bool outbox_changed_ = false;  // in the transaction that is open
};

}  // namespace touchbase::store
