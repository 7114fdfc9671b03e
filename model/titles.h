// The words of a follow-up: its title, why it is here and what comes next. Pure.
//
// A title says a name and an occasion, never a track, number, outcome or lateness. No text holds a
// `#` word, which could be read back as an outcome.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "model/day_words.h"
#include "model/tracks.h"

namespace touchbase {

inline constexpr std::size_t kTitleBytes = 60;

// One line of the user's own words: no control characters, no `#`, cut between characters.
std::string OwnWords(std::string_view text, std::size_t most);
std::string TitleOf(const DueStep& item, const Contact& contact);
// Two or three sentences for an item that stands on `start`.
std::string ReasonOf(const DueStep& item, const Contact& contact, Date start,
                     const TrackRules& rules);
// What to do, in order; empty when there is one thing to do and the title says it.
std::vector<std::string> LinesOf(const DueStep& item, const Contact& contact);
// Why nothing is planned for a contact, in one sentence.
std::string RestText(Rest rest, const TrackState& state, Date today);
// What is planned next, for a contact that has something.
std::string NextText(const DueStep& item, const TrackRules& rules);

}  // namespace touchbase
