#include "config/secret.h"

#include <string.h>  // NOLINT(modernize-deprecated-headers): explicit_bzero is not in <cstring>

#include <string>
#include <utility>

#include "config/program_output.h"
#include "config/small_file.h"
#include "model/error.h"

namespace touchbase {
namespace {

constexpr std::size_t kLargestSecret = 65536;

// Takes the first line out of `text` and clears the rest.
Secret TakeFirstLine(std::string& text, const std::string& source) {
  std::string_view line(text);
  line = line.substr(0, line.find('\n'));
  if (!line.empty() && line.back() == '\r') line.remove_suffix(1);
  Secret secret(line);
  explicit_bzero(text.data(), text.size());
  if (secret.empty()) throw InputError("the password from " + source + " is empty");
  return secret;
}

Secret FromFile(const std::string& path, const std::string& source, bool private_only) {
  SmallFile file = ReadSmallFile(path, kLargestSecret, private_only);
  if (!file.fault.empty()) {
    explicit_bzero(file.text.data(), file.text.size());
    throw InputError("cannot read the password from " + source + " (" + path + "): " + file.fault,
                     path);
  }
  return TakeFirstLine(file.text, source);
}

Secret FromCredential(const std::string& name, const EnvLookup& env) {
  const auto folder = env("CREDENTIALS_DIRECTORY");
  if (!folder) {
    throw InputError("there is no systemd credential \"" + name +
                     "\": $CREDENTIALS_DIRECTORY is not set; start the program from a unit with "
                     "LoadCredential=, or use password_command or password_file");
  }
  // systemd opens these to the service's user by an access list, which shows as group bits.
  return FromFile(*folder + '/' + name, "credential", false);
}

}  // namespace

Secret::Secret(std::string_view text) : bytes_(text.begin(), text.end()) { bytes_.push_back('\0'); }

Secret::Secret(Secret&& other) noexcept : bytes_(std::move(other.bytes_)) {}

Secret& Secret::operator=(Secret&& other) noexcept {
  std::swap(bytes_, other.bytes_);
  return *this;
}

Secret::~Secret() {
  if (!bytes_.empty()) explicit_bzero(bytes_.data(), bytes_.size());
}

std::optional<Secret> ReadSecret(const CalendarSettings& calendar, const EnvLookup& env,
                                 std::chrono::milliseconds patience) {
  if (!calendar.password_command.empty()) return FirstLineOf(calendar.password_command, patience);
  if (!calendar.password_file.empty()) {
    return FromFile(calendar.password_file, "password_file", true);
  }
  if (!calendar.password_env.empty()) {
    auto value = env(calendar.password_env);
    if (!value) {
      throw InputError("the environment variable " + calendar.password_env +
                       " named by password_env is not set");
    }
    return TakeFirstLine(*value, "password_env");
  }
  if (!calendar.credential.empty()) return FromCredential(calendar.credential, env);
  if (calendar.keyring) {
    throw InputError("this build has no keyring; use password_command or password_file instead");
  }
  if (calendar.oauth) {
    throw InputError("this build cannot sign in with OAuth; use an app password instead");
  }
  return std::nullopt;
}

}  // namespace touchbase
