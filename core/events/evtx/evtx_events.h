// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/builder.h"
#include "core/events/import_log.h"
#include "core/events/padded_text.h"
#include "core/text/task.h"

#include <cstdint>

namespace rulewright::events {

/// Reads all records of an EVTX file into the builder. What is damaged is told by its byte in the file; a wrong
/// checksum stops nothing. Returns the number of records read; stops early where the task is stopped.
std::uint64_t readEvtx(const PaddedText& file, SourceId source, EventSetBuilder& builder, ImportLog& log, Task& task);

} // namespace rulewright::events
