#include <fmt/core.h>

#include <utility>

#include "model/error.h"
#include "sync/dav/etag.h"
#include "sync/dav/href.h"
#include "sync/dav/same_object.h"
#include "sync/dav/write_batch.h"

namespace touchbase::dav {
namespace {

// A server that drops some connections (Radicale has a backlog of 5) is not one that is away.
constexpr int kMostNotSentInARow = 3;

http::Request RequestOf(const Write& write, std::string url) {
  http::Request request;
  request.method = write.kind == WriteKind::kDelete ? "DELETE" : "PUT";
  request.url = std::move(url);
  if (write.kind == WriteKind::kCreate) {
    request.headers.push_back({"If-None-Match", "*"});
  } else {
    request.headers.push_back({"If-Match", write.etag.value});
  }
  if (write.kind != WriteKind::kDelete) {
    // Cyrus refuses every other type.
    request.headers.push_back({"Content-Type", "text/calendar; charset=utf-8"});
    request.body = write.text;
  }
  request.repeatable = false;
  return request;
}

}  // namespace

void CalDavCollection::Apply(std::span<const Write> writes,
                             const std::function<void(std::size_t, const WriteResult&)>& done) {
  WriteBatch(*session_, *this, writes, done).Run();
}

void WriteBatch::Run() {
  for (std::size_t i = 0; i < writes_.size(); ++i) {
    Job job;
    job.index = i;
    if (Prepare(i, job)) {
      jobs_.push_back(std::move(job));
    } else {
      Finish(job);
    }
  }
  if (session_.profile().look_before_create) LookBeforeCreating();
  Send();
  Look();
  LearnETags();
}

// False: it is not sent, and the result says why.
bool WriteBatch::Prepare(std::size_t index, Job& job) const {
  const Write& write = writes_[index];
  const std::string base = WithSlash(collection_.state().url.value);
  job.url = Resolve(base, write.href.value).value_or("");
  job.result.href = Href(LocalPath(base, write.href.value).value_or(write.href.value));
  job.result.status = WriteStatus::kRefused;
  // On the collection's own URL, Radicale would replace the whole collection.
  if (job.url.empty() || job.url.back() == '/' || SameResource(job.url, base)) {
    job.result.why = fmt::format("\"{}\" is no name of a calendar object", write.href.value);
    return false;
  }
  if (write.kind != WriteKind::kCreate && StrongETag(write.etag.value) != write.etag) {
    job.result.why =
        "the server gives no strong ETag, so that a write could hit what the user wrote";
    return false;
  }
  if (write.kind != WriteKind::kCreate && write.etag.empty()) {
    job.result.why = "no ETag is known, and nothing is written without one";
    return false;
  }
  job.result.status = WriteStatus::kAmbiguous;
  return true;
}

// Google ignores If-None-Match: a PUT would replace what is there.
void WriteBatch::LookBeforeCreating() {
  std::vector<http::Request> requests;
  std::vector<std::size_t> which;
  for (std::size_t n = 0; n < jobs_.size(); ++n) {
    if (writes_[jobs_[n].index].kind != WriteKind::kCreate) continue;
    requests.push_back(GetRequest(jobs_[n].url));
    which.push_back(n);
  }
  std::vector<bool> free(jobs_.size(), true);
  session_.AskAll(requests, [&](std::size_t n, const http::Exchange& exchange) {
    const Fetched there = ReadGet(exchange);
    if (there.status == FetchStatus::kGone) return;
    Job& job = jobs_[which[n]];
    free[which[n]] = false;
    const bool found = there.status == FetchStatus::kFound;
    job.result.status = found ? WriteStatus::kConflict : WriteStatus::kAmbiguous;
    job.result.why = found ? "something is there already" : there.why;
    Finish(job);
  });
  std::vector<Job> left;
  for (std::size_t n = 0; n < jobs_.size(); ++n) {
    if (free[n]) left.push_back(std::move(jobs_[n]));
  }
  jobs_ = std::move(left);
}

void WriteBatch::Send() {
  std::vector<http::Request> requests;
  for (const Job& job : jobs_) requests.push_back(RequestOf(writes_[job.index], job.url));
  session_.AskAll(
      requests, [&](std::size_t n, const http::Exchange& exchange) { Judge(jobs_[n], exchange); });
}

void WriteBatch::Judge(Job& job, const http::Exchange& exchange) {
  const Write& write = writes_[job.index];
  if (exchange.end == http::Exchange::End::kNotSent) {
    if (++not_sent_in_a_row_ >= kMostNotSentInARow) {
      throw ServerError(fmt::format("{}: nothing could be sent: {}", job.url, exchange.why),
                        job.url);
    }
    job.result.why = exchange.why;
    return Finish(job);
  }
  not_sent_in_a_row_ = 0;
  if (exchange.end == http::Exchange::End::kAmbiguous) {
    job.result.why = exchange.why;
    in_doubt_.push_back(std::move(job));
    return;
  }
  WriteAnswer answer = ReadWriteAnswer(write.kind, exchange.response, session_.profile());
  job.result.status = answer.status;
  job.result.etag = std::move(answer.etag);
  job.result.why = std::move(answer.why);
  if (!answer.holder.empty()) {
    const std::string base = WithSlash(collection_.state().url.value);
    job.result.holder = Href(LocalPath(base, answer.holder).value_or(""));
  }
  // Sabre answers 412 also when what was to be deleted is not there any more.
  const bool maybe_gone =
      write.kind == WriteKind::kDelete && answer.status == WriteStatus::kConflict;
  if (answer.look || maybe_gone) {
    in_doubt_.push_back(std::move(job));
    return;
  }
  const bool written = answer.status == WriteStatus::kDone && write.kind != WriteKind::kDelete;
  const bool reread = session_.profile().reread_after_update && write.kind == WriteKind::kUpdate;
  if (written && (job.result.etag.empty() || reread)) {
    to_learn_.push_back(std::move(job));
    return;
  }
  Finish(job);
}

void WriteBatch::Look() {
  std::vector<http::Request> requests;
  for (const Job& job : in_doubt_) requests.push_back(GetRequest(job.url));
  session_.AskAll(requests, [&](std::size_t n, const http::Exchange& exchange) {
    JudgeLook(in_doubt_[n], exchange);
    Finish(in_doubt_[n]);
  });
}

void WriteBatch::JudgeLook(Job& job, const http::Exchange& exchange) {
  const Write& write = writes_[job.index];
  const Fetched there = ReadGet(exchange);
  if (write.kind == WriteKind::kDelete) {
    if (there.status == FetchStatus::kGone) job.result.status = WriteStatus::kDone;
  } else if (there.status == FetchStatus::kFound && IsOurWrite(write.text, there.text)) {
    job.result.status = WriteStatus::kDone;
    // Somebody may have changed it since: then its ETag is not that of our text.
    if (SameContent(write.text, there.text)) job.result.etag = there.etag;
  }
  if (job.result.status == WriteStatus::kDone) job.result.why.clear();
}

// One multiget for all. The ETag counts only with a text that still is ours.
void WriteBatch::LearnETags() {
  std::vector<Href> hrefs;
  for (const Job& job : to_learn_) hrefs.push_back(job.result.href);
  if (hrefs.empty()) return;
  const std::vector<Fetched> found = collection_.Fetch(hrefs);
  for (std::size_t n = 0; n < to_learn_.size(); ++n) {
    Job& job = to_learn_[n];
    const bool told = !job.result.etag.empty();
    const bool read = found[n].status == FetchStatus::kFound;
    const bool ours = read && SameContent(writes_[job.index].text, found[n].text);
    // Where If-Match is not atomic, a yes may have been said to two.
    if (told && read && !ours) {
      job.result.status = WriteStatus::kConflict;
      job.result.why = "another write took its place at the same moment";
    }
    job.result.etag = ours ? found[n].etag : ETag();
    Finish(job);
  }
}

}  // namespace touchbase::dav
