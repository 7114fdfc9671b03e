#include "sync/core/clear.h"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "model/error.h"
#include "model/uid.h"
#include "sync/core/half_case.h"

namespace touchbase {
namespace {

constexpr const char* kClearing = "clearing";  // since when; what is gone then is no deletion
constexpr const char* kCleared = "cleared";
constexpr days kLookAround{400};

const CollectionState* ByUrl(const std::vector<CollectionState>& survey, const Href& url) {
  for (const CollectionState& state : survey) {
    if (state.url == url) return &state;
  }
  return nullptr;
}

// The value of the first UID line; unfolded ones only, as every server keeps a line so short.
bool HasOurUid(const std::string& text, const std::string& prefix) {
  return text.find("UID:" + prefix) != std::string::npos;
}

class Elsewhere {
 public:
  Elsewhere(const RunSettings& settings, RunPorts& ports, Pull* pull, RunReport* report)
      : ports_(ports),
        pull_(*pull),
        report_(*report),
        prefix_("tb-" + settings.book_id + "-"),
        now_(ports.clock.Now()) {}

  void Search(const CollectionState& state) {
    std::set<Href> found;
    const auto collection = ports_.account.Open(state);
    try {
      std::vector<Href> unknown;
      for (const Member& member : collection->ChangesSince(SyncToken{}).changed) {
        const bool named = member.href.value.find(prefix_) != std::string::npos;
        if (named) found.insert(member.href);
        if (!named && !state.takes_events) unknown.push_back(member.href);
      }
      for (const ForeignCopy& copy : ports_.base.ForeignCopies(state.url)) {
        if (HasOurUid(copy.text, prefix_)) found.insert(copy.href);
      }
      Keep(collection->Fetch(unknown), &found);
      if (state.takes_events) {
        Keep(collection->Window(now_ - kLookAround, now_ + kLookAround, true), &found);
      }
    } catch (const ServerError& error) {
      report_.failed.push_back(
          {"", "search the calendar \"" + state.display_name + "\"", error.what()});
    }
    if (found.empty()) return;
    pull_.Follow(state);
    std::vector<TodoHref> todo;
    todo.reserve(found.size());
    for (const Href& href : found) todo.push_back({state.url, href});
    ports_.base.PutTodo(todo);
  }

 private:
  void Keep(const std::vector<Fetched>& fetched, std::set<Href>* found) const {
    for (const Fetched& one : fetched) {
      if (one.status == FetchStatus::kFound && HasOurUid(one.text, prefix_)) {
        found->insert(one.href);
      }
    }
  }

  RunPorts& ports_;
  Pull& pull_;
  RunReport& report_;
  const std::string prefix_;
  const Instant now_;
};

class Clearer {
 public:
  Clearer(const DecideInput& input, bool keep_done, RunReport* report)
      : in_(input), keep_done_(keep_done), report_(*report) {}

  Decisions Decide() {
    for (const auto& [key, entry] : in_.world.entries) {
      const auto facts = in_.facts.find(key);
      const StepFacts* step = facts == in_.facts.end() ? nullptr : &facts->second;
      const Touch* outcome = step == nullptr ? nullptr : in_.rows.LiveOutcome(step->key);
      for (const Component component : {Component::kEvent, Component::kTodo}) {
        DecideHalf({key, entry, entry.half(component), component, step, nullptr, nullptr, outcome});
      }
    }
    return std::move(out_);
  }

 private:
  void DecideHalf(const HalfCase& c) {
    if (c.half.presence == Presence::kUnknown) return Fail(c, "it could not be read just now");
    if (!c.half.theirs) {
      if (c.half.base) Push(c, Decision::kForget);
      return;
    }
    const bool left = c.half.base && c.half.base->life == BaseResource::Life::kLeft;
    if (left || c.half.theirs->item.taken_over) {
      return Say(c, "has become your own event (invited people, a recurrence) and stays");
    }
    if (in_.held.contains(c.key)) {
      return Fail(c, "its rows in the log cannot be read, or it is held by a guard");
    }
    if (keep_done_ && IsClosed(in_, c)) return Push(c, Decision::kNothing);
    if (!RescueText(in_, c, &out_.rescued)) {
      return Say(c, "holds a text of yours, and nobody in the book to log it for; it stays");
    }
    Push(c, Decision::kDelete);
  }

  static const std::string& TitleOf(const HalfCase& c) {
    if (c.half.theirs) return c.half.theirs->item.title;
    return c.half.base ? c.half.base->uid : c.key;
  }

  void Say(const HalfCase& c, const char* what) {
    std::string text = "\"" + TitleOf(c) + "\" " + what;
    auto& said = report_.warnings;
    if (std::find(said.begin(), said.end(), text) == said.end()) said.push_back(std::move(text));
  }

  void Fail(const HalfCase& c, const char* why) {
    const std::string uid = c.half.base ? c.half.base->uid : "";
    report_.failed.push_back({uid, "remove \"" + TitleOf(c) + "\"", why});
  }

  void Push(const HalfCase& c, Decision decision) {
    Action action;
    action.decision = decision;
    action.key = c.key;
    action.component = c.component;
    action.uid = c.half.theirs ? c.half.theirs->item.uid : c.half.base->uid;
    action.collection = c.half.theirs ? c.half.theirs->collection : c.half.base->collection;
    action.what = TitleOf(c);
    if (decision == Decision::kDelete) {
      action.write.kind = WriteKind::kDelete;
      action.write.href = c.half.theirs->href;
      action.write.etag = c.half.theirs->etag;
    }
    if (c.half.base) action.written = c.half.base->written;
    out_.actions.push_back(std::move(action));
  }

  const DecideInput& in_;
  const bool keep_done_;
  RunReport& report_;
  Decisions out_;
};

}  // namespace

Roles RolesToClear(const std::vector<CollectionState>& survey, BaseStore& base) {
  Roles roles;
  if (const auto* state = ByUrl(survey, Href{base.Get("role calendar")})) roles.calendar = *state;
  if (const auto* state = ByUrl(survey, Href{base.Get("role tasks")})) roles.task_list = *state;
  const std::string items = base.Get("items");
  roles.events = items != "task";
  roles.tasks = items == "task" || items == "both";
  base.Transaction([&] {
    for (const BaseResource& resource : base.Resources()) {
      if (ByUrl(survey, resource.collection) == nullptr) base.DropResource(resource.uid);
    }
  });
  return roles;
}

void FindElsewhere(const std::vector<CollectionState>& survey, const Roles& roles,
                   const RunSettings& settings, RunPorts& ports, Pull* pull, RunReport* report) {
  Elsewhere elsewhere(settings, ports, pull, report);
  for (const CollectionState& state : survey) {
    const bool ours = (roles.calendar && roles.calendar->url == state.url) ||
                      (roles.task_list && roles.task_list->url == state.url);
    if (!ours) elsewhere.Search(state);
  }
}

Decisions DecideClear(const DecideInput& input, bool keep_done, RunReport* report) {
  return Clearer(input, keep_done, report).Decide();
}

void BeginClear(BaseStore& base, Date today) {
  if (base.Get(kClearing).empty()) base.Set(kClearing, FormatDate(today));
}

void CloseClear(bool decided, Date today, BaseStore& base, RunReport* report) {
  if (!decided) {
    report->failed.push_back(
        {"", "clear the calendars", "they changed meanwhile; run touchbase clear again"});
  }
  if (!report->failed.empty() || report->log_waits) return;
  base.Transaction([&] {
    base.Forget();
    for (const char* name :
         {kClearing, "quiet", "wake", "held", "contacts", "touches", "writing"}) {
      base.Set(name, "");
    }
    base.Set(kCleared, FormatDate(today));
  });
}

void ResumeClear(BaseStore& base) {
  if (base.Get(kClearing).empty() && base.Get(kCleared).empty()) return;
  base.Forget();
}

bool StandsCleared(const RunOptions& options, BaseStore& base, RunReport* report) {
  const std::string begun = base.Get(kClearing);
  const std::string cleared = base.Get(kCleared);
  if (begun.empty() && cleared.empty()) return false;
  if (options.restore || options.new_calendar) {
    base.Transaction([&] {
      base.Forget();
      for (const char* name : {kClearing, kCleared, "quiet", "held", "contacts", "touches"}) {
        base.Set(name, "");
      }
    });
    return false;
  }
  if (!begun.empty()) {
    report->guard = "A clear was begun on " + begun +
                    " and did not come to its end. Nothing was written. To finish it: touchbase "
                    "clear. To have the follow-ups in the calendar again: touchbase sync "
                    "--new-calendar.";
    return true;
  }
  report->cleared = cleared;
  report->quiet = true;
  return true;
}

}  // namespace touchbase
