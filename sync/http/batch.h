// One SendAll: keeps as many requests in flight as the window allows until each has its end. I/O:
// the network, the session's clocks.
#pragma once

#include <cstdint>
#include <deque>
#include <exception>
#include <functional>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "sync/http/client.h"
#include "sync/http/session.h"

namespace touchbase::http {

class Batch {
 public:
  using Done = std::function<void(std::size_t, Exchange)>;

  // All three must outlive it. Throws ServerError for a host that may not have the credentials.
  Batch(Session* session, std::span<const Request> requests, const Done* done);
  ~Batch();
  Batch(const Batch&) = delete;
  Batch& operator=(const Batch&) = delete;

  void Run();

 private:
  struct Job {
    std::size_t index = 0;
    Url url;
    Server* server = nullptr;
    int tries = 0;
    int sign_ins = 0;  // answers to a 401
    int version = 0;   // of the sign-in it was sent with
    std::int64_t ready_ms = 0;
    std::int64_t begun_ms = 0;
  };
  struct Running {
    Job job;
    std::unique_ptr<Transfer> transfer;
  };

  void BeginReady();
  bool TakeReady(Job* job);
  static std::int64_t ReadyMs(const Job& job);
  void Begin(Job job);
  bool EndsAtOnce(const Job& job);
  void Wait();
  void Collect();
  void Finished(Running running, CURLcode code);
  void Answered(Job job, Response response);
  void NotAnswered(Job job, const TryResult& result);
  void Unauthorized(Job job, const Response& response);
  void Again(Job job, int wait_ms);
  void NoteTrouble(const Job& job, const TryResult& result);
  void Report(std::size_t index, Exchange exchange);
  void Fail(std::exception_ptr failure);
  void Abort();

  const Request& RequestOf(const Job& job) const { return requests_[job.index]; }

  Session& session_;
  std::span<const Request> requests_;
  const Done& done_;
  std::deque<Job> fresh_;
  std::vector<Job> later_;  // waiting for their time
  std::map<CURL*, Running> running_;
  std::map<const Server*, std::string> down_;  // why: what has not begun ends like this
  std::exception_ptr failure_;
};

}  // namespace touchbase::http
