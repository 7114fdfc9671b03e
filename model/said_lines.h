// What was said, as lines in the notes of a touch: "said:", "article:", "promised: TEXT by DATE",
// "asked: TEXT by DATE", "offered: TEXT". Pure.
//
// Lines of a live touch outrank the contact's columns; promised, asked and offered are planned for
// as rows of kind promise (out), promise (in) and offer would be.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/touch.h"
#include "model/word_date.h"

namespace touchbase {

enum class SaidSort : std::uint8_t { kSaid, kArticle, kPromised, kAsked, kOffered };

struct SaidLine {
  SaidSort sort = SaidSort::kSaid;
  std::string text;           // without the label, the date and what joins the two; never empty
  std::optional<Date> until;  // of promised and asked: "by DATE"
};

// The lines in order, at most 20, their texts at most 500 bytes. A label stands at the start of a
// line, after a list sign or after a semicolon, in any case; `translations` (folded keys) may name
// it in other words. A date ends the line after by, until, till, before or the like; one without a
// year is the next from `day`, the day of the touch.
std::vector<SaidLine> ReadSaidLines(std::string_view notes, Date day,
                                    const Translations& translations = {});

// The latest text of each sort in the touches, which are in order of time; rows that count no more
// must be left out. Empty where none says it.
struct SaidTexts {
  std::string said, article, promised, asked, offered;
};
SaidTexts LatestSaid(std::span<const Touch* const> touches, const Translations& translations = {});

}  // namespace touchbase
