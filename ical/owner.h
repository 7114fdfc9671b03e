// Owner types over libical's C handles, for the .cpp files of this folder only. Pure.
//
// Never free a child that was added to a parent; only the *_r printers are used (the others keep a
// ring buffer). libical is used to write our own components and to interpret a foreign VTIMEZONE;
// foreign properties never pass through it, because it corrupts CATEGORIES and X- values with
// commas.
#pragma once

#include <libical/ical.h>

#include <memory>
#include <string>

namespace touchbase::ical {

struct ComponentFree {
  void operator()(icalcomponent* component) const noexcept { icalcomponent_free(component); }
};
struct TimezoneFree {
  void operator()(icaltimezone* zone) const noexcept { icaltimezone_free(zone, 1); }
};
struct TextFree {
  void operator()(char* text) const noexcept { icalmemory_free_buffer(text); }
};

using ComponentPtr = std::unique_ptr<icalcomponent, ComponentFree>;
using TimezonePtr = std::unique_ptr<icaltimezone, TimezoneFree>;
using TextPtr = std::unique_ptr<char, TextFree>;

inline ComponentPtr ParseComponent(const std::string& text) {
  return ComponentPtr(icalparser_parse_string(text.c_str()));
}

inline std::string PrintComponent(icalcomponent* component) {
  const TextPtr text(icalcomponent_as_ical_string_r(component));
  return text == nullptr ? std::string() : std::string(text.get());
}

}  // namespace touchbase::ical
