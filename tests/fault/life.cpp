#include "tests/fault/life.h"

namespace touchbase::test {
namespace {

void EditLine(const std::string& from, const std::string& to, Bench* bench) {
  for (const Seen& seen : bench->Items()) {
    if (!seen.block() || seen.item.description.find(from) == std::string::npos) continue;
    bench->Edit(seen, [&](PhoneItem& phone) { phone.Replace(from, to); });
  }
}

// "[x] Eve Hart" in the block where the line is.
void TickLine(const std::string& name, Bench* bench) {
  EditLine("[ ] " + name, "[x] " + name, bench);
}

// In the user's calendar /ana/work/.
void PutMeeting(const std::string& uid, const std::string& title, const std::string& start,
                const std::string& end, Bench* bench) {
  bench->server.Put(Href{"memory://server/ana/work/"}, "/ana/work/" + uid + ".ics",
                    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:" + uid +
                        "\r\nDTSTAMP:20260301T080000Z\r\nSUMMARY:" + title +
                        "\r\nDTSTART;TZID=Europe/Berlin:" + start +
                        "\r\nDTEND;TZID=Europe/Berlin:" + end +
                        "\r\nATTENDEE;PARTSTAT=ACCEPTED:mailto:jana@x.example\r\n"
                        "END:VEVENT\r\nEND:VCALENDAR\r\n");
}

// Both halves, under their names.
void Carry(const std::string& name, const std::string& path, Bench* bench) {
  for (const Seen& seen : bench->Find(name)) {
    bench->Delete(seen);
    bench->server.Put(Href{"memory://server" + path},
                      path + seen.href.substr(seen.href.rfind('/') + 1), seen.text);
  }
}

void BeginMails(Bench* bench) {
  bench->AddContact("ana", "Ana Souza");
  bench->AddContact("bo", "Bo Lind");
  bench->AddContact("cy", "Cy Young", "warm");
  bench->AddContact("di", "Di Marsh");
  bench->AddContact("eve", "Eve Hart");
  bench->AddContact("flo", "Flo Reed");
  bench->Log("bo", Kind::kFirst, "2026-03-02 08:00");
  bench->Log("cy", Kind::kFirst, "2026-03-02 08:10");
  bench->Log("di", Kind::kFirst, "2026-03-02 08:20");
}

// Marks, words, notes, moves and deletions; two who were met at one time.
Life Mails() {
  return {"Mails",
          BeginMails,
          {{"2026-03-02 12:00", [](Bench&) {}},
           {"2026-03-02 17:00", [](Bench& b) { b.Log("ana", Kind::kMet, "2026-03-02 16:30"); }},
           {"2026-03-02 18:30", [](Bench& b) { b.Tick("Ana", "thank"); }},
           {"2026-03-03 09:30",
            [](Bench& b) {
              b.Tick("Bo");
              b.Move("Cy", "2026-03-04 15:00");
              b.Type("Di", "she likes sailing");
            }},
           {"2026-03-04 08:00", [](Bench& b) { b.Type("Ana", "bring the book"); }},
           {"2026-03-05 09:40",
            [](Bench& b) {
              b.DeleteBoth("Bo");
              b.Tick("Di");
            }},
           {"2026-03-06 08:30",
            [](Bench& b) {
              for (const Seen& seen : b.Find("Di", "", true)) {
                b.Edit(seen, [](PhoneItem& phone) { phone.Type("rang back"); });
              }
            }},
           {"2026-03-09 10:00",
            [](Bench& b) {
              b.Type("Cy", "#no");
              if (const auto block = b.Block("Di")) b.Delete(*block);
            }},
           {"2026-03-10 10:00", [](Bench& b) { b.Log("di", Kind::kReply, "2026-03-10 09:00"); }},
           {"2026-03-12 10:00", [](Bench& b) { b.Tick("Di"); }},
           {"2026-03-13 10:00",
            [](Bench& b) {
              for (const char* who : {"eve", "flo"}) b.Log(who, Kind::kMet, "2026-03-13 09:30");
            }},
           {"2026-03-13 11:00", [](Bench& b) { TickLine("Eve Hart", &b); }}},
          {"ana thank-you out", "bo follow-up out email skipped", "she likes sailing", "rang back",
           "declined", "eve thank-you out email done"}};
}

// A catch-up of two of whom one is ticked and opened again, and a text that offers two times.
Life Waiting() {
  return {"Waiting",
          [](Bench* b) {
            b->settings.plan.offering_scripts = b->settings.scripts.NamesWith("slot1");
            b->AddContact("pia", "Pia Wolf");
            b->AddContact("quin", "Quin Day");
            b->AddContact("rex", "Rex Dale");
            b->Log("pia", Kind::kFirst, "2026-03-02 08:00");
            b->Log("quin", Kind::kFirst, "2026-03-02 08:10");
          },
          {{"2026-03-02 12:00", [](Bench&) {}},
           {"2026-03-03 18:00", [](Bench&) {}},
           {"2026-03-04 08:00", [](Bench&) {}},
           {"2026-03-05 08:00", [](Bench& b) { b.Log("rex", Kind::kFirst, "2026-03-04 09:00"); }},
           {"2026-03-06 06:30", [](Bench&) {}},
           {"2026-03-06 11:00", [](Bench& b) { TickLine("Pia Wolf", &b); }},
           {"2026-03-06 12:00",
            [](Bench& b) {
              EditLine("[x] Pia Wolf", "[ ] Pia Wolf", &b);
              b.Tick("Rex");
            }},
           {"2026-03-09 08:00", [](Bench&) {}}},
          {"pia follow-up out email done", "withdrawn", "rex follow-up out"}};
}

// Meetings of the user's own calendar, one with somebody new; items in another calendar.
Life Meetings() {
  return {"Meetings",
          [](Bench* b) {
            b->settings.watched_calendars = {"*"};
            b->settings.busy_calendars = {"*"};
            b->server.AddCalendar("/ana/work/", "Work");
            b->AddContact("jana", "Jana Roth");
            b->AddContact("lee", "Lee Ash");
            b->Log("lee", Kind::kFirst, "2026-03-02 08:00");
            PutMeeting("lunch", "Lunch", "20260303T120000", "20260303T130000", b);
          },
          {{"2026-03-02 12:00", [](Bench&) {}},
           {"2026-03-02 15:00",
            [](Bench& b) {
              PutMeeting("coffee", "Coffee #met Nora Berg nora@new.example", "20260303T093000",
                         "20260303T100000", &b);
            }},
           {"2026-03-03 13:30",
            [](Bench& b) {
              Carry("Lee", "/ana/personal/", &b);
              b.Type("Nora", "has a boat", "thank");
            }},
           {"2026-03-03 14:00", [](Bench& b) { b.Tick("Nora", "thank"); }},
           {"2026-03-03 15:30",
            [](Bench& b) {
              for (const Seen& seen : b.Find("Nora", "thank", true)) {
                if (!seen.block()) b.Edit(seen, [](PhoneItem& phone) { phone.Untick(); });
              }
            }},
           {"2026-03-04 07:00",
            [](Bench& b) {
              if (const auto block = b.Block("Jana", "check in")) b.Delete(*block);
              PutMeeting("tea", "Tea", "20260306T150000", "20260306T160000", &b);
            }},
           {"2026-03-05 07:00",
            [](Bench& b) {
              PutMeeting("tea", "Tea", "20260309T150000", "20260309T160000", &b);
              b.Tick("Lee");
            }}},
          {"jana met", "met out", "withdrawn", "lee follow-up out"}};
}

}  // namespace

const std::vector<Life>& Lives() {
  static const std::vector<Life> kLives = {Mails(), Waiting(), Meetings()};
  return kLives;
}

}  // namespace touchbase::test
