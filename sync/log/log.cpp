#include "sync/log/log.h"

#include <fcntl.h>
#include <spdlog/logger.h>
#include <spdlog/sinks/basic_file_sink.h>
#include <spdlog/sinks/stdout_sinks.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstring>
#include <memory>
#include <vector>

#include "model/error.h"

namespace touchbase::log {
namespace {

// Off until Start, so that a library call in a test or in `--version` says nothing.
std::atomic<Level> threshold{Level::kOff};
std::unique_ptr<spdlog::logger> logger;  // set by Start, before other threads exist

spdlog::level::level_enum ToSpdlog(Level level) {
  switch (level) {
    case Level::kDebug:
      return spdlog::level::debug;
    case Level::kInfo:
      return spdlog::level::info;
    case Level::kWarning:
      return spdlog::level::warn;
    case Level::kError:
      return spdlog::level::err;
    case Level::kOff:
      break;
  }
  return spdlog::level::off;
}

// spdlog would make the file with the umask of the moment; names of people are in it.
void MakePrivate(const std::string& file) {
  const int fd = ::open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (fd < 0) {
    throw InputError("the log file cannot be written: " + std::string(std::strerror(errno)) +
                         "; name another one or none",
                     file);
  }
  ::close(fd);
}

void AppendHexByte(std::string* out, unsigned char byte) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  *out += "\\x";
  out->push_back(kDigits[byte >> 4]);
  out->push_back(kDigits[byte & 15]);
}

}  // namespace

std::string Escaped(std::string_view line) {
  std::string out;
  out.reserve(line.size());
  for (std::size_t i = 0; i < line.size(); ++i) {
    const auto byte = static_cast<unsigned char>(line[i]);
    const auto next = static_cast<unsigned char>(i + 1 < line.size() ? line[i + 1] : 0);
    if (byte == '\n') {
      out += "\\n";
    } else if (byte == '\r') {
      out += "\\r";
    } else if (byte == '\t') {
      out += "\\t";
    } else if (byte < 0x20 || byte == 0x7f) {
      AppendHexByte(&out, byte);
    } else if (byte == 0xc2 && next >= 0x80 && next <= 0x9f) {
      // U+0080 to U+009F: a terminal may take them for the start of a command, like ESC.
      AppendHexByte(&out, next);
      ++i;
    } else {
      out.push_back(line[i]);
    }
  }
  return out;
}

void Start(Level level, const std::string& file) {
  std::vector<spdlog::sink_ptr> sinks;
  if (level != Level::kOff) {
    sinks.push_back(std::make_shared<spdlog::sinks::stderr_sink_mt>());
    sinks.back()->set_pattern("touchbase: %l: %v");
    if (!file.empty()) {
      MakePrivate(file);
      sinks.push_back(std::make_shared<spdlog::sinks::basic_file_sink_mt>(file));
      sinks.back()->set_pattern("%Y-%m-%dT%H:%M:%S.%e%z %l %v");
    }
  }
  logger = std::make_unique<spdlog::logger>("touchbase", sinks.begin(), sinks.end());
  logger->set_level(ToSpdlog(level));
  // A crash loses what is buffered: what matters is on disk at once.
  logger->flush_on(spdlog::level::warn);
  threshold.store(level, std::memory_order_relaxed);
}

bool Enabled(Level level) {
  return level != Level::kOff && level >= threshold.load(std::memory_order_relaxed);
}

void Write(Level level, std::string_view line) {
  if (!Enabled(level) || !logger) return;
  logger->log(ToSpdlog(level), spdlog::string_view_t(Escaped(line)));
}

}  // namespace touchbase::log
