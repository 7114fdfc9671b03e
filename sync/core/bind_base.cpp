#include "sync/core/bind_base.h"

#include <string>

namespace touchbase {
namespace {

void BindOutbox(BaseStore& base, const std::string& path) {
  const std::string before = base.Get("book path");
  if (before == path) return;
  base.Transaction([&] {
    for (const BaseStore::OutboxRow& row : base.Outbox()) {
      if (!before.empty() && row.written_at != 0) base.DropOutbox(row.touch.id);
    }
    base.Set("book path", path);
  });
}

}  // namespace

void BindBase(const RunPorts& ports, const RunSettings& settings) {
  BindOutbox(ports.base, ports.book.Describe());
  const std::string identity = settings.account + " " + settings.book_id;
  if (ports.base.Get("identity") == identity) return;
  ports.base.Transaction([&] {
    ports.base.Forget();
    for (const char* name :
         {"items", "role calendar", "role tasks", "quiet", "wake", "held", "contacts", "touches",
          "planning", "anchors", "writing", "others wrote", "unexplained", "unfinished"}) {
      ports.base.Set(name, "");
    }
    ports.base.Set("identity", identity);
  });
}

}  // namespace touchbase
