// What is wrong with a text that is about to be sent: too long, two asks, a deflection, a pitch, a
// field without a value, the same text as before. Pure.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace touchbase {

inline constexpr int kMostWordsInDraft = 60;

// Words of a text; an address of the web is one.
int CountWords(std::string_view text);
// Questions, without those in addresses.
int CountAsks(std::string_view text);

// Findings as sentences, in a fixed order; empty when the text is in order. `language`: two
// letters; phrases of an unknown one are not looked for. `earlier`: what was sent to the same
// person.
std::vector<std::string> CheckDraft(std::string_view script, std::string_view language,
                                    std::string_view subject, std::string_view body,
                                    std::span<const std::string> earlier = {});

}  // namespace touchbase
