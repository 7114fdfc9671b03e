#include "sync/cli/feed_reader.h"

#include <utility>

#include "model/error.h"
#include "model/letters.h"
#include "sync/http/url.h"
#include "sync/store/file_system.h"

namespace touchbase::cli {
namespace {

constexpr std::int64_t kLargestFeed = 8LL << 20;
constexpr int kMostRedirects = 5;
constexpr const char* kSignIn =
    "the server wants a sign-in; give an address that needs none, or a file";
constexpr const char* kNoCalendar = "what came is no calendar (.ics)";
constexpr char kSeparator = '\n';  // in a tag: ETag, then Last-Modified

FeedAnswer Failed(const std::string& source, const std::string& why) {
  return {FeedAnswer::End::kFailed, {}, {}, "the calendar " + NameOfFeed(source) + ": " + why};
}

// A page of a hotel's network must not take the place of what is known.
bool IsCalendar(std::string_view text) {
  constexpr std::string_view kMark = "\xEF\xBB\xBF";
  constexpr std::string_view kBegin = "begin:vcalendar";
  if (text.starts_with(kMark)) text.remove_prefix(kMark.size());
  return LowerAscii(Trimmed(text).substr(0, kBegin.size())) == kBegin;
}

// webcal is https under another name.
std::string AddressOf(const std::string& source) {
  constexpr std::string_view kWebcal = "webcal://";
  return source.starts_with(kWebcal) ? "https://" + source.substr(kWebcal.size()) : source;
}

http::Request RequestOf(std::string url, const std::string& tag) {
  http::Request request;
  request.method = "GET";
  request.url = std::move(url);
  request.secret_url = true;
  request.headers = {{"Accept", "text/calendar"}};
  const std::size_t split = tag.find(kSeparator);
  if (split == std::string::npos) return request;
  if (split > 0) request.headers.push_back({"If-None-Match", tag.substr(0, split)});
  if (split + 1 < tag.size()) {
    request.headers.push_back({"If-Modified-Since", tag.substr(split + 1)});
  }
  return request;
}

bool MayGo(const http::Url& from, const http::Url& to, bool allow_plain) {
  return to.scheme == "https" || from.scheme == "http" || allow_plain;
}

}  // namespace

FeedAnswer FeedReader::Read(const std::string& source, const std::string& tag) {
  return source.find("://") == std::string::npos ? ReadFile(source, tag) : ReadAddress(source, tag);
}

FeedAnswer FeedReader::ReadFile(const std::string& path, const std::string& tag) const {
  FeedAnswer answer;
  store::FileStamp stamp;
  if (const auto error = store::PosixFiles().Read(path, static_cast<std::uint64_t>(kLargestFeed),
                                                  &answer.text, &stamp)) {
    return Failed(path, error.message());
  }
  if (!IsCalendar(answer.text)) return Failed(path, kNoCalendar);
  answer.tag = std::to_string(stamp.mtime_ns) + "-" + std::to_string(stamp.size);
  const bool same = answer.tag == tag;
  answer.end = same ? FeedAnswer::End::kUnchanged : FeedAnswer::End::kRead;
  return answer;
}

FeedAnswer FeedReader::ReadAddress(const std::string& source, const std::string& tag) {
  auto url = http::SplitUrl(AddressOf(source));
  if (!url) return Failed(source, "this is no https address");
  for (int hop = 0; hop <= kMostRedirects; ++hop) {
    if (url->scheme == "http" && !options_.allow_plain_http && !http::IsLoopback(*url)) {
      return Failed(source, "http is not read without allow_plain_http = true; use https");
    }
    http::Options options = options_;
    options.max_answer_bytes = kLargestFeed;
    http::Client client(std::move(options));
    http::Exchange exchange;
    try {
      exchange = client.Send(RequestOf(http::ToString(*url), tag));
    } catch (const ServerError&) {
      // Nobody is signed in here: this is no word about the account's password.
      return Failed(source, kSignIn);
    }
    if (exchange.end != http::Exchange::End::kAnswered) return Failed(source, exchange.why);
    const http::Response& response = exchange.response;
    if (response.status == 304) return {FeedAnswer::End::kUnchanged, {}, tag, {}};
    if (response.status == 200) {
      if (!IsCalendar(response.body)) return Failed(source, kNoCalendar);
      std::string seen(response.Find("ETag"));
      seen.append(1, kSeparator).append(response.Find("Last-Modified"));
      return {FeedAnswer::End::kRead, response.body, std::move(seen), {}};
    }
    const bool moved = response.status >= 301 && response.status <= 308;
    const std::string_view location = response.Find("Location");
    const auto next = moved && !location.empty() ? http::Join(*url, location) : std::nullopt;
    if (!next || !MayGo(*url, *next, options_.allow_plain_http)) {
      return Failed(source, "the server answered " + std::to_string(response.status));
    }
    url = next;
  }
  return Failed(source, "it is redirected without end");
}

}  // namespace touchbase::cli
