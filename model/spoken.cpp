#include "model/spoken.h"

#include <algorithm>
#include <array>
#include <cstddef>

namespace touchbase {
namespace {

enum class Tongue : std::uint8_t { kEnglish, kGerman, kFrench, kSpanish, kPortuguese };

Tongue TongueOf(std::string_view language) {
  if (language.starts_with("de")) return Tongue::kGerman;
  if (language.starts_with("fr")) return Tongue::kFrench;
  if (language.starts_with("es")) return Tongue::kSpanish;
  if (language.starts_with("pt")) return Tongue::kPortuguese;
  return Tongue::kEnglish;
}

using Months = std::array<std::string_view, 12>;
constexpr std::array<Months, 5> kMonths = {
    {{"January", "February", "March", "April", "May", "June", "July", "August", "September",
      "October", "November", "December"},
     {"Januar", "Februar", "M\u00E4rz", "April", "Mai", "Juni", "Juli", "August", "September",
      "Oktober", "November", "Dezember"},
     {"janvier", "f\u00E9vrier", "mars", "avril", "mai", "juin", "juillet", "ao\u00FBt",
      "septembre", "octobre", "novembre", "d\u00E9cembre"},
     {"enero", "febrero", "marzo", "abril", "mayo", "junio", "julio", "agosto", "septiembre",
      "octubre", "noviembre", "diciembre"},
     {"janeiro", "fevereiro", "mar\u00E7o", "abril", "maio", "junho", "julho", "agosto", "setembro",
      "outubro", "novembro", "dezembro"}}};

using Weekdays = std::array<std::string_view, 7>;  // from Sunday
constexpr std::array<Weekdays, 5> kWeekdays = {
    {{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"},
     {"Sonntag", "Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag"},
     {"dimanche", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi"},
     {"domingo", "lunes", "martes", "mi\u00E9rcoles", "jueves", "viernes", "s\u00E1bado"},
     {"domingo", "segunda-feira", "ter\u00E7a-feira", "quarta-feira", "quinta-feira", "sexta-feira",
      "s\u00E1bado"}}};

struct Ways {
  Channel channel;
  std::array<std::string_view, 5> words;
};
constexpr std::array<Ways, 6> kWays = {
    {{Channel::kEmail, {"by mail", "per Mail", "par mail", "por correo", "por e-mail"}},
     {Channel::kPhone,
      {"on the phone", "am Telefon", "au t\u00E9l\u00E9phone", "por tel\u00E9fono",
       "por telefone"}},
     {Channel::kMeeting,
      {"in person", "pers\u00F6nlich", "de vive voix", "en persona", "pessoalmente"}},
     {Channel::kLinkedin,
      {"on LinkedIn", "auf LinkedIn", "sur LinkedIn", "en LinkedIn", "no LinkedIn"}},
     {Channel::kCard,
      {"by card", "mit einer Karte", "par carte", "con una tarjeta", "com um cart\u00E3o"}},
     {Channel::kText,
      {"by text message", "per Nachricht", "par message", "por mensaje", "por mensagem"}}}};

std::string_view In(const auto& table, Tongue tongue, std::size_t index) {
  return table.at(static_cast<std::size_t>(tongue)).at(index);
}

std::string TwoDigits(int number) { return (number < 10 ? "0" : "") + std::to_string(number); }

std::string DayAndMonth(Date day, Tongue tongue) {
  const std::chrono::year_month_day date{day};
  const auto number = static_cast<unsigned>(date.day());
  const std::string month(In(kMonths, tongue, (static_cast<unsigned>(date.month()) - 1) % 12));
  std::string text = std::to_string(number);
  switch (tongue) {
    case Tongue::kGerman:
      return text + ". " + month;
    case Tongue::kFrench:
      return text + (number == 1 ? "er " : " ") + month;
    case Tongue::kSpanish:
    case Tongue::kPortuguese:
      return text + " de " + month;
    case Tongue::kEnglish:
      break;
  }
  return text + " " + month;
}

std::string DayOfSlot(Date day, Tongue tongue) {
  const std::string weekday(In(kWeekdays, tongue, WeekdayOf(day).c_encoding()));
  const std::string date = DayAndMonth(day, tongue);
  switch (tongue) {
    case Tongue::kGerman:
      return weekday + ", " + date + ", ";
    case Tongue::kFrench:
      return weekday + " " + date + " \u00E0 ";
    case Tongue::kSpanish:
      return "el " + weekday + " " + date + " a ";
    case Tongue::kPortuguese:
      return weekday + ", " + date + ", \u00E0s ";
    case Tongue::kEnglish:
      break;
  }
  return weekday + " " + date + " at ";
}

}  // namespace

std::string SpokenDay(Date day, Date around, std::string_view language) {
  const Tongue tongue = TongueOf(language);
  const std::chrono::year_month_day date{day};
  std::string text = DayAndMonth(day, tongue);
  if (date.year() == std::chrono::year_month_day{around}.year()) return text;
  const bool of = tongue == Tongue::kSpanish || tongue == Tongue::kPortuguese;
  return text + (of ? " de " : " ") + std::to_string(static_cast<int>(date.year()));
}

std::string SpokenTime(minutes time, std::string_view language) {
  const int hour = static_cast<int>(time.count()) / 60 % 24;
  const int minute = static_cast<int>(time.count()) % 60;
  switch (TongueOf(language)) {
    case Tongue::kGerman:
      return std::to_string(hour) + ":" + TwoDigits(minute) + " Uhr";
    case Tongue::kFrench:
      return std::to_string(hour) + " h" + (minute == 0 ? "" : " " + TwoDigits(minute));
    case Tongue::kSpanish:
      return (hour == 1 ? "la " : "las ") + std::to_string(hour) + ":" + TwoDigits(minute);
    case Tongue::kPortuguese:
      return std::to_string(hour) + "h" + (minute == 0 ? "" : TwoDigits(minute));
    case Tongue::kEnglish:
      break;
  }
  const int twelve = hour % 12 == 0 ? 12 : hour % 12;
  return std::to_string(twelve) + (minute == 0 ? "" : ":" + TwoDigits(minute)) +
         (hour < 12 ? " am" : " pm");
}

std::string SpokenSlot(LocalTime time, std::string_view language) {
  return DayOfSlot(DateOf(time), TongueOf(language)) + SpokenTime(TimeOfDay(time), language);
}

std::string SpokenSlot(LocalTime time, LocalTime theirs, std::string_view place,
                       std::string_view language) {
  std::string text = SpokenSlot(time, language);
  if (theirs == time || place.empty()) return text;
  constexpr std::array<std::string_view, 5> kIn = {" in ", " in ", " \u00E0 ", " en ", " em "};
  text += " (";
  if (DateOf(theirs) != DateOf(time)) {
    text.append(In(kWeekdays, TongueOf(language), WeekdayOf(DateOf(theirs)).c_encoding()));
    text += " ";
  }
  text += SpokenTime(TimeOfDay(theirs), language);
  text.append(kIn.at(static_cast<std::size_t>(TongueOf(language)))).append(place);
  return text + ")";
}

std::string SpokenPlace(std::string_view zone_name) {
  std::string place(zone_name.substr(zone_name.rfind('/') + 1));
  std::replace(place.begin(), place.end(), '_', ' ');
  return place;
}

std::string SpokenWay(Channel channel, std::string_view language) {
  for (const Ways& ways : kWays) {
    if (ways.channel == channel) {
      return std::string(ways.words.at(static_cast<std::size_t>(TongueOf(language))));
    }
  }
  return {};
}

}  // namespace touchbase
