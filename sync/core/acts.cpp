#include "sync/core/acts.h"

#include <algorithm>
#include <utility>

#include "sync/core/voice.h"

namespace touchbase {
namespace {

using ical::CalendarItem;
using ical::OutcomeWord;
using ical::Signs;

class Reader {
 public:
  Reader(const Entry& entry, const StepFacts& step, const ActContext& context)
      : entry_(entry), step_(step), context_(context) {
    local_now_ = context.zone.ToLocal(context.now);
    outcome_ = context.rows.LiveOutcome(step.key);
  }

  Acts Read() {
    if (const auto voice = Speaking(entry_, Listen())) {
      ReadOutcome(*voice);
      ReadNext(*voice);
      ReadNotes(*voice);
      ReadUnknown(*voice);
      ReadOddTitle(*voice);
    }
    if (IsOpenNow()) ReadMoves();
    if (!outcome_ && acts_.rows.empty()) ReadDeletion();
    return std::move(acts_);
  }

 private:
  Listening Listen() const {
    return {step_.title, context_.zone, DateOf(local_now_), context_.words, outcome_ != nullptr};
  }

  static bool Contains(const std::vector<std::string>& words, const std::string& word) {
    return std::find(words.begin(), words.end(), word) != words.end();
  }

  void ReadUnknown(const Voice& voice) {
    for (const std::string& word : voice.now.unknown) {
      if (voice.before && Contains(voice.before->unknown, word)) continue;
      const std::string why = word == "#no" ? "counts only when nothing follows it on its line"
                                            : "is not understood as it stands";
      std::string line = (entry_.shared ? entry_.shared->title : step_.title) + ": \"";
      acts_.warnings.push_back(line.append(word).append("\" ").append(why));
    }
  }

  // A mark on a title that nobody knew: it may be part of a new one.
  void ReadOddTitle(const Voice& voice) {
    const std::string& odd = voice.now.odd_title;
    if (odd.empty() || outcome_ || (voice.before && voice.before->odd_title == odd)) return;
    if (std::any_of(acts_.rows.begin(), acts_.rows.end(),
                    [](const Touch& row) { return SortOf(row) == RowSort::kOutcome; })) {
      return;
    }
    acts_.warnings.push_back(
        (entry_.shared ? entry_.shared->title : step_.title) + ": \"" + odd +
        "\" is a new title with a mark, which does not count: if it is done, write "
        "#done into it");
  }

  // After what was understood: never closed, or opened again.
  bool IsOpenNow() const {
    if (outcome_ && !withdrawn_) return false;
    return std::none_of(acts_.rows.begin(), acts_.rows.end(), [](const Touch& row) {
      return SortOf(row) == RowSort::kOutcome && row.outcome != Outcome::kWithdrawn;
    });
  }

  static std::optional<Date> Until(const Signs& signs, Outcome outcome) {
    for (const OutcomeWord& word : signs.words) {
      if (word.outcome == outcome && word.until) return word.until;
    }
    return std::nullopt;
  }

  // When the touch was that the step counts from: what came of the step cannot lie before it.
  LocalTime AnchorTime() const {
    const LiveLog& log = context_.rows.log();
    for (const std::uint32_t index : log.Of(step_.key.contact)) {
      if (log.Touches()[index].id == step_.key.anchor) return log.TimeOf(index);
    }
    return LocalTime::min();
  }

  // A device with a wrong clock must not put a tick before what it answers, nor after now.
  LocalTime TimeOf(const Voice& voice) const {
    return std::min(std::max(SaidTime(voice), AnchorTime()), local_now_);
  }

  // COMPLETED, else LAST-MODIFIED when later than the one we wrote, else slot end; never after now.
  LocalTime SaidTime(const Voice& voice) const {
    const CalendarItem& item = voice.theirs->item;
    std::optional<Instant> at = item.completed_at;
    const auto& base = entry_.half(voice.component).base;
    const Instant written{seconds{base ? base->written_at : 0}};
    if (!at && item.last_modified && *item.last_modified > written) at = item.last_modified;
    if (at) return context_.zone.ToLocal(std::min(*at, context_.now));
    if (entry_.base) {
      const LocalTime slot_end{seconds{entry_.base->start} + minutes{entry_.base->length_minutes}};
      return std::min(slot_end, local_now_);
    }
    if (item.start && !item.date_only) {
      return std::min(*item.start + minutes{item.length_minutes}, local_now_);
    }
    return local_now_;
  }

  std::string UidOf(Component component) const {
    const Half& half = entry_.half(component);
    const std::string hex = HalfHex(step_.key, component);
    const std::string uid = half.theirs ? half.theirs->item.uid : half.base ? half.base->uid : "";
    const auto parts = ParseUid(uid);
    // An item that was made under an earlier key satisfies the step that it stands for now.
    return parts && parts->hex == hex ? uid : MakeUid(context_.book_id, hex, entry_.generation);
  }

  Touch MakeRow(Component component, RowSort sort, const std::string& text, LocalTime at) const {
    Touch row;
    const int withdrawn = sort == RowSort::kOutcome && withdrawn_ ? 1 : 0;
    row.id = context_.rows.NextId(step_.key, entry_.generation, sort, text, withdrawn);
    row.contact = step_.key.contact;
    row.at = at;
    row.has_time = true;
    row.channel = step_.channel;
    row.kind = step_.kind;
    row.follow_up = UidOf(component);
    return row;
  }

  void Log(Touch row, const std::string& line) {
    if (row.outcome == Outcome::kDeclined) acts_.declined = true;
    acts_.rows.push_back(std::move(row));
    acts_.lines.push_back(step_.title + ": " + line);
  }

  void Withdraw(const Touch& row, const std::string& line) {
    withdrawn_ = withdrawn_ || &row == outcome_;
    Log(Withdrawal(row, local_now_), line);
  }

  void ReadOutcome(const Voice& voice) {
    const Outcome wanted = OutcomeOf(voice.now, voice.theirs->item.cancelled);
    const Outcome before =
        voice.before ? OutcomeOf(*voice.before, voice.cancelled_before) : Outcome::kNone;
    if (!outcome_) {
      if (wanted != Outcome::kNone && wanted != before) LogOutcome(voice, wanted);
      return;
    }
    if (wanted == Outcome::kNone) {
      const bool taken_back = voice.before && before != Outcome::kNone;
      const bool restored = !voice.before && (outcome_->outcome == Outcome::kSkipped ||
                                              outcome_->outcome == Outcome::kStopped);
      if (taken_back || restored) {
        Withdraw(*outcome_, restored ? "is back; no longer skipped" : "is open again");
        WithdrawAnswers(Signs{});
      }
      return;
    }
    ReadLaterWords(voice, wanted, before);
  }

  void LogOutcome(const Voice& voice, Outcome outcome) {
    Touch row = MakeRow(voice.component, RowSort::kOutcome, "", TimeOf(voice));
    row.outcome = outcome;
    row.notes = voice.now.notes;
    AddLines(&row.notes, GoneNotes());
    row.until = Until(voice.now, outcome);
    notes_logged_ = true;
    Log(std::move(row), std::string(ToWord(outcome)));
  }

  // The follow-up is closed and something was written into it, or taken out, afterwards.
  void ReadLaterWords(const Voice& voice, Outcome wanted, Outcome before) {
    const auto had = [&](const Signs& signs, Outcome outcome) {
      if (outcome == Outcome::kReplied && signs.replied) return true;
      return std::any_of(signs.words.begin(), signs.words.end(), [&](const OutcomeWord& word) {
        return !word.next && word.outcome == outcome;
      });
    };
    const bool said_it = voice.before && outcome_->outcome == before && had(*voice.before, before);
    const bool redated = said_it && had(voice.now, before) &&
                         Until(*voice.before, before) != Until(voice.now, before);
    if (redated || (said_it && !had(voice.now, before))) {
      // Another word in its place counts; the tick that stays is ours.
      const bool replaced = redated || wanted != Outcome::kDone;
      Withdraw(*outcome_, replaced ? "is said anew" : "is open again");
      if (replaced) LogOutcome(voice, redated ? before : wanted);
      return;
    }
    WithdrawAnswers(voice.now);
    std::vector<Outcome> said;
    for (const OutcomeWord& word : voice.now.words) {
      if (!word.next) said.push_back(word.outcome);
    }
    if (voice.now.replied) said.push_back(Outcome::kReplied);
    for (const Outcome outcome : said) {
      const bool old = voice.before && had(*voice.before, outcome);
      if (!old && outcome != outcome_->outcome && !HasAnswer(outcome)) LogAnswer(voice, outcome);
    }
  }

  bool HasAnswer(Outcome outcome) const {
    for (const Touch* row : context_.rows.Live(step_.key)) {
      if (SortOf(*row) == RowSort::kAnswer && row->outcome == outcome) return true;
    }
    return false;
  }

  // Words that are gone from the item take their rows with them.
  void WithdrawAnswers(const Signs& now) {
    for (const Touch* row : context_.rows.Live(step_.key)) {
      if (SortOf(*row) != RowSort::kAnswer) continue;
      const bool said =
          (row->outcome == Outcome::kReplied && now.replied) ||
          std::any_of(now.words.begin(), now.words.end(),
                      [&](const OutcomeWord& word) { return word.outcome == row->outcome; });
      if (!said) Withdraw(*row, "the answer is taken back");
    }
  }

  void LogAnswer(const Voice& voice, Outcome outcome) {
    const CalendarItem& item = voice.theirs->item;
    const Instant at = std::min(item.last_modified.value_or(context_.now), context_.now);
    Touch row = MakeRow(voice.component, RowSort::kAnswer, "",
                        std::max(context_.zone.ToLocal(at), outcome_->at));
    row.direction = Direction::kIn;
    row.kind = Kind::kReply;
    row.outcome = outcome;
    row.until = Until(voice.now, outcome);
    if (!context_.rows.Has(row.id)) Log(std::move(row), "heard: " + std::string(ToWord(outcome)));
  }

  static bool SameNext(const OutcomeWord& a, const OutcomeWord& b) {
    return a.next && b.next && a.until == b.until && a.text == b.text;
  }

  static bool HasNext(const std::vector<OutcomeWord>& words, const OutcomeWord& next) {
    return std::any_of(words.begin(), words.end(),
                       [&](const OutcomeWord& word) { return SameNext(word, next); });
  }

  void ReadNext(const Voice& voice) {
    const auto& before = voice.before ? voice.before->words : std::vector<OutcomeWord>();
    for (const OutcomeWord& word : before) {
      if (word.next && !HasNext(voice.now.words, word)) WithdrawNext(word);
    }
    for (const OutcomeWord& word : voice.now.words) {
      if (!word.next || !word.until) continue;
      const bool old = HasNext(before, word);
      const std::string text = FormatDate(*word.until) + " " + word.text;
      Touch row = MakeRow(voice.component, RowSort::kNext, text, local_now_);
      row.kind = Kind::kNext;
      row.notes = word.text;
      row.until = word.until;
      if (!old && !context_.rows.Has(row.id)) {
        Log(std::move(row), "next on " + FormatDate(*word.until));
      }
    }
  }

  void WithdrawNext(const OutcomeWord& word) {
    for (const Touch* row : context_.rows.Live(step_.key)) {
      if (SortOf(*row) != RowSort::kNext || row->notes != word.text) continue;
      return Withdraw(*row, "the next step is taken back");
    }
  }

  // What the user had typed into halves that are gone.
  std::string GoneNotes() const {
    std::string notes;
    for (const Half* half : {&entry_.event, &entry_.task}) {
      if (half->theirs || !half->base) continue;
      const auto item = ical::Decode(half->base->text, context_.zone).item;
      if (item) AddLines(&notes, SignsIn(entry_, *item, item->title, Listen()).notes);
    }
    return notes;
  }

  static void AddLines(std::string* notes, const std::string& more) {
    const std::string fresh = LinesBeyond(more, {*notes});
    if (!fresh.empty()) *notes += (notes->empty() ? "" : "\n") + fresh;
  }

  // Notes of an open item wait for its outcome; later ones become a row of their own.
  void ReadNotes(const Voice& voice) {
    if (!outcome_ || notes_logged_ || voice.now.notes.empty()) return;
    std::vector<std::string> known;
    if (voice.before) known.push_back(voice.before->notes);
    for (const Touch* row : context_.rows.Live(step_.key)) known.push_back(row->notes);
    const std::string fresh = LinesBeyond(voice.now.notes, known);
    if (!fresh.empty()) LogNote(voice.component, fresh);
  }

  void LogNote(Component component, const std::string& text) {
    Touch row = MakeRow(component, RowSort::kNote, text, local_now_);
    row.kind = Kind::kNote;
    row.channel = Channel::kNone;
    row.notes = text;
    if (!context_.rows.Has(row.id)) Log(std::move(row), "a note");
  }

  void ReadMoves() {
    if (entry_.shared) return;  // the block moves as one, and is asked by itself
    acts_.move = ReadMove(entry_, context_.zone);
    if (acts_.move && acts_.move->pinned) {
      acts_.lines.push_back(step_.title + ": moved to " + FormatLocal(acts_.move->start));
    }
  }

  void ReadDeletion() {
    bool gone = false;
    for (const Component component : {Component::kEvent, Component::kTodo}) {
      const Half& half = entry_.half(component);
      if (half.presence == Presence::kThere || half.presence == Presence::kUnknown) return;
      gone = gone || (half.presence == Presence::kGone && half.base &&
                      half.base->life != BaseResource::Life::kDeleted);
    }
    if (!gone) return;
    acts_.deleted = true;
    const Component component = entry_.event.base ? Component::kEvent : Component::kTodo;
    if (context_.on_delete == OnDelete::kReplan) {
      acts_.replan = true;
      if (const std::string notes = GoneNotes(); !notes.empty()) LogNote(component, notes);
      return;
    }
    Touch row = MakeRow(component, RowSort::kOutcome, "", local_now_);
    row.outcome = context_.on_delete == OnDelete::kStop ? Outcome::kStopped : Outcome::kSkipped;
    row.notes = GoneNotes();
    acts_.deletion = std::move(row);
  }

  const Entry& entry_;
  const StepFacts& step_;
  const ActContext& context_;
  LocalTime local_now_{};
  const Touch* outcome_ = nullptr;
  bool withdrawn_ = false;  // the outcome that the log has, by what was understood
  bool notes_logged_ = false;
  Acts acts_;
};

}  // namespace

Acts UnderstandActs(const Entry& entry, const StepFacts& step, const ActContext& context) {
  return Reader(entry, step, context).Read();
}

}  // namespace touchbase
