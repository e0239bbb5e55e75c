// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/corpus/guide.h"
#include "core/rule/predicate.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rulewright::advise {

/// How a row of the guide reads in Sigma: the key with its modifiers, and the value before YAML's quoting.
struct SigmaWords {
    std::string field;                    ///< empty for a keyword
    std::string key;                      ///< "CommandLine|contains"; empty for a keyword
    rule::Op op = rule::Op::Eq;           ///< of the test: Eq where a plain value has inner wildcards
    std::vector<rule::Modifier> modifiers;
    std::string value;                    ///< with Sigma's escapes; "true" for exists, "null" for is_null
    rule::Pattern pattern;                ///< what the value means, where it is a pattern
    bool isPattern = false;
    bool isPlain = false;                 ///< true, null, numbers: written without quotes
    bool operator==(const SigmaWords&) const = default;
};

/// Nothing where Sigma has no words for the row: computed tests, unknown transforms.
[[nodiscard]] std::optional<SigmaWords> sigmaWords(const corpus::RowKey& row);

/// A literal text with Sigma's escapes: `*`, `?` and those backslashes that would be read as one.
[[nodiscard]] std::string escapedLiteral(std::string_view text);

/// How the neighbours of a value are quoted.
enum class YamlQuotes : std::uint8_t { Plain, Single };

/// A YAML scalar on one line that is read as this text: in single quotes, or in double quotes where it has
/// control characters, or plain where that is asked for and safe.
[[nodiscard]] std::string yamlScalar(std::string_view text, YamlQuotes quotes);

} // namespace rulewright::advise
