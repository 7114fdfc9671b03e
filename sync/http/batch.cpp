#include "sync/http/batch.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <utility>

#include "model/error.h"
#include "sync/http/ascii.h"
#include "sync/http/check.h"
#include "sync/http/retry.h"
#include "sync/log/log.h"

namespace touchbase::http {
namespace {

constexpr int kPollMs = 200;
// A switch to Digest, a stale nonce, and one change by another request in flight.
constexpr int kMostSignIns = 3;

Exchange Unsent(std::string why, std::int64_t not_before_s = 0) {
  return {Exchange::End::kNotSent, {}, std::move(why), not_before_s};
}

std::string Refusal(SignIn::Answer answer, const std::string& user, const std::string& host) {
  switch (answer) {
    case SignIn::Answer::kNoUser:
      return host + " wants a sign-in: set user and password";
    case SignIn::Answer::kInClear:
      return host +
             " would get the password readable by everybody on the way: use https://, or set "
             "allow_plain_http = true if the way is yours alone";
    default:
      return "sign-in refused for " + user + " at " + host +
             ": check user and password (an app password with two-factor sign-in?)";
  }
}

}  // namespace

Batch::Batch(Session* session, std::span<const Request> requests, const Done* done)
    : session_(*session), requests_(requests), done_(*done) {
  for (std::size_t i = 0; i < requests.size(); ++i) {
    const std::optional<Url> url = SplitUrl(requests[i].url);
    Job job{.index = i, .url = url.value_or(Url())};
    if (url) job.server = &session_.ServerFor(*url);
    fresh_.push_back(std::move(job));
  }
}

Batch::~Batch() {
  for (auto& [easy, running] : running_) curl_multi_remove_handle(session_.multi(), easy);
}

void Batch::Run() {
  while (!fresh_.empty() || !later_.empty() || !running_.empty()) {
    if (session_.Interrupted()) {
      Abort();
      break;
    }
    BeginReady();
    if (running_.empty() && later_.empty() && fresh_.empty()) break;
    Wait();
    Collect();
  }
  if (failure_) std::rethrow_exception(failure_);
}

void Batch::BeginReady() {
  Job job;
  while (running_.size() < static_cast<std::size_t>(session_.window().size()) && TakeReady(&job)) {
    if (!EndsAtOnce(job)) Begin(std::move(job));
  }
}

// What was put off comes first: it has waited longest.
bool Batch::TakeReady(Job* job) {
  const std::int64_t now = session_.NowMs();
  const auto ready =
      std::find_if(later_.begin(), later_.end(), [&](const Job& j) { return ReadyMs(j) <= now; });
  if (ready != later_.end()) {
    *job = std::move(*ready);
    later_.erase(ready);
    return true;
  }
  if (fresh_.empty() || ReadyMs(fresh_.front()) > now) return false;
  *job = std::move(fresh_.front());
  fresh_.pop_front();
  return true;
}

// One server is what a batch nearly always is for: a pause of the first one's holds up the rest.
std::int64_t Batch::ReadyMs(const Job& job) {
  return job.server == nullptr ? 0 : std::max(job.ready_ms, job.server->paused_until_ms);
}

bool Batch::EndsAtOnce(const Job& job) {
  if (const std::string problem = ProblemOf(RequestOf(job)); !problem.empty()) {
    Report(job.index, Unsent(problem));
    return true;
  }
  const std::int64_t away_ms = job.server->away_until_ms - session_.NowMs();
  if (away_ms > 0) {
    const std::int64_t seconds = (away_ms + 999) / 1000;
    Report(job.index, Unsent(job.url.host + " asked to be left alone for " +
                                 std::to_string(seconds) + " s more",
                             seconds));
    return true;
  }
  const auto down = down_.find(job.server);
  if (down == down_.end()) return false;
  Report(job.index, Unsent(down->second));
  return true;
}

void Batch::Begin(Job job) {
  const Request& request = RequestOf(job);
  std::unique_ptr<Transfer> transfer = session_.TakeTransfer();
  SignIn& sign_in = job.server->sign_in;
  job.version = sign_in.version();
  job.begun_ms = session_.NowMs();
  ++job.tries;
  transfer->Prepare(request, job.url,
                    sign_in.Sign(request.method, RequestTarget(job.url), session_.ClientNonce()));
  CURL* easy = transfer->easy();
  running_.emplace(easy, Running{std::move(job), std::move(transfer)});
  if (const CURLMcode code = curl_multi_add_handle(session_.multi(), easy); code != CURLM_OK) {
    throw ServerError(std::string("libcurl cannot begin a request: ") + curl_multi_strerror(code));
  }
}

void Batch::Wait() {
  std::int64_t next = std::numeric_limits<std::int64_t>::max();
  for (const Job& job : later_) next = std::min(next, ReadyMs(job));
  const bool room = running_.size() < static_cast<std::size_t>(session_.window().size());
  if (!fresh_.empty() && room) next = std::min(next, ReadyMs(fresh_.front()));
  if (running_.empty()) {
    session_.WaitUntil(next);
    return;
  }
  int still_running = 0;
  curl_multi_perform(session_.multi(), &still_running);
  // Something has ended: no need to wait for more.
  if (static_cast<std::size_t>(still_running) < running_.size()) return;
  const std::int64_t wait_ms = std::clamp<std::int64_t>(next - session_.NowMs(), 0, kPollMs);
  curl_multi_poll(session_.multi(), nullptr, 0, static_cast<int>(wait_ms), nullptr);
}

void Batch::Collect() {
  std::vector<std::pair<CURL*, CURLcode>> ended;
  int left = 0;
  while (const CURLMsg* message = curl_multi_info_read(session_.multi(), &left)) {
    if (message->msg == CURLMSG_DONE) {
      ended.emplace_back(message->easy_handle, message->data.result);
    }
  }
  for (const auto& [easy, code] : ended) {
    curl_multi_remove_handle(session_.multi(), easy);
    auto node = running_.extract(easy);
    if (!node.empty()) Finished(std::move(node.mapped()), code);
  }
}

void Batch::Finished(Running running, CURLcode code) {
  TryResult result = running.transfer->Finish(code);
  session_.requests += running.transfer->sends();
  session_.GiveBack(std::move(running.transfer));
  NoteTrouble(running.job, result);
  if (result.outcome != Outcome::kAnswered) {
    NotAnswered(std::move(running.job), result);
    return;
  }
  session_.NoteDate(result.response);
  running.job.server->last_answer_ms = session_.NowMs();
  if (result.response.status == 401) {
    Unauthorized(std::move(running.job), result.response);
    return;
  }
  running.job.server->sign_in.Accepted(running.job.version);
  Answered(std::move(running.job), std::move(result.response));
}

void Batch::NoteTrouble(const Job& job, const TryResult& result) {
  const int status = result.response.status;
  const bool late = result.outcome == Outcome::kStalled ||
                    (result.outcome == Outcome::kUnreachable && session_.window().size() > 1);
  if (late || status == 429 || status == 503) {
    session_.window().Bad(static_cast<int>(running_.size()));
  } else if (result.outcome == Outcome::kAnswered) {
    session_.window().Good();
  }
  log::Debug("{} {}: {} (try {})", RequestOf(job).method, job.url.host,
             status != 0 ? std::to_string(status) : result.why, job.tries);
}

void Batch::Answered(Job job, Response response) {
  if (response.status == 407) {
    Fail(std::make_exception_ptr(
        ServerError("the proxy on the way to " + job.url.host +
                        " wants a sign-in: put user and password into https_proxy",
                    Origin(job.url))));
    return;
  }
  const Verdict verdict =
      Decide({.tries = job.tries,
              .outcome = Outcome::kAnswered,
              .status = response.status,
              .retry_after_s = ParseRetryAfter(response.Find("Retry-After"), response.Find("Date"),
                                               SystemSeconds()),
              .repeatable = RequestOf(job).repeatable,
              .waited_for_server_s = session_.waited_for_server_s,
              .chance = session_.Chance()});
  if (!verdict.again) {
    if (verdict.not_before_s > 0) {
      job.server->away_until_ms = session_.NowMs() + verdict.not_before_s * 1000;
    }
    Report(job.index, {Exchange::End::kAnswered, std::move(response), {}, verdict.not_before_s});
    return;
  }
  if (!response.Find("Retry-After").empty()) {
    // All of this server's requests wait together, and their pauses count once.
    const std::int64_t now = session_.NowMs();
    std::int64_t& until = job.server->paused_until_ms;
    const std::int64_t before = std::max(until, now);
    until = std::max(before, now + verdict.wait_ms);
    session_.waited_for_server_s += static_cast<int>((until - before) / 1000);
  }
  Again(std::move(job), verdict.wait_ms);
}

void Batch::NotAnswered(Job job, const TryResult& result) {
  Attempt attempt;
  attempt.tries = job.tries;
  attempt.outcome = result.outcome;
  attempt.repeatable = RequestOf(job).repeatable;
  attempt.chance = session_.Chance();
  const Verdict verdict = Decide(attempt);
  const bool unsent =
      result.outcome == Outcome::kUnreachable || result.outcome == Outcome::kNeverAgain;
  // Nothing at all has come from it since: a thousand requests need not each find that out.
  const bool silent =
      (unsent || result.outcome == Outcome::kStalled) && job.server->last_answer_ms < job.begun_ms;
  if (verdict.again) {
    const std::int64_t ready_ms = session_.NowMs() + verdict.wait_ms;
    if (silent) job.server->paused_until_ms = std::max(job.server->paused_until_ms, ready_ms);
    Again(std::move(job), verdict.wait_ms);
    return;
  }
  if (silent) down_.emplace(job.server, result.why);
  Report(job.index,
         {unsent ? Exchange::End::kNotSent : Exchange::End::kAmbiguous, {}, result.why, 0});
}

void Batch::Unauthorized(Job job, const Response& response) {
  std::vector<std::string> values;
  for (const Header& header : response.headers) {
    if (EqualsIgnoringCase(header.name, "WWW-Authenticate")) values.push_back(header.value);
  }
  SignIn::Answer answer = job.server->sign_in.Unauthorized(values, job.version);
  if (++job.sign_ins > kMostSignIns) answer = SignIn::Answer::kRefused;
  if (answer == SignIn::Answer::kAgain) {
    --job.tries;  // the challenge is part of the same try
    Again(std::move(job), 0);
    return;
  }
  Fail(std::make_exception_ptr(
      SignInRefused(Refusal(answer, session_.options().user, job.url.host), Origin(job.url))));
}

void Batch::Again(Job job, int wait_ms) {
  if (failure_) return;
  job.ready_ms = session_.NowMs() + wait_ms;
  later_.push_back(std::move(job));
}

void Batch::Report(std::size_t index, Exchange exchange) {
  if (failure_) return;
  try {
    done_(index, std::move(exchange));
  } catch (...) {
    Fail(std::current_exception());
  }
}

// The first failure is kept; what is in flight is still waited for, since the server may do it.
void Batch::Fail(std::exception_ptr failure) {
  if (!failure_) failure_ = std::move(failure);
  fresh_.clear();
  later_.clear();
}

void Batch::Abort() {
  std::map<CURL*, Running> running = std::exchange(running_, {});
  std::vector<Job> waiting = std::exchange(later_, {});
  waiting.insert(waiting.end(), fresh_.begin(), fresh_.end());
  fresh_.clear();
  for (auto& [easy, entry] : running) curl_multi_remove_handle(session_.multi(), easy);
  for (auto& [easy, entry] : running) {
    session_.requests += entry.transfer->sends();
    const bool sent = entry.transfer->sends() > 0;
    Report(entry.job.index,
           {sent ? Exchange::End::kAmbiguous : Exchange::End::kNotSent, {}, "interrupted", 0});
  }
  for (const Job& job : waiting) Report(job.index, Unsent("interrupted"));
}

}  // namespace touchbase::http
