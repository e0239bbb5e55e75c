// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/text/span.h"

#include <optional>
#include <string>
#include <vector>

namespace rulewright::rule {

/// A word of a log source and where it stands.
struct LogSourcePart {
    std::string text;
    Span span;
    bool operator==(const LogSourcePart&) const = default;
};

/// Which events a rule is about, in the words of its language: Sigma's product, category and service;
/// Elastic's index patterns; Splunk's data model, source types and data sources.
struct LogSource {
    std::optional<LogSourcePart> product;
    std::optional<LogSourcePart> category;
    std::optional<LogSourcePart> service;
    std::optional<LogSourcePart> definition; ///< Sigma: prose on what must be configured
    std::vector<LogSourcePart> indexPatterns;
    std::optional<LogSourcePart> dataModel;
    std::vector<LogSourcePart> sourceTypes;
    std::vector<LogSourcePart> dataSources;
    std::vector<LogSourcePart> macros; ///< Splunk: names of the macros that the search calls, each once
    Span span; ///< empty where the rule has none

    [[nodiscard]] bool isEmpty() const
    {
        return !product && !category && !service && indexPatterns.empty() && !dataModel && sourceTypes.empty()
            && dataSources.empty();
    }

    bool operator==(const LogSource&) const = default;
};

} // namespace rulewright::rule
