#include "sync/dav/member_list.h"

#include <fmt/core.h>

#include <optional>
#include <utility>

#include "model/error.h"
#include "sync/dav/etag.h"
#include "sync/dav/href.h"

namespace touchbase::dav {

MemberList::MemberList(std::string collection)
    : collection_(std::move(collection)), own_path_(NormalForm(collection_)) {}

bool MemberList::Add(const xml::Multistatus& multistatus) {
  bool truncated = false;
  for (const xml::Item& item : multistatus.items) {
    std::string normal = NormalForm(item.href);
    if (item.status == 507) {
      truncated = true;  // RFC 6578 3.6, on the collection's own href
      continue;
    }
    if (normal == own_path_) {
      own_token_ = item.sync_token.value_or(own_token_);
      continue;
    }
    // A collection below ours is no calendar object resource (RFC 4791 4.2).
    if (item.is_collection || (!item.href.empty() && item.href.back() == '/')) continue;
    std::optional<std::string> path = LocalPath(collection_, item.href);
    if (!path) {
      throw ServerError(fmt::format("the listing of {} names \"{}\" on another host", collection_,
                                    item.href.substr(0, 200)),
                        collection_);
    }
    Entry entry;
    entry.member.href = Href(std::move(*path));
    entry.gone = item.status == 404 || item.status == 410;
    if (item.has_props) entry.member.etag = StrongETag(item.etag.value_or(""));
    const auto [at, is_new] = index_.try_emplace(std::move(normal), entries_.size());
    if (is_new) {
      entries_.push_back(std::move(entry));
    } else {
      entries_[at->second] = std::move(entry);
    }
  }
  return truncated;
}

std::vector<Member> MemberList::Present() && {
  std::vector<Member> out;
  for (Entry& entry : entries_) {
    if (!entry.gone) out.push_back(std::move(entry.member));
  }
  return out;
}

Changes MemberList::Since() && {
  Changes changes;
  for (Entry& entry : entries_) {
    if (entry.gone) {
      changes.gone.push_back(std::move(entry.member.href));
    } else {
      changes.changed.push_back(std::move(entry.member));
    }
  }
  return changes;
}

}  // namespace touchbase::dav
