// What the user's hand wrote into an item: marks in the title, outcome words, notes.
// Pure.
#pragma once

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "ical/calendar_item.h"
#include "model/civil_time.h"
#include "model/touch.h"

namespace touchbase::ical {

// One outcome word with what followed it.
struct OutcomeWord {
  Outcome outcome = Outcome::kNone;  // kNone for #next and #skip has kSkipped, #stop kStopped
  bool next = false;                 // #next DATE TEXT
  std::optional<Date> until;         // of #wait 10d, #notnow (90 days), #next
  std::string text;                  // of #next
  friend bool operator==(const OutcomeWord&, const OutcomeWord&) = default;
};

struct Signs {
  bool done = false;                 // ticked, or a done mark in the title
  bool replied = false;              // the mark r
  std::vector<OutcomeWord> words;    // in the order written, without repeats
  std::vector<std::string> unknown;  // words with # that mean nothing: reported, never guessed
  std::string notes;                 // the user's text without outcome words, trimmed; may be empty
  std::string title;                 // the title without marks and outcome words
  // A title that bears a mark and is neither ours nor known as theirs: reported, never guessed.
  std::string odd_title;
  friend bool operator==(const Signs&, const Signs&) = default;
};

// `our_title` is the title that we last wrote (marks count only on it or on the user's own, which
// is known when `theirs_before` holds the title of the base). `today` dates relative words.
// `translations` maps the user's words to ours ("nein" -> "no").
//
// `title_before` must not bear letter marks: keep Signs::title of the last reading for it.
Signs ReadSigns(const CalendarItem& item, std::string_view our_title, std::string_view title_before,
                Date today, const std::map<std::string, std::string>& translations);

// What stands in the line of one person in a block for several.
struct PersonSigns {
  bool done = false;     // [x] or another mark before or after the name
  bool replied = false;  // the mark r
  std::vector<OutcomeWord> words;
  std::string notes;  // what the user wrote on a line of their own that opens with the name
  friend bool operator==(const PersonSigns&, const PersonSigns&) = default;
};

// A block for several people: lines of the description that open with one of `names` (after a
// bullet and marks) are that person's, everything else counts for all. Only people with signs are
// listed.
struct SharedSigns {
  Signs all;
  std::map<std::string, PersonSigns> people;
  std::set<std::string> named;  // everybody who has a line
};
SharedSigns ReadSharedSigns(const CalendarItem& item, std::string_view our_title,
                            std::string_view title_before, std::span<const std::string> names,
                            Date today, const std::map<std::string, std::string>& translations);

}  // namespace touchbase::ical
