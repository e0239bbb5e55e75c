// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/lang/eql/lexer.h"
#include "core/rule/pipeline.h"

#include <optional>

namespace rulewright::lang::eql {

/// Reads EQL: event queries, sequences and samples (Elastic, "EQL syntax reference"). The category before
/// `where` becomes a test of event.category, the first member of an AND; `any` becomes none. What cannot be expressed
/// is an Opaque. Ids are dense from 0 in text order.
struct EqlResult {
    std::optional<rule::Pipeline> pipeline;
    std::uint32_t nodeCount = 0;
    std::uint32_t valueCount = 0;
};

[[nodiscard]] EqlResult parse(const EmbeddedText& query, Diagnostics& diagnostics);

} // namespace rulewright::lang::eql
