// SPDX-License-Identifier: Apache-2.0
#include "core/corpus/name_parts.h"

#include <format>

namespace rulewright::corpus {

namespace {

using rule::Op;

/// Operator and value of the whole path, from those of its base name.
void widenBase(MinedLeaf& leaf, char separator)
{
    switch (leaf.op) {
    case Op::Eq:
        leaf.op = Op::EndsWith;
        leaf.value->insert(0, 1, separator);
        break;
    case Op::StartsWith:
        leaf.op = Op::Contains;
        leaf.value->insert(0, 1, separator);
        leaf.fit = rule::Fit::Near;
        break;
    case Op::Wildcard:
        if (!leaf.value->starts_with('*'))
            leaf.value->insert(0, std::format("*{}", separator));
        break;
    case Op::EndsWith:
    case Op::Contains:
        leaf.fit = rule::Fit::Near;
        break;
    default:
        break;
    }
}

} // namespace

void widen(MinedLeaf& leaf, std::string_view part, char separator)
{
    if (!leaf.value)
        return;
    const bool isEqual = leaf.op == Op::Eq;
    if (part == "base") {
        widenBase(leaf, separator);
    } else if (part == "ext" && isEqual) {
        leaf.op = Op::EndsWith;
        leaf.value->insert(0, 1, '.');
    } else if (part == "arg" && (isEqual || leaf.op == Op::StartsWith || leaf.op == Op::EndsWith)) {
        leaf.op = Op::Contains;
    } else if (part == "user" && isEqual) {
        leaf.op = Op::EndsWith;
    }
}

} // namespace rulewright::corpus
