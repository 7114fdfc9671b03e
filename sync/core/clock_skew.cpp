#include "sync/core/clock_skew.h"

#include <cstdlib>
#include <string>

#include "model/error.h"

namespace touchbase {
namespace {

constexpr std::int64_t kMaxSkewS = 300;

}  // namespace

void CheckClock(const Account& account, bool acting_as_of) {
  const auto skew = account.ServerClockSkewSeconds();
  if (!skew || acting_as_of || std::abs(*skew) <= kMaxSkewS) return;
  throw ServerError("This machine's clock and the server's are " +
                    std::to_string(std::abs(*skew) / 60) +
                    " minutes apart. Nothing was written: set the clock, then run again.");
}

}  // namespace touchbase
