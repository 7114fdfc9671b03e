// What a quiet run says of a server that is not reached: once when it begins, again after a day,
// and once when it is mended. A timer that mails its output would else send it every quarter of an
// hour. Kept in the base under "server trouble".
#pragma once

#include <cstdint>
#include <string>

#include "model/civil_time.h"
#include "sync/core/base_store.h"

namespace touchbase::cli {

class ServerTrouble {
 public:
  // `base` must outlive it.
  explicit ServerTrouble(BaseStore& base);

  // Remembers a failure of this sort (what to say of it changes with the sort); whether a quiet run
  // says it.
  bool Begin(const std::string& sort, Instant now);
  // The server was reached: since when it was not (unix seconds), 0 when nothing was wrong.
  std::int64_t End();

 private:
  BaseStore& base_;
  std::string sort_;
  std::int64_t since_s_ = 0;
  std::int64_t said_s_ = 0;
};

}  // namespace touchbase::cli
