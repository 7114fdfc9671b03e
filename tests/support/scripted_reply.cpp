#include <algorithm>

#include "model/hash.h"
#include "tests/support/scripted_server.h"

namespace touchbase::test {
namespace {

std::string LittleEndian(std::uint32_t value, int bytes) {
  std::string out;
  for (int i = 0; i < bytes; ++i) out.push_back(static_cast<char>(value >> (8 * i) & 0xff));
  return out;
}

// Chunks of unequal sizes, with an extension in the first, as the RFC allows.
std::string Chunked(std::string_view body) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out;
  for (std::size_t size = 7; !body.empty(); size = size * 3 % 4093 + 1) {
    const std::string_view chunk = body.substr(0, size);
    std::string hex;
    for (std::size_t n = chunk.size(); n > 0; n /= 16) hex.insert(hex.begin(), kDigits[n % 16]);
    out += hex + (out.empty() ? ";first" : "") + "\r\n" + std::string(chunk) + "\r\n";
    body.remove_prefix(chunk.size());
  }
  return out + "0\r\n\r\n";
}

}  // namespace

// RFC 1951 3.2.4 in RFC 1952: no compression, only its form.
std::string Gzip(std::string_view bytes) {
  std::string out("\x1f\x8b\x08\0\0\0\0\0\0\xff", 10);
  const std::uint32_t crc = Crc32(bytes);
  const auto total = static_cast<std::uint32_t>(bytes.size());
  do {
    const std::string_view block = bytes.substr(0, 0xffff);
    bytes.remove_prefix(block.size());
    const auto size = static_cast<std::uint32_t>(block.size());
    out.push_back(bytes.empty() ? '\1' : '\0');
    out += LittleEndian(size, 2) + LittleEndian(~size & 0xffff, 2) + std::string(block);
  } while (!bytes.empty());
  return out + LittleEndian(crc, 4) + LittleEndian(total, 4);
}

std::string WireText(const Reply& reply) {
  std::string body = reply.gzip ? Gzip(reply.body) : reply.body;
  std::string out = reply.before;
  out += reply.http10 ? "HTTP/1.0 " : "HTTP/1.1 ";
  out += std::to_string(reply.status) + " Scripted\r\n";
  for (const auto& [name, value] : reply.headers) out.append(name + ": " + value + "\r\n");
  if (reply.gzip) out += "Content-Encoding: gzip\r\n";
  if (reply.close || reply.http10) out += "Connection: close\r\n";
  if (reply.framing == Reply::Framing::kChunked) {
    body = Chunked(body);
    out += "Transfer-Encoding: chunked\r\n";
  } else if (reply.framing == Reply::Framing::kLength && reply.status != 204 &&
             reply.status != 304) {
    out += "Content-Length: " + std::to_string(reply.length.value_or(body.size())) + "\r\n";
  }
  return out + "\r\n" + body.substr(0, reply.cut.value_or(body.size()));
}

}  // namespace touchbase::test
