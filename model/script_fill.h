// Fills a script's text with values. Pure.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace touchbase {

using FieldValues = std::map<std::string, std::string, std::less<>>;

struct Filled {
  std::string text;
  int sentences = 0;                 // that ended with . ! ? and are in the text
  std::vector<std::string> missing;  // fields for which a sentence was left out
};

// A sentence (to . ! ? before a blank or the end of its line) with a field that has no value is
// left out, so is a line that held nothing else; [one|another] is the first alternative that is
// whole. {?field} puts in nothing and is whole when the field has a value. A backslash takes the
// next character as it is.
Filled FillScript(std::string_view script, const FieldValues& values);

}  // namespace touchbase
