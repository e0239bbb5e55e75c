// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rule/rule.h"
#include "core/text/diagnostic.h"

namespace rulewright::rulefile {

/// Reads a rule of Elastic's detection-rules repository: TOML with the tables `metadata` and `rule`. The query is
/// read in its language; `filters` are conjuncts of it, thresholds, new terms and indicator matches stages behind
/// it; a machine-learning rule has no query. `threat` gives the techniques: an entry with sub-techniques tags only
/// these.
[[nodiscard]] Parsed<rule::Document> parseElasticRule(const SourceText& source);

/// A bare query of one of Elastic's languages as a rule without metadata.
[[nodiscard]] Parsed<rule::Document> parseElasticQuery(const SourceText& source, rule::Language language);

} // namespace rulewright::rulefile
