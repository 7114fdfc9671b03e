#include "sync/core/undo.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include "ical/calendar_item.h"
#include "model/error.h"
#include "sync/core/absence.h"
#include "sync/core/bind_base.h"
#include "sync/core/clock_skew.h"
#include "sync/core/holds.h"
#include "sync/core/outbox.h"
#include "sync/core/read_book.h"
#include "sync/core/scratch_base.h"
#include "sync/core/undo_plan.h"
#include "sync/core/undo_write.h"

namespace touchbase {
namespace {

constexpr const char* kUndo = "undo ";

class Undo {
 public:
  Undo(RunPorts& ports, const RunSettings& settings, const UndoOptions& options)
      : ports_(ports), settings_(settings), options_(options), now_(ports.clock.Now()) {}

  RunReport Go() {
    BindBase(ports_, settings_);
    FindRun();
    report_.dry_run = options_.dry_run;
    report_.run = static_cast<int>(std::strtol(ports_.base.Get("run").c_str(), nullptr, 10)) + 1;
    survey_ = ports_.account.Survey();
    CheckClock(ports_.account, options_.acting_as_of);
    book_ = ReadTheBook(ports_.book, ports_.base);
    Outbox outbox(ports_.base, ports_.book);
    outbox.Compare(&book_, now_, &report_);
    LearnKeys();
    items_ = ItemsOf(ports_.base.KeptOf(options_.run), ports_.base.Resources());
    LookUp();
    Judge();
    TakeBackRows();
    DropUnsaid();
    if (options_.dry_run) {
      Describe();
    } else {
      Begin(outbox);
      Write();
      End();
    }
    report_.requests = ports_.account.requests();
    return std::move(report_);
  }

 private:
  void FindRun() {
    const auto runs = ports_.base.Runs();
    const auto found = std::find_if(runs.begin(), runs.end(),
                                    [&](const auto& r) { return r.run == options_.run; });
    const std::string number = std::to_string(options_.run);
    if (found == runs.end()) {
      throw UsageError("run " + number +
                       " is not known, or it wrote nothing; touchbase undo lists those that can "
                       "be undone");
    }
    if (found->undone_by != 0) {
      const std::string by = std::to_string(found->undone_by);
      throw UsageError("run " + number + " was undone already, by run " + by +
                       "; to take that back: touchbase undo " + by);
    }
    record_ = *found;
  }

  void LearnKeys() {
    kept_ = ports_.base.KeptFollowUpsOf(options_.run);
    for (const BaseStore::KeptFollowUp& kept : kept_) {
      if (kept.before) keys_.Add(*kept.before);
    }
    for (const BaseFollowUp& known : ports_.base.FollowUps()) {
      keys_.Add(known);
      known_[known.key] = known;
    }
  }

  // What lies at the places of the items now.
  void LookUp() {
    std::map<Href, std::vector<UndoItem*>> places;
    for (UndoItem& item : items_) places[item.collection].push_back(&item);
    for (const auto& [url, items] : places) {
      const auto state =
          std::find_if(survey_.begin(), survey_.end(),
                       [&, &place = url](const auto& one) { return one.url == place; });
      if (state == survey_.end()) {
        for (UndoItem* item : items) {
          item->now = {item->href, FetchStatus::kUnknown, {}, {}, "its calendar is gone"};
        }
        continue;
      }
      std::vector<Href> hrefs;
      hrefs.reserve(items.size());
      for (const UndoItem* item : items) hrefs.push_back(item->href);
      auto fetched = ports_.account.Open(*state)->Fetch(hrefs);
      for (std::size_t i = 0; i < items.size(); ++i) items[i]->now = std::move(fetched[i]);
    }
  }

  std::string TitleOf(const UndoItem& item) const {
    for (const std::string* text : {&item.before, &item.after}) {
      const auto decoded = ical::Decode(*text, ports_.zone).item;
      if (decoded) return decoded->title;
    }
    return item.uid;
  }

  // The halves of a follow-up go together.
  void Judge() {
    const std::set<std::string> taken_out = TakenOut(ports_.base);
    for (UndoItem& item : items_) {
      item.taken_out = taken_out.contains(item.key);
      const UndoStep step = StepFor(item, ports_.zone);
      if (step == UndoStep::kUnknown) {
        report_.failed.push_back({item.uid, "undo \"" + TitleOf(item) + "\"",
                                  item.now.why + "; run touchbase undo again"});
      }
      if (step == UndoStep::kLeave && left_.insert(item.key).second) {
        report_.warnings.push_back("\"" + TitleOf(item) +
                                   "\" was changed since; it is left as it is now");
      }
      if (step == UndoStep::kUnknown) left_.insert(item.key);
      steps_.push_back(step);
    }
  }

  void TakeBackRows() {
    const std::vector<std::string> ids = ports_.base.KeptRowsOf(options_.run);
    rows_ = RowsTakenBack(ids, book_.touches, keys_, left_, ports_.zone.ToLocal(now_));
    for (const Touch& row : rows_) {
      taken_back_.insert(keys_.KeyOf(row));
      const std::string what = std::string(ToWord(row.kind)) + " with " + NameOf(row.contact);
      report_.lines.push_back(row.outcome == Outcome::kWithdrawn ? "taken back: " + what
                                                                 : "counts again: " + what);
    }
  }

  std::string NameOf(const std::string& contact) const {
    for (const Contact& known : book_.contacts) {
      if (known.id == contact) return known.DisplayName();
    }
    return contact;
  }

  // What the user deleted comes back only when that was logged, and is taken back now.
  void DropUnsaid() {
    for (std::size_t i = 0; i < items_.size(); ++i) {
      const UndoItem& item = items_[i];
      const bool left = left_.contains(item.key) || steps_[i] == UndoStep::kNothing;
      const bool unsaid = item.by_user && !IsSaid(item.key);
      if (left || unsaid) continue;
      doing_.push_back({&item, steps_[i], TitleOf(item)});
    }
  }

  // Of a block: by one of its lines.
  bool IsSaid(const std::string& key) const {
    if (taken_back_.contains(key)) return true;
    return std::any_of(taken_back_.begin(), taken_back_.end(), [&](const std::string& line) {
      const auto block = keys_.block_of.find(line);
      return block != keys_.block_of.end() && block->second == key;
    });
  }

  void Describe() {
    for (const UndoTask& task : doing_) {
      switch (task.step) {
        case UndoStep::kMake:
          ++report_.created;
          break;
        case UndoStep::kPutBack:
          ++report_.updated;
          break;
        default:
          ++report_.deleted;
      }
      report_.lines.push_back("would " + WordFor(task.step) + " \"" + task.title + "\"");
    }
    report_.touches_logged = static_cast<int>(rows_.size());
  }

  bool IsUndo() const { return record_.what.starts_with(kUndo); }

  std::vector<std::string> ContactsOf(const std::string& key) const {
    std::set<std::string> ids;
    std::set<std::string> keys = {key};
    for (const auto& [line, block] : keys_.block_of) {
      if (block == key) keys.insert(line);
    }
    const auto add = [&](const BaseFollowUp& known) {
      if (keys.contains(known.key) && !known.contact.empty()) ids.insert(known.contact);
    };
    for (const auto& [other, known] : known_) add(known);
    for (const BaseStore::KeptFollowUp& kept : kept_) {
      if (kept.before) add(*kept.before);
    }
    return {ids.begin(), ids.end()};
  }

  bool IsTakenOut(const std::string& key) const {
    return std::all_of(doing_.begin(), doing_.end(), [&](const UndoTask& task) {
      return task.item->key != key || task.step == UndoStep::kTakeOut;
    });
  }

  // Log first, and what is to be held, so that no later run takes for the user's what is ours.
  void Begin(Outbox& outbox) {
    for (const Touch& row : rows_) book_.touches.push_back(row);
    const std::int64_t today = DateOf(ports_.zone.ToLocal(now_)).time_since_epoch().count();
    ports_.base.Transaction([&] {
      ports_.base.Set("quiet", "");
      ports_.base.Set("run", std::to_string(report_.run));
      ports_.base.PutRun(
          {report_.run, now_.time_since_epoch().count(), kUndo + std::to_string(options_.run)});
      for (const Touch& row : rows_) ports_.base.KeepRow(report_.run, row.id);
      outbox.Add(rows_);
      if (record_.what == "clear") {
        for (const char* name : {"clearing", "cleared"}) ports_.base.Set(name, "");
      }
      for (const UndoTask& task : doing_) {
        if (IsUndo()) {
          ports_.base.DropHold(task.item->key);
        } else if (record_.what == "sync") {
          const std::vector<std::string> contacts = ContactsOf(task.item->key);
          ports_.base.PutHold({task.item->key, contacts, InputsOf(contacts, book_, settings_),
                               today, IsTakenOut(task.item->key)});
        }
      }
    });
    AbsenceWatch::Writing(ports_.base, DateOf(ports_.zone.ToLocal(now_)));
    outbox.Flush(now_, &report_);
  }

  void Write() {
    const FollowUpRows rows(book_.touches);
    UndoWriter writer(ports_, kept_, keys_, rows, &report_);
    writer.Do(doing_);
    std::set<std::string> unfinished;
    for (const UndoTask& task : doing_) {
      if (!report_.failed.empty()) unfinished.insert(task.item->key);
    }
    AbsenceWatch::Written(unfinished, DateOf(ports_.zone.ToLocal(now_)), ports_.base);
  }

  void End() {
    if (!report_.failed.empty()) return;
    ports_.base.Transaction([&] {
      record_.undone_by = report_.run;
      ports_.base.PutRun(record_);
      if (!IsUndo()) return;
      const std::string number = record_.what.substr(std::string(kUndo).size());
      for (BaseStore::RunRecord other : ports_.base.Runs()) {
        if (std::to_string(other.run) != number) continue;
        other.undone_by = 0;
        ports_.base.PutRun(other);
      }
    });
  }

  RunPorts& ports_;
  const RunSettings& settings_;
  const UndoOptions& options_;
  const Instant now_;
  BaseStore::RunRecord record_;
  RunReport report_;
  std::vector<CollectionState> survey_;
  ReadBook book_;
  std::vector<BaseStore::KeptFollowUp> kept_;
  std::map<std::string, BaseFollowUp> known_;
  UndoKeys keys_;
  std::vector<UndoItem> items_;
  std::vector<UndoStep> steps_;
  std::set<std::string> left_;        // keys
  std::set<std::string> taken_back_;  // keys whose rows are
  std::vector<Touch> rows_;
  std::vector<UndoTask> doing_;
};

}  // namespace

RunReport RunUndo(RunPorts& ports, const RunSettings& settings, const UndoOptions& options) {
  if (!options.dry_run) return Undo(ports, settings, options).Go();
  ScratchBase scratch(ports.base);
  RunPorts dry{ports.account,     ports.book,  scratch,     ports.clock,  ports.zone,
               ports.interrupted, ports.zones, ports.feeds, ports.planner};
  return Undo(dry, settings, options).Go();
}

}  // namespace touchbase
