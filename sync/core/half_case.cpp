#include "sync/core/half_case.h"

#include "sync/core/item_content.h"

namespace touchbase {
namespace {

using ical::CalendarItem;
using ical::ItemContent;

constexpr const char* kSilenced = "silenced ";

class Wanting {
 public:
  Wanting(const DecideInput& input, const PlannedByKey& planned)
      : in_(input),
        planned_(planned),
        local_now_(input.zone.ToLocal(input.now)),
        texts_(TextSourcesOf(input.settings, input.rows.log(), input.zone, input.zones)) {}

  std::optional<ItemContent> Want(const HalfCase& c) const {
    if (std::optional<ItemContent> open = WantOpen(c)) {
      if (in_.plan.quiet) open->alarm_minutes.clear();
      return open;
    }
    if (c.planned == nullptr && c.half.theirs) return WantFinished(c);
    return std::nullopt;
  }

 private:
  std::optional<ItemContent> WantOpen(const HalfCase& c) const {
    if (!c.Wanted() || !RoleWanted(c.component)) return std::nullopt;
    const bool pair = in_.roles.events && in_.roles.tasks;
    if (c.block != nullptr) {
      // One item, in the calendar where there is one.
      if (in_.roles.events != (c.component == Component::kEvent)) return std::nullopt;
      return OpenBlockContent(*c.block, {planned_, in_.contacts, in_.rows}, UidFor(c), c.component,
                              in_.settings, texts_);
    }
    if (!c.planned->block.empty() && (!pair || c.component == Component::kEvent)) {
      return std::nullopt;  // the block is all there is of it
    }
    const auto contact = in_.contacts.find(c.planned->key.contact);
    if (contact == in_.contacts.end()) return std::nullopt;
    return OpenContent(*c.planned, *contact->second, UidFor(c), c.component, pair, in_.settings,
                       texts_);
  }

  std::optional<ItemContent> WantFinished(const HalfCase& c) const {
    const CalendarItem& item = c.half.theirs->item;
    if (IsAnswered(c) && !c.Wanted() && IsClosed(in_, c)) {
      Touch tick;
      tick.at = LocalTime{seconds{c.entry.base->start}};
      tick.outcome = Outcome::kDone;
      if (!Kept(tick)) return std::nullopt;
      ItemContent content = FinishedContent(item, c.title(), tick, in_.zone.ToInstant(tick.at));
      if (IsSort(c.entry, BlockSort::kWelcome)) content.noted = "Noted: your tick arrived.";
      return content;
    }
    if (c.outcome == nullptr || c.block != nullptr || !Kept(*c.outcome)) return std::nullopt;
    const Instant at = in_.zone.ToInstant(c.outcome->at);
    ItemContent content =
        c.HasLines() ? FinishedBlockContent(item, c.title(), touchbase::DoneLinesOf(in_, c.entry),
                                            *c.outcome, at)
                     : FinishedContent(item, c.title(), *c.outcome, at);
    if (touchbase::BearsOldKey(in_, c)) content.key = c.key;
    return content;
  }

  std::string UidFor(const HalfCase& c) const {
    if (c.half.theirs) return c.half.theirs->item.uid;
    return MakeUid(in_.settings.book_id, HalfHex(c.planned_key(), c.component), c.entry.generation);
  }

  bool RoleWanted(Component component) const {
    return component == Component::kEvent ? in_.roles.events : in_.roles.tasks;
  }

  bool Kept(const Touch& outcome) const {
    return DateOf(outcome.at) + days{in_.settings.keep_done_days} >= DateOf(local_now_);
  }

  const DecideInput& in_;
  const PlannedByKey& planned_;
  const LocalTime local_now_;
  const TextSources texts_;
};

}  // namespace

ical::Signs SignsOf(const DecideInput& in, const HalfCase& c) {
  return ical::ReadSigns(c.half.theirs->item, c.title(), c.half.theirs->item.title,
                         DateOf(in.zone.ToLocal(in.now)), in.settings.words);
}

std::vector<DoneLine> DoneLinesOf(const DecideInput& in, const Entry& block) {
  std::vector<DoneLine> lines;
  for (const std::string& member : block.base->members) {
    const auto facts = in.facts.find(member);
    if (facts == in.facts.end()) continue;
    const Touch* outcome = in.rows.LiveOutcome(facts->second.key);
    const auto entry = in.world.entries.find(member);
    const bool named = entry != in.world.entries.end() && entry->second.base;
    if (outcome != nullptr && named) lines.push_back({entry->second.base->line, outcome});
  }
  return lines;
}

bool IsClosed(const DecideInput& in, const HalfCase& c) {
  const CalendarItem& item = c.half.theirs->item;
  return item.completed || (item.transparent && in.settings.busy) || SignsOf(in, c).done;
}

std::string WrittenAs(const DecideInput& in, const HalfCase& c, const std::string& fingerprint) {
  const bool had = !c.half.theirs || c.half.theirs->item.has_our_alarm || IsSilenced(c);
  return in.plan.quiet && had && !fingerprint.empty() ? kSilenced + fingerprint : fingerprint;
}

bool IsSilenced(const HalfCase& c) {
  return c.half.base && c.half.base->written.starts_with(kSilenced);
}

std::string FingerprintIn(const std::string& written) {
  const std::string silenced = kSilenced;
  return written.starts_with(silenced) ? written.substr(silenced.size()) : written;
}

bool IsAnswered(const HalfCase& c) { return c.entry.base && IsNote(*c.entry.base); }

bool BearsOldKey(const DecideInput& in, const HalfCase& c) {
  if (!c.half.theirs || !c.half.base) return false;
  const std::string& key = c.half.theirs->item.key;
  if (key.empty() || key == c.key) return false;
  const auto before = ical::Decode(c.half.base->text, in.zone).item;
  return before && before->key == key;
}

std::optional<ItemContent> WantedContent(const DecideInput& input, const HalfCase& c,
                                         const PlannedByKey& planned) {
  return Wanting(input, planned).Want(c);
}

}  // namespace touchbase
