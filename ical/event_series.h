// All occurrences of one UID: its event with rule, dates and exceptions, and the changed ones.
// Reads the tz database, otherwise pure.
#pragma once

#include <string>
#include <vector>

#include "ical/expand.h"
#include "ical/series_times.h"

namespace touchbase::ical {

// The VEVENTs of one object or feed that share a UID.
using EventParts = std::vector<const TreeNode*>;

class EventSeries {
 public:
  // `budget`: days that may still be looked at, for all series of the text together.
  EventSeries(SeriesTimes& times, const ExpandWindow& window, std::span<const std::string> mine,
              int* budget)
      : times_(times), window_(window), mine_(mine), budget_(budget) {}

  void Expand(const EventParts& parts, Expansion* out);

 private:
  // Length of an event: exact, or in days and hours of the clock (a DURATION without a T part).
  struct Length {
    seconds value{};
    bool nominal = false;
  };
  // Original times that a date list or an exception names.
  struct Times {
    std::vector<Instant> instants;
    std::vector<Date> dates;

    void Add(const Moment& moment, bool series_of_days);
    void Sort();
    bool Has(const Moment& moment) const;
  };
  struct Extra {  // of RDATE
    Moment start;
    Length length;
  };

  void ExpandMain(const TreeNode& event, const Times& replaced);
  void ExpandException(const TreeNode& event);
  std::vector<LocalTime> RuleTimes(const TreeNode& event, const Moment& start, Length length);
  void AddRule(const ContentLine& line, const Moment& start, Length length,
               std::vector<LocalTime>* civil);
  Times Excluded(const TreeNode& event, const Moment& start, Length length);
  std::vector<Extra> Extras(const TreeNode& event, const Moment& start, Length length);
  Length LengthOf(const TreeNode& event, const Moment& start);
  Length LengthTo(const Moment& start, const Moment& end) const;
  void Emit(const Occurrence& fields, const Moment& start, Length length, std::string recurrence);
  void Warn(const TreeNode& event, const std::string& what);

  SeriesTimes& times_;
  const ExpandWindow& window_;
  std::span<const std::string> mine_;
  int* budget_;
  std::size_t emitted_ = 0;
  bool warned_of_many_ = false;
  Expansion* out_ = nullptr;
};

}  // namespace touchbase::ical
