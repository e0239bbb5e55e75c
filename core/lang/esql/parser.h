// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rule/logsource.h"
#include "core/rule/pipeline.h"
#include "core/text/diagnostic.h"
#include "core/text/embedded_text.h"

#include <cstdint>
#include <functional>
#include <optional>
#include <vector>

namespace rulewright::lang::esql {

/// Reads the text of `KQL("…")` and of `QSTR("…")`: another language, which this folder does not know. Gets the text
/// with its places; gives a predicate, or nothing where it is no such query.
using EmbeddedParser
    = std::function<std::optional<rule::Predicate>(std::string_view function, const EmbeddedText& text)>;

/// Reads ES|QL as a pipeline of stages (Elastic, "ES|QL reference"): WHERE is a Filter, EVAL, GROK, DISSECT, ENRICH and
/// COMPLETION name values (Let), KEEP, DROP, RENAME, SORT, LIMIT and MV_EXPAND select, STATS aggregates. A command
/// that is not read is an OpaqueStage. Ids are dense from 0 in text order, but for those that the embedded parser
/// gives.
struct EsqlResult {
    std::optional<rule::Pipeline> pipeline;
    std::vector<rule::LogSourcePart> indexPatterns; ///< of FROM
    std::uint32_t nodeCount = 0;
    std::uint32_t valueCount = 0;
};

[[nodiscard]] EsqlResult parse(const EmbeddedText& query, const EmbeddedParser& embedded, Diagnostics& diagnostics);

} // namespace rulewright::lang::esql
