#include "tests/support/scripted_server.h"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <cerrno>
#include <chrono>
#include <condition_variable>
#include <list>
#include <mutex>
#include <stdexcept>
#include <thread>

#include "tests/support/child_process.h"

namespace touchbase::test {
namespace {

constexpr std::size_t kMostRequestBytes = 128U << 20;

std::int64_t NowMs() {
  return std::chrono::duration_cast<std::chrono::milliseconds>(
             std::chrono::steady_clock::now().time_since_epoch())
      .count();
}

bool SameName(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](unsigned char x, unsigned char y) {
    return std::tolower(x) == std::tolower(y);
  });
}

std::string_view WithoutSpace(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

// Takes one whole request off the front of `bytes`; false while it is not all there.
bool TakeRequest(std::string* bytes, Received* out) {
  const std::size_t head = bytes->find("\r\n\r\n");
  if (head == std::string::npos) return false;
  Received request;
  std::string_view rest = std::string_view(*bytes).substr(0, head);
  for (bool first = true; !rest.empty(); first = false) {
    const std::size_t end = std::min(rest.find("\r\n"), rest.size());
    const std::string_view line = rest.substr(0, end);
    rest.remove_prefix(std::min(end + 2, rest.size()));
    if (first) {
      const std::size_t a = line.find(' ');
      const std::size_t b = line.rfind(' ');
      request.method = line.substr(0, a);
      request.target = line.substr(a + 1, b - a - 1);
      request.version = line.substr(b + 1);
      continue;
    }
    const std::size_t colon = line.find(':');
    request.headers.emplace_back(line.substr(0, colon), WithoutSpace(line.substr(colon + 1)));
  }
  const std::string length = request.Header("Content-Length");
  const std::size_t size = length.empty() ? 0 : std::stoul(length);
  if (bytes->size() < head + 4 + size) return false;
  request.body = bytes->substr(head + 4, size);
  bytes->erase(0, head + 4 + size);
  *out = std::move(request);
  return true;
}

void Check(bool good, const char* what) {
  if (!good) throw std::runtime_error(std::string("scripted server: ") + what);
}

}  // namespace

std::string Received::Header(std::string_view name) const {
  for (const auto& [key, value] : headers) {
    if (SameName(key, name)) return value;
  }
  return {};
}

class ScriptedServer::Loop {
 public:
  explicit Loop(Handler handler) : handler_(std::move(handler)) {
    listener_ = Descriptor(::socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0));
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    auto* raw = reinterpret_cast<sockaddr*>(&address);
    socklen_t size = sizeof address;
    Check(::bind(listener_.number(), raw, size) == 0, "bind");
    Check(::listen(listener_.number(), 64) == 0, "listen");
    Check(::getsockname(listener_.number(), raw, &size) == 0, "getsockname");
    port_ = ntohs(address.sin_port);
    int ends[2];
    Check(::pipe2(ends, O_NONBLOCK | O_CLOEXEC) == 0, "pipe");
    wake_read_ = Descriptor(ends[0]);
    wake_write_ = Descriptor(ends[1]);
    thread_ = std::thread([this] { Run(); });
  }
  ~Loop() {
    Tell([this] { stop_ = true; });
    thread_.join();
  }
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;

  // Changes the state under the lock and wakes the thread.
  template <typename Change>
  void Tell(Change change) {
    {
      const std::lock_guard lock(mutex_);
      change();
    }
    static_cast<void>(::write(wake_write_.number(), "x", 1) + 0);
  }
  template <typename Read>
  auto Ask(Read read) const {
    const std::lock_guard lock(mutex_);
    return read();
  }

  int port_ = 0;
  std::vector<Received> requests_;
  int connections_ = 0;
  int most_held_ = 0;
  int release_at_ = 0;  // 0: never
  bool release_ = false;
  int cut_next_ = 0;

  void StopListening() {
    Tell([this] { stop_listening_ = true; });
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [this] { return !listening_; });
  }

 private:
  struct Connection {
    Descriptor socket;
    int number = 0;
    std::string in;
    std::string out;
    bool busy = false;  // a request is answered: the next one waits
    bool held = false;
    bool ends = false;  // after what is in `out`
    bool reset = false;
    int drip_ms = 0;
    std::int64_t next_ms = 0;
    bool gone = false;
  };

  void Run();
  void Poll();
  void Accept();
  void Read(Connection* connection);
  void Answer(Connection* connection, Received request);
  void Write(Connection* connection);
  void ReleaseHeld();
  bool MayWrite(const Connection& c) const {
    return c.busy && !c.held && (c.drip_ms == 0 || c.next_ms <= NowMs());
  }
  static void Close(Connection* connection);

  Handler handler_;
  mutable std::mutex mutex_;
  std::condition_variable changed_;
  bool stop_listening_ = false;
  bool listening_ = true;
  bool stop_ = false;
  Descriptor listener_;
  Descriptor wake_read_;
  Descriptor wake_write_;
  std::list<Connection> open_;
  std::thread thread_;
};

void ScriptedServer::Loop::Run() {
  while (!Ask([this] { return stop_; })) {
    Poll();
    ReleaseHeld();
    for (Connection& connection : open_) {
      if (!connection.gone && MayWrite(connection)) Write(&connection);
    }
    open_.remove_if([](const Connection& connection) { return connection.gone; });
  }
}

void ScriptedServer::Loop::Poll() {
  if (Ask([this] { return stop_listening_ && listening_; })) {
    listener_ = Descriptor();
    const std::lock_guard lock(mutex_);
    listening_ = false;
    changed_.notify_all();
  }
  std::vector<pollfd> polled = {{wake_read_.number(), POLLIN, 0}, {listener_.number(), POLLIN, 0}};
  std::int64_t wait_ms = -1;
  for (const Connection& c : open_) {
    const bool later = c.busy && !c.held && c.drip_ms > 0;
    if (later) {
      const std::int64_t left = std::max<std::int64_t>(0, c.next_ms - NowMs());
      wait_ms = wait_ms < 0 ? left : std::min(wait_ms, left);
    }
    const int events = POLLIN | (c.busy && !c.held && !later ? POLLOUT : 0);
    polled.push_back({c.socket.number(), static_cast<short>(events), 0});
  }
  ::poll(polled.data(), polled.size(), static_cast<int>(wait_ms));
  char drained[64];
  while (::read(wake_read_.number(), drained, sizeof drained) > 0) {
  }
  std::size_t i = 2;
  for (Connection& connection : open_) {
    if ((polled[i++].revents & (POLLIN | POLLHUP | POLLERR)) != 0) Read(&connection);
  }
  if ((polled[1].revents & POLLIN) != 0) Accept();
}

void ScriptedServer::Loop::Accept() {
  for (;;) {
    Descriptor socket(
        ::accept4(listener_.number(), nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC));
    if (socket.number() < 0) return;
    const int on = 1;
    ::setsockopt(socket.number(), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    const std::lock_guard lock(mutex_);
    const int number = connections_++;
    if (cut_next_ > 0) {
      --cut_next_;
      continue;
    }
    open_.emplace_back();
    open_.back().socket = std::move(socket);
    open_.back().number = number;
  }
}

void ScriptedServer::Loop::Read(Connection* connection) {
  char bytes[65536];
  for (;;) {
    const ssize_t size = ::recv(connection->socket.number(), bytes, sizeof bytes, 0);
    if (size < 0 && (errno == EAGAIN || errno == EWOULDBLOCK)) break;
    if (size <= 0 || connection->in.size() > kMostRequestBytes) {
      connection->gone = true;
      return;
    }
    connection->in.append(bytes, static_cast<std::size_t>(size));
  }
  Received request;
  if (!connection->busy && TakeRequest(&connection->in, &request)) {
    Answer(connection, std::move(request));
  }
}

void ScriptedServer::Loop::Answer(Connection* connection, Received request) {
  request.connection = connection->number;
  {
    const std::lock_guard lock(mutex_);
    request.number = static_cast<int>(requests_.size());
    requests_.push_back(request);
  }
  const Reply reply = handler_(request);
  connection->out = reply.drop ? "" : WireText(reply);
  connection->busy = true;
  connection->held = reply.hold;
  connection->reset = reply.reset;
  connection->drip_ms = reply.drip_ms;
  connection->next_ms = NowMs();
  connection->ends = reply.drop || reply.close || reply.http10 || reply.reset || reply.cut ||
                     reply.framing == Reply::Framing::kUntilClose || request.version == "HTTP/1.0";
}

void ScriptedServer::Loop::ReleaseHeld() {
  const auto held = [](const Connection& c) { return c.held && !c.gone; };
  const auto count = static_cast<int>(std::count_if(open_.begin(), open_.end(), held));
  const std::lock_guard lock(mutex_);
  most_held_ = std::max(most_held_, count);
  if (!release_ && (release_at_ == 0 || count < release_at_)) return;
  release_ = false;
  for (Connection& connection : open_) connection.held = false;
}

void ScriptedServer::Loop::Write(Connection* connection) {
  std::string& out = connection->out;
  if (!out.empty()) {
    const std::size_t most = connection->drip_ms > 0 ? 1 : out.size();
    const ssize_t size = ::send(connection->socket.number(), out.data(), most, MSG_NOSIGNAL);
    if (size < 0) {
      connection->gone = errno != EAGAIN && errno != EWOULDBLOCK;
      return;
    }
    out.erase(0, static_cast<std::size_t>(size));
    connection->next_ms = NowMs() + connection->drip_ms;
  }
  if (!out.empty()) return;
  connection->busy = false;
  if (connection->ends) {
    Close(connection);
    return;
  }
  Received next;
  if (TakeRequest(&connection->in, &next)) Answer(connection, std::move(next));
}

void ScriptedServer::Loop::Close(Connection* connection) {
  if (connection->reset) {
    const linger now{1, 0};
    ::setsockopt(connection->socket.number(), SOL_SOCKET, SO_LINGER, &now, sizeof now);
  }
  connection->gone = true;
}

ScriptedServer::ScriptedServer(Handler handler)
    : loop_(std::make_unique<Loop>(std::move(handler))) {}
ScriptedServer::~ScriptedServer() = default;

int ScriptedServer::port() const { return loop_->port_; }
std::string ScriptedServer::Url(std::string_view target) const {
  return "http://127.0.0.1:" + std::to_string(loop_->port_) + std::string(target);
}
std::vector<Received> ScriptedServer::Requests() const {
  return loop_->Ask([this] { return loop_->requests_; });
}
int ScriptedServer::Connections() const {
  return loop_->Ask([this] { return loop_->connections_; });
}
int ScriptedServer::MostHeld() const {
  return loop_->Ask([this] { return loop_->most_held_; });
}
void ScriptedServer::Release() {
  loop_->Tell([this] { loop_->release_ = true; });
}
void ScriptedServer::ReleaseWhenHeld(int count) {
  loop_->Tell([this, count] { loop_->release_at_ = count; });
}
void ScriptedServer::CutNextConnections(int count) {
  loop_->Tell([this, count] { loop_->cut_next_ = count; });
}
void ScriptedServer::StopListening() { loop_->StopListening(); }

}  // namespace touchbase::test
