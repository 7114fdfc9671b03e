// One calendar object resource of ours, in memory: what it says (CalendarItem), what we want it to
// say (ItemContent), and the three ways between text and memory: Encode, Patch, Decode. Pure, but
// for zones of the tz database that a foreign TZID names.
//
// Every text from outside is bounded (1 MiB) and checked; what cannot be read is a value with a
// reason. An update patches the object that was fetched, so that properties, alarms and parameters
// we do not know survive.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "model/civil_time.h"
#include "model/uid.h"
#include "model/zone.h"

namespace touchbase::ical {

// What we want one half of a follow-up to hold: the owned fields in normal form.
struct ItemContent {
  Component component = Component::kEvent;
  std::string uid;
  std::string key;    // X-TOUCHBASE-KEY
  std::string lines;  // X-TOUCHBASE-LINES of a block of several: words without commas; or empty
  LocalTime start{};  // the slot, civil time of the user's zone
  int length_minutes = 15;
  bool date_only = false;  // the task of a pair: DUE is a date
  std::string title;       // ours, without a mark
  std::string text;        // our part of the description, without first and last line
  std::string noted;       // "Noted: replied, 3 March", or empty: the last line of our part
  std::string access_class = "PRIVATE";  // CLASS; empty = none
  bool busy = true;                      // TRANSP of an open block
  std::vector<int> alarm_minutes;        // before the start; empty: none
  bool done = false;  // finished: mark before the title, TRANSPARENT, COMPLETED, no alarm of ours
  std::optional<Instant> done_at;
};

// How an item is written for one account.
struct WriteStyle {
  bool utc = false;  // zone_style = utc: DTSTART in UTC instead of TZID with our short VTIMEZONE
};

// An alarm, whoever set it. Apple's "no alarm" of 1976 and repeats of a snooze are none.
struct ItemAlarm {
  int offset_seconds = 0;  // after the start (DUE of a task); before it when negative
  bool ours = false;       // by its mark, or by its words where the mark was lost
  friend bool operator==(const ItemAlarm&, const ItemAlarm&) = default;
};

// What an item says. Times are civil times of the user's zone; a floating time is taken as one.
struct CalendarItem {
  Component component = Component::kEvent;
  std::string uid;
  std::string key;                 // X-TOUCHBASE-KEY, or empty
  std::string lines;               // X-TOUCHBASE-LINES, or empty
  std::optional<Instant> slot;     // X-TOUCHBASE-SLOT: the time that one of our machines last wrote
  std::optional<LocalTime> start;  // DTSTART of an event; DUE of a task (midnight when date_only)
  bool date_only = false;          // VALUE=DATE
  int length_minutes = 0;          // of an event; 0 for a task
  std::string title;               // SUMMARY as it is
  std::string our_text;  // what lies between our first and last line; empty when not found
  // Our lines are there and the text is what X-TOUCHBASE-TEXT names (where a server dropped that,
  // only a comparison with the base's our_text can tell).
  bool our_text_intact = false;
  std::string user_text;      // everything else of the DESCRIPTION
  bool has_our_part = false;  // our text was found; else all is the user's and Patch leaves it
  std::string description;    // all of DESCRIPTION as plain text
  bool completed = false;     // any of STATUS, COMPLETED, PERCENT-COMPLETE says so
  std::optional<Instant> completed_at;
  std::optional<Instant> last_modified;
  bool cancelled = false;  // STATUS:CANCELLED
  bool transparent = false;
  bool has_our_alarm = false;
  std::vector<ItemAlarm> alarms;  // sorted
  std::string access_class;       // CLASS, upper case, or empty
  bool taken_over = false;  // attendees, organizer, a recurrence, another component: the user's
};

struct Decoded {
  std::optional<CalendarItem> item;  // no value: not readable as one event or task
  std::string why;                   // then: the reason, with the name of what is wrong
};

Decoded Decode(std::string_view text, const Zone& zone);

// A new object. `now` becomes DTSTAMP, CREATED and LAST-MODIFIED.
std::string Encode(const ItemContent& content, const WriteStyle& style, const Zone& zone,
                   Instant now);

// Which owned fields an update may touch. What the user's hand has changed is left alone.
struct PatchScope {
  bool time = true;
  bool title = true;
  bool text = true;  // our part of the description
  bool alarms = true;
  bool mark = true;    // done or open again: STATUS and the like, mark in the title, TRANSP
  bool busy = true;    // TRANSP of an open block
  bool access = true;  // CLASS
  // Our title as last written: the marks and words that the user put around it are kept around a
  // new one.
  std::string title_before;
};

// `fetched` with the fields in scope made to say `content`; everything else survives. SEQUENCE is
// raised when the time changes. Throws ItemError when `fetched` cannot be read.
std::string Patch(std::string_view fetched, const ItemContent& content, const PatchScope& scope,
                  const WriteStyle& style, const Zone& zone, Instant now);

// A digest of the owned fields only, in normal form: equal contents, equal fingerprint, whatever
// the server did to the bytes. Instants, not zones.
std::string Fingerprint(const ItemContent& content, const Zone& zone);

// Whether `item` says what `content` wants in every field of `scope`: then no write is needed. A
// text whose lines the user removed is left out. After Patch with the same arguments it holds for
// what the server returns, unless the server does not keep a field (then take that field out of the
// scope).
bool SaysTheSame(const CalendarItem& item, const ItemContent& content, const PatchScope& scope,
                 const Zone& zone);

// The time that one of our machines last wrote, for X-TOUCHBASE-SLOT and for tests.
std::string SlotText(Instant slot);

}  // namespace touchbase::ical
