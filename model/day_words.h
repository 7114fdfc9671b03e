// Days and numbers as sentences say them. English, pure, without locale.
#pragma once

#include <string>

#include "model/civil_time.h"

namespace touchbase {

// "3 March", with the year when it is not that of `around`.
std::string DayText(Date day, Date around);
// first, second, ... tenth, then 11th and so on.
std::string OrdinalText(int number);
// one, two, ... ten, then 11 and so on.
std::string CountText(int number);

}  // namespace touchbase
