#include "model/draft_check.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "model/code_points.h"
#include "model/letters.h"

namespace touchbase {
namespace {

struct Phrase {
  std::string_view language;
  std::string_view words;  // lower case, plain apostrophes
};

// They make the reader's excuse before the reader does.
constexpr std::array<Phrase, 48> kDeflections = {{
    {"en", "you are busy"},
    {"en", "you're busy"},
    {"en", "you must be busy"},
    {"en", "busy schedule"},
    {"en", "just checking in"},
    {"en", "just following up"},
    {"en", "just wanted to"},
    {"en", "sorry to bother"},
    {"en", "sorry to disturb"},
    {"en", "no worries if not"},
    {"en", "hope i'm not"},
    {"en", "when you get a chance"},
    {"en", "feel free to ignore"},
    {"de", "viel zu tun"},
    {"de", "viel besch\u00E4ftigt"},
    {"de", "sehr besch\u00E4ftigt"},
    {"de", "wollte nur"},
    {"de", "nur kurz nachfragen"},
    {"de", "nur mal nachfragen"},
    {"de", "die st\u00F6rung"},
    {"de", "nicht st\u00F6ren"},
    {"de", "kein problem, wenn nicht"},
    {"fr", "tr\u00E8s occup"},
    {"fr", "vous d\u00E9ranger"},
    {"fr", "te d\u00E9ranger"},
    {"fr", "je voulais juste"},
    {"fr", "juste pour savoir"},
    {"fr", "simple relance"},
    {"fr", "petite relance"},
    {"fr", "pas le temps"},
    {"es", "muy ocupad"},
    {"es", "molestarte"},
    {"es", "molestarle"},
    {"es", "la molestia"},
    {"es", "solo quer\u00EDa"},
    {"es", "s\u00F3lo quer\u00EDa"},
    {"es", "solo para saber"},
    {"es", "no pasa nada si no"},
    {"pt", "muito ocupad"},
    {"pt", "incomodar"},
    {"pt", "o inc\u00F4modo"},
    {"pt", "s\u00F3 queria"},
    {"pt", "s\u00F3 para saber"},
    {"pt", "s\u00F3 passando"},
    {"pt", "sem problema se n\u00E3o"},
    {"es", "s\u00E9 que est\u00E1s"},
    {"fr", "je sais que vous \u00EAtes"},
    {"pt", "sei que voc\u00EA est\u00E1"},
}};

// Words of selling.
constexpr std::array<Phrase, 43> kPitches = {{
    {"en", "our product"},
    {"en", "our service"},
    {"en", "our solution"},
    {"en", "discount"},
    {"en", "special offer"},
    {"en", "free trial"},
    {"en", "demo"},
    {"en", "pricing"},
    {"en", "sign up"},
    {"en", "buy "},
    {"de", "unser produkt"},
    {"de", "unsere l\u00F6sung"},
    {"de", "unsere leistung"},
    {"de", "rabatt"},
    {"de", "angebot"},
    {"de", "kostenlos"},
    {"de", "demo"},
    {"de", "preisliste"},
    {"fr", "notre produit"},
    {"fr", "notre solution"},
    {"fr", "nos services"},
    {"fr", "remise"},
    {"fr", "offre sp\u00E9ciale"},
    {"fr", "essai gratuit"},
    {"fr", "d\u00E9mo"},
    {"fr", "tarif"},
    {"es", "nuestro producto"},
    {"es", "nuestra soluci\u00F3n"},
    {"es", "nuestros servicios"},
    {"es", "descuento"},
    {"es", "oferta especial"},
    {"es", "prueba gratuita"},
    {"es", "demo"},
    {"es", "precios"},
    {"pt", "nosso produto"},
    {"pt", "nossa solu\u00E7\u00E3o"},
    {"pt", "nossos servi\u00E7os"},
    {"pt", "desconto"},
    {"pt", "oferta especial"},
    {"pt", "teste gr\u00E1tis"},
    {"pt", "demo"},
    {"pt", "pre\u00E7os"},
    {"en", "promotion"},
}};

constexpr std::array<std::string_view, 5> kWithoutPitch = {"thank-you", "card", "event-thanks",
                                                           "check-in", "linkedin"};

std::vector<std::string_view> DraftWords(std::string_view text) {
  std::vector<std::string_view> words;
  constexpr std::string_view kBlanks = " \t\r\n";
  while (true) {
    const std::size_t first = text.find_first_not_of(kBlanks);
    if (first == std::string_view::npos) return words;
    const std::size_t end = std::min(text.find_first_of(kBlanks, first), text.size());
    words.push_back(text.substr(first, end - first));
    text.remove_prefix(end);
  }
}

bool IsAddress(std::string_view word) {
  return word.find("://") != std::string_view::npos || word.find("www.") != std::string_view::npos;
}

bool IsWord(std::string_view word) {
  while (!word.empty()) {
    const CodePoint point = FirstCodePoint(word);
    if (IsLetter(point.value) || (point.value >= '0' && point.value <= '9')) return true;
    word.remove_prefix(point.length);
  }
  return false;
}

// Lower case, one blank between words, plain apostrophes.
std::string FoldedWords(std::string_view text) {
  std::string folded;
  for (const std::string_view word : DraftWords(text)) {
    if (!folded.empty()) folded += ' ';
    folded += LowerText(word);
  }
  constexpr std::string_view kApostrophe = "\u2019";
  for (std::size_t at = folded.find(kApostrophe); at != std::string::npos;
       at = folded.find(kApostrophe, at)) {
    folded.replace(at, kApostrophe.size(), "'");
  }
  return folded;
}

template <typename Phrases>
void Find(const Phrases& phrases, std::string_view language, const std::string& folded,
          const std::string& finding, std::vector<std::string>* findings) {
  for (const Phrase& phrase : phrases) {
    if (phrase.language != language || folded.find(phrase.words) == std::string::npos) continue;
    findings->push_back(finding + " \"" + std::string(Trimmed(phrase.words)) + "\"");
  }
}

}  // namespace

int CountWords(std::string_view text) {
  const auto words = DraftWords(text);
  return static_cast<int>(std::count_if(words.begin(), words.end(), IsWord));
}

int CountAsks(std::string_view text) {
  int asks = 0;
  for (const std::string_view word : DraftWords(text)) {
    if (!IsAddress(word) && word.find('?') != std::string_view::npos) ++asks;
  }
  return asks;
}

std::vector<std::string> CheckDraft(std::string_view script, std::string_view language,
                                    std::string_view subject, std::string_view body,
                                    std::span<const std::string> earlier) {
  std::vector<std::string> findings;
  const int words = CountWords(body);
  if (words > kMostWordsInDraft) {
    findings.push_back("has " + std::to_string(words) + " words, at most " +
                       std::to_string(kMostWordsInDraft) + "; 30 is the aim");
  }
  const bool outline = script == "call" || script == "debrief";
  if (const int asks = CountAsks(body); asks > 1 && !outline) {
    findings.push_back("asks " + std::to_string(asks) + " questions; one ask is answered");
  }
  const std::string folded = FoldedWords(std::string(subject) + " " + std::string(body));
  Find(kDeflections, language, folded, "makes the reader's excuse:", &findings);
  if (std::find(kWithoutPitch.begin(), kWithoutPitch.end(), script) != kWithoutPitch.end()) {
    Find(kPitches, language, folded, "sells where it should not:", &findings);
  }
  if (folded.find_first_of("{}[]|") != std::string::npos) {
    findings.emplace_back("has a field that was not filled in");
  }
  const bool twice = std::any_of(earlier.begin(), earlier.end(), [&](const std::string& text) {
    return FoldedWords(text) == FoldedWords(body);
  });
  if (twice) findings.emplace_back("was sent to the same person before");
  return findings;
}

}  // namespace touchbase
