#include "sync/core/outbox.h"

#include <algorithm>
#include <unordered_set>

namespace touchbase {
namespace {

constexpr std::int64_t kWatchSeconds = std::int64_t{48} * 3600;

bool SayTheSame(const Touch& a, const Touch& b) {
  using std::chrono::floor;
  return a.contact == b.contact && floor<minutes>(a.at) == floor<minutes>(b.at) &&
         a.kind == b.kind && a.direction == b.direction && a.outcome == b.outcome &&
         a.follow_up == b.follow_up;
}

// What the log holds of our rows: by id, else by what a row says, for a save without the ids.
class RowsThere {
 public:
  RowsThere(const ReadBook& book, const std::vector<BaseStore::OutboxRow>& ours) {
    std::unordered_set<std::string> our_ids;
    for (const BaseStore::OutboxRow& row : ours) our_ids.insert(row.touch.id);
    for (const Touch& touch : book.touches) {
      ids_.insert(touch.id);
      if (!our_ids.contains(touch.id)) others_.push_back(touch);
    }
    for (const LeftOutRow& row : book.left_out) ids_.insert(row.id);
  }
  bool Has(const BaseStore::OutboxRow& row) const {
    if (ids_.contains(row.touch.id)) return true;
    // What was never written is not there, however much another row is like it.
    return row.written_at != 0 &&
           std::any_of(others_.begin(), others_.end(),
                       [&](const Touch& touch) { return SayTheSame(touch, row.touch); });
  }

 private:
  std::unordered_set<std::string> ids_;
  std::vector<Touch> others_;
};

}  // namespace

void Outbox::Compare(ReadBook* book, Instant now, RunReport* report) {
  const std::vector<BaseStore::OutboxRow> rows = base_.Outbox();
  if (rows.empty()) return;
  const RowsThere log(*book, rows);
  const std::int64_t now_s = now.time_since_epoch().count();
  base_.Transaction([&] {
    for (BaseStore::OutboxRow row : rows) {
      const bool there = log.Has(row);
      const bool written = row.written_at != 0;
      const bool old = written && now_s - row.written_at > kWatchSeconds;
      const bool removed_twice = written && !there && row.rewritten;  // the user means it
      const std::string which = row.touch.contact + ", " + FormatLocal(row.touch.at);
      if (old || removed_twice) {
        base_.DropOutbox(row.touch.id);
        if (old || !removed_twice) continue;
        report->warnings.push_back("A row of " + book_.Describe() + " (" + which +
                                   ") is gone from the file again; that is taken as your wish, and "
                                   "it is not written a third time");
      } else if (written && !there) {
        row.written_at = 0;
        row.rewritten = true;
        base_.PutOutbox(row);
        report->warnings.push_back("A row of " + book_.Describe() +
                                   " was lost by a later save of the file (" + which +
                                   "); it is written once more");
        book->touches.push_back(row.touch);
      } else if (!there) {
        book->touches.push_back(row.touch);
      }
    }
  });
}

void Outbox::Add(const std::vector<Touch>& rows) {
  base_.Transaction([&] {
    for (const Touch& touch : rows) base_.PutOutbox({touch, 0, false});
  });
}

void Outbox::Flush(Instant now, RunReport* report) {
  std::vector<BaseStore::OutboxRow> waiting;
  std::vector<Touch> touches;
  for (const BaseStore::OutboxRow& row : base_.Outbox()) {
    if (row.written_at != 0) continue;
    waiting.push_back(row);
    touches.push_back(row.touch);
  }
  if (waiting.empty()) return;
  const AppendResult result = book_.Append(touches);
  if (!result.done) {
    report->log_waits = true;
    report->warnings.push_back(std::to_string(touches.size()) +
                               " rows wait to be written to the log: " + result.why +
                               ". They are kept and count already; the next run tries again.");
    return;
  }
  report->changed = true;
  report->touches_logged += static_cast<int>(touches.size());
  base_.Transaction([&] {
    for (BaseStore::OutboxRow& row : waiting) {
      row.written_at = now.time_since_epoch().count();
      base_.PutOutbox(row);
    }
  });
}

std::set<std::string> Outbox::Waiting() {
  std::set<std::string> ids;
  for (const BaseStore::OutboxRow& row : base_.Outbox()) {
    if (row.written_at == 0) ids.insert(row.touch.id);
  }
  return ids;
}

}  // namespace touchbase
