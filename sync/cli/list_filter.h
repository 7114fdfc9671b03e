// The words of `list`: what each asks of a person. Pure.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "model/cadence.h"
#include "sync/cli/people.h"

namespace touchbase::cli {

class ListFilter {
 public:
  // Throws UsageError that names the first wrong word and the nearest right one.
  ListFilter(std::span<const std::string> words, const CadenceSet& cadences);

  // Whether all words hold. Archived people are left out unless a word asks for a status.
  bool Holds(const Person& person, Date today) const;

 private:
  struct Word {
    bool negated = false;
    std::string key;     // "track", "overdue", "silent", ...
    std::string value;   // lower case; of silent the days
    bool longer = true;  // silent>30d, not silent<30d
  };
  bool HoldsWord(const Word& word, const Person& person, Date today) const;

  std::vector<Word> words_;
  bool asks_status_ = false;
};

}  // namespace touchbase::cli
