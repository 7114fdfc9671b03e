#include "tests/walk/network.h"

#include <algorithm>
#include <array>
#include <memory>

#include "model/error.h"

namespace touchbase::test {
namespace {

bool StartsWithAny(const std::string& call, const auto& beginnings) {
  for (const char* beginning : beginnings) {
    if (call.starts_with(beginning)) return true;
  }
  return false;
}

// Percent of calls that go wrong: one now and then, or a bad day.
int Share(Random* random) { return random->Chance(70) ? 4 : 25; }

MemoryServer::Instead WrongAnswer(const Write& write, Random* random) {
  using Status = WriteStatus;
  MemoryServer::Instead instead;
  instead.done = random->Chance(50);
  const Href href = write.kind == WriteKind::kCreate ? Href{} : write.href;
  instead.result = {Status::kAmbiguous, href, {}, "no answer"};
  const int which = random->Below(10);
  if (which == 0) instead.result = {Status::kConflict, href, {}, "412 Precondition Failed"};
  if (which == 1) instead = {{Status::kRefused, href, {}, "400 Bad Request"}, false};
  if (which == 2) instead = {{Status::kNoRoom, href, {}, "507 Insufficient Storage"}, false};
  return instead;
}

// One that is known and still there is left out, or its ETag.
void Disturb(Changes* changes, BaseStore& base, Random* random) {
  if (changes->changed.empty()) return;
  const auto at =
      static_cast<std::size_t>(random->Below(static_cast<int>(changes->changed.size())));
  if (random->Chance(50)) {
    changes->changed[at].etag = ETag{};
    return;
  }
  const std::vector<BaseResource> known = base.Resources();
  const bool is_known = std::any_of(known.begin(), known.end(), [&](const BaseResource& resource) {
    return resource.href == changes->changed[at].href;
  });
  if (!changes->full || !is_known) return;
  changes->changed.erase(changes->changed.begin() + static_cast<std::ptrdiff_t>(at));
}

class Faults {
 public:
  Faults(Bench* bench, Machine* machine, Random random)
      : bench_(*bench), machine_(*machine), random_(random), share_(Share(&random_)) {}

  void Begin() {
    static constexpr std::array kNetwork = {"Survey", "List ", "Window ", "MakeCalendar"};
    if (random_.Chance(15)) bench_.server.ExpireTokens();
    bench_.server.tells_etag_on_write = !random_.Chance(20);
    if (random_.Chance(15)) Book().RefuseAppends("the memory book is open elsewhere");
    const int kill_at = random_.Chance(40) ? random_.Below(120) : -1;
    const int first = static_cast<int>(bench_.log->calls().size());
    bench_.log->SetHook([this, kill_at, first](int number, const std::string& call, Moment) {
      if (number - first == kill_at && random_.Chance(50)) throw Crash{};
      if (StartsWithAny(call, kNetwork) && random_.Chance(share_)) {
        throw ServerError(call + " failed: no answer");
      }
    });
    bench_.server.on_fetch = [this](const Href&) { return random_.Chance(share_); };
    bench_.server.on_write = [this](const Write& write) {
      std::optional<MemoryServer::Instead> instead;
      if (random_.Chance(share_)) instead = WrongAnswer(write, &random_);
      return instead;
    };
    bench_.server.on_list = [this](const Href&, Changes* changes) {
      if (random_.Chance(share_)) Disturb(changes, machine_.base, &random_);
    };
  }

  void End() {
    bench_.log->SetHook(nullptr);
    bench_.server.on_fetch = nullptr;
    bench_.server.on_write = nullptr;
    bench_.server.on_list = nullptr;
    bench_.server.tells_etag_on_write = true;
    Book().RefuseAppends("");
  }

 private:
  MemoryBook& Book() { return machine_.book == nullptr ? bench_.book : *machine_.book; }

  Bench& bench_;
  Machine& machine_;
  Random random_;
  int share_;
};

}  // namespace

Ended RunAmongFaults(Bench* bench, Machine* machine, Random random, RunReport* report) {
  Faults faults(bench, machine, random);
  faults.Begin();
  Ended ended = Ended::kWell;
  try {
    *report = bench->Run(machine);
  } catch (const Crash&) {
    ended = Ended::kKilled;
  } catch (const Error&) {
    ended = Ended::kWithError;
  }
  faults.End();
  return ended;
}

}  // namespace touchbase::test
