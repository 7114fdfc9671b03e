// Names as a letter uses them: without titles, degrees, emoji and capitals. Pure, without locale.
//
// Letters are told from symbols by ranges of Unicode; upper and lower case are known for the Latin,
// Greek and Cyrillic letters of names. What cannot be a first name gives an empty text, never a
// guess: an initial, an address, a last name after a title.
#pragma once

#include <string>
#include <string_view>

namespace touchbase {

// Out of a cell that holds first names only: "MARIA JOSÉ" -> "Maria José", "Jane M." -> "Jane".
std::string FirstNameOfCell(std::string_view first_name);
// Out of a full name: "DR. JANE DOE, PMP" -> "Jane", "Doe, Jane" -> "Jane", "Prof. Dr. Müller" ->
// "".
std::string FirstNameOfName(std::string_view name);
// "DR. JANE DOE, PMP" -> "Jane Doe"; empty when nothing is left.
std::string PlainName(std::string_view name);

}  // namespace touchbase
