// UIDs that the server would not have again: they live somewhere, or lie in a trash bin. Kept until
// it is known where. I/O: the base.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "sync/core/base_store.h"

namespace touchbase {

struct RefusedUid {
  std::string uid;
  std::string key;              // of the follow-up
  std::int64_t first_seen = 0;  // unix seconds
  Href holder;                  // who has it, as the server says; often empty
};

std::vector<RefusedUid> RefusedUids(BaseStore& base);
void SetRefusedUids(const std::vector<RefusedUid>& refused, BaseStore& base);
// Keeps the time of one that is known.
void RememberRefused(RefusedUid refused, BaseStore& base);

}  // namespace touchbase
