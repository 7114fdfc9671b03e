// Marks in titles: done is one of a tick, a check mark, x, [x] or the word done; r is replied.
// Pure.
//
// A letter or word alone means nothing: "X Corp: check in" is a title, and so is "Get it done".
// Marks count only around a title that is known.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace touchbase::ical {

inline constexpr std::string_view kDoneMark = "\u2713 ";  // what we put before a title ourselves

struct Marks {
  bool done = false;
  bool replied = false;
};

// What `text` says when it consists of marks, blanks, punctuation, quotes and brackets alone (empty
// text: no marks).
std::optional<Marks> OnlyMarks(std::string_view text);

// `title` without the marks that can be nothing else (ticks, [x]) at its start and end.
std::string WithoutPlainMarks(std::string_view title);
bool HasPlainDoneMark(std::string_view title);
// Whether the word done stands before a title ("Done: lunch").
bool StartsWithDone(std::string_view title);

// Whether `title` starts with the mark as we write it.
bool HasOurDoneMark(std::string_view title);
std::string WithoutOurDoneMark(std::string_view title);

// Where `known` stands in `title` as whole words; npos when it does not or is empty.
std::size_t FindTitle(std::string_view title, std::string_view known);

}  // namespace touchbase::ical
