// Finds people of the book by what somebody typed of them. Pure. Holds pointers into the contacts:
// they must outlive it unchanged.
#pragma once

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "model/contact.h"

namespace touchbase {

// Whether a word has the form of an e-mail address.
bool LooksLikeMail(std::string_view word);

class PeopleFinder {
 public:
  explicit PeopleFinder(std::span<const Contact> contacts);

  // Null: nobody has it. `email` in lower case.
  const Contact* ByMail(const std::string& email) const;
  // Everybody who may be meant: the one with that e-mail; else those of that name who have none, or
  // all of that name when no e-mail is given. The whole name goes before a first or last name
  // alone.
  std::vector<const Contact*> Fitting(const std::string& name, const std::string& email) const;

 private:
  using Names = std::map<std::string, std::vector<const Contact*>, std::less<>>;
  std::map<std::string, const Contact*, std::less<>> mails_;
  Names names_, parts_;
};

// "Jana Roth (ACME) or Jana Roe", for questions.
std::string WhoOf(std::span<const Contact* const> people);

}  // namespace touchbase
