// What commands print: lines for people on standard output, or one object for --json, and messages
// on standard error. I/O: standard output and error.
//
// Commands run for several settings files print one object in all, so an Output keeps the answer of
// its command; main prints it. Control characters that came from outside reach no terminal.
#pragma once

#include <string>

#include "model/plan.h"
#include "sync/cli/options.h"

namespace touchbase::cli {

enum class Paint : std::uint8_t { kGood, kBad, kLoud };

class Output {
 public:
  // `prefix` goes before every message: whose account it is about.
  explicit Output(const Options& options, std::string prefix = "");

  // For people; nothing with --json.
  void Line(const std::string& text);
  // The same, but not with --quiet either.
  void Remark(const std::string& text);
  // On standard error, always.
  void Complain(const std::string& text);
  // The object of --json; a later one takes the place of an earlier one.
  void Answer(std::string json) { answer_ = std::move(json); }
  const std::string& answer() const { return answer_; }

  // With the terminal's colours where they are wanted.
  std::string Painted(Paint paint, const std::string& text) const;

 private:
  bool json_;
  bool quiet_;
  bool color_;
  std::string prefix_;
  std::string answer_;
};

// Straight to standard output, with a line end, as it is: for JSON and what is safe already.
void PrintLine(const std::string& line);
// False when something printed did not arrive (disk full, reader gone).
bool FlushOutput();

// Tue 3 Mar 2026 09:00
std::string ShortTime(LocalTime time);
std::string ShortDate(Date date);
// "Tue 3 Mar 2026 09:00-09:15  Jane Doe: thank-you  [email]"
std::string ItemLine(const FollowUp& follow_up, const Output& out);
// The same of a block of several, with the names of its people.
std::string BlockLineText(const Block& block, const Output& out);

}  // namespace touchbase::cli
