#include "sync/store/ics_uid.h"

#include "model/letters.h"

namespace touchbase::store {
namespace {

// The content line at the front of `text`, unfolded; takes it off.
std::string TakeLine(std::string_view* text) {
  std::string line;
  for (;;) {
    const std::size_t end = text->find('\n');
    std::string_view piece = text->substr(0, end);
    text->remove_prefix(end == std::string_view::npos ? text->size() : end + 1);
    if (!piece.empty() && piece.back() == '\r') piece.remove_suffix(1);
    line += piece;
    if (text->empty() || (text->front() != ' ' && text->front() != '\t')) return line;
    text->remove_prefix(1);
  }
}

}  // namespace

std::string UidOf(std::string_view text) {
  while (!text.empty()) {
    const std::string line = TakeLine(&text);
    if (line.size() < 4 || LowerAscii(line.substr(0, 3)) != "uid") continue;
    if (line[3] != ':' && line[3] != ';') continue;
    const std::size_t colon = line.find(':', 3);
    if (colon != std::string::npos) return line.substr(colon + 1);
  }
  return {};
}

}  // namespace touchbase::store
