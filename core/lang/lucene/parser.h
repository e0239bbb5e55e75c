// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rule/predicate.h"
#include "core/text/diagnostic.h"
#include "core/text/embedded_text.h"

#include <cstdint>
#include <optional>

namespace rulewright::lang::lucene {

/// Reads a query string of Lucene (Elastic, "Query string query"): fields, phrases, wildcards, /expressions/, ranges,
/// `_exists_:`, groups, AND, OR, NOT, `+` and `-`. A boost (`^2`) changes no event's match and is dropped; a fuzzy or
/// proximity search (`~2`) is Opaque.
///
/// Lucene has no precedence of AND and OR: each clause is required, forbidden or neither, and those that are neither
/// count only where none is required. Without operator clauses are alternatives. Ids are dense from 0 in text order.
struct LuceneResult {
    std::optional<rule::Predicate> predicate; ///< none after an error; a constant true for an empty query
    std::uint32_t nodeCount = 0;
    std::uint32_t valueCount = 0;
};

[[nodiscard]] LuceneResult parse(const EmbeddedText& query, Diagnostics& diagnostics);

} // namespace rulewright::lang::lucene
