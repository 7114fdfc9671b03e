#include "model/describe.h"

#include "model/script.h"
#include "model/titles.h"

namespace touchbase {

bool IsOverdue(const FollowUp& follow_up, Date today) {
  if (DateOf(follow_up.start) < today) return true;
  return !follow_up.pinned && (follow_up.postponed > 0 || follow_up.overdue_days > 0);
}

FollowUp Describe(const DueStep& item, const Contact& contact) {
  FollowUp follow_up;
  follow_up.key = KeyOf(contact.id, item.anchor, item.step->name);
  follow_up.contact_name = contact.DisplayName();
  follow_up.track = item.track;
  follow_up.kind = KindOfStep(item.track, item.step->name);
  follow_up.channel = item.channel;
  // Who asked for the time is told so.
  const bool asked = item.role == Role::kOutreach && (item.after_wait || item.wished);
  follow_up.script = asked ? std::string(kAskedScript) : item.step->script;
  follow_up.title = TitleOf(item, contact);
  follow_up.lines = LinesOf(item, contact);
  follow_up.due = item.due;
  follow_up.earliest = item.earliest;
  follow_up.latest = item.latest;
  follow_up.hard = item.hard;
  return follow_up;
}

}  // namespace touchbase
