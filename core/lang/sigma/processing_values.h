// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rule/predicate.h"
#include "core/text/yaml_node.h"

#include <optional>
#include <string>

// The transformations of a pipeline that change the values of a test.
namespace rulewright::lang::sigma {

[[nodiscard]] rule::Predicate replaceString(const YamlNode& item, const rule::Test& test);
[[nodiscard]] rule::Predicate mapString(const YamlNode& item, const rule::Test& test);
/// Whatever the modifiers made of the values, each becomes the one that is given.
[[nodiscard]] rule::Predicate setValue(const YamlNode& item, const rule::Test& test);
[[nodiscard]] rule::Predicate convertType(const YamlNode& item, const rule::Test& test);
/// Letter case counts only under `cased`; elsewhere this changes nothing but what is shown.
[[nodiscard]] rule::Predicate changeCase(const YamlNode& item, const rule::Test& test);
/// `Hashes: SHA1=…` becomes a test of a field of its own for each algorithm.
[[nodiscard]] rule::Predicate splitHashes(const YamlNode& item, const rule::Test& test);

/// Why a replacement cannot be carried out: its regular expression is none of RE2's, or it names a group that is not
/// there. Empty where it can.
[[nodiscard]] std::string replacementFault(const YamlNode& item);

} // namespace rulewright::lang::sigma
