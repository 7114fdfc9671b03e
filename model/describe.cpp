#include "model/describe.h"

#include "model/titles.h"

namespace touchbase {
FollowUp Describe(const DueStep& item, const Contact& contact) {
  FollowUp follow_up;
  follow_up.key = KeyOf(contact.id, item.anchor, item.step->name);
  follow_up.contact_name = contact.DisplayName();
  follow_up.track = item.track;
  follow_up.kind = KindOfStep(item.track, item.step->name);
  follow_up.channel = item.channel;
  follow_up.script = item.step->script;
  follow_up.title = TitleOf(item, contact);
  follow_up.lines = LinesOf(item, contact);
  follow_up.due = item.due;
  follow_up.earliest = item.earliest;
  follow_up.latest = item.latest;
  follow_up.hard = item.hard;
  return follow_up;
}

}  // namespace touchbase
