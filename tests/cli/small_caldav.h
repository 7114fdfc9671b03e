// A CalDAV server of one calendar in memory, for a ScriptedServer: as much of RFC 4791 as a run
// needs, with a hook before every PUT. Pure, but for its lock: the handler runs on the server's
// thread.
#pragma once

#include <functional>
#include <map>
#include <mutex>
#include <string>

#include "tests/support/scripted_server.h"

namespace touchbase::test {

class SmallCalDav {
 public:
  // `before_put` gets the number of the PUT, from 1, before it is carried out and answered.
  explicit SmallCalDav(std::function<void(int)> before_put = {})
      : before_put_(std::move(before_put)) {}

  Reply Answer(const Received& request);
  std::map<std::string, std::string> Items() const;  // href -> text
  std::string EtagOf(const std::string& href) const;

 private:
  struct Item {
    std::string etag;
    std::string text;
  };

  Reply Propfind(const Received& request);
  Reply Multiget(const Received& request);
  Reply Put(const Received& request);
  std::string ItemResponse(const std::string& href, const Item& item, bool with_text) const;

  std::function<void(int)> before_put_;
  mutable std::mutex mutex_;
  std::map<std::string, Item> items_;
  int puts_ = 0;
  int version_ = 0;
};

}  // namespace touchbase::test
