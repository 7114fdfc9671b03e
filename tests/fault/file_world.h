// The whole program on real files: a folder of calendars, a CSV book, the state in SQLite. Does
// file I/O below the folder given.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "model/zone.h"
#include "sync/core/run.h"
#include "sync/store/file_system.h"
#include "tests/support/call_log.h"
#include "tests/support/phone.h"

namespace touchbase::test {

class FileWorld {
 public:
  // `folder` must exist; an empty one gets a book with some people.
  explicit FileWorld(std::filesystem::path folder);

  // One run of the program as of that local time. `log` notes the calls to the ports.
  RunReport Run(std::string_view local, store::FileSystem* files = &store::PosixFiles(),
                CallLog* log = nullptr);

  // The user's hand: on every open item whose title holds `title`; `half` block, task or both.
  void Edit(const std::string& title, const std::string& half,
            const std::function<void(PhoneItem&)>& edit);
  void Remove(const std::string& title);

  // What is in calendar and log, without stamps; doubled UIDs and row ids stand twice.
  std::string State() const;

 private:
  void ForEach(
      const std::function<void(const std::filesystem::path&, const std::string&)>& each) const;

  std::filesystem::path folder_;
  std::shared_ptr<const Zone> zone_;
  RunSettings settings_;
};

}  // namespace touchbase::test
