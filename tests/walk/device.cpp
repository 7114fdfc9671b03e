#include "tests/walk/device.h"

namespace touchbase::test {

void Device::Sync(MemoryServer* server, Ledger* ledger) {
  for (auto& [place, copy] : copies_) {
    if (copy.Changed()) Bring(place, &copy, server, ledger);
  }
  copies_.clear();
  for (const auto& [url, calendar] : server->calendars()) {
    for (const auto& [href, item] : calendar.items) {
      copies_[{calendar.state.url, href}] = {item.etag, item.text, item.text, {}, {}, false};
    }
  }
}

void Device::Bring(const Place& place, DeviceCopy* copy, MemoryServer* server,
                   Ledger* ledger) const {
  const auto calendar = server->calendars().find(place.collection.value);
  if (calendar == server->calendars().end()) return;
  const auto item = calendar->second.items.find(place.href);
  const bool there = item != calendar->second.items.end();
  if (copy->etag.empty()) {  // If-None-Match: *
    if (there || copy->deleted) return;
    server->Put(place.collection, place.href, copy->text);
    return ledger->Brought(place, "", copy->text, copy->claims);
  }
  if (!there) return;  // somebody removed it: the server wins
  const std::string before = item->second.text;
  if (item->second.etag != copy->etag) {
    if (on_conflict_ == OnConflict::kServerWins) return;
    PhoneItem phone(before);
    for (const ItemEdit& edit : copy->edits) edit(phone);
    copy->text = phone.Text();
  }
  if (copy->deleted) {
    server->Delete(place.collection, place.href);
    return ledger->Brought(place, before, "", {});
  }
  server->Put(place.collection, place.href, copy->text);
  ledger->Brought(place, before, copy->text, copy->claims);
}

void Device::Edit(const Place& place, const ItemEdit& edit, const std::vector<Claim>& claims) {
  DeviceCopy& copy = copies_.at(place);
  PhoneItem phone(copy.text);
  edit(phone);
  copy.text = phone.Text();
  copy.edits.push_back(edit);
  copy.claims.insert(copy.claims.end(), claims.begin(), claims.end());
}

void Device::Delete(const Place& place) { copies_.at(place).deleted = true; }

void Device::Make(const Place& place, const std::string& text) {
  const auto [copy, is_new] = copies_.try_emplace(place);
  if (is_new) copy->second.text = text;
}

std::string Device::Text(const Place& place) const {
  const auto copy = copies_.find(place);
  return copy == copies_.end() || copy->second.deleted ? "" : copy->second.text;
}

}  // namespace touchbase::test
