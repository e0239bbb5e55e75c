// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/lang/sigma/context.h"
#include "core/lang/sigma/modifiers.h"
#include "core/rule/predicate.h"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace rulewright::lang::sigma {

/// A part of a key between its pipes, and where in the key's text it stands.
struct KeyPart {
    std::string_view text;
    std::size_t begin = 0;
};

/// The field's name first, then the modifiers: `CommandLine|contains|all`. Never empty.
[[nodiscard]] std::vector<KeyPart> splitKey(std::string_view key);

/// A key of a selection with its modifiers applied in their order, without values.
struct TestKey {
    rule::Test test; ///< everything but values; its field's span is the whole key
    std::vector<const ModifierInfo*> modifiers;
    Span span;

    [[nodiscard]] bool has(ModifierKind kind) const;
    [[nodiscard]] bool hasRole(ModifierRole role) const;

    [[nodiscard]] bool isKeyword() const { return test.field.kind == rule::FieldRef::Kind::AnyField; }
};

/// Reads a key; unknown and conflicting modifiers are reported and left out.
[[nodiscard]] TestKey parseKey(const YamlNode& key, Context& context);

/// The key of a selection that is a list of keywords, which has none: `place` stands for it.
[[nodiscard]] TestKey keywordKey(Span place);

} // namespace rulewright::lang::sigma
