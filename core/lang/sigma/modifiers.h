// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rule/predicate.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace rulewright::lang::sigma {

/// What a modifier has to do with the others; the conflicts follow from it (key.cpp).
enum class ModifierRole : std::uint8_t {
    Shape, ///< where in the field's value: contains, startswith, endswith
    Type, ///< what the value is: re, cidr, a number to compare with, exists, fieldref
    Encoding, ///< what the value is turned into: wide, base64 …
    TimePart, ///< what of the field's value is looked at: hour, week …
    Flag, ///< i, m, s of a regular expression
    Free, ///< all, cased, neq, windash, expand: with anything
};

enum class ModifierKind : std::uint8_t {
    All,
    Contains,
    StartsWith,
    EndsWith,
    Exists,
    Cased,
    Neq,
    Windash,
    Re,
    RegexIgnoreCase,
    RegexMultiline,
    RegexDotAll,
    Base64,
    Base64Offset,
    Wide,
    Utf16le,
    Utf16be,
    Utf16,
    Lt,
    Lte,
    Gt,
    Gte,
    Minute,
    Hour,
    Day,
    Week,
    Month,
    Year,
    Cidr,
    Expand,
    FieldRef,
};

/// A modifier of the specification's appendix (2.1) as an author may write it; aliases are rows of their own.
struct ModifierInfo {
    std::string_view name;
    ModifierKind kind = ModifierKind::All;
    ModifierRole role = ModifierRole::Free;
    std::string_view values; ///< which values it takes: "text", "a number", "true or false"
    std::string_view meaning; ///< one sentence
    std::optional<rule::Op> op; ///< Shape and Type: the operator it makes
    std::optional<rule::Modifier> modifier; ///< what Test::modifiers says of it
};

/// Every modifier, ordered as in the specification's appendix, each alias behind the modifier it stands for.
[[nodiscard]] std::span<const ModifierInfo> modifiers();

/// The modifier of this name (letter case matters); null where there is none.
[[nodiscard]] const ModifierInfo* findModifier(std::string_view name);

/// The modifiers that ask for an operator, as they stand behind a field's name: `|endswith`. Empty where a plain value
/// asks for it; nothing for `computed`, which Sigma does not have.
[[nodiscard]] std::optional<std::string_view> operatorModifiers(rule::Op op);

} // namespace rulewright::lang::sigma
