#include "sync/cli/server_trouble.h"

#include <sstream>

namespace touchbase::cli {
namespace {

constexpr const char* kTroubleName = "server trouble";
constexpr std::int64_t kAgainS = std::int64_t{24} * 3600;

}  // namespace

ServerTrouble::ServerTrouble(BaseStore& base) : base_(base) {
  std::istringstream in(base.Get(kTroubleName));
  if (!(in >> sort_ >> since_s_ >> said_s_)) {
    sort_.clear();
    since_s_ = said_s_ = 0;
  }
}

bool ServerTrouble::Begin(const std::string& sort, Instant now) {
  const std::int64_t now_s = now.time_since_epoch().count();
  // A clock that went back must not silence it for years.
  const bool again = sort != sort_ || now_s < said_s_ || now_s - said_s_ >= kAgainS;
  if (sort_.empty()) since_s_ = now_s;
  sort_ = sort;
  if (again) said_s_ = now_s;
  if (again)
    base_.Set(kTroubleName, sort_ + " " + std::to_string(since_s_) + " " + std::to_string(said_s_));
  return again;
}

std::int64_t ServerTrouble::End() {
  if (sort_.empty()) return 0;
  base_.Set(kTroubleName, "");
  sort_.clear();
  return since_s_;
}

}  // namespace touchbase::cli
