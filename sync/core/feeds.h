// The port to calendars outside the account: .ics files and addresses (sync/cli/feed_reader; tests
// have one in memory).
#pragma once

#include <cstdint>
#include <string>

namespace touchbase {

struct FeedAnswer {
  enum class End : std::uint8_t { kRead, kUnchanged, kFailed } end = End::kFailed;
  std::string text;  // when read: at most 8 MiB
  std::string tag;   // when read: what the next call is asked with; opaque, may be empty
  std::string why;   // when failed: for the user, without secrets
};

class Feeds {
 public:
  virtual ~Feeds() = default;
  // `source`: https://, http://, webcal:// or the path of a file. `tag`: of the copy at hand, or
  // empty.
  virtual FeedAnswer Read(const std::string& source, const std::string& tag) = 0;
};

// An address or a file, where the settings may also name a calendar of the account.
bool IsFeed(const std::string& entry);

// For messages: an address without its path, which may be a secret; a file as it is.
std::string NameOfFeed(const std::string& source);

}  // namespace touchbase
