// The texts of config/scripts/*.txt, compiled in. Pure.
#pragma once

#include <span>
#include <string_view>

namespace touchbase::config {

struct ScriptFileText {
  std::string_view language;  // two letters
  std::string_view text;
};

// By language.
std::span<const ScriptFileText> BuiltInScriptTexts();

}  // namespace touchbase::config
