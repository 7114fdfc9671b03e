// One try of one request: a libcurl easy handle, what it sends and what it gathers. I/O: the
// network, driven by the multi handle that the caller adds easy() to.
//
// The request given to Prepare must stay alive until Finish.
#pragma once

#include <curl/curl.h>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "sync/http/client.h"
#include "sync/http/retry.h"
#include "sync/http/url.h"

namespace touchbase::http {

struct TryResult {
  Outcome outcome = Outcome::kAnswered;
  Response response;  // when answered
  std::string why;    // when not
};

class Transfer {
 public:
  explicit Transfer(const Options& options);
  Transfer(const Transfer&) = delete;
  Transfer& operator=(const Transfer&) = delete;

  // `authorization`: the header's value, or empty. Nothing is sent yet.
  void Prepare(const Request& request, const Url& url, const std::string& authorization);
  TryResult Finish(CURLcode code);

  CURL* easy() { return easy_.get(); }
  int sends() const {
    return sends_;
  }  // times the request was begun to be sent; libcurl may repeat

 private:
  struct FreeEasy {
    void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
  };
  struct FreeList {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
  };

  void SetRequest(const Request& request, const Url& url);
  void SetHeaders(const Request& request, const std::string& authorization);
  void AddHeader(const std::string& line);
  void SetSecurity(const Url& url);
  void SetLimits();
  bool TakeHeader(std::string_view line);
  bool TakeBody(std::string_view bytes);
  TryResult Failed(CURLcode code) const;
  TryResult Unsent(CURLcode code, const std::string& detail) const;
  TryResult TimedOut() const;

  static std::size_t OnHeader(char* bytes, std::size_t size, std::size_t count, void* self);
  static std::size_t OnBody(char* bytes, std::size_t size, std::size_t count, void* self);
  static int OnSend(void* self, char* to, char* from, int to_port, int from_port);
  static int OnDebug(CURL* easy, curl_infotype type, char* bytes, std::size_t size, void* self);

  const Options& options_;
  std::unique_ptr<CURL, FreeEasy> easy_;
  std::unique_ptr<curl_slist, FreeList> headers_;
  std::string error_;  // libcurl writes its text here
  std::string host_;
  bool repeatable_ = true;
  bool secret_url_ = false;
  int sends_ = 0;
  bool too_large_ = false;
  std::size_t header_bytes_ = 0;
  Response response_;
};

// The directory of hashed certificates to use instead of libcurl's bundle file, or empty. Reading
// the bundle costs 40 ms for each connection, the directory 2.
std::string HashedCertificates();

}  // namespace touchbase::http
