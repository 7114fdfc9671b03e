#include <fmt/core.h>

#include <algorithm>
#include <numeric>
#include <unordered_map>
#include <utility>

#include "model/error.h"
#include "sync/dav/caldav_collection.h"
#include "sync/dav/etag.h"
#include "sync/dav/href.h"
#include "sync/dav/xml_request.h"
#include "sync/dav/xml_response.h"

namespace touchbase::dav {
namespace {

// Xandikos takes 7 to 18 ms for each href of a multiget: more would run into time-outs.
constexpr std::size_t kBatch = 50;
constexpr std::size_t kLargestObject = 1 << 20;

[[noreturn]] void ThrowNotReached(const http::Request& request, const http::Exchange& exchange) {
  throw ServerError(fmt::format("{} {}: no answer: {}", request.method, request.url, exchange.why),
                    request.url);
}

void SetText(std::string text, std::string_view etag, Fetched& out) {
  if (text.size() > kLargestObject) {
    out.status = FetchStatus::kUnknown;
    out.why =
        fmt::format("the object has {} bytes; at most {} are read", text.size(), kLargestObject);
    return;
  }
  out.status = FetchStatus::kFound;
  out.etag = StrongETag(etag);
  out.text = std::move(text);
}

}  // namespace

Fetched ReadGet(const http::Exchange& exchange) {
  Fetched out;
  if (exchange.end != http::Exchange::End::kAnswered) {
    out.why = exchange.why;
    return out;
  }
  const http::Response& response = exchange.response;
  if (response.status == 200 && !response.body.empty()) {
    SetText(response.body, response.Find("ETag"), out);
  } else if (response.status == 404 || response.status == 410) {
    out.status = FetchStatus::kGone;
  } else {
    out.why = fmt::format("GET answered {}{}", response.status,
                          response.body.empty() ? " without a body" : "");
  }
  return out;
}

std::string CalDavCollection::UrlOf(const Href& href) const {
  return Resolve(WithSlash(state_.url.value), href.value).value_or("");
}

// What a multiget leaves out, or says 404 of, is not known to be gone: it stays for a GET of its
// own.
void CalDavCollection::FetchBatch(std::span<const Href> hrefs, const http::Exchange& exchange,
                                  std::size_t first, std::vector<Fetched>& out) {
  if (exchange.end != http::Exchange::End::kAnswered || exchange.response.status != 207) return;
  xml::ParsedMultistatus parsed = xml::ParseMultistatus(exchange.response.body);
  if (!parsed.value) return;
  std::unordered_map<std::string, std::size_t> wanted;
  for (std::size_t i = 0; i < hrefs.size(); ++i) {
    wanted.emplace(NormalForm(hrefs[i].value), first + i);
  }
  for (xml::Item& item : parsed.value->items) {
    const auto at = wanted.find(NormalForm(item.href));
    if (at == wanted.end() || !item.has_props) continue;
    if (item.calendar_data.value_or("").empty()) continue;
    SetText(std::move(*item.calendar_data), item.etag.value_or(""), out[at->second]);
  }
}

void CalDavCollection::FetchOneByOne(std::span<const std::size_t> which,
                                     std::vector<Fetched>& out) {
  std::vector<http::Request> requests;
  for (const std::size_t i : which) requests.push_back(GetRequest(UrlOf(out[i].href)));
  session_->AskAll(requests, [&](std::size_t n, const http::Exchange& exchange) {
    if (exchange.end == http::Exchange::End::kNotSent) ThrowNotReached(requests[n], exchange);
    Fetched read = ReadGet(exchange);
    read.href = out[which[n]].href;
    out[which[n]] = std::move(read);
  });
}

std::vector<Fetched> CalDavCollection::Fetch(std::span<const Href> hrefs) {
  std::vector<Fetched> out(hrefs.size());
  std::vector<std::size_t> one_by_one;
  std::vector<http::Request> requests;
  for (std::size_t i = 0; i < hrefs.size(); ++i) out[i].href = hrefs[i];
  const auto batch_at = [&](std::size_t n) {
    return hrefs.subspan(n * kBatch, std::min(kBatch, hrefs.size() - n * kBatch));
  };
  for (std::size_t n = 0; n * kBatch < hrefs.size() && hrefs.size() > 1; ++n) {
    std::vector<std::string> paths;
    for (const Href& href : batch_at(n)) paths.push_back(href.value);
    requests.push_back(
        XmlRequest("REPORT", WithSlash(state_.url.value), "1", xml::MultigetBody(paths)));
  }
  session_->AskAll(requests, [&](std::size_t n, const http::Exchange& exchange) {
    if (exchange.end == http::Exchange::End::kNotSent) ThrowNotReached(requests[n], exchange);
    FetchBatch(batch_at(n), exchange, n * kBatch, out);
  });
  for (std::size_t i = 0; i < out.size(); ++i) {
    const bool usable = !UrlOf(out[i].href).empty();
    if (!usable) out[i].why = "no usable href";
    // What a batch found too large stays as it is.
    const bool open = out[i].status == FetchStatus::kUnknown && out[i].why.empty();
    if (open) one_by_one.push_back(i);
  }
  FetchOneByOne(one_by_one, out);
  return out;
}

}  // namespace touchbase::dav
