// The nearest of some words, for "did you mean". Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace touchbase {

// Edits (insert, delete, replace, swap of neighbours) that turn one into the other; case and the
// difference between - and _ do not count. Words over 64 bytes are infinitely far from all others.
int EditDistance(std::string_view left, std::string_view right);

// The nearest candidate within 1 edit for words of up to 3 bytes, 2 up to 6, else 3, and at least
// one character in common; empty when there is none. Of equally near ones the first.
std::string Nearest(std::string_view word, const std::vector<std::string>& candidates);

}  // namespace touchbase
