#include "sync/core/welcome.h"

#include <array>

#include "ical/calendar_item.h"
#include "sync/core/bind_base.h"
#include "sync/core/block_content.h"
#include "sync/core/item_content.h"
#include "sync/core/roles.h"

namespace touchbase {
namespace {

constexpr const char* kWelcome = "welcome";
constexpr minutes kQuarter{15};

Block WelcomeBlock(LocalTime now) {
  Block block;
  block.key = {"", "start", "welcome"};
  block.sort = BlockSort::kWelcome;
  block.title = "touchbase works: tick me";
  block.reason =
      "If you read this on your phone, what touchbase writes arrives there. Tick the task, or put "
      "x "
      "before the title: the next run answers here, and then you know that your ticks arrive, too. "
      "Delete this whenever you like.";
  const auto since = std::chrono::ceil<minutes>(now - LocalTime{DateOf(now)});
  block.start = LocalTime{DateOf(now)} + (since / kQuarter + 1) * kQuarter;
  block.due = DateOf(now);
  return block;
}

// The base takes it, so that the next run knows what it is.
void Keep(const Block& block, const ical::ItemContent& content, const Write& write,
          const WriteResult& result, const Href& collection, RunPorts& ports) {
  BaseResource resource;
  resource.uid = content.uid;
  resource.key = content.key;
  resource.component = content.component;
  resource.collection = collection;
  resource.href = result.href;
  resource.etag = result.etag;
  resource.text = write.text;
  resource.written = ical::Fingerprint(content, ports.zone);
  resource.written_at = ports.clock.Now().time_since_epoch().count();
  BaseFollowUp known;
  known.key = content.key;
  known.anchor = block.key.anchor;
  known.step = block.key.step;
  known.sort = static_cast<int>(block.sort);
  known.title = block.title;
  known.start = block.start.time_since_epoch().count();
  ports.base.Transaction([&] {
    ports.base.PutResource(resource);
    ports.base.PutFollowUp(known);
    ports.base.Set(kWelcome, "made");
    if (result.etag.empty()) ports.base.PutTodo(std::array{TodoHref{collection, result.href}});
  });
}

}  // namespace

RunReport WriteWelcome(RunPorts& ports, const RunSettings& settings) {
  RunReport report;
  BindBase(ports, settings);
  if (!ports.base.Get(kWelcome).empty() || !ports.base.Resources().empty()) return report;
  const Roles roles = FindRoles(ports, settings, {}, ports.account.Survey(), &report);
  report.guard = roles.guard;
  const auto& state = roles.events ? roles.calendar : roles.task_list;
  if (!state || !report.guard.empty()) return report;

  const Block block = WelcomeBlock(ports.zone.ToLocal(ports.clock.Now()));
  const Component component = roles.events ? Component::kEvent : Component::kTodo;
  const std::string uid = MakeUid(settings.book_id, HalfHex(block.key, component), 0);
  const FollowUpRows none({});
  const ical::ItemContent content =
      OpenBlockContent(block, {{}, {}, none}, uid, component, settings,
                       TextSourcesOf(settings, none.log(), ports.zone, ports.zones));
  Write write;
  write.href = Href{uid + ".ics"};
  write.text = ical::Encode(content, {settings.utc}, ports.zone, ports.clock.Now());
  ports.account.Open(*state)->Apply(std::array{write}, [&](std::size_t, const WriteResult& result) {
    if (result.status == WriteStatus::kDone) {
      Keep(block, content, write, result, state->url, ports);
      ++report.created;
      report.changed = true;
      report.lines.push_back("made \"" + block.title + "\"");
    } else if (result.status != WriteStatus::kConflict && result.status != WriteStatus::kUidTaken) {
      report.failed.push_back({uid, "create \"" + block.title + "\"", result.why});
    }
  });
  report.requests = ports.account.requests();
  return report;
}

}  // namespace touchbase
