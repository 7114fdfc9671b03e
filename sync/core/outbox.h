// Log first: rows go to the durable outbox, then to the user's log, and only then is the calendar
// written. I/O: the ports.
//
// Rows that cannot be written wait and count for planning at once. A row that was written and is
// missing within 48 h (a stale save of a spreadsheet) is written once more; later its removal is
// the user's, and so is a second one within the 48 h, which is said.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "sync/core/base_store.h"
#include "sync/core/book.h"
#include "sync/core/read_book.h"
#include "sync/core/run_report.h"

namespace touchbase {

class Outbox {
 public:
  Outbox(BaseStore& base, Book& book) : base_(base), book_(book) {}

  // Looks which rows of the last two days the log lacks, and adds the ones that wait. A row that
  // lost its id or cannot be read any more is there.
  void Compare(ReadBook* book, Instant now, RunReport* report);

  // Makes the rows durable. They are in no file yet.
  void Add(const std::vector<Touch>& rows);

  // Writes what waits to the log. What fails keeps waiting and is said in the report.
  void Flush(Instant now, RunReport* report);

  // Ids of rows that are in no file yet.
  std::set<std::string> Waiting();

 private:
  BaseStore& base_;
  Book& book_;
};

}  // namespace touchbase
