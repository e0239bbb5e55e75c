// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/lang/spl/parser.h"
#include "core/rule/rule.h"
#include "core/rulefile/yaml_parser.h"

namespace rulewright::rulefile {

/// Whether a document is a detection of Splunk's security content: a mapping with `search` and without Sigma's
/// `detection`.
[[nodiscard]] bool isSplunkRule(const YamlNode& root);

/// Reads such documents: `search` in SPL, `data_source` (split at " AND ") and the data model as the log source,
/// `tags.mitre_attack_id` as the techniques. Splunk's rules have no level.
[[nodiscard]] Parsed<rule::Document> parseSplunkRules(
    const SourceText& source, const YamlStream& stream, const lang::spl::Environment& environment);

/// A bare search as a rule without metadata.
[[nodiscard]] Parsed<rule::Document> parseSplunkSearch(
    const SourceText& source, const lang::spl::Environment& environment);

} // namespace rulewright::rulefile
