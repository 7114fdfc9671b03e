#include "sync/core/unknown_items.h"

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <sstream>
#include <utility>

#include "sync/core/shared_block.h"
#include "sync/core/standing.h"

namespace touchbase {
namespace {

constexpr const char* kUnexplained = "unexplained";  // lines: key, unix seconds since when
constexpr hours kLeftFor{24};
constexpr std::size_t kMostNamed = 3;

using Since = std::map<std::string, std::int64_t>;

Since ReadSince(BaseStore& base) {
  Since since;
  std::istringstream lines(base.Get(kUnexplained));
  std::string key;
  for (std::int64_t at = 0; lines >> key >> at;) since[key] = at;
  return since;
}

void StoreSince(const Since& since, BaseStore& base) {
  std::string text;
  for (const auto& [key, at] : since) {
    text.append(key).append(" ").append(std::to_string(at)).append("\n");
  }
  if (text != base.Get(kUnexplained)) base.Set(kUnexplained, text);
}

bool Removes(const Action& action) {
  return action.decision == Decision::kDelete || action.decision == Decision::kSaveDelete;
}

}  // namespace

UnknownItems::UnknownItems(const DecideInput& input, BaseStore& base) : in_(input), base_(base) {
  for (const BaseFollowUp& known : base.FollowUps()) known_.insert(known.key);
  for (const FollowUp& follow_up : input.plan.follow_ups) wanted_.insert(follow_up.key.Hash());
}

bool UnknownItems::Has(const Entry& entry) const {
  return !entry.event.base && !entry.task.base && !known_.contains(entry.key);
}

std::optional<LocalTime> UnknownItems::WrittenAt(const Entry& entry, const Zone& zone) {
  std::optional<LocalTime> written;
  for (const Half* half : {&entry.event, &entry.task}) {
    if (!half->theirs || !half->theirs->item.last_modified) continue;
    const LocalTime at = zone.ToLocal(*half->theirs->item.last_modified);
    written = std::max(written.value_or(at), at);
  }
  return written;
}

const std::set<std::string>& UnknownItems::NamedByRows() {
  if (named_) return *named_;
  named_.emplace();
  for (const Touch& row : in_.rows.log().Touches()) {
    if (const auto uid = ParseUid(row.follow_up)) named_->insert(uid->hex);
  }
  return *named_;
}

// All steps of people who are not active, or who have a row that is newer than any item may be; of
// everybody else those that rows were made from.
void UnknownItems::NameWhatIsOver() {
  over_.emplace();
  const LocalTime now = in_.zone.ToLocal(in_.now);
  LocalTime oldest = now;
  for (const auto& [key, entry] : in_.world.entries) {
    if (const auto written = WrittenAt(entry, in_.zone)) oldest = std::min(oldest, *written);
  }
  const auto steps = StepNames(in_.settings.cadences);
  const LiveLog& log = in_.rows.log();
  for (const auto& [id, contact] : in_.contacts) {
    std::vector<std::string> anchors = {"start"};
    std::optional<LocalTime> last;
    bool named = false;
    for (const std::uint32_t index : log.Of(id)) {
      if (log.TimeOf(index) <= now) last = log.TimeOf(index);
      named = named || !log.Touches()[index].follow_up.empty();
      anchors.push_back(log.Touches()[index].id);
    }
    const bool all = contact->status != ContactStatus::kActive || (last && *last > oldest);
    if (!all && !named) continue;
    if (contact->status != ContactStatus::kActive) last.reset();
    for (const std::string& anchor : anchors) {
      for (const std::string& step : steps) AddOver({id, anchor, step}, all, last);
    }
  }
}

void UnknownItems::AddOver(const FollowUpKey& key, bool all, std::optional<LocalTime> last) {
  const std::string block = HalfHex(key, Component::kEvent);
  const std::string task = HalfHex(key, Component::kTodo);
  const bool named = NamedByRows().contains(block) || NamedByRows().contains(task);
  if (!all && !named) return;
  if (named) last.reset();
  for (const std::string& name : {key.Hash(), block, task}) over_->emplace(name, last);
}

bool UnknownItems::HasReason(const std::set<std::string>& names, std::optional<LocalTime> written) {
  if (!over_) NameWhatIsOver();
  return std::any_of(names.begin(), names.end(), [&](const std::string& name) {
    const auto found = over_->find(name);
    if (found == over_->end()) return false;
    return !found->second || (written && *found->second > *written);
  });
}

bool UnknownItems::IsExplained(const Entry& entry) {
  if (entry.base && IsNote(*entry.base)) return true;
  const auto written = WrittenAt(PersonView(in_.world, entry), in_.zone);
  if (entry.base && HasLines(*entry.base)) {
    const std::vector<std::string>& members = entry.base->members;
    return std::all_of(members.begin(), members.end(), [&](const std::string& member) {
      const auto line = in_.world.entries.find(member);
      const bool over =
          line != in_.world.entries.end() && line->second.base && line->second.base->finished;
      return over || wanted_.contains(member) || HasReason({member}, written);
    });
  }
  std::set<std::string> names = {entry.key};
  for (const Half* half : {&entry.event, &entry.task}) {
    const auto uid = half->theirs ? ParseUid(half->theirs->item.uid) : std::nullopt;
    if (!uid) continue;
    if (NamedByRows().contains(uid->hex)) return true;
    names.insert(uid->hex);
  }
  return HasReason(names, written);
}

bool UnknownItems::IsLeft(const std::string& key) {
  const auto entry = in_.world.entries.find(key);
  if (entry == in_.world.entries.end() || in_.facts.contains(key)) return false;
  return Has(entry->second) && !IsExplained(entry->second);
}

std::set<std::string> UnknownItems::Hold(Decisions* decisions, RunReport* report) {
  const Since before = ReadSince(base_);
  const std::int64_t now = in_.now.time_since_epoch().count();
  Since since;
  std::set<std::string> held;
  std::vector<const Entry*> fresh;
  for (const Action& action : decisions->actions) {
    if (!Removes(action) || since.contains(action.key) || !IsLeft(action.key)) continue;
    const auto first = before.find(action.key);
    const std::int64_t seen = first == before.end() ? now : std::min(first->second, now);
    since[action.key] = seen;
    if (now - seen >= seconds{kLeftFor}.count()) continue;
    held.insert(action.key);
    if (first == before.end()) fresh.push_back(&in_.world.entries.at(action.key));
  }
  StoreSince(since, base_);
  std::erase_if(decisions->actions,
                [&](const Action& action) { return held.contains(action.key); });
  for (const std::string& key : held) decisions->rescued.erase(key);
  if (!fresh.empty()) {
    report->warnings.push_back(Describe(fresh, in_.zone.ToLocal(in_.now) + kLeftFor));
  }
  return held;
}

std::string UnknownItems::Describe(const std::vector<const Entry*>& fresh, LocalTime until) const {
  std::string names;
  std::size_t named = 0;
  for (const Entry* entry : fresh) {
    if (named == kMostNamed) break;
    const Half& half = entry->event.theirs ? entry->event : entry->task;
    names.append(named == 0 ? "\"" : ", \"").append(half.theirs->item.title).append("\"");
    ++named;
  }
  if (fresh.size() > named) names += " and " + std::to_string(fresh.size() - named) + " more";
  std::string text = "in the calendar, but nothing in this book explains it: " + names +
                     ". Another computer may have a newer book. It is left until " +
                     FormatLocal(until) + "; what nothing explains by then is removed";
  if (in_.settings.book_id == "00000000") {
    text +=
        ". If somebody else's touchbase writes into this calendar, too, each needs a book_id "
        "of its own in the settings";
  }
  return text;
}

}  // namespace touchbase
