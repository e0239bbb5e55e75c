// SPDX-License-Identifier: Apache-2.0
#include "core/rule/print_groups.h"

#include <format>

namespace rulewright::rule {

namespace {

using Leaf = std::function<std::optional<std::string>(const Predicate&)>;

bool isGroup(const Predicate& predicate)
{
    return std::holds_alternative<And>(predicate.node) || std::holds_alternative<Or>(predicate.node);
}

// A group within a group keeps its brackets, or reading would join the two.
std::optional<std::string> member(const Predicate& predicate, const GroupWords& words, const Leaf& leaf)
{
    std::optional<std::string> text = printGroups(predicate, words, leaf);
    return text && isGroup(predicate) ? std::optional(std::format("({})", *text)) : text;
}

std::optional<std::string> joined(
    const std::vector<Predicate>& children, std::string_view by, const GroupWords& words, const Leaf& leaf)
{
    std::string all;
    for (const Predicate& child : children) {
        const std::optional<std::string> text = member(child, words, leaf);
        if (!text)
            return std::nullopt;
        all += all.empty() ? *text : std::string(by) + *text;
    }
    return all;
}

} // namespace

std::optional<std::string> printGroups(const Predicate& predicate, const GroupWords& words, const Leaf& leaf)
{
    if (const auto* both = std::get_if<And>(&predicate.node))
        return joined(both->children, words.both, words, leaf);
    if (const auto* any = std::get_if<Or>(&predicate.node))
        return joined(any->children, words.any, words, leaf);
    if (const auto* negation = std::get_if<Not>(&predicate.node)) {
        const std::optional<std::string> text = member(*negation->child, words, leaf);
        return text ? std::optional(std::string(words.negation) + *text) : std::nullopt;
    }
    return leaf(predicate);
}

} // namespace rulewright::rule
