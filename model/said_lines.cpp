#include "model/said_lines.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "model/letters.h"

namespace touchbase {
namespace {

constexpr std::size_t kMostLines = 20;
constexpr std::size_t kMostBytes = 500;
constexpr std::size_t kLongestLabel = 32;

struct Label {
  std::string_view word;
  SaidSort sort;
};
constexpr std::array<Label, 5> kLabels = {{{"said", SaidSort::kSaid},
                                           {"article", SaidSort::kArticle},
                                           {"promised", SaidSort::kPromised},
                                           {"asked", SaidSort::kAsked},
                                           {"offered", SaidSort::kOffered}}};

// Words that join a thing and its day, in the languages of the texts.
constexpr std::array<std::string_view, 10> kJoins = {"by",  "until", "till",  "before", "bis",
                                                     "vor", "avant", "hasta", "antes",  "at\u00e9"};

std::string Folded(std::string_view word, const Translations& translations) {
  const std::string folded = FoldWord(word);
  const auto found = translations.find(folded);
  return found == translations.end() ? folded : FoldWord(found->second);
}

std::string_view WithoutListSign(std::string_view line) {
  line = Trimmed(line);
  for (const std::string_view sign : {"- ", "* ", "\u2022 ", "> "}) {
    if (line.substr(0, sign.size()) == sign) return Trimmed(line.substr(sign.size()));
  }
  return line;
}

// The label before the first colon, and the text after it.
std::optional<std::pair<SaidSort, std::string_view>> Split(std::string_view part,
                                                           const Translations& translations) {
  part = WithoutListSign(part);
  const std::size_t colon = part.substr(0, kLongestLabel).find(':');
  if (colon == std::string_view::npos || colon == 0) return std::nullopt;
  const std::string word = Folded(Trimmed(part.substr(0, colon)), translations);
  const auto label = std::find_if(kLabels.begin(), kLabels.end(),
                                  [&word](const Label& one) { return one.word == word; });
  if (label == kLabels.end()) return std::nullopt;
  return std::pair(label->sort, Trimmed(part.substr(colon + 1)));
}

bool IsJoin(const std::string& word) {
  return std::find(kJoins.begin(), kJoins.end(), word) != kJoins.end();
}

std::string_view WithoutSigns(std::string_view text) {
  text = Trimmed(text);
  while (!text.empty() && (text.back() == '.' || text.back() == ',' || text.back() == ';')) {
    text.remove_suffix(1);
    text = Trimmed(text);
  }
  return text;
}

// Only a date that ends the line is its day: "the report by Ana by 12 March".
std::optional<std::pair<std::size_t, Date>> DayAtEnd(std::string_view text, Date day,
                                                     const Translations& translations) {
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find(' ', begin), text.size());
    const std::string word = Folded(text.substr(begin, end - begin), translations);
    if (IsJoin(word) && end < text.size()) {
      const std::string_view rest = WithoutSigns(text.substr(end));
      // "12.3." ends with a sign that belongs to the date.
      const std::string_view whole = Trimmed(text.substr(end));
      for (const std::string_view candidate : {rest, whole}) {
        const auto date = ReadWordDate(candidate, day, translations);
        if (date && date->length == candidate.size()) return std::pair(begin, date->date);
      }
    }
    begin = end + 1;
  }
  return std::nullopt;
}

std::string Cut(std::string_view text) {
  if (text.size() <= kMostBytes) return std::string(text);
  std::size_t end = kMostBytes;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0) == 0x80) --end;
  return std::string(text.substr(0, end));
}

class Reader {
 public:
  Reader(Date day, const Translations& translations) : day_(day), translations_(translations) {}

  // A line may hold several, separated by semicolons before a label.
  void ReadLine(std::string_view line) {
    while (lines_.size() < kMostLines && !line.empty()) {
      const auto part = Split(line, translations_);
      if (!part) return;
      std::size_t end = 0;
      std::string_view rest;
      while ((end = part->second.find(';', end)) != std::string_view::npos) {
        rest = part->second.substr(end + 1);
        if (Split(rest, translations_)) break;
        ++end;
      }
      const bool more = end != std::string_view::npos;
      Add(part->first, more ? part->second.substr(0, end) : part->second);
      line = more ? rest : std::string_view();
    }
  }

  std::vector<SaidLine> Finish() { return std::move(lines_); }
  bool full() const { return lines_.size() >= kMostLines; }

 private:
  void Add(SaidSort sort, std::string_view text) {
    text = Trimmed(text);
    SaidLine line;
    line.sort = sort;
    if (sort == SaidSort::kPromised || sort == SaidSort::kAsked) {
      if (const auto until = DayAtEnd(text, day_, translations_)) {
        line.until = until->second;
        text = WithoutSigns(text.substr(0, until->first));
      }
    }
    line.text = Cut(text);
    if (!line.text.empty()) lines_.push_back(std::move(line));
  }

  Date day_;
  const Translations& translations_;
  std::vector<SaidLine> lines_;
};

}  // namespace

std::vector<SaidLine> ReadSaidLines(std::string_view notes, Date day,
                                    const Translations& translations) {
  if (notes.find(':') == std::string_view::npos) return {};
  Reader reader(day, translations);
  while (!notes.empty() && !reader.full()) {
    const std::size_t end = std::min(notes.find('\n'), notes.size());
    reader.ReadLine(notes.substr(0, end));
    notes.remove_prefix(std::min(end + 1, notes.size()));
  }
  return reader.Finish();
}

SaidTexts LatestSaid(std::span<const Touch* const> touches, const Translations& translations) {
  SaidTexts texts;
  for (const Touch* touch : touches) {
    for (SaidLine& line : ReadSaidLines(touch->notes, DateOf(touch->at), translations)) {
      switch (line.sort) {
        case SaidSort::kSaid:
          texts.said = std::move(line.text);
          break;
        case SaidSort::kArticle:
          texts.article = std::move(line.text);
          break;
        case SaidSort::kPromised:
          texts.promised = std::move(line.text);
          break;
        case SaidSort::kAsked:
          texts.asked = std::move(line.text);
          break;
        case SaidSort::kOffered:
          texts.offered = std::move(line.text);
          break;
      }
    }
  }
  return texts;
}

}  // namespace touchbase
