// A scripted HTTP dialogue in a readable text, the handler of a ScriptedServer. Pure, but for
// DialogueFromFile.
//
//   # a comment
//   C: PROPFIND /cal/          begins a step: the request's method and target
//   C: Depth: 1                it must have this header
//   C: ~sync-token             its body must hold this text
//   S: 207                     the answer's status
//   S: ETag: "a"               its headers
//   S:
//   S: <multistatus ...        its body, line by line; lines end with LF, the last one without
//   S! chunked                 and what is wrong with it: drop, reset, close, hold, gzip, chunked,
//                              until-close, http10, cut N, length N, drip N (see Reply)
//
// A request takes the first step left that has its method and target, so that parallel requests may
// come in any order. One that meets none, or lacks what its step wants, is answered with 500.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/scripted_server.h"

namespace touchbase::test {

class Dialogue {
 public:
  // Throws std::invalid_argument with the line for a script that cannot be read.
  explicit Dialogue(std::string_view script);

  Reply operator()(const Received& request);

  // What did not go as written: wrong requests, and the steps nobody asked for. Empty: all well. A
  // Dialogue and its copies are one and the same.
  std::vector<std::string> Problems() const;

 private:
  struct State;
  std::shared_ptr<State> state_;
};

Dialogue DialogueFromFile(const std::string& path);

}  // namespace touchbase::test
