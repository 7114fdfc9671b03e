#include "sync/core/item_text.h"

#include <string_view>
#include <vector>

#include "model/code_points.h"
#include "model/letters.h"
#include "model/links.h"
#include "model/said_lines.h"

namespace touchbase {
namespace {

constexpr std::size_t kLongestCell = 400;  // bytes of a cell that are shown

// One line of the user's words, without what could be read back as an outcome.
std::string OneLineOf(std::string_view text) {
  std::string line;
  while (!text.empty()) {
    const CodePoint point = FirstCodePoint(text);
    if (line.size() + point.length > kLongestCell) {
      line += "\u2026";
      break;
    }
    const bool blank = point.value <= 0x20;
    const bool marks_word = point.value == '#' && text.size() > 1 && text[1] != ' ';
    if (blank && !line.empty() && line.back() != ' ') line += ' ';
    if (!blank && !marks_word) line.append(text.substr(0, point.length));
    text.remove_prefix(point.length);
  }
  return std::string(Trimmed(line));
}

void AddLine(std::string* text, std::string_view label, const std::string& value) {
  const std::string line = OneLineOf(value);
  if (!line.empty()) text->append(label).append(line).append("\n");
}

void AddBlock(std::string* text, std::string_view label, std::string_view body) {
  if (body.empty()) return;
  if (!text->empty()) text->append("\n");
  text->append(label).append(body).append("\n");
}

std::string Work(const Contact& contact) {
  if (contact.title.empty() || contact.company.empty()) return contact.title + contact.company;
  return contact.title + ", " + contact.company;
}

// The contact as the log's latest lines (said:, promised:, ...) have it.
std::string WhatIsKnown(const FollowUp& follow_up, const Contact& contact,
                        const DraftSources& sources) {
  std::string text;
  std::string who = contact.DisplayName();
  const std::string work = Work(contact);
  if (!work.empty()) who += " (" + work + ")";
  AddLine(&text, "Who: ", who);
  AddLine(&text, "Met at: ", contact.event);
  AddLine(&text, "Introduced by: ", contact.introduced_by);
  AddLine(&text, "They said: ", contact.they_said);
  AddLine(&text, "Interesting: ", contact.interesting);
  AddLine(&text, "You promised: ", contact.promised);
  AddLine(&text, "They offered: ", contact.they_offered);
  AddLine(&text, "Their advice: ", contact.advice_given);
  AddLine(&text, "Goal: ", contact.goal);
  AddLine(&text, "Article: ", contact.article);
  AddLine(&text, "It is about: ", SubjectOfSide(follow_up, sources));
  return text;
}

bool IsConnected(const Contact& contact, const LiveLog& log) {
  for (const std::uint32_t index : log.Of(contact.id)) {
    if (log.Touches()[index].kind == Kind::kConnected) return true;
  }
  return false;
}

// The texts of one follow-up with the links that send them.
class DraftTexts {
 public:
  DraftTexts(const FollowUp& follow_up, const Contact& contact, const DraftSources& sources)
      : follow_up_(follow_up), contact_(contact), sources_(sources) {}

  std::string Text(bool short_form) {
    if (follow_up_.channel == Channel::kPhone) {
      AddPlain(ScriptFor(follow_up_), "Outline\n");
    } else if (follow_up_.channel == Channel::kLinkedin) {
      AddOnLinkedin(short_form);
    } else {
      if (follow_up_.channel == Channel::kCard) {
        AddLine(&text_, "Address: ", contact_.postal_address);
        AddPlain("card", "Card\n");
      }
      AddMail(short_form ? "short" : follow_up_.script);
      const bool met = follow_up_.key.step.starts_with("thank-you");
      if (met && !IsConnected(contact_, sources_.log))
        AddPlain("linkedin", "LinkedIn invitation\n");
    }
    AddLinks();
    return std::move(text_);
  }

 private:
  Draft Make(std::string_view script) const {
    return MakeDraft(script, follow_up_, contact_, sources_);
  }

  void AddPlain(std::string_view script, std::string_view label) {
    AddBlock(&text_, label, Make(script).body);
  }

  void AddOnLinkedin(bool short_form) {
    if (!IsConnected(contact_, sources_.log)) AddPlain("linkedin", "LinkedIn invitation\n");
    AddPlain(short_form ? "short" : std::string_view(follow_up_.script), "LinkedIn message\n");
  }

  void AddMail(std::string_view script) {
    mail_ = Make(script);
    if (!mail_.held.empty()) {
      AddBlock(&text_, "",
               "No draft yet: you promised \"" + OneLineOf(mail_.held) +
                   "\", and there is no link to it. Type it below as \"article: LINK\"; the next "
                   "run writes the draft.");
    }
    if (mail_.body.empty()) return;
    const std::string subject =
        mail_.subject.empty() ? std::string() : "Subject: " + mail_.subject + "\n\n";
    AddBlock(&text_, "Draft\n", subject + mail_.body);
  }

  void AddLinks() {
    std::string links;
    const std::vector<std::string_view> mails = CellValues(contact_.email);
    const std::string mailto =
        mails.empty() ? "" : MailtoUrl(mails.front(), mail_.subject, mail_.body);
    if (!mailto.empty()) links += mailto + "\n";
    const std::string tel = TelUrl(contact_.phone);
    if (!tel.empty()) links += tel + "\n";
    const std::string& page = contact_.linkedin_url;
    AddLine(&links, "", page.substr(0, page.find('#')));
    if (links.empty()) return;
    if (!text_.empty()) text_ += "\n";
    text_ += links;
  }

  const FollowUp& follow_up_;
  const Contact& contact_;
  const DraftSources& sources_;
  Draft mail_;
  std::string text_;
};

// The three-minute form suits people who know the user and wait for nothing in particular.
bool MayBeShort(const FollowUp& follow_up) {
  const std::string& step = follow_up.key.step;
  const bool light = step == "keep" || step == "friend" || step == "monthly" ||
                     step == "reconnect" || step.starts_with("follow-up");
  return light && follow_up.track != "cold" && follow_up.script != kAskedScript;
}

std::string BriefText(const FollowUp& follow_up, const Contact& contact) {
  return contact.DisplayName() + ", " + std::string(ToWord(follow_up.channel)) + "\n";
}

}  // namespace

std::string ItemText(const FollowUp& follow_up, const Contact& contact, const TextSources& sources,
                     bool has_task) {
  if (sources.brief) return BriefText(follow_up, contact);
  const Contact known = AsSaid(contact, follow_up, sources.drafts);
  const std::string first = contact.Greeting();
  std::string text = "Heard from " + OneLineOf(first.empty() ? contact.DisplayName() : first) +
                     "? Put r before the title. Done? " +
                     (has_task ? "Tick the task, or put" : "Put") + " x before the title.\n";
  std::string to_do;
  for (const std::string& line : follow_up.lines) AddLine(&to_do, "", line);
  for (const std::string& part : {to_do, WhatIsKnown(follow_up, known, sources.drafts),
                                  DraftTexts(follow_up, known, sources.drafts).Text(false)}) {
    if (!part.empty()) text += "\n" + part;
  }
  if (!follow_up.reason.empty()) text += "\n" + follow_up.reason + "\n";
  return text;
}

std::string PersonText(const FollowUp& follow_up, const Contact& contact,
                       const TextSources& sources, bool short_form) {
  if (sources.brief) return BriefText(follow_up, contact);
  const Contact known = AsSaid(contact, follow_up, sources.drafts);
  std::string text = WhatIsKnown(follow_up, known, sources.drafts);
  for (const std::string& line : follow_up.lines) AddLine(&text, "", line);
  const std::string drafts =
      DraftTexts(follow_up, known, sources.drafts).Text(short_form && MayBeShort(follow_up));
  if (!drafts.empty()) text += (text.empty() ? "" : "\n") + drafts;
  if (!follow_up.reason.empty()) text += "\n" + follow_up.reason + "\n";
  return text;
}

}  // namespace touchbase
