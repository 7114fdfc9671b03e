#include "model/contact.h"

#include <string_view>

#include "model/words.h"

namespace touchbase {
namespace {

constexpr WordTable<ContactStatus, 5> kStatuses({"active", "paused", "declined", "closed",
                                                 "archived"});
static_assert(kStatuses.Complete(ContactStatus::kArchived));

constexpr std::string_view kBlanks = " \t\r\n";

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
  if (!first_name.empty()) return first_name;
  const std::string_view text = name;
  const std::size_t start = text.find_first_not_of(kBlanks);
  if (start == std::string_view::npos) return {};
  return std::string(text.substr(start, text.find_first_of(kBlanks, start) - start));
}

std::string_view ToWord(ContactStatus status) { return kStatuses.WordOf(status); }

std::optional<ContactStatus> ParseContactStatus(const std::string& cell) {
  return cell.empty() ? ContactStatus::kActive : kStatuses.ValueOf(cell);
}

}  // namespace touchbase
