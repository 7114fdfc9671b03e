// Random numbers that are the same everywhere: SplitMix64. Pure.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace touchbase::test {

class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}

  std::uint64_t Next() {
    state_ += 0x9e3779b97f4a7c15ULL;
    std::uint64_t z = state_;
    z = (z ^ (z >> 30U)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27U)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31U);
  }
  // 0 to `limit` - 1; `limit` is 1 or more.
  int Below(int limit) { return static_cast<int>(Next() % static_cast<std::uint64_t>(limit)); }
  bool Chance(int percent) { return Below(100) < percent; }
  template <typename T>
  const T& Of(const std::vector<T>& values) {
    return values.at(static_cast<std::size_t>(Below(static_cast<int>(values.size()))));
  }

 private:
  std::uint64_t state_;
};

}  // namespace touchbase::test
