#include "model/script.h"

#include <algorithm>
#include <utility>

#include "model/letters.h"

namespace touchbase {
namespace {

Manner UsualManner(std::string_view language) {
  return language == "de" || language == "fr" ? Manner::kFormal : Manner::kInformal;
}

std::vector<const Script*> OfManner(const std::vector<Script>& scripts, Manner manner) {
  std::vector<const Script*> found;
  const Manner other = manner == Manner::kFormal ? Manner::kInformal : Manner::kFormal;
  for (const Manner wanted : {manner, Manner::kAny, other}) {
    for (const Script& script : scripts) {
      if (script.manner == wanted) found.push_back(&script);
    }
    if (!found.empty()) return found;
  }
  return found;
}

template <typename ByLanguage>
std::vector<const Script*> FindIn(const ByLanguage& languages, std::string_view language,
                                  std::string_view name, Manner manner) {
  const auto scripts = languages.find(language);
  if (scripts == languages.end()) return {};
  const auto named = scripts->second.find(name);
  if (named == scripts->second.end()) return {};
  return OfManner(named->second, manner);
}

}  // namespace

const std::vector<std::string>& ScriptNames() {
  static const std::vector<std::string> kNames = {
      "answer",     "ask",       "asked",        "call",         "can-we-talk", "card",
      "check-in",   "debrief",   "event-thanks", "friend",       "keep",        "last-one",
      "linkedin",   "news",      "next",         "offered",      "opening",     "promise",
      "question",   "reconnect", "short",        "someone-else", "thank-you",   "thanks",
      "touch-base", "useful"};
  return kNames;
}

const std::vector<std::string>& ScriptFields() {
  static const std::vector<std::string> kFields = {
      "advice_given", "article",     "company",       "event",    "first_name", "full_name",
      "goal",         "interesting", "introduced_by", "last_day", "last_way",   "me",
      "met_day",      "news",        "news_link",     "note",     "promised",   "sign_off",
      "slot1",        "slot2",       "they_offered",  "they_said"};
  return kFields;
}

std::string MainLanguage(std::string_view language) {
  std::string main = LowerAscii(Trimmed(language));
  main.resize(std::min(main.find_first_of("-_. "), main.size()));
  const bool letters =
      std::all_of(main.begin(), main.end(), [](char c) { return c >= 'a' && c <= 'z'; });
  return letters && (main.size() == 2 || main.size() == 3) ? main : std::string();
}

void ScriptSet::Add(const std::string& language, const std::string& name, Script script) {
  auto& languages = script.where.empty() ? built_in_ : own_;
  languages[language][name].push_back(std::move(script));
}

std::vector<const Script*> ScriptSet::Find(std::string_view language, std::string_view name,
                                           Manner manner) const {
  const std::string main = MainLanguage(language);
  const Manner wanted = manner == Manner::kAny ? UsualManner(main) : manner;
  const auto own = FindIn(own_, main, name, wanted);
  return own.empty() ? FindIn(built_in_, main, name, wanted) : own;
}

std::vector<std::string> ScriptSet::NamesWith(std::string_view field) const {
  const std::string wanted = "{" + std::string(field) + "}";
  std::vector<std::string> names;
  for (const Named& named : All()) {
    if (named.script.body.find(wanted) != std::string::npos) names.push_back(named.name);
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return names;
}

std::vector<ScriptSet::Named> ScriptSet::All() const {
  std::vector<Named> all;
  for (const auto* languages : {&own_, &built_in_}) {
    for (const auto& [language, by_name] : *languages) {
      for (const auto& [name, scripts] : by_name) {
        for (const Script& script : scripts) all.push_back({language, name, script});
      }
    }
  }
  return all;
}

}  // namespace touchbase
