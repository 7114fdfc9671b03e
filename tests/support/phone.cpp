#include "tests/support/phone.h"

namespace touchbase::test {
namespace {

std::string Basic(LocalTime time) {
  const std::string text = FormatUtcBasic(Instant{time.time_since_epoch()});
  return text.substr(0, text.size() - 1);  // floating: no Z
}

std::string Escape(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\n') {
      out += "\\n";
      continue;
    }
    if (c == '\\' || c == ',' || c == ';') out += '\\';
    out += c;
  }
  return out;
}

}  // namespace

PhoneItem::PhoneItem(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\r') continue;
    if (text[i] == '\n' && i + 1 < text.size() && (text[i + 1] == ' ' || text[i + 1] == '\t')) {
      ++i;  // a fold
      continue;
    }
    lines_ += text[i];
  }
}

std::string PhoneItem::Text() const {
  std::string out;
  for (const char c : lines_) out += c == '\n' ? "\r\n" : std::string(1, c);
  return out;
}

PhoneItem::Span PhoneItem::Component() const {
  for (const char* name : {"VEVENT", "VTODO"}) {
    const auto begin = lines_.find(std::string("\nBEGIN:") + name);
    const auto end = lines_.find(std::string("\nEND:") + name);
    if (begin != std::string::npos && end != std::string::npos) return {begin + 1, end + 1};
  }
  return {};
}

std::size_t PhoneItem::Find(std::string_view name) const {
  const Span span = Component();
  bool nested = false;
  for (std::size_t at = lines_.find('\n', span.begin) + 1; at < span.end;
       at = lines_.find('\n', at) + 1) {
    const std::string_view line = std::string_view(lines_).substr(at);
    if (line.starts_with("BEGIN:")) nested = true;
    if (line.starts_with("END:")) nested = false;
    if (!nested && line.starts_with(name) &&
        (line[name.size()] == ':' || line[name.size()] == ';')) {
      return at;
    }
  }
  return std::string::npos;
}

std::string PhoneItem::Get(std::string_view name) const {
  const std::size_t at = Find(name);
  if (at == std::string::npos) return {};
  const std::size_t end = lines_.find('\n', at);
  const std::size_t colon = lines_.find(':', at);
  return lines_.substr(colon + 1, end - colon - 1);
}

void PhoneItem::Set(std::string_view name_and_parameters, std::string_view value) {
  const std::string_view name = name_and_parameters.substr(0, name_and_parameters.find(';'));
  const std::string line = std::string(name_and_parameters) + ":" + std::string(value) + "\n";
  Remove(name);
  lines_.insert(Component().end, line);
}

void PhoneItem::Remove(std::string_view name) {
  const std::size_t at = Find(name);
  if (at != std::string::npos) lines_.erase(at, lines_.find('\n', at) + 1 - at);
}

void PhoneItem::Tick(Instant at) {
  Set("STATUS", "COMPLETED");
  Set("COMPLETED", FormatUtcBasic(at));
  Set("PERCENT-COMPLETE", "100");
  Set("LAST-MODIFIED", FormatUtcBasic(at));
}

void PhoneItem::Untick() {
  Remove("COMPLETED");
  Set("STATUS", "NEEDS-ACTION");
  Set("PERCENT-COMPLETE", "0");
}

void PhoneItem::MarkTitle(std::string_view mark) {
  Set("SUMMARY", std::string(mark) + " " + Get("SUMMARY"));
}

void PhoneItem::Type(std::string_view text) {
  const std::string before = Get("DESCRIPTION");
  Set("DESCRIPTION", before + "\\n" + Escape(text));
}

void PhoneItem::Erase(std::string_view text) {
  for (const char* name : {"SUMMARY", "DESCRIPTION"}) {
    std::string value = Get(name);
    const auto at = value.find(Escape(text));
    if (at == std::string::npos) continue;
    value.erase(at, Escape(text).size());
    Set(name, value);
  }
}

void PhoneItem::Replace(const std::string& from, const std::string& to) {
  std::string value = Get("DESCRIPTION");
  const auto at = value.find(from);
  if (at == std::string::npos) return;
  Set("DESCRIPTION", value.replace(at, from.size(), to));
}

void PhoneItem::MoveTo(LocalTime start, int minutes_long) {
  Set("DTSTART", Basic(start));
  Set("DTEND", Basic(start + minutes{minutes_long}));
}

void PhoneItem::DueOn(Date date) {
  Set("DUE;VALUE=DATE", Basic(LocalTime{date.time_since_epoch()}).substr(0, 8));
}

void PhoneItem::TurnInto(std::string_view from, std::string_view to) {
  for (const char* end : {"\nBEGIN:", "\nEND:"}) {
    const auto at = lines_.find(end + std::string(from));
    if (at != std::string::npos)
      lines_.replace(at, std::string(end).size() + from.size(), end + std::string(to));
  }
}

void PhoneItem::TurnIntoTask() {
  const std::string start = Get("DTSTART").substr(0, 8);
  for (const char* name : {"DTSTART", "DTEND", "TRANSP"}) Remove(name);
  TurnInto("VEVENT", "VTODO");
  Set("DUE;VALUE=DATE", start);
}

void PhoneItem::TurnIntoEvent() {
  const std::string due = Get("DUE").substr(0, 8);
  for (const char* name : {"DUE", "STATUS", "PERCENT-COMPLETE"}) Remove(name);
  TurnInto("VTODO", "VEVENT");
  Set("DTSTART", due + "T120000");
  Set("DTEND", due + "T130000");
}

}  // namespace touchbase::test
