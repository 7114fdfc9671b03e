#include "tests/support/item_line.h"

#include "ical/calendar_item.h"
#include "model/hash.h"

namespace touchbase::test {

std::string ItemLine(const std::string& text, const Zone& zone) {
  const auto item = ical::Decode(text, zone).item;
  if (!item) return "cannot be read: " + text;
  return item->title + (item->component == Component::kEvent ? " block " : " task ") +
         FormatLocal(item->start.value_or(LocalTime{})) + (item->completed ? " completed" : "") +
         (item->transparent ? " free " : " ") + item->uid + " " + UuidHex({item->our_text}) + " " +
         item->user_text;
}

}  // namespace touchbase::test
