#include "tests/fault/world_text.h"

#include <set>

namespace touchbase::test {
namespace {

class Lines {
 public:
  template <typename... Cells>
  void Add(const Cells&... cells) {
    (AddCell(cells), ...);
    text_ += "\n";
  }
  std::string Take() { return std::move(text_); }

 private:
  void AddCell(const std::string& cell) { text_.append(cell).append(" | "); }
  void AddCell(const char* cell) { AddCell(std::string(cell)); }
  template <typename Number>
  requires std::is_arithmetic_v<Number>
  void AddCell(Number number) { AddCell(std::to_string(number)); }

  std::string text_;
};

void AddFollowUps(MemoryBaseStore* base, Lines* lines) {
  for (const BaseFollowUp& f : base->FollowUps()) {
    std::string members;
    for (const std::string& member : f.members) members += member + " ";
    lines->Add("follow-up", f.title, f.key, f.contact, f.anchor, f.step, f.kind, f.channel,
               f.generation, f.start, f.length_minutes, f.pinned, f.postponed, f.touches,
               f.finished, f.first_absent, f.block, f.line, f.sort, members, f.offered_first,
               f.offered_second, f.offered_on);
  }
}

// `exact`: with etags, tokens and times.
std::string TextOf(MemoryBaseStore* base, bool exact) {
  // Of the run, not of what it knows: one after a killed one reads more rows and other calendars a
  // second time, or finds nothing to do.
  static const std::set<std::string> kOfTheRun = {"run",
                                                  "quiet",
                                                  "wake",
                                                  "book",
                                                  "unanswered",
                                                  "touches",
                                                  "last good run",
                                                  "other calendars",
                                                  "calendars seen",
                                                  "calendars asked"};
  Lines lines;
  AddFollowUps(base, &lines);
  for (const BaseResource& r : base->Resources()) {
    lines.Add("resource", r.uid, r.key, static_cast<int>(r.component), r.collection.value,
              r.href.value, static_cast<int>(r.life), r.rewrites, r.written, r.text);
    if (exact) lines.Add(r.etag.value, r.written_at);
  }
  for (const BaseCollection& c : base->Collections()) {
    lines.Add("collection", c.url.value, c.role);
    if (exact) lines.Add(c.ctag, c.token.value, c.survey_token.value, c.full_listing_at);
    if (!exact) continue;
    for (const ForeignCopy& copy : base->ForeignCopies(c.url)) {
      lines.Add("copy", copy.href.value, copy.text, copy.etag.value);
    }
  }
  for (const TodoHref& todo : base->Todo()) lines.Add("todo", todo.href.value);
  for (const auto& row : base->Outbox()) {
    lines.Add("outbox", row.touch.id, row.written_at != 0, row.rewritten);
    if (exact) lines.Add(row.written_at);
  }
  for (const auto& [alias, contact] : base->Aliases()) lines.Add("alias", alias, contact);
  for (const auto& [name, value] : base->values()) {
    if (exact || !kOfTheRun.contains(name)) lines.Add("value", name, value);
  }
  return lines.Take();
}

}  // namespace

std::string BaseText(MemoryBaseStore* base) { return TextOf(base, false); }

std::string EverythingIn(Bench* bench) {
  Lines lines;
  for (const auto& [url, calendar] : bench->server.calendars()) {
    lines.Add("calendar", url, calendar.state.display_name, calendar.revision);
    for (const auto& [href, item] : calendar.items) lines.Add(href, item.etag, item.text);
    for (const auto& [href, revision] : calendar.changed_at) lines.Add(href, revision);
  }
  for (const Contact& contact : bench->book.contacts()) {
    lines.Add("contact", contact.id, contact.name, contact.email, contact.track);
  }
  lines.Add("book", bench->book.revision(), bench->LogText());
  return lines.Take() + TextOf(&bench->machine.base, true);
}

}  // namespace touchbase::test
