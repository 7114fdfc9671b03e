// A contact: one row of the user's book. A plain value; cells as the user wrote
// them, trimmed, except where a field says otherwise.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/civil_time.h"

namespace touchbase {

enum class ContactStatus : std::uint8_t { kActive, kPaused, kDeclined, kClosed, kArchived };

struct Contact {
  // Identity that UIDs are made of: the id cell, else the lower-case e-mail, LinkedIn URL, phone,
  // or name + company; resolved through the aliases kept in state. Never empty after reading.
  std::string id;
  std::string name, first_name, last_name, email, phone, company, title, linkedin_url;
  std::string postal_address, kind, track;
  bool vip = false;
  ContactStatus status = ContactStatus::kActive;
  std::vector<std::string> tags;
  std::string time_zone, language, channel, optimise, goal, event;
  std::optional<Date> met_on;
  std::string introduced_by, they_said, interesting, promised, they_offered, advice_given, article;
  std::optional<Date> wait_until;
  std::string owner, notes;

  // The name to show: name, else first and last name, else the e-mail's local part, else the id.
  std::string DisplayName() const;
  // The first name to greet with, cleaned (model/first_name.h): of first_name, else of the name.
  // Empty when none is known.
  std::string Greeting() const;
};

std::string_view ToWord(ContactStatus status);
std::optional<ContactStatus> ParseContactStatus(const std::string& cell);

}  // namespace touchbase
