#include "sync/core/roles.h"

#include <algorithm>
#include <utility>

#include "model/error.h"

namespace touchbase {
namespace {

constexpr const char* kCalendar = "calendar";
constexpr const char* kTasks = "tasks";

class Finder {
 public:
  Finder(RunPorts& ports, const RunSettings& settings, const RunOptions& options,
         const std::vector<CollectionState>& survey, RunReport* report)
      : ports_(ports), settings_(settings), options_(options), survey_(survey), report_(report) {}

  Roles Find() {
    DecideItems();
    if (roles_.events) Fill(kCalendar, Component::kEvent, settings_.calendar_name);
    if (roles_.guard.empty() && roles_.tasks) {
      Fill(kTasks, Component::kTodo, settings_.task_list_name);
    }
    return std::move(roles_);
  }

 private:
  // `auto` is decided once and kept: both when a list of tasks is in use, else blocks only.
  void DecideItems() {
    std::string items = ports_.base.Get("items");
    if (settings_.items != Items::kAuto) {
      constexpr const char* kNames[] = {"auto", "event", "task", "both"};
      items = kNames[static_cast<int>(settings_.items)];
    } else if (items.empty()) {
      const bool lists = std::any_of(survey_.begin(), survey_.end(), [](const auto& state) {
        return state.takes_tasks && !state.takes_events;
      });
      items = lists ? "both" : "event";
    }
    if (ports_.base.Get("items") != items) ports_.base.Set("items", items);
    roles_.events = items != "task";
    roles_.tasks = items != "event";
  }

  const CollectionState* ByUrl(const Href& url) const {
    for (const CollectionState& state : survey_) {
      if (state.url == url) return &state;
    }
    return nullptr;
  }

  static bool Takes(const CollectionState& state, Component component) {
    return component == Component::kEvent ? state.takes_events : state.takes_tasks;
  }

  void Fill(const char* role, Component component, const std::string& name) {
    std::optional<CollectionState>& slot =
        component == Component::kEvent ? roles_.calendar : roles_.task_list;
    const Href known{ports_.base.Get(std::string("role ") + role)};
    if (!known.empty()) {
      const CollectionState* state = ByUrl(known);
      if (state != nullptr && (state->writable || HasBase(known))) {
        slot = *state;
        return;
      }
      if (state == nullptr && !MayGoOn(known)) return;
    }
    if (const CollectionState* found = Recognise(component, name)) {
      slot = *found;
    } else if (!options_.dry_run) {
      slot = Make(component, name);
    }
    if (slot && !options_.dry_run) Remember(role, *slot);
  }

  // Our collection is gone: nothing is believed unless the user said what to do.
  bool MayGoOn(const Href& known) {
    if (!options_.restore && !options_.new_calendar && !options_.allow_mass_change) {
      roles_.guard =
          "The calendar " + known.value +
          " that held the follow-ups is gone from the account. Nothing was logged or written. To "
          "make another with everything that is open: touchbase sync --new-calendar (--restore "
          "does the same). If you removed it because these are done with: touchbase sync "
          "--allow-mass-change.";
      return false;
    }
    roles_.vanished.push_back(known);
    if (!options_.dry_run) ports_.base.DropCollection(known);
    return true;
  }

  const CollectionState* Recognise(Component component, const std::string& name) {
    const Href given = ports_.account.GivenCollection();
    if (!given.empty()) {
      const CollectionState* state = ByUrl(given);
      if (state != nullptr && Takes(*state, component)) return state;
    }
    const CollectionState* named = nullptr;
    const CollectionState* holding = nullptr;
    const CollectionState* closed = nullptr;  // holds ours, takes no writes
    for (const CollectionState& state : survey_) {
      const bool other = component == Component::kEvent
                             ? state.display_name == settings_.task_list_name
                             : roles_.calendar && roles_.calendar->url == state.url;
      if (!Takes(state, component) || other) continue;
      if (!state.writable) {  // a colleague's may have our name
        if (closed == nullptr && HoldsOurs(state)) closed = &state;
        continue;
      }
      if (state.display_name == name && named == nullptr) named = &state;
      if (holding == nullptr && HoldsOurs(state)) holding = &state;
    }
    if (named != nullptr && (holding == nullptr || HoldsOurs(*named))) return named;
    return holding != nullptr ? holding : named != nullptr ? named : closed;
  }

  bool HasBase(const Href& url) {
    const std::vector<BaseResource> resources = ports_.base.Resources();
    return std::any_of(resources.begin(), resources.end(), [&](const BaseResource& one) {
      return one.collection == url && !one.key.empty();
    });
  }

  // New resources are made at <uid>.ics, so the listing alone tells.
  bool HoldsOurs(const CollectionState& state) {
    if (roles_.made) return false;  // a home without our calendar has no list of ours either
    const std::string prefix = "tb-" + settings_.book_id + "-";
    const auto [entry, is_new] = roles_.listed.try_emplace(state.url);
    Changes& listing = entry->second;
    if (is_new) listing = ports_.account.Open(state)->ChangesSince(SyncToken{});
    return std::any_of(listing.changed.begin(), listing.changed.end(), [&](const Member& member) {
      return member.href.value.find(prefix) != std::string::npos;
    });
  }

  std::optional<CollectionState> Make(Component component, const std::string& name) {
    try {
      CollectionState state = ports_.account.Create(name, component);
      roles_.made = true;
      roles_.listed[state.url].full = true;
      report_->changed = true;
      report_->lines.push_back("made the calendar \"" + name + "\"");
      return state;
    } catch (const ServerError&) {
      // A server without MKCALENDAR, or a folder that is itself the collection: tasks may live
      // beside the blocks when it takes them.
      if (component == Component::kTodo && roles_.calendar && roles_.calendar->takes_tasks) {
        return roles_.calendar;
      }
      throw;
    }
  }

  void Remember(const char* role, const CollectionState& state) {
    ports_.base.Set(std::string("role ") + role, state.url.value);
  }

  RunPorts& ports_;
  const RunSettings& settings_;
  const RunOptions& options_;
  const std::vector<CollectionState>& survey_;
  RunReport* report_;
  Roles roles_;
};

}  // namespace

Roles FindRoles(RunPorts& ports, const RunSettings& settings, const RunOptions& options,
                const std::vector<CollectionState>& survey, RunReport* report) {
  return Finder(ports, settings, options, survey, report).Find();
}

}  // namespace touchbase
