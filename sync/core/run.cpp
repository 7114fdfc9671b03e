#include "sync/core/run.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <set>
#include <utility>

#include "model/error.h"
#include "sync/core/apply.h"
#include "sync/core/guard.h"
#include "sync/core/outbox.h"
#include "sync/core/pull.h"
#include "sync/core/read_book.h"
#include "sync/core/removals.h"
#include "sync/core/restore.h"
#include "sync/core/scratch_base.h"
#include "sync/core/standing.h"

namespace touchbase {
namespace {

constexpr int kRounds = 3;               // sync.md 5: a conflict is decided anew at most so often
constexpr std::int64_t kMaxSkewS = 300;  // sync.md 3.1

std::int64_t UnixSeconds(Instant instant) { return instant.time_since_epoch().count(); }

std::int64_t ToNumber(const std::string& text) { return std::strtoll(text.c_str(), nullptr, 10); }

class Run {
 public:
  Run(RunPorts& ports, const RunSettings& settings, const RunOptions& options)
      : ports_(ports), settings_(settings), options_(options), now_(ports.clock.Now()) {
    local_now_ = ports.zone.ToLocal(now_);
  }

  RunReport Go() {
    BindBase();
    report_.dry_run = options_.dry_run;
    report_.run = static_cast<int>(ToNumber(ports_.base.Get("run"))) + 1;
    std::vector<CollectionState> survey = ports_.account.Survey();
    CheckClock();
    if (!Quiet(survey)) Work(std::move(survey));
    report_.requests = ports_.account.requests();
    return std::move(report_);
  }

 private:
  // The base belongs to one account and book; another one has no base.
  void BindBase() {
    const std::string identity = settings_.account + " " + settings_.book_id;
    if (ports_.base.Get("identity") == identity) return;
    ports_.base.Transaction([&] {
      ports_.base.Forget();
      for (const char* name : {"items", "role calendar", "role tasks", "quiet", "wake"}) {
        ports_.base.Set(name, "");
      }
      ports_.base.Set("identity", identity);
    });
  }

  void CheckClock() const {
    const auto skew = ports_.account.ServerClockSkewSeconds();
    if (!skew || options_.acting_as_of || std::abs(*skew) <= kMaxSkewS) return;
    throw ServerError("This machine's clock and the server's are " +
                      std::to_string(std::abs(*skew) / 60) +
                      " minutes apart. Nothing was written: set the clock, then run again.");
  }

  std::string QuietText(const std::vector<CollectionState>& survey,
                        const std::string& book_fingerprint) const {
    std::string text = settings_.fingerprint + "\n" + book_fingerprint + "\n";
    for (const BaseCollection& known : ports_.base.Collections()) {
      const auto found = std::find_if(survey.begin(), survey.end(),
                                      [&](const auto& state) { return state.url == known.url; });
      if (found == survey.end()) return {};
      text += known.url.value + " " + known.ctag + " " + known.survey_token.value + "\n";
      if (found->ctag.empty() && found->sync_token.empty()) return {};
      if (found->ctag != known.ctag || found->sync_token != known.survey_token) return {};
    }
    return text;
  }

  // Nothing can have changed on either side, and nothing waits (sync.md 3.2).
  bool Quiet(const std::vector<CollectionState>& survey) {
    if (options_.full || options_.dry_run || options_.restore) return false;
    const std::string known = ports_.base.Get("quiet");
    if (known.empty() || UnixSeconds(now_) >= ToNumber(ports_.base.Get("wake"))) return false;
    const std::string book = ports_.base.Get("book");
    if (!ports_.book.Unchanged(book) || QuietText(survey, book) != known) return false;
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
    if (!roles_.vanished.empty() && !options_.allow_mass_change) {
      MakeAnewIn(roles_.vanished, ports_.base);
    }
    if (options_.restore) MakeHeldAnew(ports_.base);
    Pull pull(ports_, settings_, roles_);
    pull.List(survey, options_.full);
    bool again = true;
    for (int round = 0; again && round < kRounds; ++round) again = Round(pull, round == 0);
    if (report_.guard.empty()) Close(pull, std::move(survey));
  }

  bool Round(Pull& pull, bool first) {
    ReadBook book = ReadTheBook(ports_.book, ports_.base);
    Outbox outbox(ports_.base, ports_.book);
    if (first) report_.warnings = book.warnings;
    outbox.Compare(&book.touches, now_, &report_);

    KnownKeys keys;
    for (const BaseFollowUp& known : ports_.base.FollowUps()) {
      if (!known.contact.empty()) keys.Add({known.contact, known.anchor, known.step});
    }
    World world = pull.Build(keys);
    for (const std::string& warning : world.warnings) report_.warnings.push_back(warning);

    const FollowUpRows rows_before(book.touches);
    Plan plan = MakePlanFor(book, world, rows_before);
    NameOrphans(plan, &world);
    FindFacts(plan, world, &facts_);
    std::vector<Touch> rows = Understand(&world, rows_before);

    if (!options_.dry_run) {
      outbox.Add(rows);
      outbox.Flush(now_, &report_);
    }
    for (const Touch& row : rows) book.touches.push_back(row);
    const FollowUpRows rows_now(book.touches);
    plan = MakePlanFor(book, world, rows_now);
    FindFacts(plan, world, &facts_);
    return Carry(book, world, plan, rows_now, outbox, pull, first);
  }

  Plan MakePlanFor(const ReadBook& book, const World& world, const FollowUpRows& rows) const {
    const std::vector<Placed> placed = PlacedOf(world, rows, held_, ports_.zone);
    const PlanInput input{book.contacts, book.touches,  settings_.cadences, settings_.plan,
                          placed,        world.foreign, local_now_};
    return MakePlan(input);
  }

  std::vector<Touch> Understand(World* world, const FollowUpRows& rows) {
    const ActContext context{
        rows, ports_.zone, now_, settings_.on_delete, settings_.words, settings_.book_id};
    std::map<std::string, Acts> all;
    IncomingCounts counts;
    for (auto& [key, entry] : world->entries) {
      const auto facts = facts_.find(key);
      if (facts == facts_.end()) continue;
      const bool open =
          rows.LiveOutcome(facts->second.key) == nullptr && entry.base && !entry.base->finished;
      if (open) ++counts.standing;
      Acts acts = UnderstandActs(entry, facts->second, context);
      if (acts.deleted) ++counts.gone;
      if (acts.declined) ++counts.declines;
      all.emplace(key, std::move(acts));
    }
    const std::string guard = options_.allow_mass_change ? "" : GuardIncoming(counts);
    if (!guard.empty()) report_.guard = guard;
    std::vector<Touch> logged;
    for (auto& [key, acts] : all) {
      const bool hold = !guard.empty() && (acts.deleted || acts.declined);
      if (hold) {
        held_.insert(key);
        continue;
      }
      Accept(&world->entries[key], std::move(acts), &logged);
    }
    RememberHeld(held_, ports_.base);
    return logged;
  }

  void Accept(Entry* entry, Acts acts, std::vector<Touch>* logged) {
    const auto append = [](std::vector<std::string>* to, const std::vector<std::string>& from) {
      to->insert(to->end(), from.begin(), from.end());
    };
    append(&report_.lines, acts.lines);
    append(&report_.warnings, acts.warnings);
    if (!acts.rows.empty() || acts.deletion || acts.move) answered_.insert(entry->key);
    if (acts.deletion) {
      report_.lines.push_back(facts_[entry->key].title + ": deleted, taken as " +
                              std::string(ToWord(acts.deletion->outcome)));
      acts.rows.push_back(*acts.deletion);
    }
    if (acts.replan) {
      ++entry->generation;
      entry->event = Half{};
      entry->task = Half{};
    }
    if (acts.move) AcceptMove(entry, *acts.move);
    for (Touch& row : acts.rows) {
      if (row.outcome == Outcome::kSkipped) ++report_.skipped;
      logged->push_back(std::move(row));
    }
  }

  void AcceptMove(Entry* entry, const Move& move) {
    if (!entry->base) {
      entry->base = BaseFollowUp{};
      entry->base->key = entry->key;
      entry->base->generation = entry->generation;
      entry->base->postponed = -1;
    } else if (move.pinned) {
      ++report_.moved;
    }
    entry->base->start = move.start.time_since_epoch().count();
    entry->base->length_minutes = move.length_minutes;
    entry->base->pinned = move.pinned;
  }

  bool Carry(const ReadBook& book, const World& world, const Plan& plan, const FollowUpRows& rows,
             Outbox& outbox, Pull& pull, bool first) {
    for (const std::string& warning : plan.warnings) AddOnce(&report_.warnings, warning);
    std::map<std::string, const Contact*> contacts;
    for (const Contact& contact : book.contacts) contacts[contact.id] = &contact;
    const DecideInput input{world, plan,      facts_, contacts,    held_, answered_,
                            rows,  settings_, roles_, ports_.zone, now_};
    Decisions decisions = touchbase::Decide(input);
    if (first && !options_.allow_mass_change) {
      const OutgoingCounts counts = CountRemovals(decisions.actions, world, contacts, rows,
                                                  ports_.base, settings_.fingerprint);
      const std::string guard =
          GuardOutgoing(counts, {settings_.max_removals, settings_.max_share});
      if (!guard.empty()) {
        report_.guard = guard;
        return false;
      }
    }
    wake_ = WakeTime(book);
    book_fingerprint_ = book.fingerprint;
    if (options_.dry_run) {
      Describe(decisions);
      return false;
    }
    if (!Rescue(&decisions, outbox)) report_.log_waits = true;
    Apply apply(ports_, settings_, world, plan, pull, &report_);
    const bool again = apply.Do(decisions.actions, facts_, rows);
    ports_.base.Set("contacts", std::to_string(book.contacts.size()));
    answered_.clear();
    return again;
  }

  static void AddOnce(std::vector<std::string>* list, const std::string& text) {
    if (std::find(list->begin(), list->end(), text) == list->end()) list->push_back(text);
  }

  // The user's text in items that are to go: to the log first; if that fails, the items stay.
  bool Rescue(Decisions* decisions, Outbox& outbox) {
    if (decisions->rescued.empty()) return true;
    outbox.Add(decisions->rescued);
    RunReport scratch;
    outbox.Flush(now_, &scratch);
    report_.touches_logged += scratch.touches_logged;
    report_.changed = report_.changed || scratch.changed;
    if (!scratch.log_waits) return true;
    for (const Touch& row : decisions->rescued) {
      std::erase_if(decisions->actions, [&](const Action& action) {
        return action.write.kind == WriteKind::kDelete &&
               facts_[action.key].key.contact == row.contact;
      });
    }
    for (const std::string& warning : scratch.warnings) AddOnce(&report_.warnings, warning);
    return false;
  }

  void Describe(const Decisions& decisions) {
    for (const Action& action : decisions.actions) {
      const std::string half = action.component == Component::kEvent ? "block" : "task";
      const std::string line = half + " \"" + action.what + "\"";
      switch (action.decision) {
        case Decision::kCreate:
          ++report_.created;
          break;
        case Decision::kUpdate:
        case Decision::kMerge:
          ++report_.updated;
          break;
        case Decision::kDelete:
        case Decision::kSaveDelete:
          ++report_.deleted;
          break;
        case Decision::kAdopt:
          ++report_.adopted;
          continue;
        default:
          ++report_.unchanged;
          continue;
      }
      report_.lines.push_back("would " + std::string(ToWord(action.decision)) + " " + line);
    }
  }

  // When the plan may change by itself: at the next midnight, or when an appointment is over.
  Instant WakeTime(const ReadBook& book) const {
    LocalTime wake = DateOf(local_now_) + days{1};
    for (const Touch& touch : book.touches) {
      if (touch.at > local_now_ && touch.at < wake) wake = touch.at;
    }
    return ports_.zone.ToInstant(wake);
  }

  // After writes of ours: one more look, so that the next run can see that nothing changed since.
  // What somebody else did meanwhile enters the to-do.
  void Close(Pull& pull, std::vector<CollectionState> survey) {
    if (options_.dry_run) return;
    const bool wrote = report_.created + report_.updated + report_.deleted > 0;
    if (wrote) {
      survey = ports_.account.Survey();
      pull.List(survey, false);
    }
    ports_.base.Set("settings", settings_.fingerprint);
    if (!report_.failed.empty() || report_.log_waits || !ports_.base.Todo().empty()) return;
    if (report_.touches_logged > 0) book_fingerprint_ = ports_.book.Read().fingerprint;
    ports_.base.Transaction([&] {
      ports_.base.Set("book", book_fingerprint_);
      ports_.base.Set("wake", std::to_string(UnixSeconds(wake_)));
      ports_.base.Set("quiet", QuietText(survey, book_fingerprint_));
    });
  }

  RunPorts& ports_;
  const RunSettings& settings_;
  const RunOptions& options_;
  const Instant now_;
  LocalTime local_now_{};
  Roles roles_;
  RunReport report_;
  std::map<std::string, StepFacts> facts_;
  std::set<std::string> held_;
  std::set<std::string> answered_;
  Instant wake_{};
  std::string book_fingerprint_;
};

}  // namespace

RunReport RunSync(RunPorts& ports, const RunSettings& settings, const RunOptions& options) {
  if (!options.dry_run) return Run(ports, settings, options).Go();
  ScratchBase scratch(ports.base);
  RunPorts dry{ports.account, ports.book, scratch, ports.clock, ports.zone, ports.interrupted};
  return Run(dry, settings, options).Go();
}

}  // namespace touchbase
