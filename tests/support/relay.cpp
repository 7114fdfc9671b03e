#include "tests/support/relay.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>

#include <charconv>
#include <stdexcept>
#include <string_view>
#include <utility>

#include "tests/support/child_process.h"

namespace touchbase::test {
namespace {

void Check(bool good, const std::string& what) {
  if (!good) throw std::runtime_error("relay: " + what);
}

bool IsOfTheConnection(const std::string& name) {
  std::string lower;
  for (const char c : name) lower += static_cast<char>(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
  return lower == "connection" || lower == "content-length" || lower == "transfer-encoding" ||
         lower == "expect" || lower == "keep-alive";
}

std::string RequestText(const Received& request) {
  std::string text = request.method + " " + request.target + " HTTP/1.0\r\n";
  for (const auto& [name, value] : request.headers) {
    if (!IsOfTheConnection(name)) text.append(name).append(": ").append(value).append("\r\n");
  }
  const bool has_body = !request.body.empty() || request.method == "PUT";
  if (has_body) text += "Content-Length: " + std::to_string(request.body.size()) + "\r\n";
  return text + "\r\n" + request.body;
}

// All that comes until the server closes.
std::string Exchange(int port, const std::string& text) {
  const Descriptor socket(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_port = htons(static_cast<std::uint16_t>(port));
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  Check(::connect(socket.number(), reinterpret_cast<sockaddr*>(&address), sizeof address) == 0,
        "the server does not take the connection");
  for (std::size_t sent = 0; sent < text.size();) {
    const ssize_t size =
        ::send(socket.number(), text.data() + sent, text.size() - sent, MSG_NOSIGNAL);
    Check(size > 0, "the server stopped reading");
    sent += static_cast<std::size_t>(size);
  }
  std::string answer;
  char bytes[65536];
  ssize_t size = 0;
  while ((size = ::recv(socket.number(), bytes, sizeof bytes, 0)) > 0) {
    answer.append(bytes, static_cast<std::size_t>(size));
  }
  Check(size == 0, "the answer broke off");
  return answer;
}

Reply ReplyOf(const std::string& answer) {
  const std::size_t head = answer.find("\r\n\r\n");
  const std::size_t space = answer.find(' ');
  Check(head != std::string::npos && space < head, "no answer of HTTP");
  Reply reply;
  std::from_chars(answer.data() + space + 1, answer.data() + space + 4, reply.status);
  std::string_view lines = std::string_view(answer).substr(0, head);
  while (lines.find("\r\n") != std::string_view::npos) {
    lines.remove_prefix(lines.find("\r\n") + 2);
    const std::string_view line = lines.substr(0, lines.find("\r\n"));
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos) continue;
    std::string name(line.substr(0, colon));
    if (IsOfTheConnection(name)) continue;
    reply.headers.emplace_back(std::move(name), line.substr(std::min(colon + 2, line.size())));
  }
  reply.body = answer.substr(head + 4);
  return reply;
}

}  // namespace

Reply AskServer(int port, const Received& request) {
  return ReplyOf(Exchange(port, RequestText(request)));
}

Relay::Relay(int server_port, Hook hook)
    : server_port_(server_port),
      hook_(std::move(hook)),
      server_([this](const Received& request) { return Pass(request); }) {}

Reply Relay::Pass(const Received& request) {
  Reply reply;
  reply.drop = true;
  if (!hook_(request, Moment::kBefore)) return reply;
  Reply answer = AskServer(server_port_, request);
  return hook_(request, Moment::kAfter) ? answer : reply;
}

}  // namespace touchbase::test
