// Where one contact stands: the planner's first half, for one person and without slots.

#include <algorithm>
#include <iterator>

#include "model/describe.h"
#include "model/histories.h"
#include "model/plan.h"
#include "model/titles.h"

namespace touchbase {

Standing Explain(const Contact& contact, const PlanInput& input) {
  std::vector<Touch> own;
  std::copy_if(input.touches.begin(), input.touches.end(), std::back_inserter(own),
               [&](const Touch& touch) { return touch.contact == contact.id; });
  const KnownCadences cadences(input.cadences);
  const WorkCalendar calendar(input.settings, DateOf(input.now));
  const TrackRules rules{cadences, input.settings, calendar, input.now};
  const PlacedIndex placed(input.placed);
  const LiveLog log(own);
  Histories histories(log, rules);
  const TrackState state = histories.Of(contact);
  std::vector<DueStep> due;
  const Rest rest = Tracks(rules, placed).Append(contact, 0, state, due);

  Standing standing;
  standing.relation = state.warm ? "warm" : "cold";
  // The track's own step comes last of those that are made; what stands beside it is no track.
  if (!due.empty() && due.back().role != Role::kSide) standing.track = due.back().track;
  std::stable_sort(due.begin(), due.end(),
                   [](const DueStep& left, const DueStep& right) { return left.due < right.due; });
  for (const DueStep& item : due) {
    FollowUp& next = standing.next.emplace_back(Describe(item, contact));
    next.reason = ReasonOf(item, contact, item.due, rules);
  }
  standing.sentence =
      due.empty() ? RestText(rest, state, rules.today()) : NextText(due.front(), rules);
  return standing;
}

}  // namespace touchbase
