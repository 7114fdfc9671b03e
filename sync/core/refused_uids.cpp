#include "sync/core/refused_uids.h"

#include <algorithm>
#include <charconv>
#include <sstream>
#include <utility>

namespace touchbase {
namespace {

constexpr const char* kRefused = "refused uids";

}  // namespace

std::vector<RefusedUid> RefusedUids(BaseStore& base) {
  std::vector<RefusedUid> all;
  std::istringstream lines(base.Get(kRefused));
  for (std::string line; std::getline(lines, line);) {
    std::istringstream cells(line);
    RefusedUid one;
    std::string seen;
    for (std::string* cell : {&one.uid, &one.key, &seen, &one.holder.value}) {
      std::getline(cells, *cell, '\t');
    }
    std::from_chars(seen.data(), seen.data() + seen.size(), one.first_seen);
    all.push_back(std::move(one));
  }
  return all;
}

void SetRefusedUids(const std::vector<RefusedUid>& refused, BaseStore& base) {
  std::string text;
  for (const RefusedUid& one : refused) {
    text.append(one.uid).append("\t").append(one.key).append("\t");
    text.append(std::to_string(one.first_seen)).append("\t").append(one.holder.value).append("\n");
  }
  if (text != base.Get(kRefused)) base.Set(kRefused, text);
}

void RememberRefused(RefusedUid refused, BaseStore& base) {
  std::replace_if(
      refused.holder.value.begin(), refused.holder.value.end(),
      [](char c) { return c == '\t' || c == '\n'; }, ' ');
  std::vector<RefusedUid> all = RefusedUids(base);
  for (const RefusedUid& one : all) {
    if (one.uid == refused.uid) refused.first_seen = one.first_seen;
  }
  std::erase_if(all, [&](const RefusedUid& one) { return one.uid == refused.uid; });
  all.push_back(std::move(refused));
  SetRefusedUids(all, base);
}

}  // namespace touchbase
