#include "sync/core/people_finder.h"

#include "model/letters.h"

namespace touchbase {

bool LooksLikeMail(std::string_view word) {
  const std::size_t at = word.find('@');
  return at != std::string_view::npos && at > 0 && word.find('@', at + 1) == word.npos &&
         word.find('.', at) != word.npos && word.back() != '.';
}

PeopleFinder::PeopleFinder(std::span<const Contact> contacts) {
  for (const Contact& contact : contacts) {
    for (const std::string_view mail : CellValues(contact.email)) {
      mails_.emplace(LowerAscii(mail), &contact);
    }
    const std::string name = Squeezed(contact.DisplayName());
    names_[name].push_back(&contact);
    const std::string first = name.substr(0, name.find(' '));
    if (first != name) parts_[first].push_back(&contact);
    const std::string last = name.substr(name.rfind(' ') + 1);
    if (last != name && last != first) parts_[last].push_back(&contact);
  }
}

const Contact* PeopleFinder::ByMail(const std::string& email) const {
  const auto found = mails_.find(email);
  return found == mails_.end() ? nullptr : found->second;
}

std::vector<const Contact*> PeopleFinder::Fitting(const std::string& name,
                                                  const std::string& email) const {
  if (!email.empty()) {
    if (const Contact* known = ByMail(email)) return {known};
  }
  if (name.empty()) return {};
  const std::string wanted = Squeezed(name);
  for (const Names* table : {&names_, &parts_}) {
    const auto found = table->find(wanted);
    if (found == table->end()) continue;
    std::vector<const Contact*> alike = found->second;
    // With an address of their own they are somebody else than who is known by another one; and a
    // part of a name beside an address is somebody new.
    if (!email.empty()) {
      if (table == &parts_) return {};
      std::erase_if(alike, [](const Contact* one) { return !one->email.empty(); });
    }
    return alike;
  }
  return {};
}

std::string WhoOf(std::span<const Contact* const> people) {
  std::string names;
  for (const Contact* one : people) {
    names += names.empty() ? "" : " or ";
    names += one->DisplayName();
    const std::string& more = one->company.empty() ? one->email : one->company;
    if (!more.empty()) names += " (" + more + ")";
  }
  return names;
}

}  // namespace touchbase
