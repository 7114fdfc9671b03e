// From plan, log, base and calendar to what is to be done with each half. Pure: the
// actions are a value that can be printed (--dry-run) or applied.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "sync/core/acts.h"
#include "sync/core/item_content.h"
#include "sync/core/reconcile.h"
#include "sync/core/roles.h"

namespace touchbase {

struct Action {
  Decision decision = Decision::kNothing;
  std::string key;
  Component component = Component::kEvent;
  std::string uid;
  Href collection;
  Write write;          // for the decisions that write
  std::string written;  // the fingerprint that the base gets when it is done
  std::string what;     // "Jane Doe: thank-you", for people
};

struct DecideInput {
  const World& world;
  const Plan& plan;
  const std::map<std::string, StepFacts>& facts;          // by key
  const std::map<std::string, const Contact*>& contacts;  // by id
  const std::set<std::string>& held;                      // keys that a guard holds: left alone
  const std::set<std::string>& answered;  // keys whose item the user changed in this run
  const FollowUpRows& rows;
  const RunSettings& settings;
  const Roles& roles;
  const Zone& zone;
  Instant now;
  std::function<const Zone*(const std::string&)> zones = {};  // as in RunPorts
  // A run of today was killed, or a round of this one left something undecided.
  bool unfinished = false;
  std::map<std::string, Date> left_unfinished = {};  // by key, by an earlier run; the day
  std::vector<DateSpan> away = {};    // days on which the user is away, as planned with
  std::set<std::string> undone = {};  // keys that `undo` holds: left alone (holds.h)
};

struct Decisions {
  std::vector<Action> actions;
  // By key: notes with the user's text of items that are to be removed. Only when these are in the
  // log may the items go.
  std::map<std::string, std::vector<Touch>> rescued;
};

Decisions Decide(const DecideInput& input);

// Takes the removals out whose rescued rows are among the ones that wait for the log (their ids).
void KeepUnsaved(const std::set<std::string>& waiting, Decisions* decisions);

}  // namespace touchbase
