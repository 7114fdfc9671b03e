// The four ways to give up. Pure.
//
// What a caller has a branch for is a value (a 412, a row that does not parse); these are for what
// it cannot go on with. There are two places that catch: per item while changes are applied, and
// main. Messages say what was tried, on what, what came back and what to do, and never hold a
// secret.
#pragma once

#include <stdexcept>
#include <string>
#include <utility>

namespace touchbase {

// Base of the four. `where` names a file with line and column, a URL without user info, or is
// empty.
class Error : public std::runtime_error {
 public:
  explicit Error(const std::string& message, std::string where = {})
      : std::runtime_error(message), where_(std::move(where)) {}
  const std::string& where() const { return where_; }

 private:
  std::string where_;
};

// The command line asks for something impossible. Exit code 2.
class UsageError : public Error {
 public:
  using Error::Error;
};

// Settings, book or state cannot be used as they are. Exit code 3.
class InputError : public Error {
 public:
  using Error::Error;
};

// The server was not reached, is not trusted, or refused the sign-in. Exit code 4.
class ServerError : public Error {
 public:
  using Error::Error;
};

// The kind of it that asking again does not mend: the next runs wait longer and longer.
class SignInRefused : public ServerError {
 public:
  using ServerError::ServerError;
};

// This one item cannot be done; the others go on. Exit code 5 at the end of the run.
class ItemError : public Error {
 public:
  using Error::Error;
};

}  // namespace touchbase
