#include "sync/core/item_content.h"

#include <array>
#include <string_view>

namespace touchbase {
namespace {

constexpr std::array<std::string_view, 12> kMonths = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};

std::string DayAndMonth(Date date) {
  const std::chrono::year_month_day ymd{date};
  return std::to_string(static_cast<unsigned>(ymd.day())) + " " +
         std::string(kMonths.at(static_cast<unsigned>(ymd.month()) - 1));
}

void AddLine(std::string* text, std::string_view label, const std::string& value) {
  if (value.empty()) return;
  *text += std::string(label) + value + "\n";
}

// RFC 3986: what may stand in a mailto or tel URL as it is.
std::string PercentEncode(std::string_view text, std::string_view keep) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       keep.find(c) != std::string_view::npos;
    if (plain) {
      out += c;
    } else {
      out += '%';
      out += kHex[byte >> 4];
      out += kHex[byte & 15];
    }
  }
  return out;
}

std::string TelUrl(const std::string& phone) {
  std::string digits;
  for (const char c : phone) {
    if ((c >= '0' && c <= '9') || (c == '+' && digits.empty())) digits += c;
  }
  return digits.empty() ? "" : "tel:" + digits;
}

std::string Work(const Contact& contact) {
  if (contact.title.empty() || contact.company.empty()) return contact.title + contact.company;
  return contact.title + ", " + contact.company;
}

void AddWhatIsKnown(std::string* text, const Contact& contact) {
  std::string who = contact.DisplayName();
  if (const std::string work = Work(contact); !work.empty()) who += " (" + work + ")";
  AddLine(text, "Who: ", who);
  AddLine(text, "Met at: ", contact.event);
  AddLine(text, "Introduced by: ", contact.introduced_by);
  AddLine(text, "They said: ", contact.they_said);
  AddLine(text, "Interesting: ", contact.interesting);
  AddLine(text, "You promised: ", contact.promised);
  AddLine(text, "They offered: ", contact.they_offered);
  AddLine(text, "Goal: ", contact.goal);
}

void AddHowToReach(std::string* text, const Contact& contact, Channel channel) {
  if (channel == Channel::kCard) AddLine(text, "Address: ", contact.postal_address);
  if (!contact.email.empty()) AddLine(text, "mailto:", PercentEncode(contact.email, "@.-_+~"));
  AddLine(text, "", TelUrl(contact.phone));
  AddLine(text, "", contact.linkedin_url);
}

constexpr std::string_view kNoted = "Noted: ";

// An answer that was written before would be repeated.
std::string WithoutNoted(const std::string& text) {
  const auto line = text.rfind('\n', text.find_last_not_of('\n'));
  const std::size_t begin = line == std::string::npos ? 0 : line + 1;
  return std::string_view(text).substr(begin).starts_with(kNoted) ? text.substr(0, begin) : text;
}

}  // namespace

std::string ItemText(const FollowUp& follow_up, const Contact& contact, bool brief, bool has_task) {
  if (brief) {
    return contact.DisplayName() + ", " + std::string(ToWord(follow_up.channel)) + "\n";
  }
  std::string text = "Heard from " + contact.Greeting() + "? Put r before the title. Done? " +
                     (has_task ? "Tick the task, or put" : "Put") + " x before the title.\n\n";
  for (const std::string& line : follow_up.lines) AddLine(&text, "", line);
  if (!follow_up.lines.empty()) text += "\n";
  AddWhatIsKnown(&text, contact);
  AddHowToReach(&text, contact, follow_up.channel);
  if (!follow_up.reason.empty()) text += "\n" + follow_up.reason + "\n";
  return text;
}

std::string PersonText(const FollowUp& follow_up, const Contact& contact, bool brief) {
  if (brief) {
    return contact.DisplayName() + ", " + std::string(ToWord(follow_up.channel)) + "\n";
  }
  std::string text;
  AddWhatIsKnown(&text, contact);
  for (const std::string& line : follow_up.lines) AddLine(&text, "", line);
  AddHowToReach(&text, contact, follow_up.channel);
  if (!follow_up.reason.empty()) text += follow_up.reason + "\n";
  return text;
}

std::string NotedLine(const std::string& what, Date day) {
  return std::string(kNoted) + what + ", " + DayAndMonth(day);
}

ical::ItemContent OpenContent(const FollowUp& follow_up, const Contact& contact,
                              const std::string& uid, Component component, bool pair,
                              const RunSettings& settings) {
  ical::ItemContent content;
  content.component = component;
  content.uid = uid;
  content.key = follow_up.key.Hash();
  content.start = follow_up.start;
  content.length_minutes = static_cast<int>(follow_up.length.count());
  content.date_only = pair && component == Component::kTodo;
  content.title = follow_up.title;
  content.text =
      ItemText(follow_up, contact, settings.brief, pair || component == Component::kTodo);
  content.access_class = settings.access_class;
  content.busy = settings.busy;
  if (!content.date_only) content.alarm_minutes = settings.alarm_minutes;
  return content;
}

ical::ItemContent FinishedContent(const ical::CalendarItem& item, const std::string& title,
                                  const Touch& outcome, Instant done_at) {
  ical::ItemContent content;
  content.component = item.component;
  content.uid = item.uid;
  content.key = item.key;
  content.start = item.start.value_or(outcome.at);
  content.length_minutes = item.length_minutes;
  content.date_only = item.date_only;
  content.title = title;
  content.text = WithoutNoted(item.our_text);
  content.done = true;
  content.done_at = done_at;
  // A plain tick needs no answer; what was read from words does.
  if (outcome.outcome != Outcome::kDone) {
    content.noted = NotedLine(std::string(ToWord(outcome.outcome)), DateOf(outcome.at));
  }
  return content;
}

}  // namespace touchbase
