// An HTTP/1.1 server for tests: on loopback, on a free port, in one thread, driven by a callback
// (or by a Dialogue, dialogue.h). It can do what servers and networks do wrong: cut the connection
// before or in the middle of an answer, drip, lie about the length, hold answers back, close after
// each.
//
// It waits for nothing by the clock, except where a Reply asks for a drip. I/O: loopback sockets.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace touchbase::test {

using HeaderLines = std::vector<std::pair<std::string, std::string>>;

struct Received {
  std::string method;
  std::string target;   // path and query as sent
  std::string version;  // HTTP/1.1
  HeaderLines headers;
  std::string body;
  int connection = 0;  // 0 for the first one accepted
  int number = 0;      // 0 for the first request, in the order they came

  // Compared without case; empty when absent.
  std::string Header(std::string_view name) const;
};

struct Reply {
  enum class Framing : std::uint8_t { kLength, kChunked, kUntilClose };

  int status = 200;
  HeaderLines headers = {};
  std::string body = {};

  Framing framing = Framing::kLength;
  bool gzip = false;
  bool http10 = false;                     // answered as HTTP/1.0 and closed
  bool close = false;                      // Connection: close, and done
  std::optional<std::size_t> length = {};  // a false Content-Length
  std::optional<std::size_t> cut = {};     // the connection ends after so many bytes of the body
  bool drop = false;                       // the request is read, the connection ends, no answer
  bool reset = false;                      // with a RST where it would end
  bool hold = false;                       // kept back until Release
  int drip_ms = 0;                         // > 0: a byte every so many milliseconds
  std::string before = {};                 // raw bytes ahead, such as a 103
};

class ScriptedServer {
 public:
  using Handler = std::function<Reply(const Received&)>;

  // The handler runs on the server's thread.
  explicit ScriptedServer(Handler handler);
  ~ScriptedServer();
  ScriptedServer(const ScriptedServer&) = delete;
  ScriptedServer& operator=(const ScriptedServer&) = delete;

  int port() const;
  // http://127.0.0.1:PORT and `target`, which begins with /.
  std::string Url(std::string_view target) const;

  std::vector<Received> Requests() const;
  int Connections() const;  // accepted so far
  int MostHeld() const;     // answers held at the same time

  void Release();                      // lets go of what is held now
  void ReleaseWhenHeld(int count);     // ... as soon as so many are held, again and again
  void CutNextConnections(int count);  // accepted and closed unread
  void StopListening();                // further connections are refused

 private:
  class Loop;
  std::unique_ptr<Loop> loop_;
};

// The bytes of a reply, up to its cut; a gzip member of stored blocks.
std::string WireText(const Reply& reply);
std::string Gzip(std::string_view bytes);

}  // namespace touchbase::test
