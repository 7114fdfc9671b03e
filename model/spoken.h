// Days, times and ways as the languages of the drafts say them. Pure, without locale.
//
// Languages: en, de, fr, es, pt; another one is said in English.
#pragma once

#include <string>
#include <string_view>

#include "model/civil_time.h"
#include "model/touch.h"

namespace touchbase {

// "3 March", "3. März", "1er mars", "3 de marzo"; with the year when it is not that of `around`.
std::string SpokenDay(Date day, Date around, std::string_view language);
// "4:15 pm", "16:15 Uhr", "16 h 15", "las 16:15", "16h15".
std::string SpokenTime(minutes time, std::string_view language);
// "Wednesday 4 March at 4 pm", "Mittwoch, 4. März, 16:00 Uhr".
std::string SpokenSlot(LocalTime time, std::string_view language);
// The same with the other side's clock: "... (10 am in New York)"; `place` as SpokenPlace has it.
std::string SpokenSlot(LocalTime time, LocalTime theirs, std::string_view place,
                       std::string_view language);
// "New York" of "America/New_York".
std::string SpokenPlace(std::string_view zone_name);
// "by mail", "am Telefon"; empty when the channel says nothing.
std::string SpokenWay(Channel channel, std::string_view language);

}  // namespace touchbase
