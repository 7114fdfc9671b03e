// From the answer to a PUT or DELETE to what it means for the item. Pure.
#pragma once

#include <string>
#include <string_view>

#include "sync/core/collection.h"
#include "sync/dav/profile.h"
#include "sync/dav/xml_response.h"
#include "sync/http/client.h"

namespace touchbase::dav {

struct WriteAnswer {
  WriteStatus status = WriteStatus::kAmbiguous;
  ETag etag;                // when done: the one strong tag that the answer names
  std::string why;          // when not done: what came back
  bool look = false;        // ambiguous, and a GET may tell
  std::string holder = {};  // of kUidTaken: the href of who has the UID, as written
};

// 200, 201, 204 are success, 404 and 410 to DELETE too; a 207 is read inside. Never throws.
WriteAnswer ReadWriteAnswer(WriteKind kind, const http::Response& response, const Profile& profile);

// "409 (no-uid-conflict)", "507 Insufficient Storage: disk full": for messages.
std::string Tell(int status, const xml::ErrorBody& error);

}  // namespace touchbase::dav
