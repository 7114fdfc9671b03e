#include "ical/put_back.h"

#include <algorithm>
#include <charconv>

#include "ical/component_tree.h"
#include "model/error.h"

namespace touchbase::ical {
namespace {

bool IsItem(const TreeNode& part) { return part.name == "VEVENT" || part.name == "VTODO"; }

int SequenceOf(const TreeNode& part) {
  const std::string_view value = part.Value("SEQUENCE");
  int sequence = 0;
  std::from_chars(value.data(), value.data() + value.size(), sequence);
  return std::max(sequence, 0);
}

}  // namespace

int SequenceOf(std::string_view text) {
  int highest = 0;
  for (const TreeNode& root : ParseTree(text).roots) {
    for (const TreeNode& part : root.parts) {
      if (IsItem(part)) highest = std::max(highest, SequenceOf(part));
    }
  }
  return highest;
}

std::string PutBack(std::string_view text, const std::string& uid, int sequence, Instant now) {
  Tree tree = ParseTree(text);
  if (!tree.why.empty() || tree.roots.empty()) {
    throw ItemError("the kept text cannot be read: " + tree.why);
  }
  TreeNode& calendar = tree.roots.front();
  for (TreeNode& part : calendar.parts) {
    if (!IsItem(part)) continue;
    part.Set(MakeLine("UID", uid));
    part.Set(MakeLine("DTSTAMP", FormatUtcBasic(now)));
    part.Set(MakeLine("LAST-MODIFIED", FormatUtcBasic(now)));
    const int next = std::max(sequence, SequenceOf(part));
    if (next > 0) part.Set(MakeLine("SEQUENCE", std::to_string(next)));
  }
  return PrintTree(calendar);
}

}  // namespace touchbase::ical
