// The user's hand on one calendar object, as calendar and task apps do it: edits of the text's
// lines. Pure. Line folding is undone; what is not touched stays as it was.
#pragma once

#include <string>
#include <string_view>

#include "model/civil_time.h"

namespace touchbase::test {

class PhoneItem {
 public:
  explicit PhoneItem(std::string_view text);

  std::string Text() const;

  // The value of a property of the VEVENT or VTODO (not of its alarms); "" when absent.
  std::string Get(std::string_view name) const;
  // Replaces the property's line, parameters and all, or adds it.
  void Set(std::string_view name_and_parameters, std::string_view value);
  void Remove(std::string_view name);

  void Tick(Instant at);  // as Tasks.org does
  void Untick();
  void MarkTitle(std::string_view mark);                         // before the title
  void Type(std::string_view text);                              // a line at the end of the notes
  void Erase(std::string_view text);                             // a word out of title and notes
  void Replace(const std::string& from, const std::string& to);  // in the notes
  void MoveTo(LocalTime start, int minutes_long);                // floating, as khal does
  void DueOn(Date date);
  void TurnIntoTask();   // as apps do that know tasks and events: the UID stays
  void TurnIntoEvent();  // an hour at noon of the day it was due

 private:
  struct Span {
    std::size_t begin = 0, end = 0;
  };
  Span Component() const;
  std::size_t Find(std::string_view name) const;
  void TurnInto(std::string_view from, std::string_view to);

  std::string lines_;  // unfolded, \n between
};

}  // namespace touchbase::test
