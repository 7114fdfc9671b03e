#include "tests/stories/player.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "config/cadences.h"
#include "config/script_text.h"
#include "model/error.h"
#include "sync/core/read_book.h"

namespace touchbase::test {
namespace {

LocalTime ParseMoment(std::string text) {
  std::replace(text.begin(), text.end(), 'T', ' ');
  if (const auto local = ParseLocal(text)) return *local;
  if (const auto date = ParseDate(text)) return LocalTime{date->time_since_epoch()};
  throw std::invalid_argument("no time: " + text);
}

std::string Named(const StoryLine& line, const std::string& name) {
  const auto found = line.named.find(name);
  return found == line.named.end() ? std::string() : found->second;
}

void SetContactCell(Contact* contact, const std::string& name, const std::string& value) {
  if (name == "name") contact->name = value;
  if (name == "email") contact->email = value;
  if (name == "track") contact->track = value;
  if (name == "goal") contact->goal = value;
  if (name == "postal_address") contact->postal_address = value;
  if (name == "status") contact->status = ParseContactStatus(value).value();
  if (name == "wait_until") contact->wait_until = ParseDate(value);
}

}  // namespace

Player::Player(std::string name) : name_(std::move(name)) {
  server_.AddCalendar("/ana/personal/", "Personal");
  settings_.items = Items::kBoth;
  settings_.cadences = BuiltInCadences();
  settings_.scripts = BuiltInScripts();
  settings_.account = "ana memory";
  settings_.fingerprint = "settings";
}

void Player::Fail(int line, const std::string& message) const {
  ADD_FAILURE_AT(name_.c_str(), line) << message;
}

void Player::Play(const std::vector<StoryLine>& story) {
  for (const StoryLine& line : story) {
    at_line_ = line.number;
    const std::string& word = line.words.front();
    if (word == "settings") {
      Settings(line);
    } else if (word == "contact") {
      AddContact(line);
    } else if (word == "touch") {
      book_.AddTouch(TouchOf(line));
      rows_seen_ = book_.touches().size();
    } else if (word == "on") {
      GoTo(line);
    } else if (!Expect(line)) {
      Act(line);
    }
  }
  EndOfTime();
}

void Player::Settings(const StoryLine& line) {
  if (Named(line, "items") == "event") settings_.items = Items::kEvent;
  if (Named(line, "items") == "task") settings_.items = Items::kTask;
  if (Named(line, "offers") == "yes") {
    settings_.plan.offering_scripts = settings_.scripts.NamesWith("slot1");
  }
  if (Named(line, "on_delete") == "stop") settings_.on_delete = OnDelete::kStop;
  if (Named(line, "on_delete") == "replan") settings_.on_delete = OnDelete::kReplan;
}

void Player::AddContact(const StoryLine& line) {
  Contact contact;
  contact.id = line.words.at(1);
  contact.name = contact.id;
  for (const auto& [name, value] : line.named) SetContactCell(&contact, name, value);
  book_.AddContact(contact);
}

Touch Player::TouchOf(const StoryLine& line) const {
  Touch touch;
  touch.contact = line.words.at(1);
  touch.kind = ParseKind(line.words.at(2)).value();
  touch.at = line.words.size() > 3       ? ParseMoment(line.words[3])
             : line.named.contains("at") ? ParseMoment(line.named.at("at"))
                                         : now_;
  touch.has_time = TimeOfDay(touch.at) != minutes{0};
  const auto direction = line.named.find("direction");
  touch.direction = direction == line.named.end() ? DefaultDirection(touch.kind)
                                                  : ParseDirection(direction->second).value();
  touch.channel = ParseChannel(Named(line, "channel")).value_or(Channel::kNone);
  touch.outcome = ParseOutcome(Named(line, "outcome")).value_or(Outcome::kNone);
  if (line.named.contains("until")) touch.until = ParseDate(line.named.at("until"));
  touch.id = "hand-" + std::to_string(book_.touches().size() + 1);
  return touch;
}

void Player::GoTo(const StoryLine& line) {
  if (started_) EndOfTime();
  const LocalTime then = ParseMoment(line.words.at(1) + " " + line.words.at(2));
  if (started_) {
    for (Date day = DateOf(now_) + days{1}; day <= DateOf(then); day += days{1}) {
      now_ = LocalTime{day.time_since_epoch()} + minutes{15};
      if (now_ < then) Sync(false);
    }
  }
  now_ = then;
  started_ = true;
  at_line_ = line.number;
}

void Player::Sync(bool must_be_quiet) {
  FixedClock clock(ToInstant(now_));
  MemoryAccount account(&server_);
  RunPorts ports{account, book_, base_, clock, *zone_, [] { return false; }};
  const RunReport report = RunSync(ports, settings_, {});
  const int writes = report.created + report.updated + report.deleted;
  writes_ += writes;
  for (const FailedItem& item : report.failed) Fail(at_line_, item.what + ": " + item.why);
  if (!report.guard.empty()) Fail(at_line_, "guard: " + report.guard);
  if (must_be_quiet && (writes > 0 || report.touches_logged > 0 || report.changed)) {
    std::string lines;
    for (const std::string& text : report.lines) lines += "\n  " + text;
    Fail(at_line_, "the second run is not quiet:" + lines);
  }
}

void Player::EndOfTime() {
  Sync(false);
  const int line = at_line_;
  for (const StoryLine& expectation : expectations_) {
    const std::string& word = expectation.words.front();
    if (word == "done") CheckDone(expectation);
    if (word == "reason") CheckReason(expectation);
    if (word == "text") CheckText(expectation);
    if (word == "writes" && std::to_string(writes_) != expectation.words.at(1)) {
      Fail(expectation.number, "writes: " + std::to_string(writes_));
    }
  }
  CheckOpen();
  CheckRows();
  expectations_.clear();
  at_line_ = line;
  writes_ = 0;
  Sync(true);
}

bool Player::Expect(const StoryLine& line) {
  static const std::set<std::string> kWords = {"open", "done", "row", "writes", "reason", "text"};
  if (!kWords.contains(line.words.front())) return false;
  expectations_.push_back(line);
  return true;
}

void Player::Act(const StoryLine& line) {
  const std::string& act = line.words.front();
  if (act == "log") {
    book_.AddTouch(TouchOf(line));
    rows_seen_ = book_.touches().size();
  } else if (act == "set") {
    SetCell(line);
  } else if (act == "lose") {
    base_.Lose();
  } else if (act == "clear-completed") {
    ClearCompleted();
  } else if (act == "delete") {
    DeleteItem(line);
  } else if (act == "carry") {
    CarryItem(line);
  } else if (act == "restore") {
    RestoreItem(line);
  } else {
    ActOnItem(line);
  }
}

void Player::SetCell(const StoryLine& line) {
  std::vector<Contact> contacts = book_.contacts();
  for (Contact& contact : contacts) {
    if (contact.id != line.words.at(1)) continue;
    for (const auto& [name, value] : line.named) SetContactCell(&contact, name, value);
  }
  book_.SetContacts(contacts);
}

// The item of that step that the user means: the open (or finished) one, else the latest.
std::string Player::KeyOf(const StoryLine& line, const std::string& contact,
                          const std::string& step, bool finished) {
  const BaseFollowUp* best = nullptr;
  const std::vector<BaseFollowUp> all = base_.FollowUps();
  for (const BaseFollowUp& known : all) {
    const std::string whose = known.sort >= 0 ? "block" : known.contact;
    if (whose != contact || known.step != step) continue;
    const bool better = best == nullptr ||
                        (best->finished != finished && known.finished == finished) ||
                        (best->finished == known.finished && known.start > best->start);
    if (better) best = &known;
  }
  if (best == nullptr)
    throw std::invalid_argument("line " + std::to_string(line.number) + ": no item " + contact +
                                " " + step);
  return best->key;
}

std::vector<Player::Found> Player::Items(const std::string& key, const std::string& half) {
  std::vector<Found> found;
  for (auto& [url, calendar] : server_.calendars()) {
    for (const auto& [href, item] : calendar.items) {
      const PhoneItem phone(item.text);
      const bool event = item.text.find("BEGIN:VEVENT") != std::string::npos;
      const bool wanted = half == "both" || (half == "block") == event;
      if (wanted && phone.Get("X-TOUCHBASE-KEY") == key) {
        found.push_back({calendar.state.url, href, item.text});
      }
    }
  }
  return found;
}

void Player::ActOnItem(const StoryLine& line) {
  const std::string& act = line.words.front();
  const bool ticks = act == "tick" || act == "untick" || act == "tick-at";
  const std::string half = ticks                             ? line.words.at(1)
                           : settings_.items == Items::kTask ? "task"
                                                             : "block";
  const std::size_t first = ticks ? 2 : 1;
  const std::string key =
      KeyOf(line, line.words.at(first), line.words.at(first + 1), Named(line, "of") == "done");
  const auto items = Items(key, half);
  if (items.empty()) return Fail(line.number, "there is no " + half);
  PhoneItem phone(items.front().text);
  const Instant at = ToInstant(now_);
  const std::string more = line.words.size() > first + 2 ? line.words[first + 2] : "";
  if (act == "tick" && half == "task") phone.Tick(at);
  if (act == "tick-at") phone.Tick(ToInstant(ParseMoment(more)));
  if (act == "tick" && half == "block") phone.MarkTitle("x");
  if (act == "untick") half == "task" ? phone.Untick() : phone.Erase("✓ ");
  if (act == "type") phone.Type(more);
  if (act == "erase") phone.Erase(more);
  if (act == "mark-line") phone.Replace("[ ] " + more, "[x] " + more);
  if (act == "unmark-line") phone.Replace("[x] " + more, "[ ] " + more);
  if (act == "retitle") phone.Set("SUMMARY", more);
  if (act == "move") phone.MoveTo(ParseMoment(more), 15);
  phone.Set("LAST-MODIFIED", FormatUtcBasic(at));
  server_.Put(items.front().collection, items.front().href, phone.Text());
}

void Player::DeleteItem(const StoryLine& line) {
  const std::string key = KeyOf(line, line.words.at(2), line.words.at(3));
  const auto items = Items(key, line.words.at(1));
  if (items.empty()) Fail(line.number, "there is nothing to delete");
  for (const Found& item : items) {
    server_.Delete(item.collection, item.href);
    trash_[key].push_back(item);
  }
}

// Both halves go to another calendar, under their names.
void Player::CarryItem(const StoryLine& line) {
  const std::string key = KeyOf(line, line.words.at(1), line.words.at(2));
  for (const Found& item : Items(key, "both")) {
    server_.Delete(item.collection, item.href);
    const std::string name = item.href.substr(item.href.rfind('/') + 1);
    server_.Put(Href{"memory://server" + line.words.at(3)}, line.words.at(3) + name, item.text);
  }
}

void Player::RestoreItem(const StoryLine& line) {
  const std::string key = KeyOf(line, line.words.at(1), line.words.at(2));
  for (const Found& item : trash_[key]) server_.Put(item.collection, item.href, item.text);
  trash_.erase(key);
}

void Player::ClearCompleted() {
  for (auto& [url, calendar] : server_.calendars()) {
    std::vector<std::string> completed;
    for (const auto& [href, item] : calendar.items) {
      if (item.text.find("STATUS:COMPLETED") != std::string::npos) completed.push_back(href);
    }
    for (const std::string& href : completed) server_.Delete(calendar.state.url, href);
  }
}

}  // namespace touchbase::test
