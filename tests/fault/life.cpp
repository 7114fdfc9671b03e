#include "tests/fault/life.h"

namespace touchbase::test {

void BeginLife(Bench* bench) {
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

namespace {

// "[x] Eve Hart" in the block where her line is.
void TickLine(const std::string& name, Bench* bench) {
  for (const Seen& seen : bench->Items()) {
    if (!seen.block() || seen.item.description.find("[ ] " + name) == std::string::npos) continue;
    bench->Edit(seen, [&](PhoneItem& phone) { phone.Replace("[ ] " + name, "[x] " + name); });
  }
}

}  // namespace

const std::vector<Scene>& Life() {
  static const std::vector<Scene> kLife = {
      {"2026-03-02 12:00", [](Bench&) {}},
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
      {"2026-03-13 11:00", [](Bench& b) { TickLine("Eve Hart", &b); }},
  };
  return kLife;
}

}  // namespace touchbase::test
