#include "sync/core/quiet.h"

#include <algorithm>

namespace touchbase {

std::string QuietText(const std::vector<CollectionState>& survey, const std::string& settings,
                      const std::string& book, BaseStore& base) {
  // A row that could not be written waits for every run.
  for (const BaseStore::OutboxRow& row : base.Outbox()) {
    if (row.written_at == 0) return {};
  }
  std::string text = settings + "\n" + book + "\n";
  for (const BaseCollection& known : base.Collections()) {
    const auto found = std::find_if(survey.begin(), survey.end(),
                                    [&](const auto& state) { return state.url == known.url; });
    if (found == survey.end()) return {};
    text += known.url.value + " " + known.ctag + " " + known.survey_token.value;
    text += found->shared ? " shared\n" : "\n";
    if (found->ctag.empty() && found->sync_token.empty()) return {};
    if (found->ctag != known.ctag || found->sync_token != known.survey_token) return {};
  }
  return text;
}

Instant WakeTime(std::span<const Touch> touches, std::span<const Block> blocks, LocalTime now,
                 const Zone& zone) {
  LocalTime wake = DateOf(now) + days{1};
  for (const Touch& touch : touches) {
    // A meeting that a calendar shows is logged when it is over.
    for (const LocalTime time : {touch.at, touch.at + touch.length}) {
      if (time > now && time < wake) wake = time;
    }
  }
  for (const Block& block : blocks) {
    // Then its lines count.
    const bool ends = block.sort == BlockSort::kDebrief && block.end() > now;
    if (ends && block.end() < wake) wake = block.end();
  }
  return zone.ToInstant(wake);
}

}  // namespace touchbase
