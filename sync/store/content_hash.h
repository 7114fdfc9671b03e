// A quick 64-bit digest of a file's bytes, to tell whether a file changed. Pure. It guards against
// edits, not against forgery; sizes and times are compared beside it.
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>

namespace touchbase::store {

inline std::uint64_t ContentHash(std::string_view bytes) {
  constexpr std::uint64_t kOdd = 0x9E3779B97F4A7C15u;  // the golden ratio, as in Knuth's hashing
  const auto mix = [](std::uint64_t hash, std::uint64_t word) {
    hash = (hash ^ word) * kOdd;
    return hash ^ (hash >> 32);
  };
  std::uint64_t hash = bytes.size() * kOdd;
  while (bytes.size() >= 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, bytes.data(), 8);
    hash = mix(hash, word);
    bytes.remove_prefix(8);
  }
  std::uint64_t rest = 0;
  std::memcpy(&rest, bytes.data(), bytes.size());
  return mix(mix(hash, rest), kOdd);
}

}  // namespace touchbase::store
