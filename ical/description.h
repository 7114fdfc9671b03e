// Our part of a DESCRIPTION and the user's. Pure.
//
// Ours lies between a fixed first and last line. X-TOUCHBASE-TEXT holds a digest for each of our
// lines, so that lines the user typed between them, or what is left after the two fixed lines are
// gone, can still be told apart. Lines are compared without blanks at their ends and without the
// box "[ ]" or mark they open with, and empty ones not at all.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace touchbase::ical {

inline constexpr std::string_view kFirstLine = "--- touchbase ---";
inline constexpr std::string_view kLastLine = "--- your notes below ---";

struct Description {
  bool has_our_part = false;
  bool intact = false;
  std::string ours;    // between the lines, without what the user typed there
  std::string before;  // the user's: above our first line
  std::string after;   // typed inside ours, then below our last line; all of it when ours is gone
  std::string UserText() const;
};

// `text` is plain (not HTML); `digests` is the value of X-TOUCHBASE-TEXT, empty when it was
// dropped.
Description ReadDescription(std::string_view text, std::string_view digests);

// The whole DESCRIPTION again with `ours` (of ComposeOurs) between the lines.
std::string WriteDescription(std::string_view ours, const Description& user);

// Our part out of text and noted line; < and > are written so that no app takes them for HTML.
std::string ComposeOurs(std::string_view text, std::string_view noted);

// The value of X-TOUCHBASE-TEXT: six hex digits for each line that is not empty.
std::string LineDigests(std::string_view ours);

// Views into `text`, without line ends; no empty one at the end.
std::vector<std::string_view> TextLines(std::string_view text);

// The lines that count, one per line.
std::string NormalText(std::string_view text);

}  // namespace touchbase::ical
