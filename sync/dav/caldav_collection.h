// A calendar on a CalDAV server: the Collection port. I/O: the network, by a Session. listing.cpp
// says what changed, fetch.cpp reads objects, time_window.cpp the events of a time, write.cpp
// writes.
//
// Hrefs handed out are paths as the server wrote them; hrefs taken in are those, or for a creation
// a plain name.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "sync/core/collection.h"
#include "sync/dav/session.h"

namespace touchbase::dav {

class CalDavCollection : public Collection {
 public:
  CalDavCollection(std::shared_ptr<Session> session, CollectionState state)
      : session_(std::move(session)), state_(std::move(state)) {}

  const CollectionState& state() const override { return state_; }

  // sync-collection; for a token that is not taken, and on servers without it, a listing by
  // PROPFIND, then by calendar-query. The token is the one read with the listing. Throws
  // ServerError when no whole listing can be had, and at once for 429, 503 and Google's 403 without
  // a reason.
  Changes ChangesSince(const SyncToken& token) override;

  // Multigets of 50 at a time, then a GET for each one that they left out.
  std::vector<Fetched> Fetch(std::span<const Href> hrefs) override;

  // One calendar-query, and multigets for texts that it leaves out.
  std::vector<Fetched> Window(Instant from, Instant to, bool with_text) override;

  // Throws ServerError when the server is not reached several times in a row.
  void Apply(std::span<const Write> writes,
             const std::function<void(std::size_t, const WriteResult&)>& done) override;

 private:
  // listing.cpp
  std::optional<Changes> Report(const SyncToken& token);
  std::optional<Changes> ListByPropfind();
  Changes ListByQuery(const std::string& why_not_propfind);
  Changes ListInFull();

  // time_window.cpp
  std::vector<Fetched> Query(const std::string& body, bool with_text);

  // fetch.cpp
  void FetchBatch(std::span<const Href> hrefs, const http::Exchange& exchange, std::size_t first,
                  std::vector<Fetched>& out);
  void FetchOneByOne(std::span<const std::size_t> which, std::vector<Fetched>& out);

  std::string UrlOf(const Href& href) const;

  std::shared_ptr<Session> session_;
  CollectionState state_;
  std::string propfind_refused_;
};

// One GET's answer as a Fetched without its href. Pure.
Fetched ReadGet(const http::Exchange& exchange);

}  // namespace touchbase::dav
