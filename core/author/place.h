// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/text/source.h"
#include "core/text/span.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace rulewright::author {

/// A key above the caret, from the outermost.
struct PathKey {
    std::string text; ///< without quotes
    Span span;
    bool operator==(const PathKey&) const = default;
};

/// What is being written at the caret of a Sigma rule. Read from lines and indentation, so that a text that is no
/// YAML yet has places too.
struct Place {
    enum class Kind : std::uint8_t {
        Nowhere, ///< comments, prose, what the author alone knows
        TopKey,
        LogSourceKey,
        LogSourceValue,
        Status,
        Level,
        Tag,
        SelectionName, ///< a key of `detection`, or of `filter`
        Condition,
        Field, ///< the field's name in a key of a selection
        Modifier, ///< behind a `|` of such a key
        Value, ///< of a test
        CorrelationKey,
        CorrelationType,
        CorrelationRule, ///< `rules` of a correlation or filter
        CorrelationField, ///< `group-by`, `condition.field`
        CorrelationTimespan,
        CorrelationConditionKey,
        FilterKey,
        RelatedKey,
        RelatedType,
        Date,
    };
    Kind kind = Kind::Nowhere;
    std::vector<PathKey> path; ///< the keys above; the value's own key is the last
    Span word; ///< what a completion replaces: up to the end of the word at the caret
    std::string before; ///< the word up to the caret, unquoted
    char quote = 0; ///< the quote that the value is in; 0 where there is none
    bool inKey = false; ///< the caret stands in a key (or where one would begin)
    bool hasColon = false; ///< the key has its colon
    bool isListItem = false;
    std::uint32_t indent = 0; ///< of the line's content
    Span document; ///< the YAML document around the caret
    bool operator==(const Place&) const = default;

    /// The nearest key above with a field's name: "CommandLine|contains". Empty outside of tests.
    [[nodiscard]] std::string_view testKey() const;
};

[[nodiscard]] Place placeAt(const SourceText& source, std::uint32_t caret);

} // namespace rulewright::author
