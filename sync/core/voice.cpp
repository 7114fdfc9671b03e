#include "sync/core/voice.h"

#include <algorithm>
#include <set>
#include <sstream>
#include <utility>

#include "ical/title.h"

namespace touchbase {
namespace {

using ical::OutcomeWord;
using ical::Signs;

bool Contains(const Signs& signs, const OutcomeWord& word) {
  return std::find(signs.words.begin(), signs.words.end(), word) != signs.words.end();
}

bool IsShared(const Entry& entry, Component component) {
  return entry.shared && entry.shared->component == component;
}

ical::SharedSigns SharedIn(const SharedLine& line, const ical::CalendarItem& item,
                           const std::string& title_before, const Listening& listening) {
  return ical::ReadSharedSigns(item, line.title, title_before, line.names, listening.today,
                               listening.words);
}

ical::PersonSigns OnLine(const ical::SharedSigns& shared, const std::string& name) {
  const auto found = shared.people.find(name);
  return found == shared.people.end() ? ical::PersonSigns{} : found->second;
}

Signs Narrowed(const ical::SharedSigns& shared, const std::string& name) {
  const ical::PersonSigns own = OnLine(shared, name);
  Signs signs = shared.all;
  signs.done = signs.done || own.done;
  signs.replied = signs.replied || own.replied;
  signs.words = own.words;  // the person's own come first
  for (const OutcomeWord& word : shared.all.words) {
    if (!Contains(signs, word)) signs.words.push_back(word);
  }
  if (!own.notes.empty()) signs.notes += (signs.notes.empty() ? "" : "\n") + own.notes;
  return signs;
}

// What is new to all says nothing to somebody who is done.
void LeaveOutNews(const ical::SharedSigns& now, const ical::SharedSigns& before,
                  const std::string& name, Signs* signs) {
  const ical::PersonSigns own = OnLine(now, name);
  if (!before.all.replied) signs->replied = own.replied;
  std::erase_if(signs->words, [&](const OutcomeWord& word) {
    const auto& mine = own.words;
    return !Contains(before.all, word) && std::find(mine.begin(), mine.end(), word) == mine.end();
  });
}

// Somebody's line that stands without its mark, or the block without its own: open again, whatever
// marks of ours the lines still bear.
bool IsUnticked(const ical::SharedSigns& now, const ical::SharedSigns& before,
                const std::string& name) {
  if (before.all.done && !now.all.done) return true;
  return OnLine(before, name).done && !OnLine(now, name).done && now.named.contains(name);
}

// The user's own title as the base has it. One whose mark never counted is not known as theirs.
std::string TitleBefore(const std::optional<ical::CalendarItem>& old, const std::string& ours,
                        const Listening& listening) {
  if (!old) return {};
  const bool odd = !listening.closed && ical::HasPlainDoneMark(old->title) &&
                   ical::FindTitle(old->title, ours) == std::string::npos;
  return odd ? std::string() : old->title;
}

void HearLine(const SharedLine& line, const ical::CalendarItem& item,
              const std::optional<ical::CalendarItem>& old, const Listening& listening,
              Voice* voice) {
  const std::string title_before = TitleBefore(old, line.title, listening);
  const ical::SharedSigns now = SharedIn(line, item, title_before, listening);
  voice->now = Narrowed(now, line.name);
  if (!old) {
    if (listening.closed) LeaveOutNews(now, {}, line.name, &voice->now);
    if (!listening.closed && line.done_by_log) voice->now = Signs{};
    return;
  }
  const ical::SharedSigns before = SharedIn(line, *old, title_before, listening);
  voice->before = Narrowed(before, line.name);
  voice->cancelled_before = old->cancelled;
  if (IsUnticked(now, before, line.name)) voice->now.done = false;
  if (listening.closed) LeaveOutNews(now, before, line.name, &voice->now);
}

Voice Hear(const Entry& entry, Component component, const Listening& listening) {
  const Half& half = entry.half(component);
  Voice voice;
  voice.component = component;
  voice.theirs = &*half.theirs;
  std::optional<ical::CalendarItem> old;
  if (half.base && half.base->life != BaseResource::Life::kDeleted) {
    old = ical::Decode(half.base->text, listening.zone).item;
  }
  if (IsShared(entry, component)) {
    HearLine(*entry.shared, half.theirs->item, old, listening, &voice);
    return voice;
  }
  const std::string title_before = TitleBefore(old, listening.title, listening);
  const auto read = [&](const ical::CalendarItem& item) {
    return ical::ReadSigns(item, listening.title, title_before, listening.today, listening.words);
  };
  voice.now = read(half.theirs->item);
  if (old) {
    voice.before = read(*old);
    voice.cancelled_before = old->cancelled;
  }
  return voice;
}

void AddNotes(std::string* notes, const std::string& more) {
  const std::string fresh = LinesBeyond(more, {*notes});
  if (!fresh.empty()) *notes += (notes->empty() ? "" : "\n") + fresh;
}

// What the half that does not speak has to add.
void Join(Voice* voice, const Voice& other) {
  AddNotes(&voice->now.notes, other.now.notes);
  if (voice->before && other.before) AddNotes(&voice->before->notes, other.before->notes);
  for (const OutcomeWord& word : other.now.words) {
    const bool old = other.before && Contains(*other.before, word);
    if (!old && !Contains(voice->now, word)) voice->now.words.push_back(word);
  }
}

Outcome OutcomeOf(const Voice& voice) {
  return touchbase::OutcomeOf(voice.now, voice.theirs->item.cancelled);
}

// What came of it is another thing than before.
bool Acts(const Voice& voice) {
  return OutcomeOf(voice) != touchbase::OutcomeOf(*voice.before, voice.cancelled_before);
}

// True when the second of two halves that both changed speaks for the pair.
bool SecondSpeaks(const Voice& task, const Voice& block) {
  if (!task.before || !block.before) return OutcomeOf(task) == Outcome::kNone;
  // A tick is heard beside a note that was typed later into the other half.
  const bool task_acts = Acts(task);
  const bool block_acts = Acts(block);
  if (task_acts != block_acts) return block_acts;
  // A half that changed without saying anything new gives way to one that does.
  const bool task_says = !(task.now == *task.before);
  const bool block_says = !(block.now == *block.before);
  if (task_says != block_says) return block_says;
  return block.theirs->item.last_modified > task.theirs->item.last_modified;
}

}  // namespace

std::string LinesBeyond(const std::string& text, const std::vector<std::string>& known) {
  std::set<std::string, std::less<>> old;
  for (const std::string& one : known) {
    std::istringstream lines(one);
    for (std::string line; std::getline(lines, line);) old.insert(line);
  }
  std::string fresh;
  std::istringstream lines(text);
  for (std::string line; std::getline(lines, line);) {
    if (line.empty() ? fresh.empty() : old.contains(line)) continue;
    fresh += line + "\n";
  }
  fresh.erase(fresh.find_last_not_of('\n') + 1);
  return fresh;
}

Outcome OutcomeOf(const Signs& signs, bool cancelled) {
  for (const OutcomeWord& word : signs.words) {
    if (!word.next && word.outcome != Outcome::kNone) return word.outcome;
  }
  if (signs.replied) return Outcome::kReplied;
  if (signs.done) return Outcome::kDone;
  return cancelled ? Outcome::kSkipped : Outcome::kNone;
}

std::optional<Voice> Speaking(const Entry& entry, const Listening& listening) {
  const bool task_changed = entry.task.TheirsChanged();
  const bool block_changed = entry.event.TheirsChanged();
  if (!task_changed && !block_changed) return std::nullopt;
  if (!entry.event.theirs) return Hear(entry, Component::kTodo, listening);
  if (!entry.task.theirs) return Hear(entry, Component::kEvent, listening);
  Voice task = Hear(entry, Component::kTodo, listening);
  Voice block = Hear(entry, Component::kEvent, listening);
  const bool second = task_changed && block_changed ? SecondSpeaks(task, block) : block_changed;
  Voice& voice = second ? block : task;
  Join(&voice, second ? task : block);
  return std::move(voice);
}

Signs SignsIn(const Entry& entry, const ical::CalendarItem& item, const std::string& title_before,
              const Listening& listening) {
  if (IsShared(entry, item.component)) {
    return Narrowed(SharedIn(*entry.shared, item, title_before, listening), entry.shared->name);
  }
  return ical::ReadSigns(item, listening.title, title_before, listening.today, listening.words);
}

std::string UserText(const Half& half, const std::string& title, const Zone& zone, Instant now,
                     const std::map<std::string, std::string>& words) {
  if (!half.theirs) return {};
  const ical::CalendarItem& item = half.theirs->item;
  const Signs signs = ical::ReadSigns(item, title, item.title, DateOf(zone.ToLocal(now)), words);
  // A title of their own is theirs as much as a note.
  const bool own = !title.empty() && !signs.title.empty() && signs.title != title;
  if (!own) return signs.notes;
  return signs.title + (signs.notes.empty() ? "" : "\n" + signs.notes);
}

}  // namespace touchbase
