// A record of every call that went through a port of a memory fake, and the hook by which tests let
// one fail. Pure.
//
// The hook runs before and after each call's effect. Throwing before it: the call never happened;
// throwing after it: it was done and the answer got lost. Crash is no std::exception on purpose, so
// that no catch of the code under test can swallow it.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace touchbase::test {

enum class Moment : std::uint8_t { kBefore, kAfter };

struct Crash {};

class CallLog {
 public:
  // `number` counts the calls from 0.
  using Hook = std::function<void(int number, const std::string& call, Moment moment)>;

  void SetHook(Hook hook) { hook_ = std::move(hook); }
  void CrashAt(int number, Moment moment) {
    hook_ = [number, moment](int n, const std::string&, Moment m) {
      if (n == number && m == moment) throw Crash{};
    };
  }

  // Notes `call`, then does `effect` between the two moments of the hook.
  template <typename Effect>
  auto Do(std::string call, Effect effect) {
    const int number = static_cast<int>(calls_.size());
    calls_.push_back(std::move(call));
    const std::string noted = calls_.back();
    if (hook_) hook_(number, noted, Moment::kBefore);
    if constexpr (std::is_void_v<decltype(effect())>) {
      effect();
      if (hook_) hook_(number, noted, Moment::kAfter);
    } else {
      auto result = effect();
      if (hook_) hook_(number, noted, Moment::kAfter);
      return result;
    }
  }

  // "Fetch /cal/a.ics", "Create /cal/a.ics", "Book.Append 2", ... in order.
  const std::vector<std::string>& calls() const { return calls_; }
  int Count(std::string_view beginning) const {
    int count = 0;
    for (const std::string& call : calls_) count += call.starts_with(beginning) ? 1 : 0;
    return count;
  }
  void Clear() { calls_.clear(); }

 private:
  std::vector<std::string> calls_;
  Hook hook_;
};

}  // namespace touchbase::test
