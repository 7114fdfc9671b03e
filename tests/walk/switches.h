// Actors of a random walk that can be sent away, to see what fails without them.
#pragma once

namespace touchbase::test {

struct Actors {
  static constexpr bool kNetwork = true;
  static constexpr bool kOtherMachine = false;
  static constexpr bool kMovesElsewhere = false;  // to a calendar of the user's
  // Rows taken out of the log, after which the step of an open item may be known to nobody.
  static constexpr bool kRowsRemoved = false;
  // Apps that give what they move to another calendar another resource name.
  static constexpr bool kRandomNames = false;
  static constexpr bool kLoseStateAfterMoves = false;
};

}  // namespace touchbase::test
