// The draft of one follow-up's text: script, merge fields, language. Pure.
//
// Depends on contact, touches, offer, sender and scripts, never on the day it is made on, so that a
// text changes only when one of these did.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "model/contact.h"
#include "model/live_log.h"
#include "model/plan.h"
#include "model/script.h"
#include "model/script_fill.h"
#include "model/word_date.h"
#include "model/zone.h"

namespace touchbase {

// [me] of the settings, as texts need it.
struct Sender {
  std::string name;
  std::string sign_off;  // empty: the first name of `name`
  std::string news;
  std::string news_link;
};

// What drafts are made of beside the follow-up and its contact.
struct DraftSources {
  const ScriptSet& scripts;
  const Sender& sender;
  const LiveLog& log;
  std::string language = "en";  // of the settings
  const Zone* zone = nullptr;   // the user's; null: offered times are said in the user's zone only
  // The zone of a contact by its IANA name; null result: unknown.
  std::function<const Zone*(const std::string&)> zones = {};
  Translations words = {};  // the user's words -> ours, folded: labels such as said:
};

struct Draft {
  std::string language;
  std::string subject;  // empty: none
  std::string body;     // empty: there is no draft
  std::string held;     // why there is none yet: what was promised and has no link
};

// The script that suits the follow-up's channel: `call` on the phone, else its own.
std::string ScriptFor(const FollowUp& follow_up);

// The script filled in, in the first of the contact's language, the settings' and English that has
// it. Nothing but greeting and name left: the script `short` instead. Unknown script: an empty
// draft.
Draft MakeDraft(std::string_view script, const FollowUp& follow_up, const Contact& contact,
                const DraftSources& sources);

// The contact with what the lines said:, promised:, offered:, article: of the latest touches up to
// the follow-up say instead of its columns.
Contact AsSaid(Contact contact, const FollowUp& follow_up, const DraftSources& sources);

// The values of all fields, for a draft in that language; those that are not known are empty.
FieldValues FieldsOf(const FollowUp& follow_up, const Contact& contact, const DraftSources& sources,
                     std::string_view language);

// What a promise, an offer or a next step is about, as its row of the log says; empty for others.
std::string SubjectOfSide(const FollowUp& follow_up, const DraftSources& sources);

// Whom to say Sie or du: tags such as du, tu, informal, Sie, vous, usted, formal; the track friend.
Manner MannerOf(const FollowUp& follow_up, const Contact& contact);

// Whether the words name something that is sent by a link (an article, slides, ...), and whether
// they hold one.
bool NeedsLink(std::string_view text);
bool HasLink(std::string_view text);

}  // namespace touchbase
