// SHA-1 by the processor's own instructions: four rounds each (Intel, Software Developer's Manual,
// SHA1RNDS4 and its kin).

#include "model/sha1.h"

#if defined(__x86_64__) && defined(__GNUC__)

#include <cpuid.h>
#include <immintrin.h>

// On functions rather than on the file: what the headers bring must run on every processor.
#define TOUCHBASE_SHA [[gnu::target("sha,sse4.1")]]

namespace touchbase::sha1 {
namespace {

struct Registers {
  __m128i abcd;
  __m128i before;      // abcd as it was four rounds earlier, from which the next e comes
  __m128i e;           // in the upper word
  __m128i message[4];  // a ring of sixteen words
};

template <int kGroup>
TOUCHBASE_SHA [[gnu::always_inline]] inline void FourRounds(Registers& r) {
  __m128i& word = r.message[kGroup % 4];
  const __m128i e = kGroup == 0 ? _mm_add_epi32(r.e, word) : _mm_sha1nexte_epu32(r.before, word);
  r.before = r.abcd;
  r.abcd = _mm_sha1rnds4_epu32(r.abcd, e, kGroup / 5);
  // The sixteen words after these are made in three steps, each as soon as its input is there.
  __m128i& after = r.message[(kGroup + 1) % 4];
  __m128i& third = r.message[(kGroup + 2) % 4];
  __m128i& last = r.message[(kGroup + 3) % 4];
  if constexpr (kGroup >= 3 && kGroup < 19) after = _mm_sha1msg2_epu32(after, word);
  if constexpr (kGroup >= 1 && kGroup < 17) last = _mm_sha1msg1_epu32(last, word);
  if constexpr (kGroup >= 2 && kGroup < 18) third = _mm_xor_si128(third, word);
  if constexpr (kGroup < 19) FourRounds<kGroup + 1>(r);
}

TOUCHBASE_SHA void AddBlockSha(State& state, const std::uint8_t* block) {
  const __m128i reverse = _mm_set_epi64x(0x0001020304050607, 0x08090a0b0c0d0e0f);
  Registers r;
  r.abcd = _mm_shuffle_epi32(_mm_loadu_si128(reinterpret_cast<const __m128i*>(state.data())), 0x1b);
  r.e = _mm_set_epi32(static_cast<int>(state[4]), 0, 0, 0);
  const auto* words = reinterpret_cast<const __m128i*>(block);
  for (__m128i& message : r.message) {
    message = _mm_shuffle_epi8(_mm_loadu_si128(words++), reverse);
  }
  const __m128i abcd = r.abcd;
  const __m128i e = r.e;
  r.before = r.abcd;
  FourRounds<0>(r);
  r.abcd = _mm_add_epi32(r.abcd, abcd);
  const __m128i last = _mm_sha1nexte_epu32(r.before, e);
  _mm_storeu_si128(reinterpret_cast<__m128i*>(state.data()), _mm_shuffle_epi32(r.abcd, 0x1b));
  state[4] = static_cast<std::uint32_t>(_mm_extract_epi32(last, 3));
}

bool HasInstructions() {
  unsigned a = 0;
  unsigned b = 0;
  unsigned c = 0;
  unsigned d = 0;
  constexpr unsigned kSse41 = 1U << 19;
  constexpr unsigned kSha = 1U << 29;
  if (__get_cpuid(1, &a, &b, &c, &d) == 0 || (c & kSse41) == 0) return false;
  return __get_cpuid_count(7, 0, &a, &b, &c, &d) != 0 && (b & kSha) != 0;
}

}  // namespace

AddBlock AddBlockOfProcessor() { return HasInstructions() ? &AddBlockSha : nullptr; }

}  // namespace touchbase::sha1

#else

namespace touchbase::sha1 {

AddBlock AddBlockOfProcessor() { return nullptr; }

}  // namespace touchbase::sha1

#endif
