// What vanished is made anew, under raised generations: nothing is logged as deleted.
// I/O: the base.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "sync/core/base_store.h"
#include "sync/core/world.h"

namespace touchbase {

// Everything that lay in collections that are gone.
void MakeAnewIn(const std::vector<Href>& vanished, BaseStore& base);

// Follow-ups and blocks whose items are gone: what the base has of these, and the generation under
// which they are made.
struct MadeAnew {
  std::map<std::string, int> generations;  // by key
  std::vector<BaseResource> gone;

  // Takes the halves of an entry that are gone out of it. Nothing when it has none.
  void Take(Entry* entry);
};

// Durable before anything is made: a killed run leaves nothing that looks like a deletion.
void KeepMadeAnew(const MadeAnew& anew, BaseStore& base);

}  // namespace touchbase
