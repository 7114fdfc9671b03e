#include "sync/core/undo_write.h"

#include <algorithm>
#include <array>
#include <utility>

#include "ical/calendar_item.h"
#include "ical/put_back.h"
#include "model/uid.h"
#include "sync/core/apply.h"

namespace touchbase {
namespace {

constexpr int kGenerations = 4;  // a trash bin that holds more of them is no trash bin

std::string NextUid(const std::string& uid) {
  const auto parts = ParseUid(uid);
  return parts ? MakeUid(parts->book_id, parts->hex, parts->generation + 1) : uid;
}

int GenerationOf(const std::string& uid) {
  const auto parts = ParseUid(uid);
  return parts ? parts->generation : 0;
}

}  // namespace

std::string WordFor(UndoStep step) {
  if (step == UndoStep::kMake) return "make again";
  return step == UndoStep::kTakeOut ? "take out" : "put back";
}

UndoWriter::UndoWriter(RunPorts& ports, std::span<const BaseStore::KeptFollowUp> kept,
                       const UndoKeys& keys, const FollowUpRows& rows, RunReport* report)
    : ports_(ports), kept_(kept), keys_(keys), rows_(rows), report_(report) {}

UndoWriter::Job UndoWriter::JobFor(const UndoTask& task) const {
  const UndoItem& item = *task.item;
  Job job{&task, item.uid, {}};
  job.write.href = item.now.href;
  job.write.etag = item.now.etag;
  if (task.step == UndoStep::kTakeOut) {
    job.write.kind = WriteKind::kDelete;
    return job;
  }
  const int sequence =
      item.after.empty() ? ical::SequenceOf(item.before) : ical::SequenceOf(item.now.text) + 1;
  if (task.step == UndoStep::kMake) {
    // The server knows the UID of what the user deleted as deleted.
    if (item.by_user) job.uid = NextUid(item.uid);
    job.write.kind = WriteKind::kCreate;
    job.write.href = Href{job.uid + ".ics"};
    job.write.etag = {};
  } else {
    job.write.kind = WriteKind::kUpdate;
  }
  job.write.text = ical::PutBack(item.before, job.uid, sequence, ports_.clock.Now());
  return job;
}

void UndoWriter::Do(std::span<const UndoTask> tasks) {
  std::vector<Job> first;
  std::vector<Job> last;
  for (const UndoTask& task : tasks) {
    (task.step == UndoStep::kTakeOut ? last : first).push_back(JobFor(task));
  }
  DoAll(first);
  for (int more = 0; more < kGenerations && !again_.empty(); ++more) {
    DoAll(std::exchange(again_, {}));
  }
  for (const Job& job : again_) {
    report_->failed.push_back({job.uid, "make again \"" + job.task->title + "\"",
                               "the server takes none of its names any more"});
  }
  DoAll(last);
}

void UndoWriter::DoAll(const std::vector<Job>& jobs) {
  std::map<Href, std::vector<const Job*>> places;
  for (const Job& job : jobs) places[job.task->item->collection].push_back(&job);
  for (const auto& [url, there] : places) {
    CollectionState state;
    state.url = url;
    std::vector<Write> writes;
    writes.reserve(there.size());
    for (const Job* job : there) writes.push_back(job->write);
    const auto& batch = there;
    ports_.account.Open(state)->Apply(writes, [&](std::size_t i, const WriteResult& result) {
      Ended(*batch[i], result);
      if (ports_.interrupted()) throw Interrupted();
    });
  }
}

void UndoWriter::Ended(const Job& job, const WriteResult& result) {
  const bool makes = job.write.kind == WriteKind::kCreate;
  if (result.status == WriteStatus::kDone) return Done(job, result);
  if (result.status == WriteStatus::kUidTaken && makes) {
    Job next = job;
    next.uid = NextUid(job.uid);
    next.write.href = Href{next.uid + ".ics"};
    next.write.text = ical::PutBack(job.write.text, next.uid, 0, ports_.clock.Now());
    again_.push_back(std::move(next));
    return;
  }
  const bool theirs =
      result.status == WriteStatus::kConflict || result.status == WriteStatus::kGone;
  if (theirs && !makes) {
    ports_.base.DropHold(job.task->item->key);
    report_->warnings.push_back("\"" + job.task->title +
                                "\" was changed just now; it is left as it is");
    return;
  }
  report_->failed.push_back({job.uid, WordFor(job.task->step) + " \"" + job.task->title + "\"",
                             result.why + "; run touchbase undo again"});
}

void UndoWriter::Done(const Job& job, const WriteResult& result) {
  Count(job);
  const UndoItem& item = *job.task->item;
  ports_.base.Transaction([&] {
    ports_.base.Keep({report_->run, job.uid, item.collection,
                      result.href.empty() ? item.href : result.href, item.now.text, job.write.text,
                      item.key});
    if (item.base && item.base->uid != job.uid) ports_.base.DropResource(item.base->uid);
    if (job.uid != item.uid) ports_.base.DropResource(item.uid);
    if (job.write.kind == WriteKind::kDelete) {
      ports_.base.DropResource(job.uid);
    } else {
      BaseResource resource = item.base.value_or(BaseResource{});
      resource.uid = job.uid;
      resource.key = item.key;
      const auto decoded = ical::Decode(item.before, ports_.zone).item;
      if (decoded) resource.component = decoded->component;
      resource.collection = item.collection;
      resource.href = result.href.empty() ? item.href : result.href;
      resource.etag = result.etag;
      resource.text = job.write.text;
      resource.written.clear();  // decided anew when it is held no more
      resource.written_at = ports_.clock.Now().time_since_epoch().count();
      resource.life = BaseResource::Life::kLive;
      ports_.base.PutResource(resource);
      if (resource.etag.empty()) {
        ports_.base.PutTodo(std::array{TodoHref{resource.collection, resource.href}});
      }
    }
    Restore(item.key, job.uid);
  });
}

// The follow-up as it was before the run, and whoever stood in one item with it.
void UndoWriter::Restore(const std::string& key, const std::string& uid) {
  RestoreOne(key, GenerationOf(uid));
  for (const BaseStore::KeptFollowUp& kept : kept_) {
    const auto block = keys_.block_of.find(kept.key);
    const bool line = block != keys_.block_of.end() && block->second == key;
    const bool was_line = kept.before && kept.before->block == key;
    if (kept.key != key && (line || was_line)) RestoreOne(kept.key, 0);
  }
}

void UndoWriter::RestoreOne(const std::string& key, int generation) {
  const auto found =
      std::find_if(kept_.begin(), kept_.end(), [&](const auto& kept) { return kept.key == key; });
  if (found == kept_.end()) return;
  ports_.base.KeepFollowUp(report_->run, key);
  if (!found->before) return ports_.base.DropFollowUp(key);
  BaseFollowUp restored = *found->before;
  restored.first_absent = 0;
  restored.generation = std::max(restored.generation, generation);
  restored.touches = rows_.CountOf(restored.contact);
  ports_.base.PutFollowUp(restored);
}

void UndoWriter::Count(const Job& job) {
  report_->changed = true;
  switch (job.write.kind) {
    case WriteKind::kCreate:
      ++report_->created;
      report_->lines.push_back("made again \"" + job.task->title + "\"");
      break;
    case WriteKind::kUpdate:
      ++report_->updated;
      report_->lines.push_back("put back \"" + job.task->title + "\"");
      break;
    case WriteKind::kDelete:
      ++report_->deleted;
      report_->lines.push_back("took out \"" + job.task->title + "\"");
  }
}

}  // namespace touchbase
