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
#include "sync/core/clear.h"
#include "sync/core/clock_skew.h"
#include "sync/core/dry_run.h"
#include "sync/core/guard.h"
#include "sync/core/holds.h"
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
    if (options_.clear) {
      ResumeClear(ports_.base);
    } else if (StandsCleared(options_, ports_.base, &report_)) {
      return std::move(report_);
    }
    std::vector<CollectionState> survey = ports_.account.Survey();
    CheckClock(ports_.account, options_.acting_as_of);
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
  // Nothing can have changed on either side, and nothing waits.
  bool Quiet(const std::vector<CollectionState>& survey) {
    const bool asked = options_.full || options_.restore || options_.new_calendar;
    if (asked || options_.dry_run || options_.clear) return false;
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
    roles_ = options_.clear ? RolesToClear(survey, ports_.base)
                            : FindRoles(ports_, settings_, options_, survey, &report_);
    if (!roles_.guard.empty()) {
      report_.guard = roles_.guard;
      return;
    }
    const std::string lost = FindLostCalendars(survey, options_, &roles_, ports_.base);
    const bool known = !ports_.base.Resources().empty();  // not so when all was cleared
    if (options_.new_calendar && known && roles_.vanished.empty() && !roles_.made) {
      report_.warnings.emplace_back(
          "Our calendar is there: --new-calendar has nothing to do. To have back what is gone from "
          "it: touchbase sync --restore");
    }
    settings_.brief = settings_.brief || (settings_.brief_where_shared && roles_.shared());
    if (!roles_.vanished.empty() && !options_.allow_mass_change) {
      MakeAnewIn(roles_.vanished, ports_.base);
    }
    others_ = ReadOthers(ports_, settings_, survey, &report_);
    answered_ = UnansweredKeys(ports_.base, DateOf(local_now_));
    Pull pull(ports_, settings_, roles_);
    survey_ = survey;
    whereabouts_.emplace(ports_, settings_, survey_, roles_);
    const auto whole = [&] { return options_.clear || whereabouts_->HasRefused(); };
    pull.List(survey, options_.full || whole());
    Again again = Again::kLook;
    for (int round = 1; again != Again::kNo && round <= kRounds; ++round) {
      if (again == Again::kList) pull.List(ports_.account.Survey(), whole());
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
    if (options_.clear) FindElsewhere(survey_, roles_, settings_, ports_, &pull, &report_);
    for (const std::string& warning : state.book.warnings) AddOnce(&report_.warnings, warning);
    FollowEditedAnchors(ports_.base, &state.book.touches);
    const FollowUpRows rows(state.book.touches);

    state.world = pull.Build(KnownKeys::Of(ports_.base));
    const bool moved = round == 1 && whereabouts_->FollowMoved(state.world, &pull);
    if (whereabouts_->SettleRefused(state.world, &pull, &report_) || moved) {
      state.world = pull.Build(KnownKeys::Of(ports_.base));
    }
    for (const std::string& warning : state.world.warnings) AddOnce(&report_.warnings, warning);
    NameFinished(rows, settings_.cadences, ports_.zone, &state.world);
    FindBlocks(ports_.zone, &state.world);
    notes_.Hear(state.world);
    if (watch_.Debrief(state.world, state.book, rows, &report_)) return Round(pull, round);
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
    return options_.clear ? CarryClear(&state, rows_now, outbox) : Carry(state, rows_now, outbox);
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

  // `standing`: counts as in the calendar, beside what is there and what is held.
  Plan MakePlanFor(const ReadBook& book, const World& world, const FollowUpRows& rows,
                   std::set<std::string> standing) const {
    standing.insert(held_.begin(), held_.end());
    const std::vector<Placed> placed = PlacedOf(world, rows, standing, ports_.zone);
    std::vector<Busy> busy = world.users.busy;
    busy.insert(busy.end(), others_.times.busy.begin(), others_.times.busy.end());
    for (const Busy& time : notes_.Times(world)) busy.push_back(time);
    const PlanSettings settings = PlanSettingsIn(world);
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

  // With what calendars say of days away and holidays.
  PlanSettings PlanSettingsIn(const World& world) const {
    return WithOthers(WithOthers(settings_.plan, others_.times), world.users);
  }

  Again CarryClear(State* state, const FollowUpRows& rows, Outbox& outbox) {
    if (!report_.guard.empty()) return Again::kNo;  // the user is asked first
    state->plan = Plan{};
    if (!options_.dry_run) BeginClear(ports_.base, DateOf(local_now_));
    const int before = report_.deleted;
    const Again again = Carry(*state, rows, outbox);
    const bool look = again != Again::kNo || report_.deleted > before;
    return look && !options_.dry_run ? Again::kList : Again::kNo;
  }

  Again Carry(const State& state, const FollowUpRows& rows, Outbox& outbox) {
    for (const std::string& warning : state.plan.warnings) AddOnce(&report_.warnings, warning);
    std::map<std::string, const Contact*> contacts;
    for (const Contact& contact : state.book.contacts) contacts[contact.id] = &contact;
    const std::set<std::string> undone = StandingHolds(
        {state.book, state.world, state.plan, answered_, settings_, DateOf(local_now_)},
        ports_.base);
    const bool unfinished = AbsenceWatch::KilledOn(ports_.base) == DateOf(local_now_);
    const std::vector<DateSpan> away = PlanSettingsIn(state.world).away;
    const std::map<std::string, Date> left = AbsenceWatch::Unfinished(ports_.base);
    const DecideInput input{state.world, state.plan, facts_, contacts,    held_, answered_,
                            rows,        settings_,  roles_, ports_.zone, now_,  ports_.zones,
                            unfinished,  left,       away,   undone};
    Decisions decisions = options_.clear ? DecideClear(input, options_.keep_done, &report_)
                                         : touchbase::Decide(input);
    if (!options_.allow_mass_change && !options_.clear) {
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
    wake_ = WakeTime(state.book.touches, state.plan.blocks, local_now_, ports_.zone);
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
    const auto& actions = decisions->actions;
    const bool acts = std::any_of(actions.begin(), actions.end(),
                                  [](const Action& action) { return Writes(action.decision); });
    ports_.base.Transaction([&] {
      if (acts || !rows.empty()) {
        ports_.base.PutRun({report_.run, UnixSeconds(now_), options_.clear ? "clear" : "sync"});
      }
      for (const Touch& row : rows) ports_.base.KeepRow(report_.run, row.id);
      outbox.Add(rows);
      watch_.Remember();
      KeepMoves(state.moved, state.world, ports_.base);
      KeepMadeAnew(state.anew, ports_.base);
      KeepUnanswered(answered_, DateOf(local_now_), ports_.base);
    });
    outbox.Flush(now_, &report_);
    KeepUnsaved(outbox.Waiting(), decisions);
  }

  // After writes of ours: one more look, so that the next run can see that nothing changed since.
  // What somebody else did meanwhile enters the to-do.
  void Close(Pull& pull, std::vector<CollectionState> survey, bool decided) {
    if (options_.dry_run) return;
    if (options_.clear) return CloseClear(decided, DateOf(local_now_), ports_.base, &report_);
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
