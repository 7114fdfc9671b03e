#include "sync/core/outbox.h"

#include <unordered_set>

namespace touchbase {
namespace {

constexpr std::int64_t kWatchSeconds = std::int64_t{48} * 3600;

}  // namespace

void Outbox::Compare(std::vector<Touch>* touches, Instant now, RunReport* report) {
  const std::vector<BaseStore::OutboxRow> rows = base_.Outbox();
  if (rows.empty()) return;
  std::unordered_set<std::string> ids;
  for (const Touch& touch : *touches) ids.insert(touch.id);
  const std::int64_t now_s = now.time_since_epoch().count();
  base_.Transaction([&] {
    for (BaseStore::OutboxRow row : rows) {
      const bool there = ids.contains(row.touch.id);
      const bool written = row.written_at != 0;
      const bool old = written && now_s - row.written_at > kWatchSeconds;
      const bool removed_twice = written && !there && row.rewritten;  // the user means it
      if (old || removed_twice) {
        base_.DropOutbox(row.touch.id);
      } else if (written && !there) {
        row.written_at = 0;
        row.rewritten = true;
        base_.PutOutbox(row);
        report->warnings.push_back("A row of " + book_.Describe() +
                                   " was lost by a later save of the file (" + row.touch.contact +
                                   ", " + FormatLocal(row.touch.at) + "); it is written once more");
        touches->push_back(row.touch);
      } else if (!there) {
        touches->push_back(row.touch);
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
