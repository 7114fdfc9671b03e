#include "tests/support/memory_book.h"

#include <algorithm>
#include <utility>

namespace touchbase::test {

bool MemoryBook::Unchanged(const std::string& fingerprint) {
  return log_->Do("Book.Unchanged", [&] { return fingerprint == Fingerprint(); });
}

BookSnapshot MemoryBook::Read() {
  return log_->Do("Book.Read", [&] {
    revision_read_ = revision_;
    return BookSnapshot{contacts_, touches_, warnings_, Fingerprint(), left_out_};
  });
}

AppendResult MemoryBook::Append(std::span<const Touch> rows) {
  return log_->Do("Book.Append " + std::to_string(rows.size()), [&] { return DoAppend(rows); });
}

AppendResult MemoryBook::DoAppend(std::span<const Touch> rows) {
  if (!refusal_.empty()) return {false, refusal_};
  if (revision_ != revision_read_) return {false, "the memory book changed since it was read"};
  for (const Touch& row : rows) {
    const bool there = std::any_of(touches_.begin(), touches_.end(),
                                   [&](const Touch& touch) { return touch.id == row.id; });
    if (there) continue;
    touches_.push_back(row);
    ++revision_;
  }
  revision_read_ = revision_;
  return {true, {}};
}

AppendResult MemoryBook::AddContacts(std::span<const Contact> people) {
  return log_->Do("Book.AddContacts " + std::to_string(people.size()),
                  [&] { return DoAddContacts(people); });
}

AppendResult MemoryBook::DoAddContacts(std::span<const Contact> people) {
  if (!refusal_.empty()) return {false, refusal_};
  if (revision_ != revision_read_) return {false, "the memory book changed since it was read"};
  for (const Contact& person : people) {
    const bool there = std::any_of(contacts_.begin(), contacts_.end(), [&](const Contact& contact) {
      return contact.id == person.id || (!person.email.empty() && contact.email == person.email);
    });
    if (there) continue;
    contacts_.push_back(person);
    ++revision_;
  }
  revision_read_ = revision_;
  return {true, {}};
}

void MemoryBook::AddContact(const Contact& contact) {
  contacts_.push_back(contact);
  ++revision_;
}

void MemoryBook::SetContacts(std::vector<Contact> contacts) {
  contacts_ = std::move(contacts);
  ++revision_;
}

void MemoryBook::AddTouch(const Touch& touch) {
  touches_.push_back(touch);
  ++revision_;
}

void MemoryBook::SetTouches(std::vector<Touch> touches) {
  touches_ = std::move(touches);
  ++revision_;
}

void MemoryBook::Mangle(const std::string& id, const std::string& where) {
  for (const Touch& touch : touches_) {
    if (touch.id != id) continue;
    mangled_.push_back(touch);
    left_out_.push_back({touch.contact, id, where});
  }
  RemoveTouch(id);
}

void MemoryBook::Mend() {
  touches_.insert(touches_.end(), mangled_.begin(), mangled_.end());
  mangled_.clear();
  left_out_.clear();
  ++revision_;
}

void MemoryBook::RemoveTouch(const std::string& id) {
  std::erase_if(touches_, [&](const Touch& touch) { return touch.id == id; });
  ++revision_;
}

}  // namespace touchbase::test
