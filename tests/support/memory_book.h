// A book in memory for tests, with the rules of the Book port: appending is the only change made
// through it, never on top of a change that was not read. The test plays the user who edits the
// file. Pure.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <vector>

#include "sync/core/book.h"
#include "tests/support/call_log.h"

namespace touchbase::test {

class MemoryBook : public Book {
 public:
  explicit MemoryBook(std::shared_ptr<CallLog> log = std::make_shared<CallLog>())
      : log_(std::move(log)) {}

  bool Unchanged(const std::string& fingerprint) override;
  BookSnapshot Read() override;
  AppendResult Append(std::span<const Touch> rows) override;
  AppendResult AddContacts(std::span<const Contact> people) override;
  std::string Describe() const override { return path_; }

  // The user edits. Each of these makes the fingerprint another one.
  void AddContact(const Contact& contact);
  void SetContacts(std::vector<Contact> contacts);
  void AddTouch(const Touch& touch);
  void SetTouches(std::vector<Touch> touches);  // a stale save, a restored backup
  void RemoveTouch(const std::string& id);

  // Why appending is refused from now on; "" to take rows again.
  void RefuseAppends(std::string why) { refusal_ = std::move(why); }
  void AddWarning(std::string warning) { warnings_.push_back(std::move(warning)); }

  // A save that made the time of a row unreadable: it is in the file, and in no plan.
  void Mangle(const std::string& id, const std::string& where);
  void Mend();
  void SetPath(std::string path) { path_ = std::move(path); }

  const std::vector<Contact>& contacts() const { return contacts_; }
  const std::vector<Touch>& touches() const { return touches_; }
  int revision() const { return revision_; }
  CallLog& log() { return *log_; }

 private:
  std::string Fingerprint() const { return "revision " + std::to_string(revision_); }
  AppendResult DoAppend(std::span<const Touch> rows);
  AppendResult DoAddContacts(std::span<const Contact> people);

  std::shared_ptr<CallLog> log_;
  std::vector<Contact> contacts_;
  std::vector<Touch> touches_;
  std::vector<std::string> warnings_;
  std::string refusal_;
  std::string path_ = "memory book";
  std::vector<Touch> mangled_;
  std::vector<LeftOutRow> left_out_;
  int revision_ = 1;
  int revision_read_ = 0;
};

}  // namespace touchbase::test
