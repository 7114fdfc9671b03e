// One reader for each table of the settings. Pure. They fill what is given and leave the rest.
#pragma once

#include <string>

#include "config/section.h"
#include "config/settings.h"

namespace touchbase::config {

void ReadMe(Section section, Me& me);
void ReadCalendar(Section section, CalendarSettings& calendar);
void ReadPlan(Section section, Settings& settings);
void ReadGuard(Section section, GuardSettings& guard);
void ReadBookColumns(Section section, std::map<std::string, std::string>& columns);
void ReadBookSql(Section section, BookSql& sql);
void ReadWords(Section section, std::map<std::string, std::vector<std::string>>& words);

// The keys of [calendar] that say where the password comes from.
const std::vector<std::string>& PasswordSources();

// `text` joined to the folder of the file it was written in. Absolute paths and ~/ stay.
std::string ResolvePath(const Value& written, const std::string& text);
// The same for the key's value when it is a path; empty stays empty.
void ReadPath(Section& section, std::string_view key, std::string& out);

}  // namespace touchbase::config
