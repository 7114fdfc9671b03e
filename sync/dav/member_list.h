// The members that one or several listings of a collection name. Pure.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "sync/core/collection.h"
#include "sync/dav/xml_response.h"

namespace touchbase::dav {

// Collects pages of a sync-collection, or listings. iCloud names a resource twice in one answer,
// and a later page may take back what an earlier one said: the last word about a resource counts.
class MemberList {
 public:
  // `collection` is the absolute URL that the listing is of.
  explicit MemberList(std::string collection);

  // Throws ServerError for an href on another host: such a listing cannot be complete. True: the
  // answer was cut short (507) and goes on with its token.
  bool Add(const xml::Multistatus& multistatus);

  // The sync-token property of the collection itself, if the listing had it.
  const std::string& own_token() const { return own_token_; }
  // For a full listing: what is there, and nobody is gone.
  std::vector<Member> Present() &&;
  Changes Since() &&;

 private:
  struct Entry {
    Member member;
    bool gone = false;
  };

  std::string collection_;
  std::string own_path_;  // normal form
  std::string own_token_;
  std::vector<Entry> entries_;
  std::unordered_map<std::string, std::size_t> index_;  // normal form -> entry
};

}  // namespace touchbase::dav
