// Ties the base to the account and the book that it belongs to. I/O: the base.
#pragma once

#include "sync/core/run_settings.h"

namespace touchbase {

// Another account or set of UIDs has no base: it is forgotten. Another file as book: rows written
// to the one before are watched no more, rows that wait go to the new one.
void BindBase(const RunPorts& ports, const RunSettings& settings);

}  // namespace touchbase
