// Calendars outside the account: .ics files and addresses, with conditional requests. I/O: files
// and the network.
#pragma once

#include <string>

#include "config/settings.h"
#include "sync/core/feeds.h"
#include "sync/http/client.h"

namespace touchbase::cli {

// Nobody is signed in there; http only where the settings allow it or on this machine.
class FeedReader final : public Feeds {
 public:
  explicit FeedReader(http::Options options) : options_(std::move(options)) {}
  FeedAnswer Read(const std::string& source, const std::string& tag) override;

 private:
  FeedAnswer ReadFile(const std::string& path, const std::string& tag) const;
  FeedAnswer ReadAddress(const std::string& source, const std::string& tag);

  http::Options options_;
};

}  // namespace touchbase::cli
