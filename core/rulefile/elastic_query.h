// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rule/rule.h"
#include "core/text/diagnostic.h"
#include "core/text/embedded_text.h"

namespace rulewright::rulefile {

/// Reads a query in one of Elastic's languages into the rule: body, index patterns, counts of ids, and how a missing
/// field reads. After an error the body stays NoQuery.
void readElasticQuery(const EmbeddedText& query, rule::Language language, rule::Rule& rule, Diagnostics& diagnostics);

} // namespace rulewright::rulefile
