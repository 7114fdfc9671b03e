// What the user's other calendars and their debriefs add to the book: meetings that took place,
// people who are new. I/O: the book and the base.
//
// A meeting ahead exists in memory only; when it is over it is logged once, under the same id. What
// the user takes out of the log later stays out.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "ical/occurrence.h"
#include "sync/core/debrief_lines.h"
#include "sync/core/follow_up_rows.h"
#include "sync/core/read_book.h"
#include "sync/core/run_report.h"
#include "sync/core/run_settings.h"
#include "sync/core/world.h"

namespace touchbase {

class Watch {
 public:
  Watch(RunPorts& ports, const RunSettings& settings, Instant now, bool dry_run);

  // Adds the people that #met names to the book, and meetings to `book->touches`. The book is read
  // anew, by `read`, when somebody was added.
  void Meet(std::span<const ical::Occurrence> watched, const std::function<ReadBook()>& read,
            ReadBook* book, RunReport* report);
  // Reads the debriefs that are ticked or whose day is over. True: people were added to the book,
  // which has to be read anew. One with lines that were all understood is done with its day.
  bool Debrief(const World& world, const ReadBook& book, const FollowUpRows& rows,
               RunReport* report);

  std::span<const Event> events() const { return events_; }
  // Rows for the log, of Meet (in `touches` already) and Debrief (not yet).
  const std::vector<Touch>& met_rows() const { return met_rows_; }
  const std::vector<Touch>& debrief_rows() const { return debrief_rows_; }
  // Meetings that only the calendar shows.
  std::span<const Touch> ahead() const { return ahead_; }
  const std::vector<std::string>& questions() const { return questions_; }

  // Call when the rows are in the outbox: they are not logged again.
  void Remember();
  // Keeps meetings ahead and events for WatchedOf.
  void Keep(const ReadBook& book);

 private:
  LocalTime Since();
  bool AddPeople(std::span<const Contact> people, RunReport* report);
  void AddTouch(Touch touch, ReadBook* book);
  // What the lines of one debrief lead to; empty when they do not count yet.
  Debriefed HearDebrief(const Entry& entry, const Event& event, const ReadBook& book,
                        RunReport* report);
  void CloseDebrief(const Entry& entry, const FollowUpRows& rows, RunReport* report);

  RunPorts& ports_;
  const RunSettings& settings_;
  LocalTime now_;
  bool dry_run_;
  bool added_ = false;  // people are added once a run: a book that cannot find them again stops it
  std::vector<Event> events_;
  std::vector<Touch> ahead_, met_rows_, debrief_rows_;
  std::vector<std::string> questions_;
};

// Meetings ahead and events as the last run that looked found them, for commands that only look.
struct WatchedTimes {
  std::vector<Touch> meetings;
  std::vector<Event> events;
};
WatchedTimes WatchedOf(BaseStore& base);

}  // namespace touchbase
