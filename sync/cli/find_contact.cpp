#include "sync/cli/find_contact.h"

#include <vector>

#include "model/error.h"
#include "model/identity.h"
#include "model/letters.h"
#include "model/nearest.h"

namespace touchbase::cli {
namespace {

constexpr std::size_t kMostCandidates = 3;

// Part of a name, which is how people call each other.
bool Mentions(const Contact& contact, const std::string& word) {
  return LowerAscii(contact.DisplayName()).find(word) != std::string::npos ||
         LowerAscii(contact.email).find(word) != std::string::npos;
}

std::string Call(const Contact& contact) {
  const std::string name = contact.DisplayName();
  return name == contact.id ? name : name + " (" + contact.id + ")";
}

std::vector<std::string> NearestContacts(const ReadBook& book, const std::string& word) {
  std::vector<std::string> names;
  const std::string lower = LowerAscii(word);
  if (lower.size() < 2) return names;
  for (const Contact& contact : book.contacts) {
    if (names.size() == kMostCandidates) return names;
    if (Mentions(contact, lower)) names.push_back(Call(contact));
  }
  if (!names.empty()) return names;
  std::vector<std::string> words;
  for (const Contact& contact : book.contacts) {
    for (const std::string& known : {contact.DisplayName(), contact.email, contact.id}) {
      if (!known.empty()) words.push_back(known);
    }
  }
  const std::string nearest = Nearest(word, words);
  if (!nearest.empty()) names.push_back(nearest);
  return names;
}

}  // namespace

const Contact& FindContact(const ReadBook& book, const std::string& word) {
  const ContactIndex index(book.contacts);
  const ContactIndex::Match match = index.Find(word);
  if (match.index) return book.contacts[*match.index];
  std::string message = match.why;
  const std::vector<std::string> near = NearestContacts(book, word);
  for (std::size_t i = 0; i < near.size(); ++i) {
    message += (i == 0 ? "; did you mean " : ", ") + near[i];
  }
  throw UsageError(message + (near.empty() ? "" : "?"));
}

}  // namespace touchbase::cli
