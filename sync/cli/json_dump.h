// How the texts of --json are written; for json_text.cpp and json_runs.cpp only.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace touchbase::cli {

using Json = nlohmann::ordered_json;

// Bytes that are no UTF-8 come out as U+FFFD: an answer with one bad name is still an answer.
inline std::string Dump(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace touchbase::cli
