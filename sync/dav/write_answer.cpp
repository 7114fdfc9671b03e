#include "sync/dav/write_answer.h"

#include <fmt/core.h>

#include <algorithm>

#include "sync/dav/etag.h"

namespace touchbase::dav {
namespace {

struct Refusal {
  int status = 0;
  xml::ErrorBody error;
};

bool SaysUidTaken(const Refusal& refusal) {
  if (refusal.error.Has("no-uid-conflict")) return true;
  if (refusal.error.Has("unique-scheduling-object-resource")) return true;
  // Nextcloud, also for what lies in its trash bin: 400 "Calendar object with uid already exists in
  // this calendar collection."
  const std::string& text = refusal.error.text;
  return refusal.status == 400 && text.find("uid") != std::string::npos &&
         text.find("already exists") != std::string::npos;
}

bool SaysNoRoom(const Refusal& refusal) {
  return refusal.status == 507 || refusal.status == 413 ||
         refusal.error.Has("quota-not-exceeded") || refusal.error.Has("sufficient-disk-space");
}

// A 403 that gives no reason in DAV's words is about rights (Radicale, plain web servers).
bool SaysReadOnly(const Refusal& refusal) {
  if (refusal.error.Has("need-privileges")) return true;
  return refusal.status == 403 && !refusal.error.is_dav_error;
}

// What is asked of the object itself (RFC 4791 5.3.2.1): asking again changes nothing.
bool SaysBadObject(const Refusal& refusal) {
  const auto& conditions = refusal.error.conditions;
  return std::any_of(conditions.begin(), conditions.end(), [](const xml::Condition& c) {
    return c.name == "valid-calendar-data" || c.name == "valid-calendar-object-resource" ||
           c.name == "supported-calendar-data" || c.name == "supported-calendar-component" ||
           c.name == "max-resource-size" || c.name == "min-date-time" ||
           c.name == "max-date-time" || c.name == "calendar-collection-location-ok";
  });
}

WriteStatus StatusOf(WriteKind kind, const Refusal& refusal, const Profile& profile) {
  if (SaysUidTaken(refusal)) return WriteStatus::kUidTaken;
  if (SaysNoRoom(refusal)) return WriteStatus::kNoRoom;
  if (SaysReadOnly(refusal)) return WriteStatus::kReadOnly;
  // Xandikos puts valid-calendar-data into a 412.
  if (SaysBadObject(refusal)) return WriteStatus::kRefused;
  switch (refusal.status) {
    case 412:
      return WriteStatus::kConflict;
    case 409:
      return kind == WriteKind::kCreate && profile.bare_409_is_uid ? WriteStatus::kUidTaken
                                                                   : WriteStatus::kConflict;
    case 404:
    case 410:
      if (kind == WriteKind::kDelete) return WriteStatus::kDone;
      // To a creation: no such collection, or an event without DTEND on iCloud.
      return kind == WriteKind::kUpdate ? WriteStatus::kGone : WriteStatus::kRefused;
    case 429:
      return WriteStatus::kAmbiguous;
    default:
      return refusal.status >= 500 ? WriteStatus::kAmbiguous : WriteStatus::kRefused;
  }
}

WriteAnswer AnswerOf(WriteKind kind, const Refusal& refusal, const Profile& profile) {
  WriteAnswer answer;
  answer.status = StatusOf(kind, refusal, profile);
  if (answer.status == WriteStatus::kDone) return answer;
  answer.why = Tell(refusal.status, refusal.error);
  for (const xml::Condition& condition : refusal.error.conditions) {
    if (answer.status == WriteStatus::kUidTaken && answer.holder.empty()) {
      answer.holder = condition.href;
    }
  }
  // 429 and 503 were not begun; any other 5xx may have come after the deed.
  answer.look =
      answer.status == WriteStatus::kAmbiguous && refusal.status >= 500 && refusal.status != 503;
  return answer;
}

// Xandikos reports refusals of a PUT in a 207; some servers answer a DELETE with one that says 200.
WriteAnswer ReadInside(WriteKind kind, const http::Response& response, const Profile& profile) {
  const xml::ParsedMultistatus parsed = xml::ParseMultistatus(response.body);
  WriteAnswer answer;
  if (!parsed.value || parsed.value->items.empty()) {
    answer.why = "207, but " + (parsed.value ? "nothing in it" : parsed.problem);
    answer.look = true;
    return answer;
  }
  for (const xml::Item& item : parsed.value->items) {
    const bool status_refuses = item.status != 0 && (item.status < 200 || item.status >= 300);
    const int refused = status_refuses ? item.status : item.refused;
    if (refused == 0) continue;
    Refusal refusal{refused, {true, item.conditions, item.description}};
    if (refusal.error.text.empty() && !item.conditions.empty()) {
      refusal.error.text = item.conditions.front().name;
    }
    return AnswerOf(kind, refusal, profile);
  }
  answer.status = WriteStatus::kDone;
  return answer;
}

}  // namespace

std::string Tell(int status, const xml::ErrorBody& error) {
  return error.text.empty() ? fmt::format("{}", status)
                            : fmt::format("{} ({})", status, error.text);
}

WriteAnswer ReadWriteAnswer(WriteKind kind, const http::Response& response,
                            const Profile& profile) {
  const int status = response.status;
  if (status == 207) return ReadInside(kind, response, profile);
  if (status == 200 || status == 201 || status == 204) {
    WriteAnswer answer;
    answer.status = WriteStatus::kDone;
    if (kind != WriteKind::kDelete) answer.etag = StrongETag(response.Find("ETag"));
    return answer;
  }
  if (status < 300) {
    WriteAnswer answer;  // 202 and the like: taken, not done
    answer.why = fmt::format("{}", status);
    answer.look = true;
    return answer;
  }
  return AnswerOf(kind, {status, xml::ParseErrorBody(response.body)}, profile);
}

}  // namespace touchbase::dav
