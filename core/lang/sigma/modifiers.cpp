// SPDX-License-Identifier: Apache-2.0
#include "core/lang/sigma/modifiers.h"

#include <algorithm>
#include <iterator>

namespace rulewright::lang::sigma {

namespace {

using Kind = ModifierKind;
using Role = ModifierRole;
using rule::Modifier;
using rule::Op;

constexpr std::string_view text = "text";
constexpr std::string_view number = "a number";
constexpr std::string_view any = "any value";

// Sigma specification 2.1, appendix "Modifiers"; the aliases of i, m and s are pySigma's.
constexpr ModifierInfo table[] = {
    {"all", Kind::All, Role::Free, any, "Every value of the list must match, not just one.", {}, {}},
    {"startswith", Kind::StartsWith, Role::Shape, text, "The field begins with the value.", Op::StartsWith, {}},
    {"endswith", Kind::EndsWith, Role::Shape, text, "The field ends with the value.", Op::EndsWith, {}},
    {"contains", Kind::Contains, Role::Shape, text, "The value stands anywhere in the field.", Op::Contains, {}},
    {"exists", Kind::Exists, Role::Type, "true or false", "The field is there, be it null or empty; or it is not.",
        Op::Exists, {}},
    {"cased", Kind::Cased, Role::Free, text, "Upper and lower case differ.", {}, {}},
    {"neq", Kind::Neq, Role::Free, any, "The test as a whole must fail; a missing field matches.", {}, {}},
    {"windash", Kind::Windash, Role::Free, text,
        "Each dash or slash that begins an option stands for all five: - / – — ―.", {}, Modifier::Windash},
    {"re", Kind::Re, Role::Type, "a regular expression (RE2)",
        "The field matches the expression somewhere; upper and lower case differ.", Op::Regex, {}},
    {"i", Kind::RegexIgnoreCase, Role::Flag, "a regular expression", "Of re: upper and lower case are the same.", {},
        Modifier::RegexIgnoreCase},
    {"ignorecase", Kind::RegexIgnoreCase, Role::Flag, "a regular expression", "The same as i.", {},
        Modifier::RegexIgnoreCase},
    {"m", Kind::RegexMultiline, Role::Flag, "a regular expression", "Of re: ^ and $ match at each line.", {},
        Modifier::RegexMultiline},
    {"multiline", Kind::RegexMultiline, Role::Flag, "a regular expression", "The same as m.", {},
        Modifier::RegexMultiline},
    {"s", Kind::RegexDotAll, Role::Flag, "a regular expression", "Of re: the dot matches a newline too.", {},
        Modifier::RegexDotAll},
    {"dotall", Kind::RegexDotAll, Role::Flag, "a regular expression", "The same as s.", {}, Modifier::RegexDotAll},
    {"base64", Kind::Base64, Role::Encoding, text, "The value, encoded with Base64.", {}, Modifier::Base64},
    {"base64offset", Kind::Base64Offset, Role::Encoding, text,
        "The value anywhere inside Base64, in its three possible forms; goes with contains.", {},
        Modifier::Base64Offset},
    {"utf16le", Kind::Utf16le, Role::Encoding, text, "The value in UTF-16, low byte first; before base64.", {},
        Modifier::Utf16le},
    {"wide", Kind::Wide, Role::Encoding, text, "The same as utf16le.", {}, Modifier::Wide},
    {"utf16be", Kind::Utf16be, Role::Encoding, text, "The value in UTF-16, high byte first; before base64.", {},
        Modifier::Utf16be},
    {"utf16", Kind::Utf16, Role::Encoding, text, "The value in UTF-16 behind a byte-order mark; before base64.", {},
        Modifier::Utf16},
    {"lt", Kind::Lt, Role::Type, number, "The field is a number less than the value.", Op::Lt, {}},
    {"lte", Kind::Lte, Role::Type, number, "The field is a number less than or equal to the value.", Op::Le, {}},
    {"gt", Kind::Gt, Role::Type, number, "The field is a number greater than the value.", Op::Gt, {}},
    {"gte", Kind::Gte, Role::Type, number, "The field is a number greater than or equal to the value.", Op::Ge, {}},
    {"minute", Kind::Minute, Role::TimePart, number, "The minute of the field's time, 0 to 59.", {}, Modifier::Minute},
    {"hour", Kind::Hour, Role::TimePart, number, "The hour of the field's time, 0 to 23.", {}, Modifier::Hour},
    {"day", Kind::Day, Role::TimePart, number, "The day of the month of the field's time, 1 to 31.", {}, Modifier::Day},
    {"week", Kind::Week, Role::TimePart, number, "The ISO week of the field's time, 1 to 53.", {}, Modifier::Week},
    {"month", Kind::Month, Role::TimePart, number, "The month of the field's time, 1 to 12.", {}, Modifier::Month},
    {"year", Kind::Year, Role::TimePart, number, "The year of the field's time.", {}, Modifier::Year},
    {"cidr", Kind::Cidr, Role::Type, "a network: 10.0.0.0/8 or fe80::/10", "The field is an address of the network.",
        Op::Cidr, {}},
    {"expand", Kind::Expand, Role::Free, "text with %placeholders%",
        "Each %placeholder% stands for values given elsewhere.", {}, Modifier::Expand},
    {"fieldref", Kind::FieldRef, Role::Type, "a field's name", "The field equals another field of the event.",
        Op::FieldRef, {}},
};

} // namespace

std::span<const ModifierInfo> modifiers() { return table; }

const ModifierInfo* findModifier(std::string_view name)
{
    const auto found = std::ranges::find(table, name, &ModifierInfo::name);
    return found == std::end(table) ? nullptr : &*found;
}

std::optional<std::string_view> operatorModifiers(rule::Op op)
{
    switch (op) {
    case rule::Op::Eq:
    case rule::Op::Wildcard:
    case rule::Op::IsNull:
    case rule::Op::Keyword:
        return "";
    case rule::Op::Contains:
        return "|contains";
    case rule::Op::StartsWith:
        return "|startswith";
    case rule::Op::EndsWith:
        return "|endswith";
    case rule::Op::Regex:
        return "|re";
    case rule::Op::Cidr:
        return "|cidr";
    case rule::Op::Gt:
        return "|gt";
    case rule::Op::Ge:
        return "|gte";
    case rule::Op::Lt:
        return "|lt";
    case rule::Op::Le:
        return "|lte";
    case rule::Op::Exists:
        return "|exists";
    case rule::Op::FieldRef:
        return "|fieldref";
    case rule::Op::FieldRefContains:
        return "|fieldref|contains";
    case rule::Op::FieldRefStartsWith:
        return "|fieldref|startswith";
    case rule::Op::FieldRefEndsWith:
        return "|fieldref|endswith";
    case rule::Op::Computed:
        return std::nullopt;
    }
    return std::nullopt;
}

} // namespace rulewright::lang::sigma
