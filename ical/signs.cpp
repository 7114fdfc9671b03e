#include "ical/signs.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "ical/content_line.h"
#include "ical/description.h"
#include "ical/outcome_words.h"
#include "ical/title.h"
#include "ical/word_date.h"

namespace touchbase::ical {
namespace {

template <typename T>
void AddOnce(std::vector<T>* list, const std::vector<T>& more) {
  for (const T& one : more) {
    if (std::find(list->begin(), list->end(), one) == list->end()) list->push_back(one);
  }
}

void AddWords(const LineWords& line, Signs* signs) {
  AddOnce(&signs->words, line.words);
  AddOnce(&signs->unknown, line.unknown);
}

// A title that is `known` with marks and words around it; false when it is another one.
bool ReadAround(const std::string& title, const std::string& known, Date today,
                const Translations& translations, Signs* signs) {
  const std::size_t at = FindTitle(title, known);
  if (at == std::string::npos) return false;
  const std::string_view view = title;
  const LineWords before = ReadLineWords(view.substr(0, at), today, translations);
  const LineWords after = ReadLineWords(view.substr(at + known.size()), today, translations);
  const std::optional<Marks> first = OnlyMarks(before.rest);
  const std::optional<Marks> last = OnlyMarks(after.rest);
  if (!first || !last) return false;
  signs->done = signs->done || first->done || last->done;
  signs->replied = first->replied || last->replied;
  AddWords(before, signs);
  AddWords(after, signs);
  signs->title = known;
  return true;
}

void ReadTitle(const CalendarItem& item, std::string_view our_title, std::string_view title_before,
               Date today, const Translations& translations, Signs* signs) {
  const std::string title = OneLine(item.title);
  const std::string theirs = OneLine(WithoutPlainMarks(OneLine(title_before)));
  for (const std::string& known : {OneLine(our_title), theirs}) {
    if (ReadAround(title, known, today, translations, signs)) return;
  }
  const LineWords words = ReadLineWords(title, today, translations);
  AddWords(words, signs);
  signs->title = words.rest;
  if (HasPlainDoneMark(words.rest) || StartsWithDone(words.rest)) signs->odd_title = title;
}

void ReadNotes(const std::vector<std::string_view>& lines, Date today,
               const Translations& translations, Signs* signs) {
  std::string notes;
  for (const std::string_view line : lines) {
    const LineWords words = ReadLineWords(line, today, translations);
    AddWords(words, signs);
    if (!words.words.empty() && SaysNothing(words.rest)) continue;
    // A line without words stays as it was typed.
    notes.append(words.words.empty() ? line : words.rest).append("\n");
  }
  signs->notes = Trim(notes);
}

// The person whose line it is: the longest name that it opens with.
struct PersonLine {
  const std::string* name = nullptr;
  Marks marks;
  std::string_view after;
};

PersonLine PersonOf(std::string_view line, std::span<const std::string> names) {
  constexpr std::array<std::string_view, 7> kBullets = {"-",  "*",      "\u2022", "[ ]",
                                                        "[]", "\u2610", "\u2013"};
  PersonLine best;
  for (const std::string& name : names) {
    const std::size_t at = FindTitle(line, name);
    if (at == std::string_view::npos ||
        (best.name != nullptr && best.name->size() >= name.size())) {
      continue;
    }
    std::string_view before = Trim(line.substr(0, at));
    const auto is_bullet = [&](std::string_view bullet) { return before.starts_with(bullet); };
    for (const auto* bullet = std::find_if(kBullets.begin(), kBullets.end(), is_bullet);
         bullet != kBullets.end();
         bullet = std::find_if(kBullets.begin(), kBullets.end(), is_bullet)) {
      before = Trim(before.substr(bullet->size()));
    }
    if (const std::optional<Marks> marks = OnlyMarks(before)) {
      best = {&name, *marks, line.substr(at + name.size())};
    }
  }
  return best;
}

// What the user added on a line of their own; what is left of a line of ours is no note of theirs.
void ReadPersonNotes(std::string_view line, std::span<const std::string> names, Date today,
                     const Translations& translations, SharedSigns* shared) {
  const PersonLine person = PersonOf(line, names);
  if (person.name == nullptr) return;
  std::string note = ReadLineWords(person.after, today, translations).rest;
  note.erase(0, note.find_first_not_of(" :,-"));
  note = WithoutPlainMarks(note);
  if (OnlyMarks(note)) return;
  std::string& notes = shared->people[*person.name].notes;
  notes += (notes.empty() ? "" : "\n") + note;
}

void ReadPerson(const PersonLine& line, Date today, const Translations& translations,
                SharedSigns* shared) {
  const LineWords words = ReadLineWords(line.after, today, translations);
  // Straight after the name, before the colon of what we have to say.
  const Marks after =
      OnlyMarks(std::string_view(words.rest).substr(0, words.rest.find(':'))).value_or(Marks{});
  PersonSigns signs;
  signs.done = line.marks.done || after.done || HasPlainDoneMark(words.rest);
  signs.replied = line.marks.replied || after.replied;
  signs.words = words.words;
  AddOnce(&shared->all.unknown, words.unknown);
  if (!signs.done && !signs.replied && signs.words.empty()) return;
  PersonSigns& known = shared->people[*line.name];
  known.done = known.done || signs.done;
  known.replied = known.replied || signs.replied;
  AddOnce(&known.words, signs.words);
}

}  // namespace

SharedSigns ReadSharedSigns(const CalendarItem& item, std::string_view our_title,
                            std::string_view title_before, std::span<const std::string> names,
                            Date today, const std::map<std::string, std::string>& translations) {
  const Translations folded = FoldTranslations(translations);
  SharedSigns shared;
  shared.all.done = item.completed;
  ReadTitle(item, our_title, title_before, today, folded, &shared.all);
  std::vector<std::string_view> lines = TextLines(item.user_text);
  if (!names.empty()) {
    for (const std::string_view line : lines) {
      ReadPersonNotes(line, names, today, folded, &shared);
    }
    std::erase_if(lines,
                  [&](std::string_view line) { return PersonOf(line, names).name != nullptr; });
    for (const std::string_view line : TextLines(item.description)) {
      const PersonLine person = PersonOf(line, names);
      if (person.name == nullptr) continue;
      shared.named.insert(*person.name);
      ReadPerson(person, today, folded, &shared);
    }
  }
  ReadNotes(lines, today, folded, &shared.all);
  return shared;
}

Signs ReadSigns(const CalendarItem& item, std::string_view our_title, std::string_view title_before,
                Date today, const std::map<std::string, std::string>& translations) {
  return ReadSharedSigns(item, our_title, title_before, {}, today, translations).all;
}

}  // namespace touchbase::ical
