#include "model/script_fill.h"

#include <algorithm>
#include <cstddef>

#include "model/letters.h"

namespace touchbase {
namespace {

bool EndsSentence(char c) { return c == '.' || c == '!' || c == '?'; }

class LineFiller {
 public:
  LineFiller(std::string_view line, const FieldValues& values, Filled* filled)
      : line_(line), values_(values), filled_(filled) {}

  std::string Fill() {
    while (at_ < line_.size()) Step();
    Flush(false);
    return std::string(Trimmed(out_));
  }

 private:
  void Step() {
    const char c = line_[at_];
    bool ends = EndsSentence(c);
    if (c == '\\' && at_ + 1 < line_.size()) {
      sentence_ += line_[at_ + 1];
      at_ += 2;
      ends = false;
    } else if (c == '[') {
      ends = Choose();
    } else if (c == '{') {
      Take(Field());
    } else {
      sentence_ += c;
      ++at_;
    }
    if (ends && (at_ == line_.size() || line_[at_] == ' ')) Flush(true);
  }

  // The field at the cursor, which moves behind it.
  std::string_view Field() {
    const std::size_t close = std::min(line_.find('}', at_), line_.size());
    const std::string_view field = line_.substr(at_ + 1, close - at_ - 1);
    at_ = std::min(close + 1, line_.size());
    return field;
  }

  // The value of a field, "" for a condition that is fulfilled; null when it is not known.
  const std::string* ValueOf(std::string_view field) const {
    static const std::string kNothing;
    const bool condition = field.starts_with("?");
    const auto value = values_.find(field.substr(condition ? 1 : 0));
    if (value == values_.end() || value->second.empty()) return nullptr;
    return condition ? &kNothing : &value->second;
  }

  void Take(std::string_view field) {
    const std::string* value = ValueOf(field);
    if (value == nullptr) {
      lost_ = true;
      missing_.emplace_back(field);
      return;
    }
    sentence_ += *value;
  }

  // The first whole alternative of the brackets at the cursor. Whether it ends a sentence.
  bool Choose() {
    const std::size_t close = std::min(line_.find(']', at_), line_.size());
    std::string_view inside = line_.substr(at_ + 1, close - at_ - 1);
    at_ = std::min(close + 1, line_.size());
    bool ends = false;
    bool chosen = false;
    while (!chosen) {
      const std::size_t bar = std::min(inside.find('|'), inside.size());
      const std::string_view alternative = inside.substr(0, bar);
      ends = ends || (!alternative.empty() && EndsSentence(alternative.back()));
      chosen = TakeWhole(alternative);
      if (bar == inside.size()) break;
      inside.remove_prefix(bar + 1);
    }
    return ends;
  }

  bool TakeWhole(std::string_view alternative) {
    std::string text;
    while (!alternative.empty()) {
      if (alternative.front() == '{') {
        const std::size_t close = std::min(alternative.find('}'), alternative.size() - 1);
        const std::string* value = ValueOf(alternative.substr(1, close - 1));
        if (value == nullptr) return false;
        text += *value;
        alternative.remove_prefix(close + 1);
      } else {
        text += alternative.front();
        alternative.remove_prefix(1);
      }
    }
    sentence_ += text;
    return true;
  }

  void Flush(bool whole) {
    const std::string_view sentence = Trimmed(sentence_);
    if (lost_) {
      filled_->missing.insert(filled_->missing.end(), missing_.begin(), missing_.end());
    } else if (!sentence.empty()) {
      if (!out_.empty()) out_ += ' ';
      out_ += sentence;
      if (whole && EndsSentence(sentence.back())) ++filled_->sentences;
    }
    sentence_.clear();
    missing_.clear();
    lost_ = false;
  }

  std::string_view line_;
  const FieldValues& values_;
  Filled* filled_;
  std::size_t at_ = 0;
  std::string out_;
  std::string sentence_;
  std::vector<std::string> missing_;
  bool lost_ = false;
};

}  // namespace

Filled FillScript(std::string_view script, const FieldValues& values) {
  Filled filled;
  bool gap = false;  // an empty line is due before the next one
  while (!script.empty()) {
    const std::size_t end = std::min(script.find('\n'), script.size());
    const std::string_view line = script.substr(0, end);
    script.remove_prefix(std::min(end + 1, script.size()));
    if (Trimmed(line).empty()) {
      gap = true;
      continue;
    }
    const std::string text = LineFiller(line, values, &filled).Fill();
    if (text.empty()) continue;
    if (!filled.text.empty()) filled.text += gap ? "\n\n" : "\n";
    filled.text += text;
    gap = false;
  }
  return filled;
}

}  // namespace touchbase
