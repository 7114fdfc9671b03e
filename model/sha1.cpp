#include "model/sha1.h"

#include <bit>

namespace touchbase::sha1 {
namespace {

struct Words {
  std::uint32_t a, b, c, d, e;
};

// The schedule needs the last sixteen words only; they lie in a ring.
class Schedule {
 public:
  explicit Schedule(const std::uint8_t* block) {
    for (std::size_t t = 0; t < kRing; ++t) {
      const std::uint8_t* at = block + 4 * t;
      ring_[t] = std::uint32_t{at[0]} << 24 | std::uint32_t{at[1]} << 16 |
                 std::uint32_t{at[2]} << 8 | std::uint32_t{at[3]};
    }
  }
  std::uint32_t operator[](std::size_t t) {
    std::uint32_t& word = ring_[t % kRing];
    if (t >= kRing) {
      word = std::rotl(
          ring_[(t - 3) % kRing] ^ ring_[(t - 8) % kRing] ^ ring_[(t - 14) % kRing] ^ word, 1);
    }
    return word;
  }

 private:
  static constexpr std::size_t kRing = 16;
  std::array<std::uint32_t, kRing> ring_;
};

// Twenty rounds with one function and one constant. Five at a time: then every word is back in its
// place and nothing has to be moved.
template <std::size_t kFirst, typename Function>
void TwentyRounds(Words& v, Schedule& w, std::uint32_t constant, Function f) {
  const auto round = [constant, f](std::uint32_t a, std::uint32_t& b, std::uint32_t c,
                                   std::uint32_t d, std::uint32_t& e, std::uint32_t word) {
    e += std::rotl(a, 5) + f(b, c, d) + constant + word;
    b = std::rotl(b, 30);
  };
  for (std::size_t t = kFirst; t < kFirst + 20; t += 5) {
    round(v.a, v.b, v.c, v.d, v.e, w[t]);
    round(v.e, v.a, v.b, v.c, v.d, w[t + 1]);
    round(v.d, v.e, v.a, v.b, v.c, w[t + 2]);
    round(v.c, v.d, v.e, v.a, v.b, w[t + 3]);
    round(v.b, v.c, v.d, v.e, v.a, w[t + 4]);
  }
}

}  // namespace

void AddBlockPlain(State& state, const std::uint8_t* block) {
  using Word = std::uint32_t;
  const auto choose = [](Word b, Word c, Word d) { return d ^ (b & (c ^ d)); };
  const auto parity = [](Word b, Word c, Word d) { return b ^ c ^ d; };
  const auto majority = [](Word b, Word c, Word d) { return (b & c) | (d & (b | c)); };
  Schedule schedule(block);
  Words v{state[0], state[1], state[2], state[3], state[4]};
  TwentyRounds<0>(v, schedule, 0x5a827999, choose);
  TwentyRounds<20>(v, schedule, 0x6ed9eba1, parity);
  TwentyRounds<40>(v, schedule, 0x8f1bbcdc, majority);
  TwentyRounds<60>(v, schedule, 0xca62c1d6, parity);
  state[0] += v.a;
  state[1] += v.b;
  state[2] += v.c;
  state[3] += v.d;
  state[4] += v.e;
}

}  // namespace touchbase::sha1
