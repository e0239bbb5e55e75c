// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rule/predicate.h"
#include "core/text/diagnostic.h"
#include "core/text/embedded_text.h"

#include <cstdint>
#include <optional>

namespace rulewright::lang::kql {

/// Reads the Kibana Query Language (Elastic, "Kibana Query Language"; in rule files "kuery"): value lists with and, or
/// and not, wildcards outside quotes, ranges, `field:*`, nested `field:{ … }`, wildcards in field names, bare values.
/// `*` is literal in quotes, and `/*` begins no comment. Ids are dense from 0 in text order.
struct KqlResult {
    std::optional<rule::Predicate> predicate; ///< none after an error; a constant true for an empty query
    std::uint32_t nodeCount = 0;
    std::uint32_t valueCount = 0;
};

[[nodiscard]] KqlResult parse(const EmbeddedText& query, Diagnostics& diagnostics);

} // namespace rulewright::lang::kql
