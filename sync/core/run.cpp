#include "sync/core/run.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "model/error.h"
#include "sync/core/absence.h"
#include "sync/core/answered.h"
#include "sync/core/apply.h"
#include "sync/core/bind_base.h"
#include "sync/core/dry_run.h"
#include "sync/core/guard.h"
#include "sync/core/left_out.h"
#include "sync/core/listening.h"
#include "sync/core/lost_calendars.h"
#include "sync/core/other_calendars.h"
#include "sync/core/outbox.h"
#include "sync/core/own_addresses.h"
#include "sync/core/program_notes.h"
#include "sync/core/pull.h"
#include "sync/core/quiet.h"
#include "sync/core/read_book.h"
#include "sync/core/rekey.h"
#include "sync/core/removals.h"
#include "sync/core/restore.h"
#include "sync/core/scratch_base.h"
#include "sync/core/shared_block.h"
#include "sync/core/standing.h"
#include "sync/core/unknown_items.h"
#include "sync/core/waiting.h"
#include "sync/core/watch.h"
#include "sync/core/whereabouts.h"

namespace touchbase {
namespace {

constexpr int kRounds = 3;  // a conflict is decided anew at most so often
constexpr std::int64_t kMaxSkewS = 300;

std::int64_t ToNumber(const std::string& text) { return std::strtoll(text.c_str(), nullptr, 10); }

// What the next round has to look at.
enum class Again : std::uint8_t { kNo, kLook, kList };

class Run {
 public:
  Run(RunPorts& ports, const RunSettings& settings, const RunOptions& options)
      : ports_(ports),
        settings_(settings),
        options_(options),
        now_(ports.clock.Now()),
        notes_(ports.base, settings_, ports.zone, now_),
        watch_(ports, settings_, now_, options.dry_run) {
    local_now_ = ports.zone.ToLocal(now_);
  }

  RunReport Go() {
    BindBase(ports_, settings_);
    report_.dry_run = options_.dry_run;
    report_.run = static_cast<int>(ToNumber(ports_.base.Get("run"))) + 1;
    std::vector<CollectionState> survey = ports_.account.Survey();
    CheckClock();
    KeepOwnAddresses(ports_.account.OwnAddresses(), ports_.base);
    AddOwnAddresses(ports_.base, &settings_.own_addresses);
    if (!Quiet(survey)) {
      notes_.Begin();
      Work(std::move(survey));
      notes_.Remember(report_, report_.guard.empty() && report_.failed.empty());
    }
    report_.requests = ports_.account.requests();
    return std::move(report_);
  }

 private:
  void CheckClock() const {
    const auto skew = ports_.account.ServerClockSkewSeconds();
    if (!skew || options_.acting_as_of || std::abs(*skew) <= kMaxSkewS) return;
    throw ServerError("This machine's clock and the server's are " +
                      std::to_string(std::abs(*skew) / 60) +
                      " minutes apart. Nothing was written: set the clock, then run again.");
  }

  // Nothing can have changed on either side, and nothing waits.
  bool Quiet(const std::vector<CollectionState>& survey) {
    const bool asked = options_.full || options_.restore || options_.new_calendar;
    if (asked || options_.dry_run) return false;
    const std::string known = ports_.base.Get("quiet");
    if (known.empty() || UnixSeconds(now_) >= ToNumber(ports_.base.Get("wake"))) return false;
    const std::string book = ports_.base.Get("book");
    if (!ports_.book.Unchanged(book)) return false;
    if (QuietText(survey, settings_.fingerprint, book, ports_.base) != known) return false;
    if (!OthersUnchanged(survey, settings_, ports_.base)) return false;
    report_.quiet = true;
    return true;
  }

  void Work(std::vector<CollectionState> survey) {
    if (!options_.dry_run) {
      ports_.base.Set("quiet", "");
      ports_.base.Set("run", std::to_string(report_.run));
    }
    roles_ = FindRoles(ports_, settings_, options_, survey, &report_);
    if (!roles_.guard.empty()) {
      report_.guard = roles_.guard;
      return;
    }
    const std::string lost = FindLostCalendars(survey, options_, &roles_, ports_.base);
    if (options_.new_calendar && roles_.vanished.empty() && !roles_.made) {
      report_.warnings.emplace_back(
          "Our calendar is there: --new-calendar has nothing to do. To have back what is gone from "
          "it: touchbase sync --restore");
    }
    if (!roles_.vanished.empty() && !options_.allow_mass_change) {
      MakeAnewIn(roles_.vanished, ports_.base);
    }
    others_ = ReadOthers(ports_, settings_, survey, &report_);
    answered_ = UnansweredKeys(ports_.base, DateOf(local_now_));
    Pull pull(ports_, settings_, roles_);
    survey_ = survey;
    whereabouts_.emplace(ports_, settings_, survey_, roles_);
    pull.List(survey, options_.full || whereabouts_->HasRefused());
    Again again = Again::kLook;
    for (int round = 1; again != Again::kNo && round <= kRounds; ++round) {
      if (again == Again::kList) pull.List(ports_.account.Survey(), whereabouts_->HasRefused());
      again = Round(pull, round);
    }
    if (unfinished_) AbsenceWatch::Written(*unfinished_, DateOf(local_now_), ports_.base);
    if (!lost.empty()) report_.guard += (report_.guard.empty() ? "" : " ") + lost;
    if (report_.guard.empty()) Close(pull, std::move(survey), again == Again::kNo);
  }

  // What one round knows, after the user's acts were understood.
  struct State {
    ReadBook book;
    World world;
    Plan plan;
    std::vector<Touch> rows;      // new ones, in `book` already
    std::set<std::string> moved;  // keys whose time the user chose
    MadeAnew anew;
    int round = 1;
  };

  Again Round(Pull& pull, int round) {
    State state;
    state.round = round;
    Outbox outbox(ports_.base, ports_.book);
    // Rows that wait are in the book before anything is compared with it.
    const auto read = [&] {
      ReadBook book = ReadTheBook(ports_.book, ports_.base);
      outbox.Compare(&book, now_, &report_);
      return book;
    };
    state.book = read();
    watch_.Meet(others_.watched, read, &state.book, &report_);
    RememberFromCalendar(watch_.ahead(), ports_.base);
    // What failed in the round before is tried again.
    report_.failed = SayLeftOut(state.book);
    for (const std::string& warning : state.book.warnings) AddOnce(&report_.warnings, warning);
    FollowEditedAnchors(ports_.base, &state.book.touches);
    const FollowUpRows rows(state.book.touches);

    state.world = pull.Build(KeysOfBase());
    const bool moved = round == 1 && whereabouts_->FollowMoved(state.world, &pull);
    if (whereabouts_->SettleRefused(state.world, &pull, &report_) || moved) {
      state.world = pull.Build(KeysOfBase());
    }
    for (const std::string& warning : state.world.warnings) AddOnce(&report_.warnings, warning);
    NameFinished(rows, settings_.cadences, ports_.zone, &state.world);
    FindBlocks(ports_.zone, &state.world);
    notes_.Hear(state.world);
    if (watch_.Debrief(state.world, state.book, &report_)) return Round(pull, round);
    state.plan = MakePlanFor(state.book, state.world, rows, GoneSince(state.world));
    if (FindEditedAnchors(state.plan, rows, PeopleLeftOut(state.book), ports_.base)) {
      return Round(pull, round);
    }
    NameOrphans(state.plan, &state.world);
    if (whereabouts_->FollowUnknown(state.plan, state.world, &pull)) return Round(pull, round);
    NameLines(state.plan, &state.world);
    NameFinishedLines(rows, settings_.cadences, state.book.contacts, &state.world);
    FindFacts(state.plan, state.world, &facts_);
    Understand(&state, rows);

    for (const Touch& row : watch_.debrief_rows()) state.rows.push_back(row);
    for (const Touch& row : state.rows) state.book.touches.push_back(row);
    for (const Touch& row : watch_.met_rows()) state.rows.push_back(row);
    for (const std::string& question : watch_.questions()) {
      AddOnce(&report_.warnings, question);
      AddOnce(&report_.questions, question);
    }
    const FollowUpRows rows_now(state.book.touches);
    state.plan = MakePlanFor(state.book, state.world, rows_now, {});
    FindFacts(state.plan, state.world, &facts_);
    held_.merge(KeysLeftOut(state.book, state.world, facts_));  // what became planned by now
    return Carry(state, rows_now, outbox);
  }

  void Understand(State* state, const FollowUpRows& rows) {
    const auto planning = [this](const ReadBook& book, const World& world, const FollowUpRows& all,
                                 const std::set<std::string>& standing) {
      return MakePlanFor(book, world, all, standing);
    };
    Listener listener(ports_, settings_, options_, &report_);
    Listener::Result result =
        listener.Listen(state->book, &state->world, rows, facts_, now_, planning);
    state->rows = std::move(result.rows);
    state->moved = std::move(result.moved);
    state->anew = std::move(result.anew);
    held_ = std::move(result.held);
    held_.merge(whereabouts_->Unread(state->world));
    answered_.merge(result.answered);
  }

  KnownKeys KeysOfBase() {
    KnownKeys keys;
    for (const BaseFollowUp& known : ports_.base.FollowUps()) {
      if (!known.step.empty()) keys.Add({known.contact, known.anchor, known.step});
    }
    return keys;
  }

  // `standing`: counts as in the calendar, beside what is there and what is held.
  Plan MakePlanFor(const ReadBook& book, const World& world, const FollowUpRows& rows,
                   std::set<std::string> standing) const {
    standing.insert(held_.begin(), held_.end());
    const std::vector<Placed> placed = PlacedOf(world, rows, standing, ports_.zone);
    std::vector<Busy> busy = world.users.busy;
    busy.insert(busy.end(), others_.times.busy.begin(), others_.times.busy.end());
    for (const Busy& time : notes_.Times(world)) busy.push_back(time);
    const PlanSettings settings =
        WithOthers(WithOthers(settings_.plan, others_.times), world.users);
    PlanInput input{book.contacts, book.touches, settings_.cadences, settings,
                    placed,        busy,         local_now_};
    const std::vector<Offer> offers = OffersOf(world);
    input.offers = offers;
    input.events = watch_.events();
    input.zone = &ports_.zone;
    input.zones = ports_.zones;
    input.back_on = notes_.BackOn();
    Plan plan = ports_.planner(input);
    notes_.AddTo(&plan, input, world);
    return plan;
  }

  Again Carry(const State& state, const FollowUpRows& rows, Outbox& outbox) {
    for (const std::string& warning : state.plan.warnings) AddOnce(&report_.warnings, warning);
    std::map<std::string, const Contact*> contacts;
    for (const Contact& contact : state.book.contacts) contacts[contact.id] = &contact;
    const DecideInput input{state.world,
                            state.plan,
                            facts_,
                            contacts,
                            held_,
                            answered_,
                            rows,
                            settings_,
                            roles_,
                            ports_.zone,
                            now_,
                            ports_.zones,
                            AbsenceWatch::KilledOn(ports_.base) == DateOf(local_now_),
                            AbsenceWatch::Unfinished(ports_.base)};
    Decisions decisions = touchbase::Decide(input);
    if (!options_.allow_mass_change) {
      UnknownItems unknown(input, ports_.base);
      OutgoingCounts counts =
          CountRemovals(input, decisions.actions, state.book.rows, &unknown, ports_.base);
      counts.wrote = report_.changed;
      const std::string guard =
          GuardOutgoing(counts, {settings_.max_removals, settings_.max_share});
      if (!guard.empty()) {
        report_.guard = guard;
        return Again::kNo;
      }
      held_.merge(unknown.Hold(&decisions, &report_));
    }
    wake_ = WakeTime(state.book.touches, local_now_, ports_.zone);
    for (const Block& block : state.plan.blocks) {
      // Then its lines count.
      const bool ends = block.sort == BlockSort::kDebrief && block.end() > local_now_;
      if (ends) wake_ = std::min(wake_, ports_.zone.ToInstant(block.end()));
    }
    book_fingerprint_ = state.book.fingerprint;
    if (options_.dry_run) {
      DescribeDecisions(decisions, &report_);
      return Again::kNo;
    }
    WriteLog(state, &decisions, outbox);
    return Write(state, decisions, rows);
  }

  Again Write(const State& state, const Decisions& decisions, const FollowUpRows& rows) {
    AbsenceWatch::Writing(ports_.base, DateOf(local_now_));
    Apply apply(ports_, roles_, state.world, state.plan, &report_);
    const bool again = apply.Do(decisions.actions, facts_, rows, held_, state.round == kRounds);
    ports_.base.Set("contacts", std::to_string(state.book.contacts.size()));
    ports_.base.Set("touches", std::to_string(state.book.rows));
    if (!unfinished_) unfinished_.emplace();
    std::erase_if(*unfinished_, [&](const std::string& key) {
      const auto entry = state.world.entries.find(key);
      return entry == state.world.entries.end() || !entry->second.Unknown();
    });
    unfinished_->merge(apply.Troubled());
    KeepWaiting(state.plan, ports_.base);
    watch_.Keep(state.book);
    std::erase_if(answered_, [&](const std::string& key) { return !apply.IsTroubled(key); });
    KeepUnanswered(answered_, DateOf(local_now_), ports_.base);
    if (!again && report_.failed.empty()) RememberPlanning(settings_, ports_.base);
    if (!again) return Again::kNo;
    return apply.list_again() ? Again::kList : Again::kLook;
  }

  static void AddOnce(std::vector<std::string>* list, const std::string& text) {
    if (std::find(list->begin(), list->end(), text) == list->end()) list->push_back(text);
  }

  // Log first. The user's text in items that are to go, too: until it is there, the items stay.
  void WriteLog(const State& state, Decisions* decisions, Outbox& outbox) {
    std::vector<Touch> rows = state.rows;
    for (const auto& [key, rescued] : decisions->rescued) {
      for (const Touch& row : rescued) {
        const auto is_it = [&](const Touch& touch) { return touch.id == row.id; };
        const auto& touches = state.book.touches;
        if (std::none_of(touches.begin(), touches.end(), is_it)) rows.push_back(row);
      }
    }
    ports_.base.Transaction([&] {
      outbox.Add(rows);
      watch_.Remember();
      KeepMoves(state.moved, state.world, ports_.base);
      KeepMadeAnew(state.anew, ports_.base);
      KeepUnanswered(answered_, DateOf(local_now_), ports_.base);
    });
    outbox.Flush(now_, &report_);
    const std::set<std::string> waiting = outbox.Waiting();
    for (const auto& [key, rescued] : decisions->rescued) {
      const bool safe = std::none_of(rescued.begin(), rescued.end(),
                                     [&](const Touch& row) { return waiting.contains(row.id); });
      if (safe) continue;
      std::erase_if(decisions->actions, [&, &item = key](const Action& action) {
        return action.write.kind == WriteKind::kDelete && action.key == item;
      });
    }
  }

  // After writes of ours: one more look, so that the next run can see that nothing changed since.
  // What somebody else did meanwhile enters the to-do.
  void Close(Pull& pull, std::vector<CollectionState> survey, bool decided) {
    if (options_.dry_run) return;
    const bool wrote = report_.created + report_.updated + report_.deleted > 0;
    if (wrote) {
      survey = ports_.account.Survey();
      pull.List(survey, false);
    }
    if (!decided || !report_.failed.empty()) return;
    if (report_.log_waits || !ports_.base.Todo().empty()) return;
    // The book as it is after our rows was not read: an edit of the user's may be in it.
    if (report_.touches_logged > 0) return;
    ports_.base.Transaction([&] {
      ports_.base.Set("book", book_fingerprint_);
      ports_.base.Set("wake", std::to_string(UnixSeconds(wake_)));
      ports_.base.Set("quiet",
                      QuietText(survey, settings_.fingerprint, book_fingerprint_, ports_.base));
    });
  }

  RunPorts& ports_;
  RunSettings settings_;
  const RunOptions& options_;
  const Instant now_;
  LocalTime local_now_{};
  Roles roles_;
  std::vector<CollectionState> survey_;  // as the run began
  std::optional<Whereabouts> whereabouts_;
  OtherFindings others_;
  RunReport report_;
  ProgramNotes notes_;
  Watch watch_;
  std::map<std::string, StepFacts> facts_;
  std::set<std::string> held_;
  std::set<std::string> answered_;
  std::optional<std::set<std::string>> unfinished_;  // keys, when anything was carried out
  Instant wake_{};
  std::string book_fingerprint_;
};

}  // namespace

RunReport RunSync(RunPorts& ports, const RunSettings& settings, const RunOptions& options) {
  if (!options.dry_run) return Run(ports, settings, options).Go();
  ScratchBase scratch(ports.base);
  RunPorts dry{ports.account,     ports.book,  scratch,     ports.clock,  ports.zone,
               ports.interrupted, ports.zones, ports.feeds, ports.planner};
  return Run(dry, settings, options).Go();
}

}  // namespace touchbase
