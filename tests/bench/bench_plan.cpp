// bench_plan CONTACTS...: CPU seconds and memory of one plan for books of so many contacts with ten
// touches each, beside a yardstick on the same rows: sorting pointers to them by contact and time.
// One line of JSON for each size, each measured in a process of its own so that memory is its own.

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <ctime>
#include <string>
#include <tuple>
#include <vector>

#include "config/cadences.h"
#include "model/plan.h"

namespace touchbase {
namespace {

constexpr int kTouchesEach = 10;
constexpr int kDayZero = 20514;  // Monday 2 March 2026

double CpuSeconds() {
  timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) * 1e-9;
}

long PeakKib() {
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  return usage.ru_maxrss;
}

struct BenchBook {
  std::vector<Contact> contacts;
  std::vector<Touch> touches;
  int ticks = 0;
};

// What the program's own items are keyed by: an outreach by its first mail, a lap or a month by my
// last touch.
FollowUpKey KeyOfTick(const std::string& track, const std::string& contact, int row,
                      const std::vector<std::string>& ids) {
  if (track == "keep") return {contact, ids.back(), "keep"};
  if (row <= 6) return {contact, ids.front(), "follow-up-" + std::to_string(row)};
  return {contact, ids.back(), "monthly"};
}

// A first mail, and follow-ups ticked in the calendar or written down by hand: a log after years.
// Cold people get six; what follows there are notes.
void AddTouches(int number, const std::string& contact, const std::string& track, BenchBook* book) {
  std::vector<std::string> ids;
  for (int row = 0; row < kTouchesEach; ++row) {
    Touch& touch = book->touches.emplace_back();
    touch.id = "row-" + std::to_string(number) + "-" + std::to_string(row);
    touch.contact = contact;
    touch.at =
        LocalTime{days{kDayZero - 700 + number % 365 + row * 20}} + hours{9} + minutes{number % 60};
    touch.has_time = true;
    touch.channel = Channel::kEmail;
    touch.outcome = Outcome::kDone;
    touch.kind = row == 0 ? Kind::kFirst : Kind::kFollowUp;
    if (row > 6 && track != "keep" && track != "warm") touch.kind = Kind::kNote;
    if (row % 3 != 0 && touch.kind == Kind::kFollowUp) {
      const FollowUpKey key = KeyOfTick(track, contact, row, ids);
      touch.follow_up = MakeUid("00000000", HalfHex(key, Component::kTodo), 0);
      ++book->ticks;
    }
    ids.push_back(touch.id);
  }
}

BenchBook MakeBook(int contacts) {
  static constexpr std::array<const char*, 5> kTracks = {"", "cold", "warm", "", "keep"};
  BenchBook book;
  book.contacts.reserve(static_cast<std::size_t>(contacts));
  book.touches.reserve(static_cast<std::size_t>(contacts) * kTouchesEach);
  for (int i = 0; i < contacts; ++i) {
    Contact& contact = book.contacts.emplace_back();
    contact.id = "person" + std::to_string(i) + "@example.org";
    contact.name = "Person " + std::to_string(i);
    contact.email = contact.id;
    contact.track = kTracks.at(static_cast<std::size_t>(i) % kTracks.size());
    AddTouches(i, contact.id, contact.track, &book);
  }
  return book;
}

double Yardstick(const BenchBook& book) {
  const double before = CpuSeconds();
  std::vector<const Touch*> order;
  order.reserve(book.touches.size());
  for (const Touch& touch : book.touches) order.push_back(&touch);
  // Backwards, so that there is something to do.
  std::sort(order.begin(), order.end(), [](const Touch* left, const Touch* right) {
    return std::tie(right->contact, right->at) < std::tie(left->contact, left->at);
  });
  if (order.front()->contact < order.back()->contact) std::abort();
  return CpuSeconds() - before;
}

void Measure(int contacts) {
  const BenchBook book = MakeBook(contacts);
  const CadenceSet cadences = BuiltInCadences();
  const PlanSettings settings;
  const LocalTime now = LocalTime{days{kDayZero}} + hours{8};
  const PlanInput input{book.contacts, book.touches, cadences, settings, {}, {}, now};
  const long before_kib = PeakKib();
  const double before = CpuSeconds();
  const Plan plan = MakePlan(input);
  const double seconds = CpuSeconds() - before;
  const long plan_kib = PeakKib() - before_kib;
  std::printf(
      "{\"contacts\": %d, \"touches\": %zu, \"ticks\": %d, \"placed\": %zu, \"waiting\": %zu, "
      "\"cpu_s\": %.3f, \"us_per_touch\": %.3f, \"sort_cpu_s\": %.3f, \"plan_kib\": %ld}\n",
      contacts, book.touches.size(), book.ticks, plan.follow_ups.size(), plan.waiting.size(),
      seconds, seconds / static_cast<double>(book.touches.size()) * 1e6, Yardstick(book), plan_kib);
  std::fflush(stdout);
}

bool MeasureApart(int contacts) {
  const pid_t child = fork();
  if (child < 0) return false;
  if (child == 0) {
    Measure(contacts);
    _exit(0);
  }
  int status = 0;
  return waitpid(child, &status, 0) == child && WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

}  // namespace
}  // namespace touchbase

int main(int argc, char** argv) {
  if (argc < 2) {
    std::fprintf(stderr, "usage: bench_plan CONTACTS...\n");
    return 2;
  }
  for (int i = 1; i < argc; ++i) {
    const int contacts = std::atoi(argv[i]);
    if (contacts < 1 || contacts > 2'000'000 || !touchbase::MeasureApart(contacts)) return 1;
  }
  return 0;
}
