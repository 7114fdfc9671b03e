// The settings file that `init` writes: every answer in place, the rest as comments. Pure.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "config/settings.h"

namespace touchbase {

// What the first day found out. Empty: not known, the line becomes a comment with an example. At
// most one password source; none: an example of each.
struct InitAnswers {
  std::string book = "book";
  std::string book_id;
  std::string time_zone;
  std::string language = "en";
  std::string name;
  std::string url;
  std::string user;
  std::vector<std::string> password_command;
  std::string password_file;
  std::string password_env;
  std::string credential;
  std::string calendar_name = "Follow-ups";
  std::string task_list = "Follow-up tasks";
  Items items = Items::kAuto;
  bool known = true;  // the people of the book know the user
};

// A file that ParseSettings reads without a problem, whatever the characters of the answers (those
// that a setting may not hold aside: control characters are left out).
std::string CommentedSettings(const InitAnswers& answers);

// A TOML basic string (TOML 1.0 "String") for UTF-8 text: quotes, backslashes escaped.
std::string QuoteToml(std::string_view text);

}  // namespace touchbase
