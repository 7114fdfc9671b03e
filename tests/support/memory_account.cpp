#include "tests/support/memory_account.h"

#include <algorithm>
#include <charconv>
#include <string_view>
#include <utility>

#include "model/error.h"

namespace touchbase::test {
namespace {

constexpr std::string_view kOrigin = "memory://server";

std::string UidOf(const std::string& text) {
  const auto at = text.find("\nUID:");
  if (at == std::string::npos) return {};
  const auto begin = at + 5;
  return text.substr(begin, text.find_first_of("\r\n", begin) - begin);
}

std::string PathOf(const Href& url) { return url.value.substr(kOrigin.size()); }

}  // namespace

class MemoryCollection : public Collection {
 public:
  MemoryCollection(MemoryServer* server, CollectionState state)
      : server_(server), state_(std::move(state)) {}

  const CollectionState& state() const override { return state_; }

  Changes ChangesSince(const SyncToken& token) override {
    return server_->log_->Do("List " + state_.url.value + " since " + token.value,
                             [&] { return server_->Listing(state_.url, token); });
  }

  std::vector<Fetched> Fetch(std::span<const Href> hrefs) override {
    std::vector<Fetched> fetched;
    for (const Href& href : hrefs) {
      fetched.push_back(server_->log_->Do("Fetch " + href.value, [&] { return FetchOne(href); }));
    }
    return fetched;
  }

  std::vector<Fetched> Window(Instant /*from*/, Instant /*to*/, bool with_text) override {
    const std::string call = "Window " + state_.url.value + (with_text ? " with text" : "");
    return server_->log_->Do(call, [&] { return server_->Events(state_.url, with_text); });
  }

  void Apply(std::span<const Write> writes,
             const std::function<void(std::size_t, const WriteResult&)>& done) override {
    static constexpr std::string_view kVerbs[] = {"Create ", "Update ", "Delete "};
    for (std::size_t i = 0; i < writes.size(); ++i) {
      const Write& write = writes[i];
      const auto verb = std::string(kVerbs[static_cast<std::size_t>(write.kind)]);
      done(i, server_->log_->Do(verb + write.href.value,
                                [&] { return server_->Do(state_.url, write); }));
    }
  }

 private:
  Fetched FetchOne(const Href& href) const {
    const auto calendar = server_->calendars_.find(state_.url.value);
    if (server_->on_fetch && server_->on_fetch(href)) {
      return {href, FetchStatus::kUnknown, {}, {}, "503 Service Unavailable"};
    }
    if (calendar == server_->calendars_.end()) return {href, FetchStatus::kGone, {}, {}, {}};
    const auto item = calendar->second.items.find(href.value);
    if (item == calendar->second.items.end()) return {href, FetchStatus::kGone, {}, {}, {}};
    return {href, FetchStatus::kFound, ETag{item->second.etag}, item->second.text, {}};
  }

  MemoryServer* server_;
  CollectionState state_;
};

Href MemoryServer::AddCalendar(const std::string& path, const std::string& display_name,
                               bool events, bool tasks) {
  const Href url{std::string(kOrigin) + path};
  MemoryCalendar& calendar = calendars_[url.value];
  calendar.state.url = url;
  calendar.state.display_name = display_name;
  calendar.state.takes_events = events;
  calendar.state.takes_tasks = tasks;
  calendar.revision = next_revision_++;
  return url;
}

void MemoryServer::Touch(MemoryCalendar* calendar, const std::string& href) {
  calendar->revision = next_revision_++;
  calendar->changed_at[href] = calendar->revision;
}

void MemoryServer::Put(const Href& url, const std::string& href, const std::string& text) {
  MemoryCalendar& calendar = Calendar(url);
  Touch(&calendar, href);
  calendar.items[href] = {text, "\"" + std::to_string(calendar.revision) + "\""};
}

void MemoryServer::Delete(const Href& url, const std::string& href) {
  MemoryCalendar& calendar = Calendar(url);
  calendar.items.erase(href);
  Touch(&calendar, href);
}

std::string MemoryServer::Text(const Href& url, const std::string& href) const {
  const MemoryCalendar& calendar = calendars_.at(url.value);
  const auto item = calendar.items.find(href);
  return item == calendar.items.end() ? std::string() : item->second.text;
}

std::vector<std::string> MemoryServer::Hrefs(const Href& url) const {
  std::vector<std::string> hrefs;
  for (const auto& [href, item] : calendars_.at(url.value).items) hrefs.push_back(href);
  return hrefs;
}

CollectionState MemoryServer::StateOf(const MemoryCalendar& calendar) const {
  CollectionState state = calendar.state;
  const std::string revision = std::to_string(calendar.revision);
  if (offers_ctag) state.ctag = "ctag-" + revision;
  if (offers_tokens) state.sync_token = SyncToken{"token-" + revision};
  return state;
}

Changes MemoryServer::Listing(const Href& url, const SyncToken& token) const {
  const auto found = calendars_.find(url.value);
  if (found == calendars_.end()) {
    throw ServerError("listing failed: 404 Not Found; the calendar is not there", url.value);
  }
  const MemoryCalendar& calendar = found->second;
  Changes changes;
  changes.token = StateOf(calendar).sync_token;
  std::int64_t since = 0;
  const std::string& text = token.value;
  const bool ours =
      text.starts_with("token-") &&
      std::from_chars(text.data() + 6, text.data() + text.size(), since).ec == std::errc();
  changes.full = !offers_tokens || !ours || since < first_valid_revision_;
  for (const auto& [href, item] : calendar.items) {
    const auto changed = calendar.changed_at.find(href);
    if (!changes.full && changed->second <= since) continue;
    changes.changed.push_back({Href{href}, ETag{item.etag}});
  }
  if (changes.full) return changes;
  for (const auto& [href, revision] : calendar.changed_at) {
    if (revision > since && !calendar.items.contains(href)) changes.gone.push_back(Href{href});
  }
  return changes;
}

std::vector<Fetched> MemoryServer::Events(const Href& url, bool with_text) const {
  const auto found = calendars_.find(url.value);
  if (found == calendars_.end() || unreadable == url) {
    throw ServerError("cannot read the calendar: 503 Service Unavailable", url.value);
  }
  std::vector<Fetched> events;
  for (const auto& [href, item] : found->second.items) {
    if (item.text.find("BEGIN:VEVENT") == std::string::npos) continue;
    events.push_back({Href{href},
                      FetchStatus::kFound,
                      ETag{item.etag},
                      with_text ? item.text : std::string(),
                      {}});
  }
  return events;
}

WriteResult MemoryServer::Do(const Href& url, const Write& write) {
  if (on_write) {
    if (const auto instead = on_write(write)) {
      const auto hook = std::exchange(on_write, nullptr);
      if (instead->done) Do(url, write);
      on_write = hook;
      return instead->result;
    }
  }
  const auto found = calendars_.find(url.value);
  if (found == calendars_.end()) return {WriteStatus::kRefused, write.href, {}, "404 Not Found"};
  MemoryCalendar& calendar = found->second;
  if (!calendar.state.writable) return {WriteStatus::kReadOnly, write.href, {}, "403 Forbidden"};
  return write.kind == WriteKind::kCreate ? Create(&calendar, write) : Change(&calendar, write);
}

WriteResult MemoryServer::Create(MemoryCalendar* calendar, const Write& write) {
  const std::string href = PathOf(calendar->state.url) + write.href.value;
  if (calendar->items.contains(href)) {
    return {WriteStatus::kConflict, Href{href}, {}, "412 Precondition Failed"};
  }
  const std::string uid = UidOf(write.text);
  const bool taken =
      unique_uids && std::any_of(calendar->items.begin(), calendar->items.end(),
                                 [&](const auto& item) { return UidOf(item.second.text) == uid; });
  if (taken) return {WriteStatus::kUidTaken, Href{href}, {}, "409 no-uid-conflict"};
  if (room == 0) return {WriteStatus::kNoRoom, Href{href}, {}, "507 Insufficient Storage"};
  if (room > 0) --room;
  Put(calendar->state.url, href, write.text);
  return {WriteStatus::kDone,
          Href{href},
          ETag{tells_etag_on_write ? calendar->items[href].etag : ""},
          {}};
}

WriteResult MemoryServer::Change(MemoryCalendar* calendar, const Write& write) {
  const std::string& href = write.href.value;
  const bool deletes = write.kind == WriteKind::kDelete;
  const auto item = calendar->items.find(href);
  if (item == calendar->items.end()) {
    return {deletes ? WriteStatus::kDone : WriteStatus::kGone, write.href, {}, "404 Not Found"};
  }
  if (item->second.etag != write.etag.value) {
    return {WriteStatus::kConflict, write.href, {}, "412 Precondition Failed"};
  }
  if (deletes) {
    Delete(calendar->state.url, href);
    return {WriteStatus::kDone, write.href, {}, {}};
  }
  Put(calendar->state.url, href, write.text);
  return {WriteStatus::kDone,
          write.href,
          ETag{tells_etag_on_write ? calendar->items[href].etag : ""},
          {}};
}

std::vector<CollectionState> MemoryAccount::Survey() {
  return server_->log_->Do("Survey", [&] {
    std::vector<CollectionState> states;
    for (const auto& [url, calendar] : server_->calendars_) {
      states.push_back(server_->StateOf(calendar));
    }
    return states;
  });
}

CollectionState MemoryAccount::Create(const std::string& display_name, Component component) {
  return server_->log_->Do("MakeCalendar " + display_name, [&] {
    if (!server_->can_create) {
      throw ServerError("making the calendar \"" + display_name +
                        "\" was refused (405); make it by hand and run again");
    }
    const std::string path = "/ana/made-" + std::to_string(server_->calendars_.size()) + "/";
    const Href url = server_->AddCalendar(path, display_name, component == Component::kEvent,
                                          component == Component::kTodo);
    return server_->StateOf(server_->Calendar(url));
  });
}

std::unique_ptr<Collection> MemoryAccount::Open(const CollectionState& state) {
  return std::make_unique<MemoryCollection>(server_, state);
}

int MemoryAccount::requests() const {
  static constexpr std::string_view kVerbs[] = {"Survey",  "List ",   "Fetch ",  "Window ",
                                                "Create ", "Update ", "Delete ", "Make"};
  const std::vector<std::string>& calls = server_->log_->calls();
  int count = 0;
  for (std::size_t i = std::min(calls_before_, calls.size()); i < calls.size(); ++i) {
    count += std::any_of(std::begin(kVerbs), std::end(kVerbs),
                         [&](std::string_view verb) { return calls[i].starts_with(verb); })
                 ? 1
                 : 0;
  }
  return count;
}

}  // namespace touchbase::test
