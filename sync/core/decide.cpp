#include "sync/core/decide.h"

#include <algorithm>
#include <utility>

#include "ical/signs.h"
#include "sync/core/voice.h"

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
  }

  Decisions Decide() {
    static const Entry kNone;
    for (const auto& [key, entry] : in_.world.entries) DecideEntry(key, entry);
    for (const auto& [key, follow_up] : planned_) {
      if (!in_.world.entries.contains(key)) DecideEntry(key, kNone);
    }
    return std::move(out_);
  }

 private:
  struct HalfCase {
    const std::string& key;
    const Entry& entry;
    const Half& half;
    Component component;
    const StepFacts* facts;
    const FollowUp* planned;  // open and wanted
    const Touch* outcome;     // over
  };

  void DecideEntry(const std::string& key, const Entry& entry) {
    if (in_.held.contains(key)) return;
    const auto facts = in_.facts.find(key);
    const auto planned = planned_.find(key);
    const Touch* outcome = OutcomeOf(entry, facts == in_.facts.end() ? nullptr : &facts->second);
    for (const Component component : {Component::kEvent, Component::kTodo}) {
      DecideHalf({key, entry, entry.half(component), component,
                  facts == in_.facts.end() ? nullptr : &facts->second,
                  planned == planned_.end() ? nullptr : planned->second, outcome});
    }
  }

  const Touch* OutcomeOf(const Entry& entry, const StepFacts* facts) const {
    if (facts != nullptr) return in_.rows.LiveOutcome(facts->key);
    for (const Half* half : {&entry.event, &entry.task}) {
      if (!half->theirs) continue;
      for (const Touch* row : in_.rows.LiveByUid(half->theirs->item.uid)) {
        if (SortOf(*row) == RowSort::kOutcome) return row;
      }
    }
    return nullptr;
  }

  bool RoleWanted(Component component) const {
    return component == Component::kEvent ? in_.roles.events : in_.roles.tasks;
  }

  bool Kept(const Touch& outcome) const {
    return DateOf(outcome.at) + days{in_.settings.keep_done_days} >= DateOf(local_now_);
  }

  void DecideHalf(const HalfCase& c) {
    const Half& half = c.half;
    if (half.presence == Presence::kUnknown) return;
    const bool based = half.base && half.base->life != BaseResource::Life::kDeleted;
    if (half.base && half.base->life == BaseResource::Life::kLeft) return Leave(c);
    if (half.theirs && half.theirs->item.taken_over) return Leave(c);
    if (half.theirs && IsTheUsersAsItIs(c)) return Push(c, Decision::kAdopt, {}, "");

    std::optional<ItemContent> want = Want(c);
    if (!based) {
      const bool deleted = half.base && !half.theirs;  // this half was removed before
      if (deleted) return;
      const Decision decision = ReconcileWithoutBase(want.has_value(), half.theirs.has_value());
      return Carry(c, decision, std::move(want));
    }
    const std::string fingerprint = want ? ical::Fingerprint(*want, in_.zone) : "";
    const bool same = want && fingerprint == half.base->written && !BearsOldKey(c);
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
    if (item.cancelled && c.planned == nullptr) return true;
    const bool marked = item.completed || SignsOf(c).done;
    return marked && c.planned == nullptr && c.outcome == nullptr;
  }

  ical::Signs SignsOf(const HalfCase& c) const {
    return ical::ReadSigns(c.half.theirs->item, c.facts != nullptr ? c.facts->title : "",
                           c.half.theirs->item.title, DateOf(local_now_), in_.settings.words);
  }

  std::optional<ItemContent> Want(const HalfCase& c) const {
    if (c.planned != nullptr && RoleWanted(c.component)) {
      const auto contact = in_.contacts.find(c.planned->key.contact);
      if (contact != in_.contacts.end()) {
        const bool pair = in_.roles.events && in_.roles.tasks;
        return OpenContent(*c.planned, *contact->second, UidFor(c), c.component, pair,
                           in_.settings);
      }
    }
    if (c.outcome != nullptr && c.half.theirs && Kept(*c.outcome)) {
      const std::string title = c.facts != nullptr ? c.facts->title : "";
      ItemContent content = FinishedContent(c.half.theirs->item, title, *c.outcome,
                                            in_.zone.ToInstant(c.outcome->at));
      if (BearsOldKey(c)) content.key = c.key;
      return content;
    }
    return std::nullopt;
  }

  std::string UidFor(const HalfCase& c) const {
    if (c.half.theirs) return c.half.theirs->item.uid;
    return MakeUid(in_.settings.book_id, HalfHex(c.planned->key, c.component), c.entry.generation);
  }

  // What the user's hand has changed is left as it is.
  PatchScope ScopeOf(const HalfCase& c, const ItemContent& want) const {
    const CalendarItem& item = c.half.theirs->item;
    PatchScope scope;
    const std::string bare = SignsOf(c).title;
    const std::string ours = c.entry.base ? c.entry.base->title : want.title;
    scope.title = !want.done && (bare == ours || bare == want.title);
    scope.title_before = ours;
    scope.text = item.our_text_intact;
    scope.alarms = item.has_our_alarm || ItemIsClosed(c);
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
        return Push(c, decision, {}, want ? ical::Fingerprint(*want, in_.zone) : "");
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
    Push(c, Decision::kCreate, std::move(write), ical::Fingerprint(want, in_.zone),
         state ? state->url : Href{}, want.uid);
  }

  void Update(const HalfCase& c, Decision decision, const ItemContent& want) {
    const Theirs& theirs = *c.half.theirs;
    const PatchScope scope = ScopeOf(c, want);
    const std::string fingerprint = ical::Fingerprint(want, in_.zone);
    if (ical::SaysTheSame(theirs.item, want, scope, in_.zone) && !BearsOldKey(c)) {
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

  // The key of before its anchor's row was edited. One that somebody else has put there is not ours
  // to take back: that machine may read a newer log.
  bool BearsOldKey(const HalfCase& c) const {
    if (!c.half.theirs || !c.half.base) return false;
    const std::string& key = c.half.theirs->item.key;
    if (key.empty() || key == c.key) return false;
    const auto before = ical::Decode(c.half.base->text, in_.zone).item;
    return before && before->key == key;
  }

  // What is not the user's own doing waits: for tomorrow, or until the slot's day is over and it
  // rolls.
  bool MayWriteNow(const HalfCase& c, const ItemContent& want) const {
    if (want.done || in_.answered.contains(c.key) || !c.entry.base || !c.half.base) return true;
    if (ItemIsClosed(c)) return true;
    const LocalTime standing{seconds{c.entry.base->start}};
    const Date today = DateOf(local_now_);
    const bool rolls =
        c.planned != nullptr && standing != c.planned->start && DateOf(standing) < today;
    if (rolls || SiblingWasMoved(c, want)) return true;
    const bool near = local_now_ >= standing - kQuietBefore && today <= DateOf(standing);
    return !near && !WrittenToday(c.entry);
  }

  // The other half is there already: a run was killed between the two.
  static bool SiblingWasMoved(const HalfCase& c, const ItemContent& want) {
    const CalendarItem& item = c.half.theirs->item;
    if (!item.start || c.planned == nullptr) return false;
    const bool stands = item.date_only || want.date_only ? DateOf(*item.start) == DateOf(want.start)
                                                         : *item.start == want.start;
    return !stands && LocalTime{seconds{c.entry.base->start}} == c.planned->start;
  }

  // The halves of a pair go together.
  bool WrittenToday(const Entry& entry) const {
    const auto today = [&](const Half& half) {
      if (!half.base || half.base->written_at == 0) return false;
      const Instant written{seconds{half.base->written_at}};
      return DateOf(in_.zone.ToLocal(written)) == DateOf(local_now_);
    };
    return today(entry.event) || today(entry.task);
  }

  // Marked done while it is wanted open: its tick was withdrawn. Where open blocks are shown as
  // free, being transparent says nothing.
  bool ItemIsClosed(const HalfCase& c) const {
    const CalendarItem& item = c.half.theirs->item;
    return item.completed || (item.transparent && in_.settings.busy) || SignsOf(c).done;
  }

  void Delete(const HalfCase& c, Decision decision) {
    if (!c.half.theirs) return Push(c, Decision::kForget, {}, "");
    if (!Rescue(c)) return Leave(c);
    Write write;
    write.kind = WriteKind::kDelete;
    write.href = c.half.theirs->href;
    write.etag = c.half.theirs->etag;
    Push(c, decision, std::move(write), "");
  }

  // Before an item that carries the user's text is removed, the text goes to the log. False: it is
  // not known whose row it would be, so that the item has to stay.
  bool Rescue(const HalfCase& c) {
    std::string text = UserText(c.half, c.facts != nullptr ? c.facts->title : "", in_.zone, in_.now,
                                in_.settings.words);
    if (text.empty()) return true;
    if (c.facts == nullptr) {
      return c.outcome != nullptr && LinesBeyond(text, {c.outcome->notes}).empty();
    }
    std::vector<std::string> known;  // a note may wait in the outbox still, so it does not count
    for (const Touch* row : in_.rows.Live(c.facts->key)) {
      if (SortOf(*row) == RowSort::kOutcome) known.push_back(row->notes);
    }
    text = LinesBeyond(text, known);
    if (text.empty()) return true;
    Touch row;
    row.id = in_.rows.NextId(c.facts->key, c.entry.generation, RowSort::kNote, text);
    row.contact = c.facts->key.contact;
    row.at = local_now_;
    row.has_time = true;
    row.kind = Kind::kNote;
    row.notes = text;
    row.follow_up =
        MakeUid(in_.settings.book_id, HalfHex(c.facts->key, c.component), c.entry.generation);
    auto& rows = out_.rescued[c.key];
    const bool twice = std::any_of(rows.begin(), rows.end(),
                                   [&](const Touch& other) { return other.id == row.id; });
    if (!twice) rows.push_back(std::move(row));
    return true;
  }

  // Taken over: read, never written again.
  void Leave(const HalfCase& c) {
    if (c.half.theirs) {
      Push(c, Decision::kAdopt, {}, WrittenOf(c));
    } else if (c.half.presence == Presence::kGone) {
      Push(c, c.planned != nullptr ? Decision::kRespect : Decision::kForget, {}, WrittenOf(c));
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
                  : c.facts != nullptr ? c.facts->title
                  : c.half.theirs      ? c.half.theirs->item.title
                                       : action.uid;
    out_.actions.push_back(std::move(action));
  }

  const DecideInput& in_;
  const LocalTime local_now_;
  std::map<std::string, const FollowUp*> planned_;
  Decisions out_;
};

}  // namespace

Decisions Decide(const DecideInput& input) { return Decider(input).Decide(); }

}  // namespace touchbase
