#include "sync/core/decide.h"

#include <algorithm>
#include <utility>

#include "sync/core/half_case.h"

namespace touchbase {
namespace {

using ical::CalendarItem;
using ical::ItemContent;
using ical::PatchScope;

// From this long before a slot until it rolls, an item is written only in answer to the user's own
// change: a phone that holds an unsynced tick must not lose it.
constexpr hours kQuietBefore{2};

class Decider {
 public:
  explicit Decider(const DecideInput& input)
      : in_(input), local_now_(input.zone.ToLocal(input.now)) {
    for (const FollowUp& follow_up : input.plan.follow_ups) {
      planned_[follow_up.key.Hash()] = &follow_up;
    }
    for (const Block& block : input.plan.blocks) blocks_[block.key.Hash()] = &block;
    for (const Unplaced& unplaced : input.plan.waiting) {
      if (unplaced.follow_up.postponed > 0) put_off_.insert(unplaced.follow_up.key.Hash());
    }
  }

  Decisions Decide() {
    static const Entry kNone;
    for (const auto& [key, entry] : in_.world.entries) DecideEntry(key, entry);
    for (const auto& [key, follow_up] : planned_) {
      if (!in_.world.entries.contains(key)) DecideEntry(key, kNone);
    }
    for (const auto& [key, block] : blocks_) {
      if (!in_.world.entries.contains(key)) DecideEntry(key, kNone);
    }
    return std::move(out_);
  }

 private:
  void DecideEntry(const std::string& key, const Entry& entry) {
    if (in_.held.contains(key)) return;
    const auto facts = in_.facts.find(key);
    const auto planned = planned_.find(key);
    const auto block = blocks_.find(key);
    const Touch* outcome = OutcomeOf(entry, facts == in_.facts.end() ? nullptr : &facts->second);
    for (const Component component : {Component::kEvent, Component::kTodo}) {
      DecideHalf({key, entry, entry.half(component), component,
                  facts == in_.facts.end() ? nullptr : &facts->second,
                  planned == planned_.end() ? nullptr : planned->second,
                  block == blocks_.end() ? nullptr : block->second, outcome});
    }
  }

  const Touch* OutcomeOf(const Entry& entry, const StepFacts* facts) const {
    if (facts != nullptr) return in_.rows.LiveOutcome(facts->key);
    if (entry.base && HasLines(*entry.base)) {
      const Touch* last = nullptr;
      for (const DoneLine& line : DoneLinesOf(in_, entry)) {
        if (last == nullptr || last->at <= line.outcome->at) last = line.outcome;
      }
      return last;
    }
    for (const Half* half : {&entry.event, &entry.task}) {
      if (!half->theirs) continue;
      for (const Touch* row : in_.rows.LiveByUid(half->theirs->item.uid)) {
        if (SortOf(*row) == RowSort::kOutcome) return row;
      }
    }
    return nullptr;
  }

  void DecideHalf(const HalfCase& c) {
    const Half& half = c.half;
    if (half.presence == Presence::kUnknown) return;
    if (in_.undone.contains(c.key)) return LeaveUndone(c);
    // A task stays where it is while its person waits for a line in the catch-up.
    const bool pair = in_.roles.events && in_.roles.tasks;
    if (pair && c.component == Component::kTodo && put_off_.contains(c.key)) return;
    const bool based = half.base && half.base->life != BaseResource::Life::kDeleted;
    if (half.base && half.base->life == BaseResource::Life::kLeft) return Leave(c);
    if (half.theirs && half.theirs->item.taken_over) return Leave(c);
    if (half.theirs && IsTheUsersAsItIs(c)) return Push(c, Decision::kAdopt, {}, "");
    if (half.theirs && StandsAsItIs(c)) return Stand(c);

    std::optional<ItemContent> want = WantedContent(in_, c, planned_);
    if (!based) {
      const bool deleted = half.base && !half.theirs;  // this half was removed before
      if (deleted) return;
      const Decision decision = ReconcileWithoutBase(want.has_value(), half.theirs.has_value());
      return Carry(c, decision, std::move(want));
    }
    const std::string fingerprint = want ? ical::Fingerprint(*want, in_.zone) : "";
    const bool same =
        want && fingerprint == FingerprintIn(half.base->written) && !BearsOldKey(in_, c);
    const Change ours = !want ? Change::kDeleted : same ? Change::kUnchanged : Change::kChanged;
    const Change theirs = !half.theirs           ? Change::kDeleted
                          : half.TheirsChanged() ? Change::kChanged
                                                 : Change::kUnchanged;
    Carry(c, Reconcile(ours, theirs), std::move(want));
  }

  // Done, dropped or left behind by the user's hand, and nothing in the log or plan speaks against
  // it.
  bool IsTheUsersAsItIs(const HalfCase& c) const {
    const CalendarItem& item = c.half.theirs->item;
    if (item.cancelled && !c.Wanted()) return true;
    const bool marked = item.completed || SignsOf(in_, c).done;
    return marked && !c.Wanted() && c.outcome == nullptr && !IsAnswered(c);
  }

  // A note of the program that is shown until something takes its place: the weekly item until the
  // next one, the first day's until it is ticked.
  bool StandsAsItIs(const HalfCase& c) const {
    if (c.Wanted()) return false;
    if (IsSort(c.entry, BlockSort::kWelcome)) {
      return !IsClosed(in_, c);
    }
    const auto is_weekly = [](const Block& block) { return block.sort == BlockSort::kWeekly; };
    return IsSort(c.entry, BlockSort::kWeekly) && in_.settings.weekly && !IsClosed(in_, c) &&
           std::none_of(in_.plan.blocks.begin(), in_.plan.blocks.end(), is_weekly);
  }

  void Stand(const HalfCase& c) {
    const bool changed = c.half.TheirsChanged();
    Push(c, changed ? Decision::kAdopt : Decision::kNothing, {}, WrittenOf(c));
  }

  // As `undo` left it. What the user does to it was heard, and ends that.
  void LeaveUndone(const HalfCase& c) {
    if (c.half.theirs) return Push(c, Decision::kNothing, {}, WrittenOf(c));
    const bool live = c.half.base && c.half.base->life == BaseResource::Life::kLive;
    if (live && c.half.presence == Presence::kGone) Push(c, Decision::kForget, {}, "");
  }

  // What the user's hand has changed is left as it is.
  PatchScope ScopeOf(const HalfCase& c, const ItemContent& want) const {
    const CalendarItem& item = c.half.theirs->item;
    PatchScope scope;
    const std::string bare = SignsOf(in_, c).title;
    const std::string ours = c.entry.base ? c.entry.base->title : want.title;
    scope.title = !want.done && (bare == ours || bare == want.title);
    scope.title_before = ours;
    scope.text = item.our_text_intact || c.HasLines();
    scope.alarms = item.has_our_alarm || IsClosed(in_, c) || IsSilenced(c);
    // Dragged to the all-day bar: the day counts and, while it does, the form is theirs.
    const bool same_day = item.start && DateOf(*item.start) == DateOf(want.start);
    scope.time = !want.done && (item.date_only == want.date_only || !same_day);
    return scope;
  }

  void Carry(const HalfCase& c, Decision decision, std::optional<ItemContent> want) {
    switch (decision) {
      case Decision::kCreate:
        return Create(c, *want);
      case Decision::kUpdate:
      case Decision::kMerge:
        return Update(c, decision, *want);
      case Decision::kAdopt:
        return Push(c, decision, {},
                    WrittenAs(in_, c, want ? ical::Fingerprint(*want, in_.zone) : ""));
      case Decision::kDelete:
      case Decision::kSaveDelete:
        return Delete(c, decision);
      case Decision::kNothing:
      case Decision::kForget:
      case Decision::kRespect:
        return Push(c, decision, {}, c.half.base ? c.half.base->written : "");
    }
  }

  // Left out where it is written, not where it is compared: time passing is no change of ours.
  ItemContent WithoutPastAlarms(ItemContent want) const {
    std::erase_if(want.alarm_minutes,
                  [&](int before) { return want.start - minutes{before} < local_now_; });
    return want;
  }

  void Create(const HalfCase& c, const ItemContent& want) {
    const auto& state = c.component == Component::kEvent ? in_.roles.calendar : in_.roles.task_list;
    Write write;
    write.kind = WriteKind::kCreate;
    write.href = Href{want.uid + ".ics"};
    write.text = ical::Encode(WithoutPastAlarms(want), {in_.settings.utc}, in_.zone, in_.now);
    Push(c, Decision::kCreate, std::move(write),
         WrittenAs(in_, c, ical::Fingerprint(want, in_.zone)), state ? state->url : Href{},
         want.uid);
  }

  void Update(const HalfCase& c, Decision decision, const ItemContent& want) {
    const Theirs& theirs = *c.half.theirs;
    const PatchScope scope = ScopeOf(c, want);
    const std::string fingerprint = WrittenAs(in_, c, ical::Fingerprint(want, in_.zone));
    if (ical::SaysTheSame(theirs.item, want, scope, in_.zone) && !BearsOldKey(in_, c)) {
      return Push(c, Decision::kAdopt, {}, fingerprint);
    }
    if (!MayWriteNow(c, want)) return Push(c, Decision::kNothing, {}, WrittenOf(c));
    Write write;
    write.kind = WriteKind::kUpdate;
    write.href = theirs.href;
    write.etag = theirs.etag;
    write.text = ical::Patch(theirs.text, WithoutPastAlarms(want), scope, {in_.settings.utc},
                             in_.zone, in_.now);
    Push(c, decision, std::move(write), fingerprint);
  }

  static std::string WrittenOf(const HalfCase& c) {
    return c.half.base ? c.half.base->written : "";
  }

  // What is not the user's own doing waits: for tomorrow, or until the slot's day is over and it
  // rolls.
  bool MayWriteNow(const HalfCase& c, const ItemContent& want) const {
    if (want.done || in_.answered.contains(c.key) || !c.entry.base || !c.half.base) return true;
    if (IsClosed(in_, c)) return true;
    const LocalTime standing{seconds{c.entry.base->start}};
    const Date today = DateOf(local_now_);
    const bool rolls = c.Wanted() && standing != c.start() && DateOf(standing) < today;
    // Going away is the user's own change: what stood in those days goes at once.
    const bool leaves = c.Wanted() && standing != c.start() && IsAway(DateOf(standing));
    if (rolls || leaves || SiblingWasMoved(c, want) || NamesSomebodyNew(c)) return true;
    const bool near = local_now_ >= standing - kQuietBefore && today <= DateOf(standing);
    return !near && !WrittenToday(c);
  }

  bool IsAway(Date day) const {
    return std::any_of(in_.away.begin(), in_.away.end(), [day](const DateSpan& span) {
      return span.first <= day && day <= span.last;
    });
  }

  // The user has just logged that one more was at the meeting.
  static bool NamesSomebodyNew(const HalfCase& c) {
    if (c.block == nullptr || c.block->sort == BlockSort::kCatchUp) return false;
    const std::vector<std::string>& known = c.entry.base->members;
    return std::any_of(c.block->lines.begin(), c.block->lines.end(), [&](const BlockLine& line) {
      return !line.done && std::find(known.begin(), known.end(), line.key.Hash()) == known.end();
    });
  }

  // The other half is there already: a run was killed between the two.
  static bool SiblingWasMoved(const HalfCase& c, const ItemContent& want) {
    const CalendarItem& item = c.half.theirs->item;
    if (!item.start || !c.Wanted()) return false;
    const bool stands = item.date_only || want.date_only ? DateOf(*item.start) == DateOf(want.start)
                                                         : *item.start == want.start;
    return !stands && LocalTime{seconds{c.entry.base->start}} == c.start();
  }

  // The halves of a pair go together; what was not finished may have got to one of them only.
  bool WrittenToday(const HalfCase& c) const {
    const auto today = [&](const Half& half) {
      if (!half.base || half.base->written_at == 0) return false;
      const Instant written{seconds{half.base->written_at}};
      return DateOf(in_.zone.ToLocal(written)) == DateOf(local_now_);
    };
    if (in_.unfinished || in_.left_unfinished.contains(c.key)) return today(c.half);
    return today(c.entry.event) || today(c.entry.task);
  }

  void Delete(const HalfCase& c, Decision decision) {
    if (!c.half.theirs) return Push(c, Decision::kForget, {}, "");
    if (!RescueText(in_, c, &out_.rescued)) return Leave(c);
    Write write;
    write.kind = WriteKind::kDelete;
    write.href = c.half.theirs->href;
    write.etag = c.half.theirs->etag;
    Push(c, decision, std::move(write), "");
  }

  // Taken over: read, never written again.
  void Leave(const HalfCase& c) {
    if (c.half.theirs) {
      Push(c, Decision::kAdopt, {}, WrittenOf(c));
    } else if (c.half.presence == Presence::kGone) {
      Push(c, c.Wanted() ? Decision::kRespect : Decision::kForget, {}, WrittenOf(c));
    }
  }

  void Push(const HalfCase& c, Decision decision, Write write, std::string written,
            Href collection = {}, std::string uid = {}) {
    Action action;
    action.decision = decision;
    action.key = c.key;
    action.component = c.component;
    if (c.half.theirs) {
      action.uid = c.half.theirs->item.uid;
      action.collection = c.half.theirs->collection;
    } else if (c.half.base) {
      action.uid = c.half.base->uid;
      action.collection = c.half.base->collection;
    }
    if (!uid.empty()) action.uid = std::move(uid);
    if (!collection.empty()) action.collection = std::move(collection);
    action.write = std::move(write);
    action.written = std::move(written);
    action.what = c.planned != nullptr ? c.planned->title
                  : c.block != nullptr ? c.block->title
                  : c.facts != nullptr ? c.facts->title
                  : c.half.theirs      ? c.half.theirs->item.title
                                       : action.uid;
    out_.actions.push_back(std::move(action));
  }

  const DecideInput& in_;
  const LocalTime local_now_;
  std::map<std::string, const FollowUp*> planned_;
  std::map<std::string, const Block*> blocks_;
  std::set<std::string> put_off_;  // keys that wait for tomorrow's catch-up
  Decisions out_;
};

}  // namespace

Decisions Decide(const DecideInput& input) { return Decider(input).Decide(); }

}  // namespace touchbase
