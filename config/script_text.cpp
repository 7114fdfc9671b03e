#include "config/script_text.h"

#include <algorithm>
#include <stdexcept>
#include <utility>

#include "config/built_in_scripts.h"
#include "model/letters.h"
#include "model/nearest.h"

namespace touchbase {
namespace {

constexpr std::size_t kLongestLine = 1000;  // bytes

bool IsUtf8(std::string_view text) {
  for (std::size_t i = 0; i < text.size();) {
    const auto first = static_cast<unsigned char>(text[i]);
    const std::size_t length = first < 0x80   ? 1
                               : first < 0xC2 ? 0
                               : first < 0xE0 ? 2
                               : first < 0xF0 ? 3
                               : first < 0xF5 ? 4
                                              : 0;
    if (length == 0 || i + length > text.size()) return false;
    for (std::size_t k = 1; k < length; ++k) {
      if ((static_cast<unsigned char>(text[i + k]) & 0xC0U) != 0x80U) return false;
    }
    i += length;
  }
  return true;
}

// One file, line by line.
class ScriptReader {
 public:
  ScriptReader(std::string_view text, std::string file, bool many)
      : text_(text), file_(std::move(file)), many_(many) {}

  struct Entry {
    std::string name;
    Script script;
  };

  void Read() {
    if (text_.starts_with("\xEF\xBB\xBF")) text_.remove_prefix(3);
    if (!IsUtf8(text_)) return Say(0, 0, "is not UTF-8");
    while (!text_.empty()) {
      ++line_;
      const std::size_t end = std::min(text_.find('\n'), text_.size());
      std::string_view line = text_.substr(0, end);
      text_.remove_prefix(std::min(end + 1, text_.size()));
      if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
      Take(line);
    }
    Finish();
  }

  std::vector<Entry>& entries() { return entries_; }
  std::vector<Problem>& problems() { return problems_; }

 private:
  void Say(int line, int column, std::string message, std::string nearest = {}) {
    if (problems_.size() >= 100) return;
    problems_.push_back({file_, line, column, "", std::move(message), std::move(nearest)});
  }

  void Take(std::string_view line) {
    if (line.starts_with(";")) return;
    if (line.size() > kLongestLine) {
      Say(line_, 1, "is longer than 1000 bytes");
      line = line.substr(0, 1);
    }
    if (many_ && line.starts_with("== ")) {
      Finish();
      name_ = Trimmed(line.substr(3));
      return;
    }
    if (Trimmed(line) == "---") return Finish();
    Check(line);
    if (!in_body_ && TakeHeader(line)) return;
    if (!in_body_ && Trimmed(line).empty()) return;
    if (!in_body_) first_line_ = line_;
    in_body_ = true;
    script_.body.append(line).append("\n");
  }

  // "Subject: ..." and "Manner: ...", above the body.
  bool TakeHeader(std::string_view line) {
    const auto value = [&](std::string_view key) {
      return std::string(Trimmed(line.substr(key.size())));
    };
    const std::string folded = LowerAscii(line);
    if (folded.starts_with("subject:")) {
      script_.subject = value("subject:");
      return true;
    }
    if (!folded.starts_with("manner:")) return false;
    const std::string manner = LowerAscii(value("manner:"));
    if (manner == "formal") {
      script_.manner = Manner::kFormal;
    } else if (manner == "informal") {
      script_.manner = Manner::kInformal;
    } else {
      Say(line_, 1, "the manner is formal or informal", Nearest(manner, {"formal", "informal"}));
    }
    return true;
  }

  void Check(std::string_view line) {
    std::size_t open = std::string_view::npos;  // of a bracket
    for (std::size_t i = 0; i < line.size(); ++i) {
      const char c = line[i];
      const int column = static_cast<int>(i) + 1;
      if (static_cast<unsigned char>(c) < 0x20 && c != '\t') {
        Say(line_, column, "holds a control character");
      }
      if (c == '\\') ++i;
      if (c == '<' || c == '>') Say(line_, column, "< and > would be taken for HTML");
      if (c == '#' && i + 1 < line.size() && line[i + 1] != ' ') {
        Say(line_, column, "a word with # could be read back as an outcome");
      }
      if (c == '[' && std::exchange(open, i) != std::string_view::npos) {
        Say(line_, column, "[ inside of [ ]");
      }
      if (c == ']' && std::exchange(open, std::string_view::npos) == std::string_view::npos) {
        Say(line_, column, "] without [");
      }
      if (c == '}') Say(line_, column, "} without {");
      if (c == '{') i = CheckField(line, i);
    }
    if (open != std::string_view::npos) {
      Say(line_, static_cast<int>(open) + 1, "[ without ] in its line");
    }
  }

  std::size_t CheckField(std::string_view line, std::size_t open) {
    const int column = static_cast<int>(open) + 1;
    const std::size_t close = line.find('}', open);
    if (close == std::string_view::npos) {
      Say(line_, column, "{ without } in its line");
      return line.size();
    }
    std::string field(line.substr(open + 1, close - open - 1));
    if (field.starts_with("?")) field.erase(0, 1);
    const auto& fields = ScriptFields();
    if (!std::binary_search(fields.begin(), fields.end(), field)) {
      Say(line_, column, "there is no such field", Nearest(field, fields));
    }
    return close;
  }

  void Finish() {
    while (!script_.body.empty() && script_.body.back() == '\n') script_.body.pop_back();
    if (script_.body.empty()) {
      if (line_ > 0 && !(many_ && name_.empty())) Say(line_, 1, "a script without a body");
    } else {
      if (!many_) script_.where = file_ + ":" + std::to_string(first_line_);
      entries_.push_back({name_, std::move(script_)});
      if (!many_ && entries_.size() == kMostVariants + 1) {
        Say(line_, 1, "has more than " + std::to_string(kMostVariants) + " variants");
      }
    }
    script_ = Script{};
    in_body_ = false;
  }

  std::string_view text_;
  std::string file_;
  bool many_;
  int line_ = 0;
  int first_line_ = 0;
  bool in_body_ = false;
  std::string name_;
  Script script_;
  std::vector<Entry> entries_;
  std::vector<Problem> problems_;
};

ScriptSet ReadBuiltIn() {
  ScriptSet scripts;
  for (const config::ScriptFileText& file : config::BuiltInScriptTexts()) {
    ScriptReader reader(file.text, std::string(file.language) + ".txt", true);
    reader.Read();
    // A mistake in a built-in file is a bug of ours, which the tests find before anyone else.
    if (!reader.problems().empty()) throw std::logic_error(FormatProblems(reader.problems()));
    for (auto& entry : reader.entries()) {
      scripts.Add(std::string(file.language), entry.name, std::move(entry.script));
    }
  }
  return scripts;
}

}  // namespace

std::variant<std::vector<Script>, std::vector<Problem>> ParseScriptFile(std::string_view text,
                                                                        const std::string& file) {
  if (text.size() > kLargestScriptFile) {
    return std::vector<Problem>{{file, 0, 0, "", "is larger than 16 KiB", ""}};
  }
  ScriptReader reader(text, file, false);
  reader.Read();
  if (reader.problems().empty() && reader.entries().empty()) {
    return std::vector<Problem>{{file, 0, 0, "", "is empty", ""}};
  }
  if (!reader.problems().empty()) return std::move(reader.problems());
  std::vector<Script> scripts;
  for (auto& entry : reader.entries()) scripts.push_back(std::move(entry.script));
  return scripts;
}

const ScriptSet& BuiltInScripts() {
  static const ScriptSet kScripts = ReadBuiltIn();
  return kScripts;
}

}  // namespace touchbase
