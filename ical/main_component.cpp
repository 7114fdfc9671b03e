#include "ical/main_component.h"

#include <utility>

namespace touchbase::ical {
namespace {

bool IsMain(const TreeNode& part) { return part.name == "VEVENT" || part.name == "VTODO"; }

// Chooses among the events and tasks; empty when one can be chosen.
std::string Choose(ParsedObject* object) {
  const auto& parts = object->calendar.parts;
  const TreeNode* chosen = nullptr;
  std::string others;
  for (const TreeNode& part : parts) {
    if (!IsMain(part)) {
      if (part.name != "VTIMEZONE")
        others += (others.empty() ? "" : ", ") + part.name.substr(0, 40);
      continue;
    }
    if (chosen == nullptr) {
      chosen = &part;
      continue;
    }
    object->several = true;
    if (part.name != chosen->name || Trim(part.Value("UID")) != Trim(chosen->Value("UID"))) {
      return "it holds several items (" + chosen->name + ", " + part.name + ")";
    }
    if (chosen->Has("RECURRENCE-ID") && !part.Has("RECURRENCE-ID")) chosen = &part;
  }
  if (chosen == nullptr) {
    return "there is no VEVENT or VTODO in it" + (others.empty() ? "" : ", only " + others);
  }
  if (Trim(chosen->Value("UID")).empty()) return "the " + chosen->name + " has no UID";
  object->main = static_cast<std::size_t>(chosen - parts.data());
  return {};
}

}  // namespace

ParsedObject ParseObject(std::string_view text) {
  ParsedObject object;
  Tree tree = ParseTree(text);
  if (!tree.why.empty()) {
    object.why = std::move(tree.why);
  } else if (tree.roots.size() != 1 || tree.roots.front().name != "VCALENDAR") {
    object.why = "it is not one VCALENDAR";
  } else {
    object.calendar = std::move(tree.roots.front());
    object.why = Choose(&object);
  }
  return object;
}

}  // namespace touchbase::ical
