// How many requests may be in flight: grows with every good answer until the first trouble, is
// halved by trouble, then grows by one for each full round. Pure.
#pragma once

#include <algorithm>

namespace touchbase::http {

class Window {
 public:
  // At least 1 each; `start` is lowered to `most`.
  Window(int start, int most)
      : most_(std::max(1, most)), size_(std::clamp(start, 1, most_)), fast_below_(most_) {}

  int size() const { return size_; }

  void Limit(int most) {
    most_ = std::clamp(most, 1, most_);
    size_ = std::min(size_, most_);
  }

  void Good() {
    if (FromBefore() || size_ >= most_) return;
    credit_ += size_ < fast_below_ ? size_ : 1;
    if (credit_ < size_) return;
    credit_ = 0;
    ++size_;
  }

  // A 429, a 503 or a time-out, with `others` more in flight. What those come to says nothing about
  // the new size, so a batch of troubles halves once.
  void Bad(int others) {
    if (FromBefore()) return;
    size_ = std::max(1, size_ / 2);
    fast_below_ = size_;
    credit_ = 0;
    from_before_ = std::max(0, others);
  }

 private:
  bool FromBefore() {
    if (from_before_ == 0) return false;
    --from_before_;
    return true;
  }

  int most_;
  int size_;
  int fast_below_;
  int credit_ = 0;
  int from_before_ = 0;
};

}  // namespace touchbase::http
