#include "model/hash.h"

#include <gtest/gtest.h>

#include <cstdio>
#include <random>
#include <set>
#include <string>

#include "model/sha1.h"

namespace touchbase {
namespace {

std::string Hex(const std::array<std::uint8_t, 20>& digest) {
  std::string hex;
  for (const std::uint8_t byte : digest) {
    char two[3];
    std::snprintf(two, sizeof two, "%02x", byte);
    hex += two;
  }
  return hex;
}

TEST(Sha1, GivesTheVectorsOfRfc3174) {
  EXPECT_EQ(Hex(Sha1("abc")), "a9993e364706816aba3e25717850c26c9cd0d89d");
  EXPECT_EQ(Hex(Sha1("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq")),
            "84983e441c3bd26ebaae4aa1f95129e5e54670f1");
  EXPECT_EQ(Hex(Sha1(std::string(1000000, 'a'))), "34aa973cd4c4daa4f61eeb2bdbad27316534016f");
  std::string digits;
  for (int i = 0; i < 80; ++i) digits += "01234567";
  EXPECT_EQ(Hex(Sha1(digits)), "dea356a2cddd90c7a7ecedc5ebb563934f460452");
  EXPECT_EQ(Hex(Sha1("")), "da39a3ee5e6b4b0d3255bfef95601890afd80709");
}

TEST(Sha1, PadsRightAroundTheEndOfABlock) {
  EXPECT_EQ(Hex(Sha1(std::string(55, 'x'))), "cef734ba81a024479e09eb5a75b6ddae62e6abf1");
  EXPECT_EQ(Hex(Sha1(std::string(56, 'x'))), "901305367c259952f4e7af8323f480d59f81335b");
  EXPECT_EQ(Hex(Sha1(std::string(63, 'x'))), "0ddc4e0cccd9a12850deb5abb0853a4425559fec");
  EXPECT_EQ(Hex(Sha1(std::string(64, 'x'))), "bb2fa3ee7afb9f54c6dfb5d021f14b1ffe40c163");
}

TEST(Sha1, IsTheSameByTheProcessorsOwnInstructions) {
  const sha1::AddBlock own = sha1::AddBlockOfProcessor();
  const sha1::AddBlock other = own != nullptr ? own : &sha1::AddBlockPlain;
  std::mt19937 random(20260302);  // NOLINT(cert-msc32-c,cert-msc51-cpp): the same every time
  sha1::State plain = sha1::kStart;
  sha1::State fast = sha1::kStart;
  for (int round = 0; round < 2000; ++round) {
    std::array<std::uint8_t, sha1::kBlockSize> block;
    // Of all sorts: full ones, empty ones, and every single bit.
    for (std::uint8_t& byte : block) {
      byte = round % 3 == 0 ? 0 : round % 3 == 1 ? 0xff : static_cast<std::uint8_t>(random());
    }
    block[static_cast<std::size_t>(round) / 8 % block.size()] ^=
        static_cast<std::uint8_t>(1 << round % 8);
    sha1::AddBlockPlain(plain, block.data());
    other(fast, block.data());
    ASSERT_EQ(plain, fast) << "block " << round;
  }
}

TEST(Sha1, PlainGivesTheVectorOfRfc3174) {
  // "abc", a one bit, zeros, and 24 bits of length.
  std::array<std::uint8_t, sha1::kBlockSize> block{};
  block[0] = 'a';
  block[1] = 'b';
  block[2] = 'c';
  block[3] = 0x80;
  block[63] = 24;
  sha1::State state = sha1::kStart;
  sha1::AddBlockPlain(state, block.data());
  EXPECT_EQ(state, (sha1::State{0xa9993e36, 0x4706816a, 0xba3e2571, 0x7850c26c, 0x9cd0d89d}));
}

TEST(Crc32, GivesTheCheckValueOfTheCatalogue) {
  EXPECT_EQ(Crc32("123456789"), 0xcbf43926u);
  EXPECT_EQ(Crc32(""), 0u);
}

TEST(UuidHex, IsTheUuidV5OfTheLengthPrefixedParts) {
  EXPECT_EQ(UuidHex({"a", "bc"}), "df5ff8a183bd5c9c8e64f2480596fc57");
  EXPECT_EQ(UuidHex({}), "3abec508c1a753c194ec6cf794c828bc");
}

TEST(UuidHex, KeepsPartsApart) {
  const std::set<std::string> names = {UuidHex({"a", "bc"}), UuidHex({"ab", "c"}),
                                       UuidHex({"abc"}),     UuidHex({"abc", ""}),
                                       UuidHex({"", "abc"}), UuidHex({"1:a2:bc"})};
  EXPECT_EQ(names.size(), 6u);
}

TEST(UuidHex, CarriesVersionAndVariant) {
  for (const char* text : {"a", "b", "c", "d"}) {
    const std::string hex = UuidHex({text});
    EXPECT_EQ(hex.size(), 32u);
    EXPECT_EQ(hex[12], '5');
    EXPECT_NE(std::string("89ab").find(hex[16]), std::string::npos);
  }
}

}  // namespace
}  // namespace touchbase
