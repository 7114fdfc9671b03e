#include "ical/event_fields.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "model/letters.h"

namespace touchbase::ical {
namespace {

constexpr std::size_t kMostAttendees = 500;
constexpr std::string_view kMailto = "mailto:";

std::string Lower(std::string_view text) { return LowerAscii(std::string(text)); }

// A CAL-ADDRESS that is no mail address has its mail in EMAIL (RFC 7986 6.2).
std::string AddressOf(const ContentLine& line) {
  std::string address = Lower(Trim(line.value));
  if (address.starts_with(kMailto)) return std::string(Trim(address.substr(kMailto.size())));
  return Lower(Trim(line.Param("EMAIL")));
}

PartStat StatusOf(std::string_view word) {
  const std::string status = UpperAscii(Trim(word));
  if (status.empty() || status == "NEEDS-ACTION") return PartStat::kNeedsAction;
  if (status == "ACCEPTED") return PartStat::kAccepted;
  if (status == "DECLINED") return PartStat::kDeclined;
  return status == "TENTATIVE" ? PartStat::kTentative : PartStat::kOther;
}

Attendee ReadAttendee(const ContentLine& line) {
  Attendee attendee;
  attendee.email = AddressOf(line);
  attendee.name = OneLine(line.Param("CN"));
  attendee.status = StatusOf(line.Param("PARTSTAT"));
  const std::string type = UpperAscii(Trim(line.Param("CUTYPE")));
  attendee.is_person = type.empty() || type == "INDIVIDUAL";
  return attendee;
}

}  // namespace

void ReadEventFields(const TreeNode& event, bool all_day, std::span<const std::string> mine,
                     Occurrence* occurrence) {
  occurrence->uid = UnescapeText(Trim(event.Value("UID")));
  occurrence->title = CleanText(UnescapeText(event.Value("SUMMARY")));
  occurrence->description = CleanText(UnescapeText(event.Value("DESCRIPTION")));
  const std::string transparency = UpperAscii(Trim(event.Value("TRANSP")));
  occurrence->opaque = all_day ? transparency == "OPAQUE" : transparency != "TRANSPARENT";
  occurrence->cancelled = UpperAscii(Trim(event.Value("STATUS"))) == "CANCELLED";
  occurrence->keyed = event.Has("X-TOUCHBASE-KEY");
  for (const ContentLine& line : event.lines) {
    if (line.name == "ORGANIZER") occurrence->organizer = AddressOf(line);
    if (line.name != "ATTENDEE" || occurrence->attendees.size() >= kMostAttendees) continue;
    Attendee attendee = ReadAttendee(line);
    const bool is_me = std::find(mine.begin(), mine.end(), attendee.email) != mine.end();
    if (is_me && !attendee.email.empty() && attendee.status == PartStat::kDeclined) {
      occurrence->declined = true;
    }
    occurrence->attendees.push_back(std::move(attendee));
  }
}

}  // namespace touchbase::ical
