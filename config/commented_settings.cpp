#include "config/commented_settings.h"

namespace touchbase {
namespace {

std::string_view Word(Items items) {
  switch (items) {
    case Items::kAuto:
      return "auto";
    case Items::kEvent:
      return "event";
    case Items::kTask:
      return "task";
    case Items::kBoth:
      return "both";
  }
  return "auto";
}

std::string QuoteList(const std::vector<std::string>& words) {
  std::string list = "[";
  for (const std::string& word : words) {
    if (list.size() > 1) list += ", ";
    list += QuoteToml(word);
  }
  return list + ']';
}

// `key = value  # comment`, the equals signs in a column.
std::string Line(std::string_view key, const std::string& value, std::string_view comment = {}) {
  std::string line(key);
  if (line.size() < 9) line.resize(9, ' ');
  line += " = " + value;
  if (!comment.empty()) line += "  # " + std::string(comment);
  return line + '\n';
}

// The answer, or a commented example when there is none.
std::string Answer(std::string_view key, const std::string& answer, std::string_view example,
                   std::string_view comment = {}) {
  if (!answer.empty()) return Line(key, QuoteToml(answer), comment);
  return "# " + Line(key, QuoteToml(example), comment);
}

std::string PasswordLines(const InitAnswers& answers) {
  if (!answers.password_command.empty()) {
    return Line("password_command", QuoteList(answers.password_command));
  }
  if (!answers.password_file.empty()) {
    return Line("password_file", QuoteToml(answers.password_file),
                "only you may read it: chmod 600");
  }
  if (!answers.password_env.empty()) return Line("password_env", QuoteToml(answers.password_env));
  if (!answers.credential.empty()) return Line("credential", QuoteToml(answers.credential));
  return "# Where the password comes from; one of these, never the password itself:\n"
         "# password_command = [\"pass\", \"show\", \"caldav\"]\n"
         "# password_file = \"password\"     # only you may read it: chmod 600\n"
         "# password_env = \"CALDAV_PASSWORD\"\n"
         "# credential = \"caldav\"          # systemd LoadCredential=\n";
}

std::string TopLines(const InitAnswers& answers) {
  return "# Settings of touchbase. Lines that begin with # are explanations or defaults;\n"
         "# take the # away to change one. Paths are relative to this file.\n\n"
         "# Your contacts: a folder with contacts.csv and touches.csv, or a file of your own.\n" +
         Answer("book", answers.book, "book") +
         "\n# Part of the name of every item in the calendar: keep it, also on another machine.\n" +
         Answer("book_id", answers.book_id, "00000000") +
         Answer("time_zone", answers.time_zone, "Europe/Berlin",
                answers.time_zone.empty() ? "not set: the system's" : "") +
         Answer("language", answers.language, "en");
}

std::string CalendarLines(const InitAnswers& answers) {
  return "\n[calendar]\n" +
         Answer("url", answers.url, "https://cloud.example.org", "server, home or calendar") +
         Answer("user", answers.user, "ana") + PasswordLines(answers) +
         Answer("name", answers.calendar_name, "Follow-ups", "our calendar, made when missing") +
         Answer("task_list", answers.task_list, "Follow-up tasks") +
         Line("items", QuoteToml(Word(answers.items)), "auto, event, task or both") +
         "# class = \"private\"       # private, confidential, public or none\n"
         "# details = \"auto\"        # full, or brief where the calendar is shared\n"
         "# show_as = \"busy\"        # busy, free, or auto: free until the day before\n"
         "# busy = [\"*\"]            # whose events keep follow-ups away: all, or names\n"
         "# watch = [\"*\"]           # where meetings are looked for; [] = nowhere\n"
         "# alarm_minutes = [0]\n"
         "# keep_done = \"90d\"       # how long done ones stay in the calendar\n"
         "# on_delete = \"skip\"      # you delete one: skip, stop or replan\n"
         "# weekly = \"mon 09:00\"    # the weekly overview, or \"off\"\n";
}

}  // namespace

std::string QuoteToml(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) continue;
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + '"';
}

std::string CommentedSettings(const InitAnswers& answers) {
  return TopLines(answers) + "\n[me]\n" + Answer("name", answers.name, "Ana Souza") +
         "# sign_off = \"Ana\"        # how a mail ends\n"
         "# news = \"\"               # one line for the second draft\n"
         "# news_link = \"\"\n"
         "# domains = []            # such as \"souza.example\": meetings with colleagues start "
         "nothing\n" +
         CalendarLines(answers) + "\n[plan]\n" +
         (answers.known ? "# known = true           # " : "known = false             # ") +
         "the people of the book know you; false: write to them first\n"
         "# work_days = [\"mon\", \"tue\", \"wed\", \"thu\", \"fri\"]\n"
         "# work_hours = [\"09:00-12:30\", \"13:30-17:30\"]\n"
         "# prefer = [\"09:00-10:00\", \"16:00-17:30\"]\n"
         "# evening_until = \"20:00\"  # how late a thank-you may be on the day of the meeting\n"
         "# weekend_thanks = true\n"
         "# max_per_day = 4\n"
         "# start_per_week = 5      # new people a week\n"
         "# holidays = []           # dates, .ics files or addresses of calendars\n"
         "# away = []               # such as \"2026-07-01..2026-07-14\"\n"
         "\n[guard]\n"
         "# max_removals = 25       # more at once than this, or than this share: stop and ask\n"
         "# max_share = 0.30\n";
}

}  // namespace touchbase
