#include "sync/http/transfer.h"

#include <algorithm>
#include <filesystem>
#include <new>
#include <system_error>
#include <utility>

#include "sync/http/ascii.h"
#include "sync/http/wire_log.h"
#include "sync/log/log.h"

namespace touchbase::http {
namespace {

constexpr std::size_t kMostHeaderBytes = std::size_t{256} * 1024;
// A drip that never stalls is ended after so many stall time-outs.
constexpr long kStallsPerRequest = 10;

std::string_view Text(const char* bytes, std::size_t size) { return {bytes, size}; }

}  // namespace

std::string HashedCertificates() {
  const curl_version_info_data* version = curl_version_info(CURLVERSION_NOW);
  if (version->age < CURLVERSION_SEVENTH || version->capath == nullptr) return {};
  std::error_code error;
  for (std::filesystem::directory_iterator it(version->capath, error), end; !error && it != end;
       it.increment(error)) {
    if (it->path().extension() == ".0") return version->capath;
  }
  return {};
}

Transfer::Transfer(const Options& options)
    : options_(options), easy_(curl_easy_init()), error_(CURL_ERROR_SIZE, '\0') {
  if (!easy_) throw std::bad_alloc();
}

void Transfer::Prepare(const Request& request, const Url& url, const std::string& authorization) {
  curl_easy_reset(easy());
  response_ = Response();
  error_.assign(CURL_ERROR_SIZE, '\0');
  host_ = url.host;
  repeatable_ = request.repeatable;
  secret_url_ = request.secret_url;
  sends_ = 0;
  too_large_ = false;
  header_bytes_ = 0;
  SetRequest(request, url);
  SetHeaders(request, authorization);
  SetSecurity(url);
  SetLimits();
}

void Transfer::SetRequest(const Request& request, const Url& url) {
  curl_easy_setopt(easy(), CURLOPT_URL, ToString(url).c_str());
  // The path goes out as it is: Digest signs it, and hrefs are opaque.
  curl_easy_setopt(easy(), CURLOPT_PATH_AS_IS, 1L);
  curl_easy_setopt(easy(), CURLOPT_FOLLOWLOCATION, 0L);
  if (request.method == "HEAD") curl_easy_setopt(easy(), CURLOPT_NOBODY, 1L);
  if (!request.body.empty() || request.method == "PUT" || request.method == "POST") {
    // A body of known length in memory: Content-Length, which Radicale insists on, and no
    // rewinding.
    curl_easy_setopt(easy(), CURLOPT_POSTFIELDS, request.body.c_str());
    curl_easy_setopt(easy(), CURLOPT_POSTFIELDSIZE_LARGE,
                     static_cast<curl_off_t>(request.body.size()));
  }
  curl_easy_setopt(easy(), CURLOPT_CUSTOMREQUEST, request.method.c_str());
  // Only for multistatus answers: elsewhere a compressing front end turns the ETag into another
  // ("...-gzip"), which no If-Match will ever meet.
  if (request.method == "REPORT" || request.method == "PROPFIND") {
    curl_easy_setopt(easy(), CURLOPT_ACCEPT_ENCODING, "gzip");
  }
  const bool tls = url.scheme == "https";
  curl_easy_setopt(easy(), CURLOPT_HTTP_VERSION,
                   long{tls ? CURL_HTTP_VERSION_2TLS : CURL_HTTP_VERSION_1_1});
  curl_easy_setopt(easy(), CURLOPT_PIPEWAIT, tls ? 1L : 0L);
  if (IsLoopback(url)) curl_easy_setopt(easy(), CURLOPT_PROXY, "");
}

void Transfer::AddHeader(const std::string& line) {
  curl_slist* longer = curl_slist_append(headers_.get(), line.c_str());
  if (longer == nullptr) throw std::bad_alloc();
  // Append gives back the same head, or the first one.
  static_cast<void>(headers_.release());
  headers_.reset(longer);
}

void Transfer::SetHeaders(const Request& request, const std::string& authorization) {
  headers_.reset();
  bool typed = false;
  for (const Header& header : request.headers) {
    typed = typed || EqualsIgnoringCase(header.name, "Content-Type");
    // libcurl takes "Name:" as an order to leave the header out; "Name;" sends it empty.
    AddHeader(header.value.empty() ? header.name + ";" : header.name + ": " + header.value);
  }
  AddHeader("Expect:");
  if (!typed) AddHeader("Content-Type:");
  if (!authorization.empty()) AddHeader("Authorization: " + authorization);
  curl_easy_setopt(easy(), CURLOPT_HTTPHEADER, headers_.get());
  curl_easy_setopt(easy(), CURLOPT_HEADEROPT, long{CURLHEADER_SEPARATE});
  curl_easy_setopt(easy(), CURLOPT_USERAGENT, options_.user_agent.c_str());
  curl_easy_setopt(easy(), CURLOPT_NETRC, long{CURL_NETRC_IGNORED});
}

void Transfer::SetSecurity(const Url& url) {
  curl_easy_setopt(easy(), CURLOPT_PROTOCOLS_STR, "http,https");
  curl_easy_setopt(easy(), CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
  if (url.scheme != "https") return;
  curl_easy_setopt(easy(), CURLOPT_SSLVERSION, long{CURL_SSLVERSION_TLSv1_2});
  curl_easy_setopt(easy(), CURLOPT_SSL_VERIFYPEER, 1L);
  curl_easy_setopt(easy(), CURLOPT_SSL_VERIFYHOST, 2L);
  if (!options_.ca_file.empty()) {
    curl_easy_setopt(easy(), CURLOPT_CAINFO, options_.ca_file.c_str());
    curl_easy_setopt(easy(), CURLOPT_CAPATH, nullptr);
  } else {
    static const std::string kHashed = HashedCertificates();
    if (!kHashed.empty()) curl_easy_setopt(easy(), CURLOPT_CAINFO, nullptr);
  }
  if (!options_.pin_sha256.empty()) {
    const std::string pin = "sha256//" + options_.pin_sha256;
    curl_easy_setopt(easy(), CURLOPT_PINNEDPUBLICKEY, pin.c_str());
  }
}

// CURLOPT_NOSIGNAL stays off: then libcurl keeps SIGPIPE away from OpenSSL's writes.
void Transfer::SetLimits() {
  const long stall = std::max(1, options_.stall_timeout_s);
  curl_easy_setopt(easy(), CURLOPT_CONNECTTIMEOUT, long{options_.connect_timeout_s});
  curl_easy_setopt(easy(), CURLOPT_LOW_SPEED_LIMIT, 1L);
  curl_easy_setopt(easy(), CURLOPT_LOW_SPEED_TIME, stall);
  curl_easy_setopt(easy(), CURLOPT_TIMEOUT, stall * kStallsPerRequest);
  curl_easy_setopt(easy(), CURLOPT_MAXFILESIZE_LARGE, curl_off_t{options_.max_answer_bytes});
  curl_easy_setopt(easy(), CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
  curl_easy_setopt(easy(), CURLOPT_ERRORBUFFER, error_.data());
  curl_easy_setopt(easy(), CURLOPT_PRIVATE, this);
  curl_easy_setopt(easy(), CURLOPT_HEADERFUNCTION, &Transfer::OnHeader);
  curl_easy_setopt(easy(), CURLOPT_HEADERDATA, this);
  curl_easy_setopt(easy(), CURLOPT_WRITEFUNCTION, &Transfer::OnBody);
  curl_easy_setopt(easy(), CURLOPT_WRITEDATA, this);
  curl_easy_setopt(easy(), CURLOPT_PREREQFUNCTION, &Transfer::OnSend);
  curl_easy_setopt(easy(), CURLOPT_PREREQDATA, this);
  if (log::Enabled(log::Level::kDebug)) {
    curl_easy_setopt(easy(), CURLOPT_VERBOSE, 1L);
    curl_easy_setopt(easy(), CURLOPT_DEBUGFUNCTION, &Transfer::OnDebug);
    curl_easy_setopt(easy(), CURLOPT_DEBUGDATA, this);
  }
}

std::size_t Transfer::OnHeader(char* bytes, std::size_t size, std::size_t count, void* self) {
  return static_cast<Transfer*>(self)->TakeHeader(Text(bytes, size * count)) ? size * count : 0;
}

std::size_t Transfer::OnBody(char* bytes, std::size_t size, std::size_t count, void* self) {
  return static_cast<Transfer*>(self)->TakeBody(Text(bytes, size * count)) ? size * count : 0;
}

// libcurl sends a request once more by itself when a kept-alive connection ends before an answer.
// The server may have done it by then: what is not repeatable ends here instead.
int Transfer::OnSend(void* self, char* /*to*/, char* /*from*/, int /*to_port*/, int /*from_port*/) {
  auto* transfer = static_cast<Transfer*>(self);
  if (transfer->sends_ > 0 && !transfer->repeatable_) return CURL_PREREQFUNC_ABORT;
  ++transfer->sends_;
  return CURL_PREREQFUNC_OK;
}

int Transfer::OnDebug(CURL* /*easy*/, curl_infotype type, char* bytes, std::size_t size,
                      void* self) {
  const bool secret_url = static_cast<Transfer*>(self)->secret_url_;
  if (type == CURLINFO_TEXT) LogWire(WirePart::kText, Text(bytes, size), secret_url);
  if (type == CURLINFO_HEADER_OUT) LogWire(WirePart::kSent, Text(bytes, size), secret_url);
  if (type == CURLINFO_HEADER_IN) LogWire(WirePart::kReceived, Text(bytes, size), secret_url);
  return 0;
}

bool Transfer::TakeHeader(std::string_view line) {
  header_bytes_ += line.size();
  if (header_bytes_ > kMostHeaderBytes) {
    too_large_ = true;
    return false;
  }
  while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.remove_suffix(1);
  if (line.starts_with("HTTP/")) {
    response_.headers.clear();  // those of a 100 or 103 do not count
  } else if (!line.empty() && (line.front() == ' ' || line.front() == '\t')) {
    if (!response_.headers.empty())
      response_.headers.back().value += " " + std::string(Trimmed(line));
  } else if (const std::size_t colon = line.find(':'); colon != std::string_view::npos) {
    response_.headers.push_back(
        {std::string(line.substr(0, colon)), std::string(Trimmed(line.substr(colon + 1)))});
  }
  return true;
}

bool Transfer::TakeBody(std::string_view bytes) {
  const auto most = static_cast<std::size_t>(std::max<std::int64_t>(0, options_.max_answer_bytes));
  if (bytes.size() > most - response_.body.size()) {
    too_large_ = true;
    return false;
  }
  response_.body += bytes;
  return true;
}

TryResult Transfer::Finish(CURLcode code) {
  if (code != CURLE_OK) return Failed(code);
  long status = 0;
  curl_easy_getinfo(easy(), CURLINFO_RESPONSE_CODE, &status);
  if (status < 200 || status > 599) {
    return {Outcome::kBroken, {}, host_ + " answered with the status " + std::to_string(status)};
  }
  response_.status = static_cast<int>(status);
  return {Outcome::kAnswered, std::move(response_), {}};
}

TryResult Transfer::TimedOut() const {
  if (sends_ == 0) {
    return {Outcome::kUnreachable,
            {},
            host_ + " did not answer within " + std::to_string(options_.connect_timeout_s) +
                " s: check the URL and the network, or try later"};
  }
  return {Outcome::kStalled,
          {},
          host_ + " made no progress for " + std::to_string(options_.stall_timeout_s) +
              " s, or took ten times as long over one answer: try later"};
}

TryResult Transfer::Failed(CURLcode code) const {
  const char* text = error_[0] != '\0' ? error_.c_str() : curl_easy_strerror(code);
  const std::string detail = " (" + log::Escaped(text) + ")";
  if (too_large_ || code == CURLE_FILESIZE_EXCEEDED) {
    return {Outcome::kUnusable,
            {},
            "the answer of " + host_ + " is larger than " +
                std::to_string(options_.max_answer_bytes >> 20) + " MiB"};
  }
  if (code == CURLE_OPERATION_TIMEDOUT) return TimedOut();
  if (sends_ == 0) return Unsent(code, detail);
  // Whatever happened later, even while connecting anew: it may have been done.
  switch (code) {
    case CURLE_BAD_CONTENT_ENCODING:
      return {Outcome::kUnusable, {}, "the answer of " + host_ + " cannot be unpacked" + detail};
    case CURLE_UNSUPPORTED_PROTOCOL:
    case CURLE_WEIRD_SERVER_REPLY:
      return {Outcome::kUnusable, {}, host_ + " does not answer in HTTP" + detail};
    case CURLE_ABORTED_BY_CALLBACK:
      return {Outcome::kBroken, {}, "the connection to " + host_ + " ended before an answer came"};
    default:
      return {Outcome::kBroken,
              {},
              "the connection to " + host_ + " ended before a whole answer came" + detail};
  }
}

TryResult Transfer::Unsent(CURLcode code, const std::string& detail) const {
  switch (code) {
    case CURLE_PEER_FAILED_VERIFICATION:
      return {Outcome::kNeverAgain,
              {},
              "the certificate of " + host_ + " is not trusted" + detail +
                  ": if the server has a private CA, name its certificate (PEM) as ca_file"};
    case CURLE_SSL_PINNEDPUBKEYNOTMATCH:
      return {Outcome::kNeverAgain,
              {},
              "the key of " + host_ +
                  " is not the one of pin_sha256: the server has a new key "
                  "(then set the new pin), or somebody is in between"};
    case CURLE_SSL_CACERT_BADFILE:
      return {Outcome::kNeverAgain, {}, "ca_file cannot be used" + detail};
    case CURLE_URL_MALFORMAT:
    case CURLE_UNSUPPORTED_PROTOCOL:
      return {Outcome::kNeverAgain, {}, "the address of " + host_ + " cannot be used" + detail};
    case CURLE_COULDNT_RESOLVE_HOST:
      return {Outcome::kUnreachable,
              {},
              "the name " + host_ + " was not found" + detail + ": check the URL and the network"};
    default:
      return {
          Outcome::kUnreachable,
          {},
          host_ + " cannot be reached" + detail + ": check the URL and the network, or try later"};
  }
}

}  // namespace touchbase::http
