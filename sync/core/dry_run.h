// What `sync --dry-run` says of the decisions that a run would carry out. Pure.
#pragma once

#include "sync/core/decide.h"
#include "sync/core/run_report.h"

namespace touchbase {

void DescribeDecisions(const Decisions& decisions, RunReport* report);

}  // namespace touchbase
