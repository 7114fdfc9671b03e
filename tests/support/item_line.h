// One calendar object in one line, without stamps: what people would call the same. Pure.
#pragma once

#include <string>

#include "model/zone.h"

namespace touchbase::test {

std::string ItemLine(const std::string& text, const Zone& zone);

}  // namespace touchbase::test
