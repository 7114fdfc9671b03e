#include "tests/support/real_server.h"

#include <unistd.h>

#include <sstream>
#include <stdexcept>

#include "tests/support/child_process.h"

namespace touchbase::test {
namespace {

std::string Script(const std::string& name) {
  return std::string(TOUCHBASE_SOURCE_DIR) + "/tests/servers/" + name;
}

// "http://127.0.0.1:20123/dav/" -> "20123"
std::string Port(const std::string& url) {
  const std::size_t start = url.rfind(':') + 1;
  return url.substr(start, url.find('/', start) - start);
}

}  // namespace

RealServer::RealServer(std::string name, Env env) : name_(std::move(name)), env_(std::move(env)) {
  Start(env_);
}

RealServer::~RealServer() {
  try {
    Stop();
  } catch (const std::exception&) {
    // stop has said why on standard error; the directory goes in any case.
  }
}

void RealServer::Start(const Env& env) {
  ChildOptions options;
  options.env = env;
  options.env.emplace_back("SERVER_OWNER", std::to_string(getpid()));
  options.timeout = std::chrono::seconds(180);
  const ChildResult result = RunChild({Script("start"), name_, dir_.path().string()}, options);
  std::istringstream line(result.out);
  std::string name;
  if (result.exit_code != 0 || !(line >> name >> base_url_ >> home_url_ >> user_ >> password_)) {
    throw std::runtime_error("the server " + name_ + " did not start\n" + result.err);
  }
  running_ = true;
}

void RealServer::Stop() {
  if (!running_) {
    return;
  }
  running_ = false;
  const ChildResult result = RunChild({Script("stop"), dir_.path().string()});
  if (result.exit_code != 0) {
    throw std::runtime_error("the server " + name_ + " did not stop\n" + result.err);
  }
}

void RealServer::StartAgain() {
  Env env = env_;
  env.emplace_back("SERVER_PORT", Port(base_url_));
  Start(env);
}

std::vector<std::string> RealServerNames() {
  return {"radicale", "xandikos", "cyrus", "sabre", "davical"};
}

}  // namespace touchbase::test
