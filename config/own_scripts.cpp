#include "config/own_scripts.h"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>
#include <variant>

#include "config/script_text.h"
#include "config/small_file.h"
#include "model/draft_check.h"
#include "model/nearest.h"
#include "model/script_fill.h"

namespace touchbase {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostFiles = 500;

struct ScriptFile {
  std::string path, language, name;
};

class FolderReader {
 public:
  FolderReader(const std::vector<std::string>& names, ScriptSet* scripts,
               std::vector<Problem>* problems)
      : names_(names), scripts_(scripts), problems_(problems) {}

  // Files of one language; folders below only where `languages` says that they may be some.
  void Read(const std::string& folder, const std::string& language, bool languages) {
    for (const fs::directory_entry& entry : EntriesOf(folder)) {
      const std::string name = entry.path().filename().string();
      if (name.empty() || name.front() == '.' || name.back() == '~') continue;
      std::error_code ignored;
      if (entry.is_directory(ignored)) {
        const std::string main = MainLanguage(name);
        if (!languages || main.empty()) {
          Say(entry.path().string(), "is no language, such as de");
        } else {
          Read(entry.path().string(), main, false);
        }
      } else if (entry.path().extension() == ".txt") {
        Take({entry.path().string(), language, entry.path().stem().string()});
      }
    }
  }

 private:
  // By name, so that the same folder reads the same on every machine.
  std::vector<fs::directory_entry> EntriesOf(const std::string& folder) {
    std::vector<fs::directory_entry> entries;
    std::error_code error;
    if (!fs::exists(folder, error)) return entries;
    fs::directory_iterator entry(folder, error);
    for (; !error && entry != fs::directory_iterator(); entry.increment(error)) {
      entries.push_back(*entry);
      if (entries.size() <= kMostFiles) continue;
      Say(folder, "holds more than " + std::to_string(kMostFiles) + " files");
      break;
    }
    if (error) Say(folder, "cannot be read: " + error.message());
    std::sort(entries.begin(), entries.end());
    return entries;
  }

  void Take(const ScriptFile& file) {
    if (std::find(names_.begin(), names_.end(), file.name) == names_.end()) {
      return Say(file.path, "no step uses a script of this name", Nearest(file.name, names_));
    }
    const SmallFile read = ReadSmallFile(file.path, kLargestScriptFile);
    if (!read.fault.empty()) return Say(file.path, "cannot be read: " + read.fault);
    auto parsed = ParseScriptFile(read.text, file.path);
    if (auto* problems = std::get_if<std::vector<Problem>>(&parsed)) {
      problems_->insert(problems_->end(), problems->begin(), problems->end());
      return;
    }
    for (Script& script : std::get<std::vector<Script>>(parsed)) {
      scripts_->Add(file.language, file.name, std::move(script));
    }
  }

  void Say(const std::string& path, std::string message, std::string nearest = {}) {
    problems_->push_back({path, 0, 0, "", std::move(message), std::move(nearest)});
  }

  const std::vector<std::string>& names_;
  ScriptSet* scripts_;
  std::vector<Problem>* problems_;
};

// One to three words for each field, as they would be typed.
FieldValues SampleValues() {
  FieldValues values;
  for (const std::string& field : ScriptFields()) values[field] = "three short words";
  values["first_name"] = values["sign_off"] = "Jane";
  values["full_name"] = values["me"] = "Jane Doe";
  values["article"] = values["news_link"] = "https://example.org/a";
  return values;
}

}  // namespace

std::vector<Problem> ReadOwnScripts(const std::string& folder, const std::string& language,
                                    const std::vector<std::string>& names, ScriptSet* scripts) {
  std::vector<Problem> problems;
  const std::string main = MainLanguage(language);
  FolderReader(names, scripts, &problems).Read(folder, main.empty() ? "en" : main, true);
  return problems;
}

std::vector<std::string> CheckOwnScripts(const ScriptSet& scripts) {
  std::vector<std::string> findings;
  const FieldValues values = SampleValues();
  for (const ScriptSet::Named& named : scripts.All()) {
    if (named.script.where.empty()) continue;
    const std::string subject = FillScript(named.script.subject, values).text;
    const std::string body = FillScript(named.script.body, values).text;
    for (const std::string& finding : CheckDraft(named.name, named.language, subject, body)) {
      findings.push_back(named.script.where + ": " + finding);
    }
  }
  return findings;
}

}  // namespace touchbase
