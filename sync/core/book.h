// The port to the user's book: contacts and touches, wherever kept. Implemented by memory (tests),
// a CSV folder and SQLite (sync/store). The book is the user's: appending a row is the only change
// that a run makes; a cell changes only when the user says so on the command line.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <vector>

#include "model/contact.h"
#include "model/touch.h"

namespace touchbase {

// A row of the log that cannot be planned with: its time is unreadable. It is there all the same.
struct LeftOutRow {
  std::string contact;  // as Touch::contact
  std::string id;       // "" when it has none of its own
  std::string where;    // file:line
};

struct BookSnapshot {
  std::vector<Contact> contacts;      // ids not yet resolved through the aliases in state
  std::vector<Touch> touches;         // in the order of the file; ids assigned
  std::vector<std::string> warnings;  // with file and line
  std::string fingerprint;            // equal bytes, equal fingerprint
  std::vector<LeftOutRow> left_out;   // all of them, though the warnings stop at some number
  std::vector<std::string> unknown_columns = {};  // of the contacts: the user's own, as written
};

// One cell of a contact: `column` is a name of ours or a header of the user's.
struct CellChange {
  std::string column;
  std::string value;
};

struct AppendResult {
  bool done = false;
  std::string why;  // when not: locked by LibreOffice, changed meanwhile, disk full, ...
};

class Book {
 public:
  virtual ~Book() = default;
  // Cheap: whether the book may have changed since `fingerprint` was read (size, times, inode).
  virtual bool Unchanged(const std::string& fingerprint) = 0;
  // Throws InputError (exit 3) when it cannot be read as a whole.
  virtual BookSnapshot Read() = 0;
  // Appends rows so that they are all there, durably (fsync), or none is. Never overwrites a file
  // that changed since the last Read or that an office program holds open. Rows whose id is there
  // already are passed over. Expected failures are values.
  virtual AppendResult Append(std::span<const Touch> rows) = 0;
  // Appends people to the contacts, in the same way; a contact whose id or e-mail is there already
  // is passed over. Where the user's own file holds them, they go into a file beside it. The id
  // cell is left empty unless `id` differs from what identity rules would give.
  virtual AppendResult AddContacts(std::span<const Contact>) {
    return {false, "this book takes no new people"};
  }
  // Changes cells of the contact at `index` of the last Read, in the same way; every other byte
  // stays. A column of ours that is not there is added.
  virtual AppendResult ChangeContact(std::size_t /*index*/, std::span<const CellChange>) {
    return {false, "this book changes no contacts"};
  }
  virtual std::string Describe() const = 0;  // for messages: the path
};

}  // namespace touchbase
