#include "model/advice.h"

#include <algorithm>
#include <optional>
#include <tuple>

#include "model/day_words.h"
#include "model/histories.h"
#include "model/tracks.h"

namespace touchbase {
namespace {

// How often I wrote, and since when nothing came back.
struct Silence {
  std::optional<Date> heard;
  std::optional<Date> first;  // of mine after that
  int written = 0;            // after that
};

Silence SilenceOf(const LiveLog& log, const Contact& contact, LocalTime now) {
  Silence silence;
  for (const std::uint32_t row : log.Of(contact.id)) {
    const Touch& touch = log.Touches()[row];
    if (touch.at > now || touch.kind == Kind::kNote || touch.kind == Kind::kConnected) continue;
    if (IsResponse(touch)) {
      silence = {DateOf(touch.at), {}, 0};
    } else if (touch.direction == Direction::kOut && touch.outcome != Outcome::kSkipped) {
      if (!silence.first) silence.first = DateOf(touch.at);
      ++silence.written;
    }
  }
  return silence;
}

std::string Reason(const Silence& silence, Date today) {
  const std::string times = silence.written == 1 ? "once" : CountText(silence.written) + " times";
  const std::string since = silence.heard ? "No answer since " + DayText(*silence.heard, today)
                                          : std::string("Never an answer");
  return silence.written == 0 ? since + "." : since + "; you wrote " + times + ".";
}

bool IsOwedSomething(const TrackState& state) {
  return state.answer != nullptr || state.arranged != nullptr || !state.sides.empty() ||
         !state.thank_yous.empty();
}

bool IsDear(const Contact& contact) {
  return contact.vip ||
         std::find(contact.tags.begin(), contact.tags.end(), "top") != contact.tags.end();
}

}  // namespace

std::vector<LetGo> WhomToLetGo(const PlanInput& input, std::size_t most) {
  const KnownCadences cadences(input.cadences);
  const WorkCalendar calendar(input.settings, DateOf(input.now));
  const TrackRules rules{cadences, input.settings, calendar, input.now};
  const PlacedIndex placed(input.placed);
  const Tracks tracks(rules, placed);
  const LiveLog log(input.touches);
  Histories histories(log, rules);
  std::size_t people = 0;
  std::vector<std::pair<bool, LetGo>> candidates;  // first: stands by the user's word
  std::vector<DueStep> due;
  for (std::size_t i = 0; i < input.contacts.size(); ++i) {
    const Contact& contact = input.contacts[i];
    const TrackState state = histories.Of(contact);
    due.clear();
    tracks.Append(contact, static_cast<std::uint32_t>(i), state, due);
    const bool kept = std::any_of(due.begin(), due.end(),
                                  [](const DueStep& item) { return item.queue == Queue::kCap; });
    if (!kept) continue;
    ++people;
    if (IsDear(contact) || IsOwedSomething(state)) continue;
    const Silence silence = SilenceOf(log, contact, input.now);
    const std::optional<Date> since = silence.heard ? silence.heard : silence.first;
    if (!since) continue;
    candidates.push_back({state.standing != nullptr,
                          {contact.id, contact.DisplayName(), Reason(silence, rules.today()),
                           static_cast<int>((rules.today() - *since).count())}});
  }
  const auto cap = static_cast<std::size_t>(std::max(0, input.settings.keep_cap));
  if (people <= cap) return {};
  std::stable_sort(candidates.begin(), candidates.end(), [](const auto& left, const auto& right) {
    return std::make_tuple(left.first, -left.second.silent_days) <
           std::make_tuple(right.first, -right.second.silent_days);
  });
  std::vector<LetGo> advice;
  for (auto& [standing, candidate] : candidates) {
    if (advice.size() >= std::min(most, people - cap)) break;
    advice.push_back(std::move(candidate));
  }
  return advice;
}

}  // namespace touchbase
