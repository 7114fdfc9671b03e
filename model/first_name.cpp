#include "model/first_name.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <vector>

#include "model/code_points.h"
#include "model/letters.h"

namespace touchbase {
namespace {

constexpr std::size_t kLongestName = 200;  // bytes that are looked at
constexpr std::size_t kMostFirstNames = 3;

// In lower case, without full stops.
constexpr std::array<std::string_view, 50> kTitles = {
    "dr",   "dra",  "prof", "profa",  "professor", "mr",   "mrs",    "ms",       "miss", "mx",
    "herr", "frau", "hr",   "sr",     "sra",       "srta", "senhor", "senhora",  "don",  "doña",
    "dona", "mme",  "mlle", "madame", "monsieur",  "m",    "ing",    "dipl-ing", "dipl", "mag",
    "magª", "sir",  "dame", "lic",    "rev",       "hon",  "med",    "univ",     "eng",  "engª",
    "arq",  "capt", "col",  "lord",   "lady",      "me",   "maître", "rer",      "nat",  "phil"};
constexpr std::array<std::string_view, 44> kDegrees = {
    "phd", "md",  "mba", "msc", "bsc",   "ba",   "ma",   "bs",      "ms",      "jd",       "llm",
    "pmp", "cpa", "cfa", "csm", "cissp", "rn",   "esq",  "jr",      "sr",      "ii",       "iii",
    "iv",  "dds", "edd", "dba", "meng",  "beng", "pe",   "shrm",    "shrm-cp", "shrm-scp", "acca",
    "frm", "cfp", "mph", "mpa", "mfa",   "bba",  "emba", "prince2", "he",      "she",      "they"};

std::string FoldedName(std::string_view word) {
  std::string folded;
  for (; !word.empty();) {
    const CodePoint point = FirstCodePoint(word);
    if (point.value != '.') AppendCodePoint(LowerOf(point.value), &folded);
    word.remove_prefix(point.length);
  }
  return folded;
}

template <typename List>
bool IsOneOf(const List& list, std::string_view word) {
  return std::find(list.begin(), list.end(), FoldedName(word)) != list.end();
}

// Letters, and what stands between letters of a name; brackets with what they hold are left out.
std::string WithoutSymbols(std::string_view text) {
  text = text.substr(0, kLongestName);
  std::string out;
  int brackets = 0;
  while (!text.empty()) {
    const CodePoint point = FirstCodePoint(text);
    if (point.value == '(' || point.value == '[') ++brackets;
    const bool closes = point.value == ')' || point.value == ']';
    if (closes && brackets > 0) --brackets;
    const bool quote = point.value == 0x2019;
    constexpr std::string_view kKept = "-'.,@";
    const bool kept = IsLetter(point.value) || quote ||
                      (point.value < 0x80 &&
                       kKept.find(static_cast<char>(point.value)) != std::string_view::npos);
    if (brackets == 0 && !closes) {
      out.append(kept ? text.substr(0, point.length) : std::string_view(" "));
    }
    text.remove_prefix(point.length);
  }
  return out;
}

std::vector<std::string_view> NameParts(std::string_view text) {
  std::vector<std::string_view> words;
  while (!(text = Trimmed(text)).empty()) {
    const std::size_t end = std::min(text.find(' '), text.size());
    words.push_back(text.substr(0, end));
    text.remove_prefix(end);
  }
  return words;
}

std::size_t LetterCount(std::string_view word) {
  std::size_t count = 0;
  for (; !word.empty();) {
    const CodePoint point = FirstCodePoint(word);
    if (IsLetter(point.value)) ++count;
    word.remove_prefix(point.length);
  }
  return count;
}

// "J.", "J", "J.R.": every letter is followed by a full stop, or there is only one in our alphabet.
bool IsInitial(std::string_view word) {
  const std::size_t letters = LetterCount(word);
  if (letters == 0) return true;
  const auto stops = static_cast<std::size_t>(std::count(word.begin(), word.end(), '.'));
  if (stops >= letters) return true;
  return letters == 1 && IsUpperLetter(UpperOf(FirstCodePoint(word).value));
}

// JANE and jane become Jane; McKenzie stays.
std::string WithCapital(std::string_view word) {
  bool upper = false;
  bool lower = false;
  for (std::string_view rest = word; !rest.empty();) {
    const CodePoint point = FirstCodePoint(rest);
    upper = upper || IsUpperLetter(point.value);
    lower = lower || IsLowerLetter(point.value);
    rest.remove_prefix(point.length);
  }
  if (upper && lower) return std::string(word);
  std::string out;
  bool start = true;
  while (!word.empty()) {
    const CodePoint point = FirstCodePoint(word);
    AppendCodePoint(start ? UpperOf(point.value) : LowerOf(point.value), &out);
    start = !IsLetter(point.value);
    word.remove_prefix(point.length);
  }
  return out;
}

std::string_view WithoutEdges(std::string_view word) {
  constexpr std::string_view kEdges = "-'.,";
  const std::size_t first = word.find_first_not_of(kEdges);
  if (first == std::string_view::npos) return {};
  word.remove_prefix(first);
  while (!word.empty() && (word.back() == '-' || word.back() == '\'' || word.back() == ',')) {
    word.remove_suffix(1);
  }
  return word;
}

struct Parts {
  std::vector<std::string_view> words;
  bool titled = false;  // a title was left out
};

Parts PartsOf(std::string_view text) {
  Parts parts;
  for (std::string_view word : NameParts(text)) {
    word = WithoutEdges(word);
    if (word.empty() || word.find('@') != std::string_view::npos) continue;
    // "MS" alone is a title or a degree; "Me" and "M" are titles only in front.
    const bool front = parts.words.empty();
    if (front && IsOneOf(kTitles, word)) {
      parts.titled = true;
      continue;
    }
    if (!front && IsOneOf(kDegrees, word)) continue;
    parts.words.push_back(word);
  }
  return parts;
}

// What stands before the comma, or after it: "Doe, Jane", but "Jane Doe, PMP".
Parts PartsOfName(std::string_view clean) {
  const std::size_t comma = clean.find(',');
  Parts first = PartsOf(clean.substr(0, comma));
  if (comma == std::string_view::npos || first.words.size() != 1) return first;
  std::string_view after = clean.substr(comma + 1);
  after = after.substr(0, after.find(','));
  Parts second = PartsOf(after);
  std::erase_if(second.words, [](std::string_view word) { return IsOneOf(kDegrees, word); });
  if (second.words.empty()) return first;
  second.words.push_back(first.words.front());
  return second;
}

}  // namespace

std::string FirstNameOfCell(std::string_view first_name) {
  const std::string clean = WithoutSymbols(first_name);
  const std::string_view before_comma = std::string_view(clean).substr(0, clean.find(','));
  std::string out;
  std::size_t count = 0;
  for (const std::string_view word : PartsOf(before_comma).words) {
    if (IsInitial(word)) continue;
    if (++count > kMostFirstNames) break;
    out.append(out.empty() ? "" : " ").append(WithCapital(word));
  }
  return out;
}

std::string FirstNameOfName(std::string_view name) {
  const std::string clean = WithoutSymbols(name);
  const Parts parts = PartsOfName(clean);
  if (parts.titled && parts.words.size() < 2) return {};  // a last name
  if (parts.words.empty() || IsInitial(parts.words.front())) return {};
  return WithCapital(parts.words.front());
}

std::string PlainName(std::string_view name) {
  const std::string clean = WithoutSymbols(name);
  const Parts parts = PartsOfName(clean);
  if (parts.titled && parts.words.size() < 2) return {};
  std::string out;
  for (const std::string_view word : parts.words) {
    out.append(out.empty() ? "" : " ").append(WithCapital(word));
  }
  return out;
}

}  // namespace touchbase
