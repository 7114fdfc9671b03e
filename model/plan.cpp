#include "model/plan.h"

#include <algorithm>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <utility>

#include "model/admission.h"
#include "model/block_words.h"
#include "model/calls.h"
#include "model/catch_up.h"
#include "model/day_words.h"
#include "model/debriefs.h"
#include "model/histories.h"
#include "model/live_log.h"
#include "model/meeting_groups.h"
#include "model/offers.h"
#include "model/placing.h"
#include "model/plan_writer.h"
#include "model/quiet.h"
#include "model/titles.h"
#include "model/track_cells.h"
#include "model/tracks.h"

namespace touchbase {
namespace {

// What is placed: a follow-up of its own, or a block.
struct Unit {
  DueStep step;
  std::optional<std::size_t> item;  // of its own
  std::unique_ptr<Block> block;
  std::vector<std::size_t> lines;  // the items of the block
  bool is_new = false;             // a block that takes the place of items which rolled
};

class Planner {
 public:
  explicit Planner(const PlanInput& input)
      : input_(input),
        cadences_(input.cadences),
        calendar_(input.settings, DateOf(input.now)),
        rules_{cadences_, input.settings, calendar_, input.now},
        placed_(input.placed),
        log_(input.touches),
        histories_(log_, rules_),
        meetings_(log_, placed_),
        call_hours_(input.zone, input.zones),
        horizon_(DateOf(input.now) + days{input.settings.horizon_days}),
        writer_(input, rules_, call_hours_, horizon_) {}

  Plan Make() {
    FollowUpKey catch_up_key;
    const Placed* standing = FindCatchUp(placed_, rules_.today(), &catch_up_key);
    if (HasLostLines(standing, input_.placed)) placed_.SetLostLines();
    std::vector<DueStep> due = CollectDue();
    if (placed_.has_lost_lines()) AdoptLostLines(due, *standing, calendar_, made_up_);
    meetings_.Assign(due, done_);
    Admission admission = Admit(std::move(due), input_.contacts, started_, rules_);
    for (Waiting& waiting : admission.waiting) writer_.Wait(waiting.item, std::move(waiting.why));
    Enter(admission.admitted);
    CatchUpMaker catch_up_maker(placed_, input_.placed, calendar_, input_.settings, input_.now,
                                quiet_.on);
    const CatchUp catch_up = catch_up_maker.Make(items_, done_, input_.contacts);
    Arrange(catch_up);
    Place();
    for (const std::size_t i : catch_up.tomorrow) {
      const Date counted = Rolls(items_[i]) ? rules_.today() : DateOf(items_[i].placed->start);
      writer_.WaitForCatchUp(items_[i], counted, PostponedAfter(items_[i]));
    }
    for (std::string& warning : UnknownTracks(input_.contacts, cadences_)) {
      writer_.Warn(std::move(warning));
    }
    return writer_.Finish();
  }

 private:
  // A tolerance that reaches further past the horizon than this is cut; nobody sets such a one.
  static constexpr int kMostTolerance = 366;

  std::vector<DueStep> CollectDue() {
    const Tracks tracks(rules_, placed_);
    const DateSpan week = StartWeek(rules_);
    std::vector<DueStep> due;
    due.reserve(input_.contacts.size());
    for (std::uint32_t i = 0; i < input_.contacts.size(); ++i) {
      const Contact& contact = input_.contacts[i];
      const TrackState state = histories_.Of(contact);
      const Rest rest = tracks.Append(contact, i, state, due);
      if (state.started_on && week.first <= *state.started_on && *state.started_on <= week.last) {
        ++started_;
      }
      for (const DoneStep& step : state.done_steps) done_.push_back({i, step});
      if (rest == Rest::kNone && state.first_due && state.anchor != nullptr &&
          state.anchor->outcome == Outcome::kWait && !state.anchor->until) {
        writer_.Warn(contact.DisplayName() + ": asked to wait on " +
                     DayText(DateOf(state.anchor->at), rules_.today()) +
                     " without a date; taken as 90 days, until " +
                     DayText(*state.first_due, rules_.today()));
      }
    }
    return due;
  }

  // Those inside the horizon; in a quiet time only what stands already or is hard.
  void Enter(std::span<const DueStep> admitted) {
    for (const DueStep& item : admitted) {
      const bool pinned = item.placed != nullptr && item.placed->pinned;
      if (item.due <= horizon_ || pinned) items_.push_back(item);
    }
    quiet_ = JudgeQuiet(items_, log_, placed_, calendar_, rules_.today(), input_.back_on);
    if (!quiet_.on) return;
    writer_.SetQuiet();
    std::erase_if(items_, [this](const DueStep& item) {
      if (item.placed != nullptr || item.hard) return false;
      writer_.Wait(item, "Waits until you are back: nothing was ticked for five working days.");
      return true;
    });
  }

  bool Rolls(const DueStep& item) const {
    return !quiet_.on && item.placed != nullptr && DateOf(item.placed->start) < rules_.today();
  }
  int PostponedAfter(const DueStep& item) const {
    return PostponedOf(item, calendar_) + (Rolls(item) ? 1 : 0);
  }

  // Which items stand alone and which share a block.
  void Arrange(const CatchUp& catch_up) {
    std::vector<bool> taken(items_.size(), false);
    for (const std::size_t i : catch_up.open) taken[i] = true;
    for (const std::size_t i : catch_up.tomorrow) taken[i] = true;
    std::map<int, std::vector<std::size_t>> groups;
    for (std::size_t i = 0; i < items_.size(); ++i) {
      if (!taken[i] && items_[i].group >= 0) groups[items_[i].group].push_back(i);
    }
    std::map<int, Unit> blocks;
    for (const auto& [group, members] : groups) {
      Unit unit = MeetingUnit(meetings_.blocks()[static_cast<std::size_t>(group)], members);
      if (unit.block->lines.size() > 1) blocks.emplace(group, std::move(unit));
    }
    if (!catch_up.open.empty()) units_.push_back(CatchUpUnit(catch_up));
    for (std::size_t i = 0; i < items_.size(); ++i) {
      if (taken[i]) continue;
      const auto block = blocks.find(items_[i].group);
      if (block == blocks.end()) {
        units_.push_back({items_[i], i, nullptr, {}, false});
      } else if (groups.at(items_[i].group).front() == i) {
        units_.push_back(std::move(block->second));
      }
    }
    AddDebriefs();
    if (quiet_.on) units_.push_back(BackUnit());
  }

  void NameLines(Block& block, std::span<const std::uint32_t> people) const {
    std::vector<const Contact*> contacts;
    for (const std::uint32_t person : people) contacts.push_back(&input_.contacts[person]);
    const std::vector<std::string> names = DistinctNames(contacts);
    for (std::size_t i = 0; i < names.size(); ++i) block.lines[i].name = names[i];
  }

  Unit MeetingUnit(const MeetingBlock& meeting, const std::vector<std::size_t>& members) const {
    Unit unit;
    unit.lines = members;
    Block& block = *(unit.block = std::make_unique<Block>());
    block.key = meeting.key;
    std::vector<std::uint32_t> people;
    for (const MeetingBlock::Line& line : meeting.lines) {
      const bool open = std::any_of(members.begin(), members.end(),
                                    [&](std::size_t i) { return items_[i].anchor == line.row; });
      if (!open && !line.done) continue;
      const Step& step = *items_[members.front()].step;
      const std::string& contact = input_.contacts[line.contact].id;
      block.lines.push_back({KeyOf(contact, line.row, step.name), {}, !open});
      people.push_back(line.contact);
    }
    NameLines(block, people);
    std::vector<std::string> names;
    for (const BlockLine& line : block.lines) names.push_back(line.name);
    block.title = PeopleTitle(names, "thank-you");
    unit.step = items_[members.front()];
    for (const std::size_t i : members) {
      unit.step.not_before = std::max(unit.step.not_before, items_[i].not_before);
    }
    unit.step.placed = meeting.placed;
    unit.step.channel = Channel::kEmail;
    const Date day = DateOf(unit.step.anchor->at);
    const bool thanks = meeting.role == Role::kThankYou;
    block.sort = thanks ? BlockSort::kThankYou : BlockSort::kEventThanks;
    block.reason = thanks ? MeetingBlockReason(day, unit.step.ahead, rules_.today())
                          : EventThanksReason(day, rules_.today());
    return unit;
  }

  Unit CatchUpUnit(const CatchUp& catch_up) const {
    Unit unit;
    unit.step = catch_up.unit;
    unit.step.channel = Channel::kEmail;
    unit.lines = catch_up.open;
    unit.is_new = !catch_up.stands;
    Block& block = *(unit.block = std::make_unique<Block>());
    block.key = catch_up.key;
    block.sort = BlockSort::kCatchUp;
    std::vector<std::uint32_t> people;
    for (const std::size_t i : catch_up.open) {
      const DueStep& item = items_[i];
      block.lines.push_back(
          {KeyOf(input_.contacts[item.contact].id, item.anchor, item.step->name), {}, false});
      people.push_back(item.contact);
    }
    for (const CatchUp::DoneLine& line : catch_up.done) {
      block.lines.push_back({line.key, {}, true});
      people.push_back(line.contact);
    }
    NameLines(block, people);
    block.title = CatchUpTitle(block.lines.size());
    block.reason = CatchUpReason();
    return unit;
  }

  void AddDebriefs() {
    for (Debrief& debrief : OpenDebriefs(input_, log_, placed_, rules_)) {
      if (debrief.unit.due > horizon_ && debrief.unit.placed == nullptr) continue;
      Unit unit;
      unit.step = debrief.unit;
      Block& block = *(unit.block = std::make_unique<Block>());
      block.key = debrief.key;
      block.sort = BlockSort::kDebrief;
      block.title = DebriefTitle(debrief.event.title);
      block.reason = DebriefReason(debrief.event.title, DateOf(debrief.event.end),
                                   debrief.event.end > rules_.now, rules_.today());
      std::vector<std::uint32_t> people;
      for (const Debrief::Line& line : debrief.lines) {
        const std::string& contact = input_.contacts[line.contact].id;
        block.lines.push_back({{contact, debrief.key.anchor, debrief.key.step}, {}, line.met});
        people.push_back(line.contact);
      }
      NameLines(block, people);
      units_.push_back(std::move(unit));
    }
  }

  Unit BackUnit() const {
    static const Step kBack;
    Unit unit;
    DueStep& step = unit.step;
    step.role = Role::kBlock;
    step.step = &kBack;
    step.placed = quiet_.placed;
    step.rolls_always = true;
    step.due = step.earliest = step.latest = calendar_.NextOpen(rules_.today());
    Block& block = *(unit.block = std::make_unique<Block>());
    block.key = quiet_.key;
    block.sort = BlockSort::kBack;
    block.reason = BackReason();
    return unit;
  }

  Date LastDay() const {
    Date last = horizon_;
    for (const Unit& unit : units_) {
      last = std::max(last, std::min(unit.step.latest, horizon_ + days{kMostTolerance}));
    }
    return last;
  }

  void Place() {
    std::vector<DueStep> steps;
    for (const Unit& unit : units_) steps.push_back(unit.step);
    Calls calls(input_.contacts, log_, call_hours_, input_.settings, calendar_);
    Placing placing(input_.settings, calendar_, input_.busy, input_.now, LastDay(), &calls,
                    quiet_.on);
    if (input_.zone != nullptr) placing.CloseSkipped(*input_.zone);
    const std::vector<touchbase::Place> places = placing.Run(steps);
    std::vector<touchbase::Place> of_items(items_.size());
    for (std::size_t u = 0; u < units_.size(); ++u) {
      if (units_[u].item) of_items[*units_[u].item] = places[u];
      for (const std::size_t i : units_[u].lines) of_items[i] = places[u];
    }
    const std::vector<CallFate> fates = calls.FatesOf(items_, of_items);
    for (std::size_t u = 0; u < units_.size(); ++u) {
      Unit& unit = units_[u];
      WarnOfAway(unit, places[u]);
      if (unit.item) {
        writer_.PutOwn(items_[*unit.item], places[u], fates[*unit.item]);
        continue;
      }
      const std::string key = unit.block->key.Hash();
      for (const std::size_t i : unit.lines) {
        writer_.PutLine(items_[i], places[u], fates[i], key, PostponedAfter(items_[i]));
      }
      if (unit.block->sort == BlockSort::kBack) {  // the last unit: the others are put
        unit.block->title = BackTitle(writer_.CountOverdue());
      }
      touchbase::Place place = places[u];
      if (unit.is_new) place.postponed = 0;
      writer_.PutBlock(std::move(*unit.block), unit.step, place);
    }
  }

  // What the user put there stays there.
  void WarnOfAway(const Unit& unit, const touchbase::Place& place) {
    const Date day = DateOf(place.start);
    if (!place.found || !place.pinned || day < rules_.today() || !calendar_.IsAway(day)) return;
    const std::string title =
        unit.block ? unit.block->title : TitleOf(unit.step, input_.contacts[unit.step.contact]);
    writer_.Warn(title + ": stands on " + DayText(day, rules_.today()) +
                 ", when you are away; it stays because you moved it");
  }

  const PlanInput& input_;
  KnownCadences cadences_;
  WorkCalendar calendar_;
  TrackRules rules_;
  PlacedIndex placed_;
  LiveLog log_;
  Histories histories_;
  MeetingGroups meetings_;
  CallHours call_hours_;
  Date horizon_;
  PlanWriter writer_;
  int started_ = 0;           // starts from the line done this week
  std::vector<DoneBy> done_;  // what was done lately
  std::deque<Placed> made_up_;
  std::vector<DueStep> items_;
  QuietTime quiet_;
  std::vector<Unit> units_;
};

}  // namespace

Plan MakePlan(const PlanInput& input) {
  const std::vector<Busy> busy = BusyWithOffers(input);
  PlanInput with_offers = input;
  with_offers.busy = busy;
  Plan plan = Planner(with_offers).Make();
  FillOffers(input, busy, &plan);
  return plan;
}

}  // namespace touchbase
