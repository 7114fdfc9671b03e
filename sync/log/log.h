// Logging: one line per event to standard error, and to a file when asked. The only user of spdlog
// is log.cpp; callers pay for fmt/core.h only. Never given secrets, never the text of a calendar
// object.
//
// Control characters in arguments come out escaped, so that no value can forge a line.
#pragma once

#include <fmt/core.h>

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace touchbase::log {

enum class Level : std::uint8_t { kDebug, kInfo, kWarning, kError, kOff };

// `file` may be empty; a new one is made readable by its owner only. Messages of at least `level`
// are shown; before Start nothing is. To be called before there are threads. Throws InputError when
// the file cannot be opened.
void Start(Level level, const std::string& file);
bool Enabled(Level level);
void Write(Level level, std::string_view line);

// `line` with its control characters (C0, DEL, C1) written as \n, \r, \t or \xhh; the rest as it
// is.
std::string Escaped(std::string_view line);

template <typename... Args>
void Debug(fmt::format_string<Args...> format, Args&&... args) {
  if (Enabled(Level::kDebug))
    Write(Level::kDebug, fmt::format(format, std::forward<Args>(args)...));
}
template <typename... Args>
void Info(fmt::format_string<Args...> format, Args&&... args) {
  if (Enabled(Level::kInfo)) Write(Level::kInfo, fmt::format(format, std::forward<Args>(args)...));
}
template <typename... Args>
void Warning(fmt::format_string<Args...> format, Args&&... args) {
  if (Enabled(Level::kWarning)) {
    Write(Level::kWarning, fmt::format(format, std::forward<Args>(args)...));
  }
}
template <typename... Args>
void Failure(fmt::format_string<Args...> format, Args&&... args) {
  if (Enabled(Level::kError))
    Write(Level::kError, fmt::format(format, std::forward<Args>(args)...));
}

}  // namespace touchbase::log
