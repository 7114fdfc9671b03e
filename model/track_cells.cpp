#include "model/track_cells.h"

#include <cstddef>
#include <map>
#include <string_view>
#include <utility>

#include "model/nearest.h"

namespace touchbase {
namespace {

constexpr std::size_t kMostWarnings = 10;

std::vector<std::string> TrackNames(const KnownCadences& cadences) {
  std::vector<std::string> names;
  for (const auto& [name, cadence] : *cadences.all) {
    if (cadences.ForCell(name) != nullptr) names.push_back(name);
  }
  return names;
}

}  // namespace

std::vector<std::string> UnknownTracks(std::span<const Contact> contacts,
                                       const KnownCadences& cadences) {
  struct Found {
    const Contact* first = nullptr;
    std::size_t others = 0;
  };
  std::map<std::string_view, Found> unknown;
  for (const Contact& contact : contacts) {
    if (contact.track.empty() || cadences.ForCell(contact.track) != nullptr) continue;
    Found& found = unknown[contact.track];
    if (found.first == nullptr) {
      found.first = &contact;
    } else {
      ++found.others;
    }
  }
  std::vector<std::string> warnings;
  if (unknown.empty()) return warnings;
  const std::vector<std::string> names = TrackNames(cadences);
  for (const auto& [cell, found] : unknown) {
    if (warnings.size() == kMostWarnings) break;
    std::string text = found.first->DisplayName();
    if (found.others > 0) {
      text += " and " + std::to_string(found.others) + (found.others == 1 ? " other" : " others");
    }
    text += ": \"" + std::string(cell.substr(0, 40)) + "\" in the column track ";
    text += cadences.all->find(cell) != cadences.all->end() ? "is no track to start in"
                                                            : "is not known";
    const std::string nearest = Nearest(cell, names);
    if (!nearest.empty()) text += "; did you mean " + nearest + "?";
    warnings.push_back(std::move(text));
  }
  return warnings;
}

}  // namespace touchbase
