#include "sync/http/client.h"

#include <optional>
#include <stdexcept>
#include <utility>

#include "sync/http/ascii.h"
#include "sync/http/batch.h"
#include "sync/http/session.h"
#include "sync/http/url.h"

namespace touchbase::http {

std::string_view Response::Find(std::string_view name) const {
  for (const Header& header : headers) {
    if (EqualsIgnoringCase(header.name, name)) return header.value;
  }
  return {};
}

class Client::Impl {
 public:
  explicit Impl(Options options) : session(std::move(options)) {}
  Session session;
};

Client::Client(Options options) : impl_(std::make_unique<Impl>(std::move(options))) {}
Client::~Client() = default;

Exchange Client::Send(const Request& request) {
  Exchange out;
  SendAll({&request, 1}, [&](std::size_t, Exchange exchange) { out = std::move(exchange); });
  return out;
}

void Client::SendAll(std::span<const Request> requests,
                     const std::function<void(std::size_t, Exchange)>& done) {
  Session& session = impl_->session;
  if (session.busy) throw std::logic_error("http::Client used from its own callback");
  struct Busy {
    explicit Busy(bool* on) : flag(on) { *flag = true; }
    ~Busy() { *flag = false; }
    Busy(const Busy&) = delete;
    Busy& operator=(const Busy&) = delete;
    bool* flag;
  };
  const Busy busy(&session.busy);
  Batch batch(&session, requests, &done);
  batch.Run();
}

bool Client::Trust(std::string_view url) {
  const std::optional<Url> split = SplitUrl(url);
  return split && impl_->session.trusted().Add(*split);
}

void Client::LimitConnections(int most) { impl_->session.window().Limit(most); }
int Client::requests() const { return impl_->session.requests; }
std::optional<std::int64_t> Client::clock_skew_s() const { return impl_->session.clock_skew_s; }

}  // namespace touchbase::http
