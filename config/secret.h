// A password and where it comes from. I/O: runs a program, reads a file or the environment.
//
// A Secret cannot be printed, compared or copied, and its memory is cleared when it goes. Messages
// of ReadSecret name the source, never what came out of it.
#pragma once

#include <chrono>
#include <iosfwd>
#include <optional>
#include <string_view>
#include <vector>

#include "config/settings.h"
#include "config/settings_file.h"

namespace touchbase {

class Secret {
 public:
  explicit Secret(std::string_view text);
  Secret(Secret&& other) noexcept;
  Secret& operator=(Secret&& other) noexcept;
  Secret(const Secret&) = delete;
  Secret& operator=(const Secret&) = delete;
  ~Secret();

  // For the one who signs in. Ends with a zero byte; valid as long as this object.
  const char* Reveal() const { return bytes_.empty() ? "" : bytes_.data(); }
  bool empty() const { return bytes_.size() <= 1; }

  friend std::ostream& operator<<(std::ostream&, const Secret&) = delete;

 private:
  std::vector<char> bytes_;  // a vector moves without leaving a copy, a short string does not
};

// The password of the calendar: the first line of the one source that is set, without the line end.
// None when no source is set. A program gets `patience` and is then ended. Throws InputError when
// the source gives nothing.
std::optional<Secret> ReadSecret(const CalendarSettings& calendar, const EnvLookup& env,
                                 std::chrono::milliseconds patience = std::chrono::seconds{30});

}  // namespace touchbase
