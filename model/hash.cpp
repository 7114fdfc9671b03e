#include "model/hash.h"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <cstring>

#include "model/sha1.h"

namespace touchbase {
namespace {

// The name space that touchbase's UUIDv5 names live in: made once at random, never to change, since
// every UID in every calendar depends on it. f51bf0ef-0a25-4708-860a-d7d144b86c03.
constexpr std::array<std::uint8_t, 16> kNameSpace = {
    0xf5, 0x1b, 0xf0, 0xef, 0x0a, 0x25, 0x47, 0x08, 0x86, 0x0a, 0xd7, 0xd1, 0x44, 0xb8, 0x6c, 0x03};

// Chosen once: asking the processor costs more than a block.
sha1::AddBlock ChooseAddBlock() {
  const sha1::AddBlock own = sha1::AddBlockOfProcessor();
  return own != nullptr ? own : &sha1::AddBlockPlain;
}

// SHA-1 of what is added piece by piece.
class Digest {
 public:
  void Add(std::string_view bytes) {
    size_ += bytes.size();
    while (!bytes.empty()) {
      const std::size_t count = std::min(bytes.size(), sha1::kBlockSize - used_);
      std::memcpy(block_.data() + used_, bytes.data(), count);
      bytes.remove_prefix(count);
      used_ += count;
      if (used_ == sha1::kBlockSize) Flush();
    }
  }

  // A one bit, zeros, and the length in bits in the last eight bytes.
  std::array<std::uint8_t, 20> Finish() {
    const std::uint64_t bit_count = size_ * 8;
    block_[used_++] = 0x80;
    if (used_ > kLengthAt) {
      std::memset(block_.data() + used_, 0, sha1::kBlockSize - used_);
      Flush();
    }
    std::memset(block_.data() + used_, 0, kLengthAt - used_);
    for (std::size_t i = 0; i < 8; ++i) {
      block_[kLengthAt + i] = static_cast<std::uint8_t>(bit_count >> (56 - 8 * i));
    }
    Flush();
    std::array<std::uint8_t, 20> digest;
    for (std::size_t i = 0; i < digest.size(); ++i) {
      digest[i] = static_cast<std::uint8_t>(state_[i / 4] >> (24 - 8 * (i % 4)));
    }
    return digest;
  }

 private:
  static constexpr std::size_t kLengthAt = sha1::kBlockSize - 8;

  void Flush() {
    static const sha1::AddBlock kAddBlock = ChooseAddBlock();
    kAddBlock(state_, block_.data());
    used_ = 0;
  }

  sha1::State state_ = sha1::kStart;
  std::array<std::uint8_t, sha1::kBlockSize> block_;
  std::size_t used_ = 0;
  std::uint64_t size_ = 0;
};

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

}  // namespace

std::array<std::uint8_t, 20> Sha1(std::string_view bytes) {
  Digest digest;
  digest.Add(bytes);
  return digest.Finish();
}

std::uint32_t Crc32(std::string_view bytes) {
  std::uint32_t value = 0xffffffff;
  for (const char c : bytes) {
    value = value >> 8 ^ kCrcTable[(value ^ static_cast<std::uint8_t>(c)) & 0xff];
  }
  return ~value;
}

HexDigits UuidDigits(std::initializer_list<std::string_view> parts) {
  Digest digest;
  digest.Add({reinterpret_cast<const char*>(kNameSpace.data()), kNameSpace.size()});
  for (const std::string_view part : parts) {
    std::array<char, 24> length;
    char* end = std::to_chars(length.data(), length.data() + length.size() - 1, part.size()).ptr;
    *end++ = ':';
    digest.Add({length.data(), static_cast<std::size_t>(end - length.data())});
    digest.Add(part);
  }
  auto uuid = digest.Finish();
  uuid[6] = static_cast<std::uint8_t>((uuid[6] & 0x0f) | 0x50);  // version 5
  uuid[8] = static_cast<std::uint8_t>((uuid[8] & 0x3f) | 0x80);  // the variant of RFC 9562
  constexpr std::string_view kDigits = "0123456789abcdef";
  HexDigits hex;
  for (std::size_t i = 0; i < hex.size(); i += 2) {
    hex[i] = kDigits[uuid[i / 2] >> 4];
    hex[i + 1] = kDigits[uuid[i / 2] & 15];
  }
  return hex;
}

std::string UuidHex(std::initializer_list<std::string_view> parts) {
  const HexDigits hex = UuidDigits(parts);
  return {hex.data(), hex.size()};
}

}  // namespace touchbase
