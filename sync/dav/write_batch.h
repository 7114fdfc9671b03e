// One Apply on a CalDAV collection: sends the writes, reads the answers, looks where an answer left
// doubt, and tells each result once. I/O: the network, by a Session.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "sync/dav/caldav_collection.h"
#include "sync/dav/session.h"
#include "sync/dav/write_answer.h"

namespace touchbase::dav {

class WriteBatch {
 public:
  using Done = std::function<void(std::size_t, const WriteResult&)>;

  // All of these must outlive Run.
  WriteBatch(Session& session, CalDavCollection& collection, std::span<const Write> writes,
             const Done& done)
      : session_(session), collection_(collection), writes_(writes), done_(done) {}

  void Run();

 private:
  // One write under way.
  struct Job {
    std::size_t index = 0;  // in writes_
    std::string url;
    WriteResult result;
  };

  bool Prepare(std::size_t index, Job& job) const;
  void LookBeforeCreating();
  void Send();
  void Judge(Job& job, const http::Exchange& exchange);
  void Look();
  void JudgeLook(Job& job, const http::Exchange& exchange);
  void LearnETags();
  void Finish(const Job& job) { done_(job.index, job.result); }

  Session& session_;
  CalDavCollection& collection_;
  std::span<const Write> writes_;
  const Done& done_;
  std::vector<Job> jobs_;
  std::vector<Job> in_doubt_;  // one GET each tells
  std::vector<Job> to_learn_;  // done, the ETag is not known or not trusted yet
  int not_sent_in_a_row_ = 0;
};

}  // namespace touchbase::dav
