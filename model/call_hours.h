// When somebody may be called: 9 to 17 on the weekdays of their own zone. Pure.
//
// The user's own hours are the caller's question. A contact without a zone, or with one that nobody
// knows, is called in the user's hours.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <unordered_map>

#include "model/contact.h"
#include "model/zone.h"

namespace touchbase {

class CallHours {
 public:
  using Lookup = std::function<const Zone*(const std::string&)>;

  // `own`: the user's zone; null: everybody is called in the user's hours. Both must outlive it.
  CallHours(const Zone* own, const Lookup& zones) : own_(own), zones_(zones) {}

  // Whether a call that starts at `start`, in the user's zone, is over by 17:00 of theirs.
  bool Allows(const Contact& contact, LocalTime start, minutes length) const;
  // The contact names a zone, and there is none of that name.
  bool IsUnknown(const Contact& contact) const;

 private:
  // Zones mostly repeat, and so do the quarters of an hour that are asked for.
  using Answers = std::unordered_map<std::int64_t, bool>;
  struct Known {
    const Zone* zone = nullptr;
    std::map<minutes, Answers> answers;  // by length
  };
  Known& Of(const std::string& name) const;

  const Zone* own_;
  const Lookup& zones_;
  mutable std::map<std::string, Known, std::less<>> known_;
};

}  // namespace touchbase
