// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/text/diagnostic.h"

#include <span>
#include <string_view>

namespace rulewright {

/// One line of the table that `rulewright-cli diagnostics` prints and docs/diagnostics.md explains.
struct DiagnosticKind {
    DiagnosticCode code;
    Severity severity = Severity::Error; ///< the usual one
    std::string_view meaning; ///< one sentence
};

/// Every code that the product can produce, ordered by code.
[[nodiscard]] std::span<const DiagnosticKind> diagnosticKinds();

namespace codes {

// Codes are declared here, one a line, and listed with their meaning in diagnostic_codes.cpp.
inline constexpr DiagnosticCode adviseInsert{"advise.insert"};
inline constexpr DiagnosticCode corpusFile{"corpus.file"};
inline constexpr DiagnosticCode corpusFolder{"corpus.folder"};
inline constexpr DiagnosticCode dataTable{"data.table"};
inline constexpr DiagnosticCode eqlSyntax{"eql.syntax"};
inline constexpr DiagnosticCode eqlUnclosed{"eql.unclosed"};
inline constexpr DiagnosticCode esqlSyntax{"esql.syntax"};
inline constexpr DiagnosticCode esqlUnclosed{"esql.unclosed"};
inline constexpr DiagnosticCode eventsLabels{"events.labels"};
inline constexpr DiagnosticCode eventsUnreadable{"events.unreadable"};
inline constexpr DiagnosticCode fileEmpty{"file.empty"};
inline constexpr DiagnosticCode fileLanguage{"file.language"};
inline constexpr DiagnosticCode fileSize{"file.size"};
inline constexpr DiagnosticCode fileUnreadable{"file.unreadable"};
inline constexpr DiagnosticCode fileUnwritable{"file.unwritable"};
inline constexpr DiagnosticCode gitFailed{"git.failed"};
inline constexpr DiagnosticCode kqlSyntax{"kql.syntax"};
inline constexpr DiagnosticCode kqlUnclosed{"kql.unclosed"};
inline constexpr DiagnosticCode luceneSyntax{"lucene.syntax"};
inline constexpr DiagnosticCode luceneUnclosed{"lucene.unclosed"};
inline constexpr DiagnosticCode matchCidrInvalid{"match.cidr.invalid"};
inline constexpr DiagnosticCode matchNotEvaluated{"match.not_evaluated"};
inline constexpr DiagnosticCode matchPlaceholder{"match.placeholder"};
inline constexpr DiagnosticCode matchRegexInvalid{"match.regex.invalid"};
inline constexpr DiagnosticCode matchTooManySpellings{"match.windash.spellings"};
inline constexpr DiagnosticCode pipelineFailure{"pipeline.failure"};
inline constexpr DiagnosticCode pipelineSyntax{"pipeline.syntax"};
inline constexpr DiagnosticCode pipelineUnsupported{"pipeline.unsupported"};
inline constexpr DiagnosticCode scenario{"scenario.invalid"};
inline constexpr DiagnosticCode sigmaAction{"sigma.action"};
inline constexpr DiagnosticCode sigmaConditionAggregation{"sigma.condition.aggregation"};
inline constexpr DiagnosticCode sigmaConditionMissing{"sigma.condition.missing"};
inline constexpr DiagnosticCode sigmaConditionNumber{"sigma.condition.number_of"};
inline constexpr DiagnosticCode sigmaConditionUnreachable{"sigma.condition.number_too_large"};
inline constexpr DiagnosticCode sigmaConditionPattern{"sigma.condition.pattern_without_selection"};
inline constexpr DiagnosticCode sigmaConditionSyntax{"sigma.condition.syntax"};
inline constexpr DiagnosticCode sigmaSelectionUnknown{"sigma.condition.unknown_selection"};
inline constexpr DiagnosticCode sigmaConditionUpperCase{"sigma.condition.upper_case"};
inline constexpr DiagnosticCode sigmaCorrelationAliases{"sigma.correlation.aliases"};
inline constexpr DiagnosticCode sigmaCorrelationCondition{"sigma.correlation.condition"};
inline constexpr DiagnosticCode sigmaCorrelationField{"sigma.correlation.field"};
inline constexpr DiagnosticCode sigmaCorrelationGenerate{"sigma.correlation.generate"};
inline constexpr DiagnosticCode sigmaCorrelationKey{"sigma.correlation.key"};
inline constexpr DiagnosticCode sigmaCorrelationPercentile{"sigma.correlation.percentile"};
inline constexpr DiagnosticCode sigmaCorrelationRules{"sigma.correlation.rules"};
inline constexpr DiagnosticCode sigmaCorrelationTimespan{"sigma.correlation.timespan"};
inline constexpr DiagnosticCode sigmaCorrelationType{"sigma.correlation.type"};
inline constexpr DiagnosticCode sigmaDetectionMissing{"sigma.detection.missing"};
inline constexpr DiagnosticCode sigmaDetectionType{"sigma.detection.type"};
inline constexpr DiagnosticCode sigmaDocumentType{"sigma.document.type"};
inline constexpr DiagnosticCode sigmaPlaceholder{"sigma.expand.no_values"};
inline constexpr DiagnosticCode sigmaFilterPolarity{"sigma.filter.not_negated"};
inline constexpr DiagnosticCode sigmaFilterRules{"sigma.filter.rules"};
inline constexpr DiagnosticCode sigmaKeyType{"sigma.key.type"};
inline constexpr DiagnosticCode sigmaLogSourceMissing{"sigma.logsource.missing"};
inline constexpr DiagnosticCode sigmaLogSourceType{"sigma.logsource.type"};
inline constexpr DiagnosticCode sigmaMetadataType{"sigma.metadata.type"};
inline constexpr DiagnosticCode sigmaModifierOffset{"sigma.modifier.base64offset_without_contains"};
inline constexpr DiagnosticCode sigmaModifierConflict{"sigma.modifier.conflict"};
inline constexpr DiagnosticCode sigmaModifierDuplicate{"sigma.modifier.duplicate"};
inline constexpr DiagnosticCode sigmaModifierField{"sigma.modifier.field"};
inline constexpr DiagnosticCode sigmaModifierOrder{"sigma.modifier.order"};
inline constexpr DiagnosticCode sigmaModifierRedundant{"sigma.modifier.redundant"};
inline constexpr DiagnosticCode sigmaModifierUnknown{"sigma.modifier.unknown"};
inline constexpr DiagnosticCode sigmaReferenceCyclic{"sigma.reference.cyclic"};
inline constexpr DiagnosticCode sigmaReferenceUnknown{"sigma.reference.unknown"};
inline constexpr DiagnosticCode sigmaSelectionEmpty{"sigma.selection.empty"};
inline constexpr DiagnosticCode sigmaSelectionUnused{"sigma.selection.unused"};
inline constexpr DiagnosticCode sigmaTimeframe{"sigma.timeframe"};
inline constexpr DiagnosticCode sigmaTitleMissing{"sigma.title.missing"};
inline constexpr DiagnosticCode sigmaValueNetwork{"sigma.value.cidr"};
inline constexpr DiagnosticCode sigmaValueHostBits{"sigma.value.cidr_host_bits"};
inline constexpr DiagnosticCode sigmaListEmpty{"sigma.value.empty_list"};
inline constexpr DiagnosticCode sigmaValueBool{"sigma.value.exists_bool"};
inline constexpr DiagnosticCode sigmaValueNested{"sigma.value.nested"};
inline constexpr DiagnosticCode sigmaValueNull{"sigma.value.null"};
inline constexpr DiagnosticCode sigmaValueNullInList{"sigma.value.null_in_list"};
inline constexpr DiagnosticCode sigmaValueNumber{"sigma.value.number"};
inline constexpr DiagnosticCode sigmaRegexInvalid{"sigma.value.regex"};
inline constexpr DiagnosticCode sigmaRegexUnsupported{"sigma.value.regex_unsupported"};
inline constexpr DiagnosticCode sigmaValueWildcard{"sigma.value.wildcard_in_encoding"};
inline constexpr DiagnosticCode splSyntax{"spl.syntax"};
inline constexpr DiagnosticCode tomlSyntax{"toml.syntax"};
inline constexpr DiagnosticCode yamlAliasCyclic{"yaml.alias.cyclic"};
inline constexpr DiagnosticCode yamlAliasUnknown{"yaml.alias.unknown"};
inline constexpr DiagnosticCode yamlBracketUnclosed{"yaml.bracket.unclosed"};
inline constexpr DiagnosticCode yamlColonMissing{"yaml.colon.missing"};
inline constexpr DiagnosticCode yamlEncodingControl{"yaml.encoding.control"};
inline constexpr DiagnosticCode yamlEncodingInvalid{"yaml.encoding.invalid"};
inline constexpr DiagnosticCode yamlEncodingUtf16{"yaml.encoding.utf16"};
inline constexpr DiagnosticCode yamlEscape{"yaml.escape"};
inline constexpr DiagnosticCode yamlIndentation{"yaml.indentation"};
inline constexpr DiagnosticCode yamlItemPlace{"yaml.item.place"};
inline constexpr DiagnosticCode yamlKeyDuplicate{"yaml.key.duplicate"};
inline constexpr DiagnosticCode yamlLimitDepth{"yaml.limit.depth"};
inline constexpr DiagnosticCode yamlLimitNodes{"yaml.limit.nodes"};
inline constexpr DiagnosticCode yamlMerge{"yaml.merge"};
inline constexpr DiagnosticCode yamlQuoteTrailing{"yaml.quote.trailing"};
inline constexpr DiagnosticCode yamlQuoteUnclosed{"yaml.quote.unclosed"};
inline constexpr DiagnosticCode yamlSyntax{"yaml.syntax"};
inline constexpr DiagnosticCode yamlTab{"yaml.tab"};
inline constexpr DiagnosticCode yamlTextUnexpected{"yaml.text.unexpected"};
inline constexpr DiagnosticCode yamlValueColon{"yaml.value.colon"};
inline constexpr DiagnosticCode yamlValueStart{"yaml.value.start"};

} // namespace codes

} // namespace rulewright
