#include "model/hash.h"

#include <bit>
#include <cstddef>
#include <span>

namespace touchbase {
namespace {

// The name space that touchbase's UUIDv5 names live in: made once at random, never to change, since
// every UID in every calendar depends on it. f51bf0ef-0a25-4708-860a-d7d144b86c03.
constexpr std::array<std::uint8_t, 16> kNameSpace = {
    0xf5, 0x1b, 0xf0, 0xef, 0x0a, 0x25, 0x47, 0x08, 0x86, 0x0a, 0xd7, 0xd1, 0x44, 0xb8, 0x6c, 0x03};

constexpr std::size_t kBlockSize = 64;
using State = std::array<std::uint32_t, 5>;

// RFC 3174, section 6.1.
void AddBlock(State* state, const char* block) {
  std::array<std::uint32_t, 80> w;
  for (std::size_t t = 0; t < 16; ++t) {
    w[t] = 0;
    for (std::size_t i = 0; i < 4; ++i) {
      w[t] = w[t] << 8 | static_cast<std::uint8_t>(block[t * 4 + i]);
    }
  }
  for (std::size_t t = 16; t < 80; ++t) {
    w[t] = std::rotl(w[t - 3] ^ w[t - 8] ^ w[t - 14] ^ w[t - 16], 1);
  }
  auto [a, b, c, d, e] = *state;
  for (std::size_t t = 0; t < 80; ++t) {
    std::uint32_t f = 0;
    if (t < 20) {
      f = ((b & c) | (~b & d)) + 0x5a827999;
    } else if (t < 40) {
      f = (b ^ c ^ d) + 0x6ed9eba1;
    } else if (t < 60) {
      f = ((b & c) | (b & d) | (c & d)) + 0x8f1bbcdc;
    } else {
      f = (b ^ c ^ d) + 0xca62c1d6;
    }
    const std::uint32_t next = std::rotl(a, 5) + f + e + w[t];
    e = d;
    d = c;
    c = std::rotl(b, 30);
    b = a;
    a = next;
  }
  const State sum = {a, b, c, d, e};
  for (std::size_t i = 0; i < sum.size(); ++i) (*state)[i] += sum[i];
}

constexpr std::array<std::uint32_t, 256> MakeCrcTable() {
  std::array<std::uint32_t, 256> table{};
  for (std::uint32_t i = 0; i < table.size(); ++i) {
    std::uint32_t value = i;
    for (int bit = 0; bit < 8; ++bit) value = value >> 1 ^ ((value & 1) != 0 ? 0xedb88320 : 0);
    table[i] = value;
  }
  return table;
}

constexpr std::array<std::uint32_t, 256> kCrcTable = MakeCrcTable();

void AppendHex(std::string* out, std::span<const std::uint8_t> bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  for (const std::uint8_t byte : bytes) {
    out->push_back(kDigits[byte >> 4]);
    out->push_back(kDigits[byte & 15]);
  }
}

}  // namespace

std::array<std::uint8_t, 20> Sha1(std::string_view bytes) {
  State state = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0};
  const std::uint64_t bit_count = std::uint64_t{bytes.size()} * 8;
  while (bytes.size() >= kBlockSize) {
    AddBlock(&state, bytes.data());
    bytes.remove_prefix(kBlockSize);
  }
  // The rest, a one bit, zeros, and the length in the last eight bytes: one block or two.
  std::array<char, 2 * kBlockSize> tail{};
  bytes.copy(tail.data(), bytes.size());
  tail[bytes.size()] = static_cast<char>(0x80);
  const std::size_t end = bytes.size() + 9 <= kBlockSize ? kBlockSize : 2 * kBlockSize;
  for (std::size_t i = 0; i < 8; ++i) {
    tail[end - 1 - i] = static_cast<char>(bit_count >> (8 * i) & 0xff);
  }
  for (std::size_t at = 0; at < end; at += kBlockSize) AddBlock(&state, tail.data() + at);

  std::array<std::uint8_t, 20> digest;
  for (std::size_t i = 0; i < digest.size(); ++i) {
    digest[i] = static_cast<std::uint8_t>(state[i / 4] >> (24 - 8 * (i % 4)));
  }
  return digest;
}

std::uint32_t Crc32(std::string_view bytes) {
  std::uint32_t value = 0xffffffff;
  for (const char c : bytes) {
    value = value >> 8 ^ kCrcTable[(value ^ static_cast<std::uint8_t>(c)) & 0xff];
  }
  return ~value;
}

std::string UuidHex(std::initializer_list<std::string_view> parts) {
  std::string name;
  name.reserve(256);
  name.assign(kNameSpace.begin(), kNameSpace.end());
  for (const std::string_view part : parts) {
    name += std::to_string(part.size());
    name += ':';
    name += part;
  }
  const auto digest = Sha1(name);
  std::array<std::uint8_t, 16> uuid;
  for (std::size_t i = 0; i < uuid.size(); ++i) uuid[i] = digest[i];
  uuid[6] = static_cast<std::uint8_t>((uuid[6] & 0x0f) | 0x50);  // version 5
  uuid[8] = static_cast<std::uint8_t>((uuid[8] & 0x3f) | 0x80);  // the variant of RFC 9562
  std::string hex;
  hex.reserve(32);
  AppendHex(&hex, uuid);
  return hex;
}

}  // namespace touchbase
