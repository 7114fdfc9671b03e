// Digests that names are made of: SHA-1 (RFC 3174), UUIDv5 (RFC 9562 5.5), CRC-32 (ISO-HDLC). Pure.
//
// They name things, they protect nothing. docs/decisions/0003-own-sha1.md says why they are here.
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>

namespace touchbase {

std::array<std::uint8_t, 20> Sha1(std::string_view bytes);
std::uint32_t Crc32(std::string_view bytes);

// 32 lower-case hex digits of the UUIDv5 over `parts` in touchbase's own name space. Each part is
// preceded by its length, so that ("a", "bc") and ("ab", "c") differ.
std::string UuidHex(std::initializer_list<std::string_view> parts);

// The same where it is only compared: no memory is asked for.
using HexDigits = std::array<char, 32>;
HexDigits UuidDigits(std::initializer_list<std::string_view> parts);

}  // namespace touchbase
