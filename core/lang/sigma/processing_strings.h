// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rule/predicate.h"
#include "core/text/yaml_node.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

// A pipeline sees a rule's values behind their modifiers, as pySigma does: `f|contains: x` is the string `*x*`.
namespace rulewright::lang::sigma {

/// The string that a value is to a pipeline, a number's text included; nothing where pySigma has no string: a null, a
/// bool, a regular expression, a field's name, a network, a number to compare with, and what windash or an encoding
/// makes of a text.
[[nodiscard]] std::optional<rule::Pattern> stringOf(const rule::Test& test, const rule::Value& value);

/// The string as text: a wildcard is * or ?, and these characters themselves stand behind a backslash.
[[nodiscard]] std::string plainText(const rule::Pattern& pattern);

/// What decodePattern() makes the pattern of.
[[nodiscard]] std::string writtenText(const rule::Pattern& pattern);

/// Whether a value is the one that a condition names, of the same type and letter for letter.
[[nodiscard]] bool isSameValue(const rule::Test& test, const rule::Value& value, const YamlNode& wanted);

/// The strings in place of one; nothing leaves it as it is.
using StringChange
    = std::function<std::optional<std::vector<rule::Pattern>>(const rule::Value& value, const rule::Pattern& string)>;

/// The test with its strings changed. Where one loses the wildcard that contains, startswith or endswith stand for, all
/// become plain values with their wildcards written out.
[[nodiscard]] rule::Test withStrings(const rule::Test& test, const StringChange& change);

} // namespace rulewright::lang::sigma
