// Outcome words in one line of the user's text: #replied, # no answer, #wait 10d.
// Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "ical/signs.h"
#include "ical/word_date.h"

namespace touchbase::ical {

struct LineWords {
  std::vector<OutcomeWord> words;
  std::vector<std::string> unknown;  // with the #
  std::string rest;                  // the line without the words
};

// `translations`: folded keys (FoldTranslations).
LineWords ReadLineWords(std::string_view line, Date today, const Translations& translations);

// Nothing but blanks, punctuation and bullets: what is left of a line that held words alone.
bool SaysNothing(std::string_view text);

Translations FoldTranslations(const Translations& translations);

}  // namespace touchbase::ical
