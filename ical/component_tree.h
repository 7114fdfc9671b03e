// An iCalendar (or vCard) object as a tree of components over content lines (RFC 5545 3.4, 3.6), to
// be changed line by line and printed again with everything else as it was. Pure.
//
// At most 1 MiB and 20,000 lines (a feed: 8 MiB, 400,000), lines of at most 256 KiB, 8 levels.
// Lines that are no content lines and the X-LIC-ERROR notes of libical are left out.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "ical/content_line.h"

namespace touchbase::ical {

struct TreeNode {
  std::string name;                // upper case: VCALENDAR, VEVENT, ...
  std::vector<ContentLine> lines;  // own properties in their order
  std::vector<TreeNode> parts;     // components inside, in their order, printed after the lines

  const ContentLine* Find(std::string_view property) const;  // the first one; nullptr when absent
  std::string_view Value(std::string_view property) const;   // of the first one; empty when absent
  bool Has(std::string_view property) const { return Find(property) != nullptr; }
  void Remove(std::string_view property);  // all of that name
  // Puts `line` where the first of that name was (or at the end) and removes the others.
  void Set(ContentLine line);
};

struct Tree {
  std::vector<TreeNode> roots;
  std::string why;  // not empty: the text cannot be used
};

struct TreeLimits {
  std::size_t mebibytes = 1;
  std::size_t lines = 20'000;
};
constexpr TreeLimits kFeedLimits{8, 400'000};

Tree ParseTree(std::string_view text, TreeLimits limits = {});
std::string PrintTree(const TreeNode& root);

// A line of ours: NAME:value, folded. `value` is already escaped.
ContentLine MakeLine(std::string_view name, std::string_view value);

}  // namespace touchbase::ical
