// SPDX-License-Identifier: Apache-2.0
#include "core/corpus/made_names.h"

#include "core/corpus/expression.h"

#include <format>
#include <utility>
#include <variant>

namespace rulewright::corpus {

void MadeNames::add(const rule::Stage& stage)
{
    if (const auto* let = std::get_if<rule::Let>(&stage)) {
        for (const rule::Let::Assignment& assignment : let->assignments) {
            const bool isEval = let->command == "eval" && assignment.value;
            const rule::FieldRef* same = isEval ? plainField(*assignment.value) : nullptr;
            const auto* field = isEval ? std::get_if<rule::FieldRef>(&assignment.value->node) : nullptr;
            if (same != nullptr && same->raw == assignment.name && origin(assignment.name) != nullptr)
                continue; // d = COALESCE(d, e): what made d first
            set(assignment.name, field == nullptr ? let->command : std::format("alias:{}", field->raw));
        }
    } else if (const auto* select = std::get_if<rule::Select>(&stage)) {
        for (const auto& [field, name] : select->renamed)
            set(name, std::format("alias:{}", field.raw));
    } else if (const auto* lookup = std::get_if<rule::Lookup>(&stage)) {
        for (const auto& [column, name] : lookup->outputs)
            set(name, std::format("lookup:{}", lookup->table));
    } else if (const auto* aggregate = std::get_if<rule::Aggregate>(&stage)) {
        m_isAggregated = m_isAggregated || !aggregate->keepsEvents;
        for (const rule::Aggregate::Output& output : aggregate->outputs)
            set(output.name, "stats");
    }
}

const std::string* MadeNames::origin(std::string_view name) const
{
    const auto found = m_origins.find(std::string(name));
    return found == m_origins.end() ? nullptr : &found->second;
}

void MadeNames::set(std::string_view name, std::string origin)
{
    m_origins.insert_or_assign(std::string(name), std::move(origin));
}

} // namespace rulewright::corpus
