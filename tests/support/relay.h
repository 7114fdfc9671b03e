// Stands between the program and a server on loopback: every request comes by here on its way, and
// its answer on the way back, one after the other. I/O: loopback sockets.
#pragma once

#include <functional>
#include <string>

#include "tests/support/call_log.h"
#include "tests/support/scripted_server.h"

namespace touchbase::test {

// One request to http://127.0.0.1:`port`, as HTTP/1.0. Throws std::runtime_error when no whole
// answer comes.
Reply AskServer(int port, const Received& request);

class Relay {
 public:
  // Before a request goes on, and before its answer does. False: the connection ends there.
  using Hook = std::function<bool(const Received& request, Moment moment)>;

  Relay(int server_port, Hook hook);

  int port() const { return server_.port(); }

 private:
  Reply Pass(const Received& request);

  int server_port_;
  Hook hook_;
  ScriptedServer server_;
};

}  // namespace touchbase::test
