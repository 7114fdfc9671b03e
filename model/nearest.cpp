#include "model/nearest.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace touchbase {
namespace {

constexpr std::size_t kLongest = 64;
constexpr int kFar = 1000;

std::string Fold(std::string_view word) {
  std::string folded(word);
  for (char& c : folded) {
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    if (c == '-') c = '_';
  }
  return folded;
}

}  // namespace

int EditDistance(std::string_view left, std::string_view right) {
  if (left.size() > kLongest || right.size() > kLongest) return kFar;
  const std::string a = Fold(left);
  const std::string b = Fold(right);
  // Three rows are enough: the one being filled, the one before, and the one before that for swaps.
  std::array<std::array<int, kLongest + 1>, 3> rows{};
  for (std::size_t j = 0; j <= b.size(); ++j) rows[0][j] = static_cast<int>(j);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    auto& row = rows[i % 3];
    const auto& before = rows[(i + 2) % 3];
    const auto& two_before = rows[(i + 1) % 3];
    row[0] = static_cast<int>(i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const int replace = before[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({replace, before[j] + 1, row[j - 1] + 1});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        row[j] = std::min(row[j], two_before[j - 2] + 1);
      }
    }
  }
  return rows[a.size() % 3][b.size()];
}

std::string Nearest(std::string_view word, const std::vector<std::string>& candidates) {
  const int allowed = word.size() <= 3 ? 1 : word.size() <= 6 ? 2 : 3;
  int best = allowed + 1;
  std::string nearest;
  for (const std::string& candidate : candidates) {
    const int distance = EditDistance(word, candidate);
    const auto longer = static_cast<int>(std::max(word.size(), candidate.size()));
    if (distance < best && distance < longer) {
      best = distance;
      nearest = candidate;
    }
  }
  return nearest;
}

}  // namespace touchbase
