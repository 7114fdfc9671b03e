// What commands print: lines for people, one object for --json. The only user of nlohmann/json
// together with json_text.cpp. I/O: standard output and error.
#pragma once

#include <string>
#include <vector>

#include "model/plan.h"
#include "sync/cli/workplace.h"
#include "sync/core/run_report.h"

namespace touchbase::cli {

// A check of `doctor`: name, verdict, what was found, what to do.
struct Check {
  std::string name;
  bool ok = true;
  std::string detail;
  std::string mend;
};

// JSON texts (interface.md "JSON"), one object without a line end.
std::string PlanJson(const Plan& plan, Workplace& place, const std::vector<std::string>& warnings);
std::string ItemsJson(const std::vector<FollowUp>& items, Workplace& place);
std::string ReportJson(const RunReport& report);
std::string ChecksJson(const std::vector<Check>& checks);
std::string ErrorJson(const std::string& code, const std::string& message,
                      const std::string& where);
std::string WhyJson(const Contact& contact, const Standing& standing, Workplace& place);
std::string StatusJson(const std::vector<std::pair<std::string, std::string>>& rows);
std::string TouchJson(const Touch& touch, Workplace& place);

void Print(const std::string& line);     // standard output, with a line end
void Complain(const std::string& line);  // standard error, with a line end

// Tue 3 Mar 09:00
std::string ShortTime(LocalTime time);
std::string ShortDate(Date date);
// "Tue 3 Mar 09:00  Jane Doe: thank-you"
std::string ItemLine(const FollowUp& follow_up);

}  // namespace touchbase::cli
