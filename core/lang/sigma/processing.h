// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/lang/sigma/placeholders.h"
#include "core/rule/rule.h"
#include "core/text/diagnostic.h"
#include "core/text/source.h"
#include "core/text/yaml_node.h"

#include <string>
#include <vector>

namespace rulewright::lang::sigma {

/// One transformation of a processing pipeline and the conditions under which it applies, as written.
struct ProcessingItem {
    std::string id; ///< by which later conditions ask whether it was applied; may be empty
    std::string type;
    YamlNode node; ///< the item's map
    std::vector<ProcessingItem> items{}; ///< of `nest`
};

/// A processing pipeline as pySigma has them: how a rule is to be read for events whose fields have other names.
struct ProcessingPipeline {
    SourceText text;
    std::string name;
    std::int64_t priority = 0;
    PlaceholderValues vars;
    std::vector<ProcessingItem> items;
};

/// Reads a pipeline. A transformation or condition that is not known, or means nothing for matching, is a warning: the
/// item is left out where a condition is not known. What makes queries (postprocessing, finalizers) is passed over.
[[nodiscard]] Parsed<ProcessingPipeline> parseProcessing(const SourceText& source, const YamlNode& document);

/// Reads a file of values: a map from placeholders' names to a value or a list.
[[nodiscard]] Parsed<PlaceholderValues> parseValues(const SourceText& source, const YamlNode& document);

/// Applies pipelines, those of lower priority first, to every Sigma rule of a document, and replaces the placeholders
/// that `values` has. Ids are given anew; spans stay those of the rule's text, and what a pipeline adds stands at the
/// condition. The diagnostics are failures that a pipeline asks for.
[[nodiscard]] Diagnostics process(
    rule::Document& document, const std::vector<ProcessingPipeline>& pipelines, const PlaceholderValues& values);

/// The transformations that parseProcessing() knows, in the order of their names.
[[nodiscard]] const std::vector<std::string>& transformationNames();

} // namespace rulewright::lang::sigma
