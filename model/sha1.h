// The inner part of SHA-1 (RFC 3174, section 6): what one block does to the five words of state.
// Pure.
//
// Twice: in plain C++, and with the instructions that x86 processors have for it, several times
// faster. Both give the same words; which one runs is decided once, by what the processor has.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>

namespace touchbase::sha1 {

using State = std::array<std::uint32_t, 5>;
inline constexpr std::size_t kBlockSize = 64;
inline constexpr State kStart = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0};

// Adds one block of kBlockSize bytes.
using AddBlock = void (*)(State& state, const std::uint8_t* block);

void AddBlockPlain(State& state, const std::uint8_t* block);
// Null when this processor has no instructions for SHA-1.
AddBlock AddBlockOfProcessor();

}  // namespace touchbase::sha1
