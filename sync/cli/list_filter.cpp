#include "sync/cli/list_filter.h"

#include <algorithm>
#include <charconv>

#include "config/notation.h"
#include "model/error.h"
#include "model/letters.h"
#include "model/nearest.h"

namespace touchbase::cli {
namespace {

const std::vector<std::string> kFlags = {"overdue", "waiting", "vip", "no-next-step", "unplaced"};
const std::vector<std::string> kKeys = {"track", "tag", "status", "company", "name", "has"};
const std::vector<std::string> kHas = {"promise", "email", "phone",  "goal",
                                       "address", "notes", "company"};
const std::vector<std::string> kStatuses = {"active", "paused", "declined", "closed", "archived"};

bool Among(const std::vector<std::string>& words, const std::string& word) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

[[noreturn]] void Refuse(const std::string& given, const std::string& what, const std::string& word,
                         const std::vector<std::string>& right, const std::string& before = "") {
  const std::string nearest = Nearest(word, right);
  std::string message = "the filter \"" + given + "\" " + what;
  if (!nearest.empty()) throw UsageError(message + "; did you mean " + before + nearest + "?");
  for (std::size_t i = 0; i < right.size(); ++i) {
    message += (i == 0 ? "; it is one of " : ", ") + before + right[i];
  }
  throw UsageError(message);
}

bool Contains(const std::string& cell, const std::string& lower) {
  return LowerAscii(cell).find(lower) != std::string::npos;
}

bool Has(const Person& person, const std::string& what) {
  const Contact& contact = *person.contact;
  if (what == "promise") return person.promise;
  if (what == "email") return !contact.email.empty();
  if (what == "phone") return !contact.phone.empty();
  if (what == "goal") return !contact.goal.empty();
  if (what == "address") return !contact.postal_address.empty();
  if (what == "company") return !contact.company.empty();
  return !contact.notes.empty();
}

std::string TrackOf(const Person& person) {
  if (!person.standing.track.empty()) return person.standing.track;
  if (!person.placed.empty()) return person.placed.front()->track;
  return person.waiting != nullptr ? person.waiting->follow_up.track : "";
}

void CheckValue(const std::string& given, const std::string& key, const std::string& value,
                const CadenceSet& cadences) {
  if (value.empty()) throw UsageError("the filter \"" + given + "\" needs a word after the colon");
  std::vector<std::string> tracks;
  for (const auto& [name, cadence] : cadences) tracks.push_back(name);
  tracks.emplace_back("none");
  if (key == "track" && !Among(tracks, value)) {
    Refuse(given, "names no track", value, tracks, "track:");
  }
  if (key == "status" && !Among(kStatuses, value)) {
    Refuse(given, "names no status", value, kStatuses, "status:");
  }
  if (key == "has" && !Among(kHas, value)) {
    Refuse(given, "asks for what is not known", value, kHas, "has:");
  }
}

std::vector<std::string> AllWords() {
  std::vector<std::string> all = kFlags;
  for (const std::string& key : kKeys) all.push_back(key + ":");
  all.emplace_back("silent>30d");
  return all;
}

}  // namespace

ListFilter::ListFilter(std::span<const std::string> words, const CadenceSet& cadences) {
  for (const std::string& given : words) {
    Word word;
    word.negated = given.size() > 1 && (given.front() == '-' || given.front() == '!');
    const std::string text = LowerAscii(given.substr(word.negated ? 1 : 0));
    const auto colon = text.find(':');
    const auto sign = text.find_first_of("<>");
    if (text.starts_with("silent") && sign != std::string::npos) {
      const auto gap = ParseGap(text.substr(sign + 1));
      if (sign != 6 || !gap) {
        throw UsageError("the filter \"" + given + "\" needs a time, such as silent>30d");
      }
      word.key = "silent";
      word.longer = text[sign] == '>';
      word.value = std::to_string(gap->months ? gap->count * 30 : gap->count);
    } else if (colon != std::string::npos) {
      word.key = text.substr(0, colon);
      word.value = std::string(Trimmed(text.substr(colon + 1)));
      if (!Among(kKeys, word.key)) Refuse(given, "is not known", word.key, kKeys);
      CheckValue(given, word.key, word.value, cadences);
    } else {
      word.key = text;
      if (!Among(kFlags, text)) Refuse(given, "is not known", text, AllWords());
    }
    asks_status_ = asks_status_ || word.key == "status";
    words_.push_back(std::move(word));
  }
}

bool ListFilter::Holds(const Person& person, Date today) const {
  if (!asks_status_ && person.contact->status == ContactStatus::kArchived) return false;
  return std::all_of(words_.begin(), words_.end(), [&](const Word& word) {
    return HoldsWord(word, person, today) != word.negated;
  });
}

bool ListFilter::HoldsWord(const Word& word, const Person& person, Date today) const {
  const Contact& contact = *person.contact;
  if (word.key == "track") return TrackOf(person) == (word.value == "none" ? "" : word.value);
  if (word.key == "status") return ToWord(contact.status) == word.value;
  if (word.key == "company") return Contains(contact.company, word.value);
  if (word.key == "name") return Contains(contact.DisplayName(), word.value);
  if (word.key == "has") return Has(person, word.value);
  if (word.key == "vip") return contact.vip;
  if (word.key == "waiting") return person.waiting != nullptr;
  if (word.key == "unplaced") return person.unplaced != nullptr;
  if (word.key == "tag") {
    return std::any_of(contact.tags.begin(), contact.tags.end(),
                       [&](const std::string& tag) { return LowerAscii(tag) == word.value; });
  }
  if (word.key == "overdue") {
    return std::any_of(person.placed.begin(), person.placed.end(),
                       [&](const FollowUp* item) { return IsOverdue(*item, today); });
  }
  if (word.key == "no-next-step") {
    return person.placed.empty() && person.waiting == nullptr && person.standing.next.empty();
  }
  // silent: without any touch it has been silent for ever.
  int days_of_word = 0;
  std::from_chars(word.value.data(), word.value.data() + word.value.size(), days_of_word);
  const auto silent = person.last_touch ? (today - *person.last_touch).count() : 1'000'000;
  return word.longer ? silent > days_of_word : silent < days_of_word;
}

}  // namespace touchbase::cli
