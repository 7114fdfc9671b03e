// A phone or laptop of the user's with its own copy of the calendars. It edits its copy, and later
// brings the changes to the server by If-Match and takes over what is there, as DAVx5 does. Pure.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <vector>

#include "tests/support/memory_account.h"
#include "tests/support/phone.h"
#include "tests/walk/ledger.h"

namespace touchbase::test {

using ItemEdit = std::function<void(PhoneItem&)>;

struct DeviceCopy {
  std::string etag;    // of the server's text that it was made from; empty: made here
  std::string text;    // with the edits
  std::string before;  // as the server had it
  std::vector<ItemEdit> edits;
  std::vector<Claim> claims;  // of the edits
  bool deleted = false;
  bool Changed() const { return deleted || !edits.empty() || etag.empty(); }
};

class Device {
 public:
  // What wins when somebody else wrote meanwhile: the server, or the edit made again on its text.
  enum class OnConflict : std::uint8_t { kServerWins, kEditAgain };

  explicit Device(OnConflict on_conflict) : on_conflict_(on_conflict) {}

  // Changes first, then everything that is on the server.
  void Sync(MemoryServer* server, Ledger* ledger);

  void Edit(const Place& place, const ItemEdit& edit, const std::vector<Claim>& claims);
  void Delete(const Place& place);
  void Make(const Place& place, const std::string& text);
  // "" when it is deleted or unknown.
  std::string Text(const Place& place) const;

  const std::map<Place, DeviceCopy>& copies() const { return copies_; }

 private:
  void Bring(const Place& place, DeviceCopy* copy, MemoryServer* server, Ledger* ledger) const;

  OnConflict on_conflict_;
  std::map<Place, DeviceCopy> copies_;
};

}  // namespace touchbase::test
