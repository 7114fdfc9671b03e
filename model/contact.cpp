#include "model/contact.h"

#include "model/first_name.h"
#include "model/words.h"

namespace touchbase {
namespace {

constexpr WordTable<ContactStatus, 5> kStatuses({"active", "paused", "declined", "closed",
                                                 "archived"});
static_assert(kStatuses.Complete(ContactStatus::kArchived));

}  // namespace

std::string Contact::DisplayName() const {
  if (!name.empty()) return name;
  if (!first_name.empty() && !last_name.empty()) return first_name + " " + last_name;
  if (!first_name.empty()) return first_name;
  if (!last_name.empty()) return last_name;
  const std::string local_part = email.substr(0, email.find('@'));
  return local_part.empty() ? id : local_part;
}

std::string Contact::Greeting() const {
  const std::string first = FirstNameOfCell(first_name);
  return first.empty() ? FirstNameOfName(name) : first;
}

std::string_view ToWord(ContactStatus status) { return kStatuses.WordOf(status); }

std::optional<ContactStatus> ParseContactStatus(const std::string& cell) {
  return cell.empty() ? ContactStatus::kActive : kStatuses.ValueOf(cell);
}

}  // namespace touchbase
