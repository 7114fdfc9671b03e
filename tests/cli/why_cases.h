// Ten people as `why` answers for them, and docs/cadences.md, which shows the answers as printed.
#pragma once

#include <string>
#include <vector>

namespace touchbase::test {

struct WhyCase {
  const char* title;
  std::string row;                   // of the contacts: id,name,email,track,status,goal,wait_until
  std::vector<std::string> touches;  // rows: contact,at,kind,direction,outcome,until,notes
  const char* now = "2026-03-05T08:00:00+01:00";
};

const std::vector<WhyCase>& WhyCases();
// The section of the document that the program prints now.
std::string PrintedWhyCases();

}  // namespace touchbase::test
