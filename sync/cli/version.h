// The version that --version, PRODID-like texts and the quiet-run fingerprint name.
#pragma once

namespace touchbase::cli {

inline constexpr const char* kVersion = "0.1.0";

}  // namespace touchbase::cli
