// Scripts: the texts that drafts are made of, by language, name and manner. Values; read by
// config/script_text.h. Pure.
//
// Body and subject hold fields such as {first_name}. A sentence with a field that is not known is
// left out; [one|another] is the first alternative whose fields are all known, else nothing.
// {?field} shows nothing and only asks whether the field is known.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace touchbase {

// Sie or du, vous or tu.
enum class Manner : std::uint8_t { kAny, kFormal, kInformal };

struct Script {
  std::string subject;  // empty: none (a card, a call)
  std::string body;
  Manner manner = Manner::kAny;
  std::string where;  // FILE:LINE of one of the user's own; empty: built in
};

// Of what they asked me to write, now or after a wait.
inline constexpr std::string_view kAskedScript = "asked";

// Every name of a built-in script, sorted.
const std::vector<std::string>& ScriptNames();
// Every merge field, sorted.
const std::vector<std::string>& ScriptFields();

class ScriptSet {
 public:
  // `language`: two or three letters.
  void Add(const std::string& language, const std::string& name, Script script);

  // The variants of a language to choose from, in order: the user's own, else the built-in ones; of
  // them those of the manner, else those for anyone, else the other ones. Empty when there is none.
  // `manner` kAny: the usual one of the language. The country of "de-AT" does not count.
  std::vector<const Script*> Find(std::string_view language, std::string_view name,
                                  Manner manner) const;
  // The scripts of which a variant names the field, sorted.
  std::vector<std::string> NamesWith(std::string_view field) const;

  struct Named {
    const std::string& language;
    const std::string& name;
    const Script& script;
  };
  // All of them, by language and name, variants in order.
  std::vector<Named> All() const;

 private:
  using ByName = std::map<std::string, std::vector<Script>, std::less<>>;
  std::map<std::string, ByName, std::less<>> own_;
  std::map<std::string, ByName, std::less<>> built_in_;
};

// "de" of "de-AT", "de_AT.UTF-8", "DE"; empty when it is no language code.
std::string MainLanguage(std::string_view language);

}  // namespace touchbase
