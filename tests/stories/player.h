// Plays a story on the real run with calendar, book and state in memory.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

#include "ical/tz_zone.h"
#include "sync/core/run.h"
#include "tests/stories/script.h"
#include "tests/support/memory_account.h"
#include "tests/support/memory_base_store.h"
#include "tests/support/memory_book.h"
#include "tests/support/phone.h"

namespace touchbase::test {

class Player {
 public:
  explicit Player(std::string name);

  void Play(const std::vector<StoryLine>& story);

 private:
  struct Found {
    Href collection;
    std::string href;
    std::string text;
  };

  void Settings(const StoryLine& line);
  void AddContact(const StoryLine& line);
  Touch TouchOf(const StoryLine& line) const;
  void GoTo(const StoryLine& line);
  void EndOfTime();  // runs, checks what was expected, runs again
  void Sync(bool must_be_quiet);
  void Act(const StoryLine& line);
  void ActOnItem(const StoryLine& line);
  void DeleteItem(const StoryLine& line);
  void CarryItem(const StoryLine& line);
  void RestoreItem(const StoryLine& line);
  void SetCell(const StoryLine& line);
  void ClearCompleted();
  bool Expect(const StoryLine& line);  // false: not an expectation

  void CheckOpen();
  void CheckRows();
  std::string Describe(const std::string& uid_of_event, const std::string& uid_of_task);
  std::vector<std::string> OpenItems();
  std::string OpenLines(const BaseFollowUp& block);
  std::string RowText(const Touch& touch) const;
  void CheckDone(const StoryLine& line);
  void CheckReason(const StoryLine& line);
  void CheckText(const StoryLine& line);

  std::string KeyOf(const StoryLine& line, const std::string& contact, const std::string& step,
                    bool finished = false);
  std::vector<Found> Items(const std::string& key, const std::string& half);
  void Fail(int line, const std::string& message) const;
  Instant ToInstant(LocalTime local) const { return zone_->ToInstant(local); }

  std::string name_;
  std::shared_ptr<const Zone> zone_ = ical::LoadZone("Europe/Berlin");
  MemoryServer server_;
  MemoryBook book_;
  MemoryBaseStore base_;
  RunSettings settings_;
  LocalTime now_{};
  bool started_ = false;
  int at_line_ = 0;
  int writes_ = 0;
  std::size_t rows_seen_ = 0;
  std::vector<StoryLine> expectations_;
  std::map<std::string, std::vector<Found>> trash_;  // by key
};

}  // namespace touchbase::test
