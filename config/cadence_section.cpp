#include "config/cadence_section.h"

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "config/cadences.h"
#include "config/notation.h"
#include "model/nearest.h"

namespace touchbase::config {
namespace {

constexpr std::size_t kMostSteps = 100;
constexpr int kWidestTolerance = 400;

bool IsName(std::string_view name) {
  return !name.empty() && name.size() <= 40 && std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
  });
}

std::optional<std::string> ParseName(std::string_view text) {
  return IsName(text) ? std::optional(std::string(text)) : std::nullopt;
}

void ReadTolerance(Section& section, Step& step) {
  std::vector<int> both;
  section.ParsedList("tolerance", both, ParseSignedDays, "days such as \"-3d\" or \"1d\"");
  const Value* value = section.Find("tolerance");
  if (value == nullptr || value->kind != ValueKind::kArray) return;
  if (value->items.size() != 2) {
    section.Complain(*value, "tolerance", "expected two entries, such as [\"-3d\", \"3d\"]");
  } else if (both.size() == 2) {
    if (both[0] > 0 || both[1] < 0 || both[0] < -kWidestTolerance || both[1] > kWidestTolerance) {
      section.Complain(*value, "tolerance",
                       "expected zero or less, then zero or more, at most 400 days each");
      return;
    }
    step.tolerance_before_days = -both[0];
    step.tolerance_after_days = both[1];
  }
}

// What must not be left out, or asks about nobody, is for everybody; so is a tail.
bool MayHaveCondition(std::string_view cadence) {
  return cadence != "talk" && cadence != "side" && cadence != "vip";
}

void ReadCondition(Section& section, bool may_have_one, Step& step) {
  section.Choice<std::string>("if", step.condition,
                              {{"", ""}, {"postal_address", "postal_address"}});
  const bool allowed = may_have_one && step.name != "opening" && step.name != "debrief";
  if (const Value* value = section.Find("if"); value != nullptr && !allowed) {
    section.Complain(*value, "if", "this step is for everybody");
  }
}

// `gap_key`: after for a step, every for a tail.
Step ReadStep(Section section, std::string_view gap_key, bool may_have_condition) {
  Step step;
  section.Parsed("name", step.name, ParseName,
                 "a name of small letters, digits and -, at most 40 of them");
  section.Parsed(gap_key, step.after, ParseGap, "a time such as \"10d\", \"2w\" or \"1mo\"");
  step.script = step.name;
  section.Choice<bool>("from", step.from_anchor, {{"previous", false}, {"anchor", true}});
  section.Choice<Channel>("channel", step.channel,
                          {{"email", Channel::kEmail},
                           {"phone", Channel::kPhone},
                           {"meeting", Channel::kMeeting},
                           {"linkedin", Channel::kLinkedin},
                           {"card", Channel::kCard},
                           {"text", Channel::kText},
                           {"other", Channel::kOther}});
  section.Parsed("script", step.script, ParseName, "the name of a script, such as \"can-we-talk\"");
  section.Choice<DeadlineKind>("deadline", step.deadline,
                               {{"hard", DeadlineKind::kHard},
                                {"window", DeadlineKind::kWindow},
                                {"floating", DeadlineKind::kFloating}});
  ReadCondition(section, may_have_condition, step);
  ReadTolerance(section, step);
  for (const std::string_view key : {std::string_view("name"), gap_key}) {
    if (FindEntry(*section.Source(), key) == nullptr) {
      section.Shared().Add(section.Source()->place, section.Path(),
                           "the key \"" + std::string(key) + "\" is missing");
    }
  }
  section.Done();
  return step;
}

void MergeSteps(Cadence& cadence, std::vector<Step> given) {
  const auto named = [](const std::vector<Step>& steps, const std::string& name) {
    return std::find_if(steps.begin(), steps.end(),
                        [&](const Step& step) { return step.name == name; }) != steps.end();
  };
  const bool alternatives = cadence.name == "talk" || cadence.name == "side";
  std::vector<Step> merged;
  for (Step& old : cadence.steps) {
    const bool stays = alternatives || old.name == "opening";
    if (stays && !named(given, old.name)) merged.push_back(std::move(old));
  }
  std::move(given.begin(), given.end(), std::back_inserter(merged));
  cadence.steps = std::move(merged);
}

void ReadSteps(Section& section, Cadence& cadence) {
  const Value* list = section.FindOf("steps", ValueKind::kArray);
  if (list == nullptr) return;
  if (list->items.size() > kMostSteps) {
    section.Complain(*list, "steps", "more than 100 steps");
    return;
  }
  std::vector<Step> steps;
  for (std::size_t i = 0; i < list->items.size(); ++i) {
    const Value& item = list->items[i];
    const std::string key = "steps[" + std::to_string(i) + ']';
    if (item.kind != ValueKind::kTable) {
      section.Complain(item, key, "expected a table such as { name = \"call\", after = \"7d\" }");
      continue;
    }
    Step step = ReadStep(Section(&item, section.PathOf(key), section.Shared()), "after",
                         MayHaveCondition(cadence.name));
    const bool twice = std::any_of(steps.begin(), steps.end(), [&](const Step& other) {
      return !step.name.empty() && other.name == step.name;
    });
    if (twice) section.Complain(item, key, "the step \"" + step.name + "\" is given twice");
    steps.push_back(std::move(step));
  }
  MergeSteps(cadence, std::move(steps));
}

void ReadTail(Section& section, Cadence& cadence) {
  const Value* value = section.Find("then");
  if (value == nullptr) return;
  if (value->kind == ValueKind::kFlag && !value->flag) {
    cadence.tail.reset();
  } else if (value->kind != ValueKind::kTable) {
    section.Complain(*value, "then", "expected a table with name and every, or false");
  } else {
    Step tail = ReadStep(Section(value, section.PathOf("then"), section.Shared()), "every", false);
    if (tail.after.count == 0 && FindEntry(*value, "every") != nullptr) {
      section.Complain(*value, "then", "\"every\" must be at least a day");
    }
    cadence.tail = std::move(tail);
  }
}

void ReadCadence(Section section, Cadence& cadence) {
  ReadSteps(section, cadence);
  ReadTail(section, cadence);
  section.Number("limit", cadence.limit, 0, 1000);
  section.Text("on_response", cadence.on_response);
  section.Text("on_end", cadence.on_end);
  section.Done();
}

// on_response and on_end may name a cadence further down, so they are looked at last.
void CheckTargets(Section& cadence, const CadenceSet& cadences) {
  std::vector<std::string> names;
  for (const auto& [name, unused] : cadences) {
    if (IsTrackName(cadences, name)) names.push_back(name);
  }
  for (const Entry& entry : cadence.Source()->entries) {
    Section section(&entry.value, cadence.PathOf(entry.key), cadence.Shared());
    for (const std::string_view key : {"on_response", "on_end"}) {
      const Entry* target = FindEntry(entry.value, key);
      if (target == nullptr || target->value.kind != ValueKind::kText) continue;
      const std::string& name = target->value.text;
      if (!name.empty() && !IsTrackName(cadences, name)) {
        section.Complain(target->value, key, "there is no cadence of this name",
                         Nearest(name, names));
      }
    }
  }
}

}  // namespace

void ReadCadences(Section cadence, CadenceSet& cadences) {
  if (cadence.Source() == nullptr) return;
  for (const auto& [name, unused] : cadences) cadence.Find(name);
  for (const Entry& entry : cadence.Source()->entries) {
    cadence.Find(entry.key);
    const auto found = cadences.find(entry.key);
    const bool known = found != cadences.end();
    if (!IsName(entry.key)) {
      cadence.Shared().Add(entry.place, cadence.PathOf(entry.key),
                           "a cadence is named in small letters, digits and -");
      continue;
    }
    if (entry.value.kind != ValueKind::kTable) {
      cadence.Complain(entry.value, entry.key, "expected a table");
      continue;
    }
    Cadence changed = known ? found->second : Cadence{};
    changed.name = entry.key;
    const std::size_t problems = cadence.Shared().problems.size();
    ReadCadence(Section(&entry.value, cadence.PathOf(entry.key), cadence.Shared()), changed);
    if (!known && changed.steps.empty() && !changed.tail) {
      std::vector<std::string> names;
      for (const auto& [name, unused] : cadences) names.push_back(name);
      cadence.Shared().Add(entry.place, cadence.PathOf(entry.key),
                           "a new cadence needs steps or then", Nearest(entry.key, names));
    }
    if (cadence.Shared().problems.size() == problems) {
      cadences.insert_or_assign(entry.key, std::move(changed));
    }
  }
  CheckTargets(cadence, cadences);
}

}  // namespace touchbase::config
