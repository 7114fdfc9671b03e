// Words of enums: one constexpr table per enum serves printing and parsing, so that the two cannot
// drift apart. Pure. The caller keeps a static_assert on Complete() beside each table.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace touchbase {

// The word of the constant n stands at index n. An empty word is never parsed.
template <typename Enum, std::size_t kCount>
class WordTable {
 public:
  explicit constexpr WordTable(const std::array<std::string_view, kCount>& words) : words_(words) {}

  // The word of `value`; empty for a constant without one.
  constexpr std::string_view WordOf(Enum value) const {
    const auto index = static_cast<std::size_t>(value);
    return index < kCount ? words_[index] : std::string_view();
  }

  // Exact words only. No value for anything else.
  constexpr std::optional<Enum> ValueOf(std::string_view word) const {
    if (word.empty()) return std::nullopt;
    for (std::size_t i = 0; i < kCount; ++i) {
      if (words_[i] == word) return static_cast<Enum>(i);
    }
    return std::nullopt;
  }

  // Whether the table ends with the enum's last constant.
  static constexpr bool Complete(Enum last) { return static_cast<std::size_t>(last) + 1 == kCount; }

 private:
  std::array<std::string_view, kCount> words_;
};

}  // namespace touchbase
