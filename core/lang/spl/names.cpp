// SPDX-License-Identifier: Apache-2.0
#include "core/lang/spl/names.h"

#include "core/lang/spl/cursor.h"
#include "core/lang/spl/eval.h"

#include <algorithm>
#include <array>
#include <format>
#include <limits>

namespace rulewright::lang::spl {

using namespace rule;

namespace {

constexpr int mostSteps = 8; ///< of names made of names
constexpr std::size_t mostWork = 20'000; ///< names looked into, over one search
constexpr std::size_t everything = std::numeric_limits<std::size_t>::max();

Predicate constant(bool value, Span span) { return {NodeId::None, Constant{value, span}}; }

Predicate group(std::vector<Predicate> children, bool isAnd, Span span)
{
    if (children.empty())
        return constant(isAnd, span);
    if (children.size() == 1)
        return std::move(children.front());
    if (isAnd)
        return {NodeId::None, And{std::move(children), span}};
    return {NodeId::None, Or{std::move(children), span}};
}

std::string filledElsewhere(std::string_view table)
{
    return std::format("the table \"{}\" is filled elsewhere", table);
}

Predicate negation(Predicate child, Span span) { return {NodeId::None, Not{std::move(child), span}}; }

} // namespace

void Names::set(std::string_view name, Made made)
{
    m_versions[std::string(name)].push_back(m_made.size());
    m_made.push_back(std::move(made));
}

void Names::makeByEval(std::string_view name, const std::optional<Expr>& value)
{
    const auto* field = value ? std::get_if<FieldRef>(&value->node) : nullptr;
    set(name, {field == nullptr ? std::string("eval") : std::format("alias:{}", field->raw), value, {}});
}

void Names::makeByLookup(std::string_view name, std::string_view column, const LookupUse& use)
{
    set(name, {std::format("lookup:{}", use.table), {}, std::pair(use, std::string(column))});
}

void Names::makeByAggregation(std::string_view name, const FieldRef* field)
{
    set(name, {"agg", field == nullptr ? std::optional<Expr>() : Expr{*field, field->span}, {}});
}

void Names::make(std::string_view name, std::string origin) { set(name, {std::move(origin), {}, {}}); }

void Names::add(const Names& inner)
{
    for (const auto& [name, versions] : inner.m_versions)
        make(name, inner.m_made[versions.back()].origin);
}

const Names::Made* Names::find(std::string_view name, std::size_t before) const
{
    const auto found = m_versions.find(name);
    if (found == m_versions.end())
        return nullptr;
    for (auto version = found->second.rbegin(); version != found->second.rend(); ++version) {
        if (*version < before)
            return &m_made[*version];
    }
    return nullptr;
}

const std::string* Names::origin(std::string_view name) const
{
    const Made* made = find(name, everything);
    if (made != nullptr)
        return &made->origin;
    return m_originOfAll ? &*m_originOfAll : nullptr;
}

void Names::annotate(Predicate& predicate) const
{
    if (auto* all = std::get_if<And>(&predicate.node)) {
        for (Predicate& child : all->children)
            annotate(child);
    } else if (auto* any = std::get_if<Or>(&predicate.node)) {
        for (Predicate& child : any->children)
            annotate(child);
    } else if (auto* inner = std::get_if<Not>(&predicate.node)) {
        annotate(*inner->child);
    } else if (auto* test = std::get_if<Test>(&predicate.node)) {
        annotate(*test);
    } else if (auto* compare = std::get_if<Compare>(&predicate.node)) {
        bool ignoresCase = false;
        const FieldRef* field = wrappedField(compare->left, ignoresCase);
        if (const std::string* from = field == nullptr ? nullptr : origin(field->raw))
            compare->origin = *from;
        else if (m_isAggregated)
            compare->origin = "aggregation";
    }
}

void Names::annotate(Test& test) const
{
    if (!test.origin.empty())
        return;
    if (const std::string* from = test.field.kind == FieldRef::Kind::AnyField ? nullptr : origin(test.field.raw)) {
        std::optional<Predicate> said = meaning(test, everything, 0);
        test.origin = *from;
        if (said) {
            if (const Made* made = find(test.field.raw, everything); made != nullptr && made->lookup) {
                std::uint32_t cells = 0;
                (void)meaningOfLookup(test, made->lookup->first, made->lookup->second, everything, 0, cells);
                test.cells = cells;
            }
            test.meaning.push_back(std::move(*said));
        }
    } else if (m_isAggregated) {
        test.origin = "aggregation";
    }
}

std::optional<Predicate> Names::meaning(const Test& test, std::size_t before, int depth) const
{
    const Made* made = find(test.field.raw, before);
    if (made == nullptr) {
        if (m_originOfAll)
            return Predicate{NodeId::None, Opaque{"the rows of a table are not known", test.span}};
        return Predicate{NodeId::None, test};
    }
    const bool isPair = test.op == Op::FieldRef; // both sides would have to be known
    if (depth > mostSteps || ++m_work > mostWork || isPair)
        return std::nullopt;
    if (made->lookup) {
        std::uint32_t cells = 0;
        return meaningOfLookup(test, made->lookup->first, made->lookup->second, versionOf(*made), depth, cells);
    }
    if (!made->value)
        return std::nullopt;
    std::optional<Predicate> said = meaningOfValue(test, *made->value, versionOf(*made), depth + 1);
    const LookupUse* unknown = said ? nullptr : unknownTable(*made->value, versionOf(*made), depth);
    if (unknown != nullptr)
        return Predicate{NodeId::None, Opaque{filledElsewhere(unknown->table), test.span}};
    return said;
}

std::optional<Predicate> Names::meaningOfValue(const Test& test, const Expr& value, std::size_t before, int depth) const
{
    if (const auto* scalar = std::get_if<Scalar>(&value.node)) {
        const bool isNull = std::holds_alternative<Null>(*scalar);
        const std::optional<bool> passed = passes(test, isNull ? std::nullopt : std::optional(scalarText(*scalar)));
        if (!passed)
            return std::nullopt;
        return constant(*passed, test.span);
    }
    bool ignoresCase = false;
    if (const FieldRef* field = wrappedField(value, ignoresCase)) {
        Test moved = test;
        moved.field = *field;
        if (ignoresCase)
            moved.caseRule = CaseRule::Insensitive;
        return meaning(moved, before, depth);
    }
    const auto* call = std::get_if<Call>(&value.node);
    if (call == nullptr)
        return std::nullopt;
    if (call->function == "null" && call->arguments.empty())
        return meaningOfValue(test, Expr{Scalar(Null{}), value.span}, before, depth);
    if (call->function == "case" || call->function == "if" || call->function == "coalesce")
        return meaningOfCases(test, *call, before, depth);
    return std::nullopt;
}

/// case(a, x, b, y), if(a, x, y) and coalesce(x, y): the first condition that holds gives the value.
std::optional<Predicate> Names::meaningOfCases(const Test& test, const Call& call, std::size_t before, int depth) const
{
    static constexpr std::size_t mostCases = 100;
    if (depth > mostSteps || call.arguments.size() > mostCases)
        return std::nullopt;
    std::vector<std::pair<std::optional<Predicate>, const Expr*>> cases; // no condition: always
    if (call.function == "coalesce") {
        for (const Expr& argument : call.arguments) {
            const Expr isThere{Call{"isnotnull", {argument}}, argument.span};
            cases.emplace_back(conditionOf(*m_context, isThere), &argument);
        }
    } else {
        for (std::size_t i = 0; i + 1 < call.arguments.size(); i += 2)
            cases.emplace_back(conditionOf(*m_context, call.arguments[i]), &call.arguments[i + 1]);
        if (call.function == "if" && call.arguments.size() == 3)
            cases.emplace_back(std::nullopt, &call.arguments[2]);
    }
    std::vector<Predicate> ways;
    std::vector<Predicate> earlier; // conditions whose value does not pass, or may not
    for (auto& [condition, value] : cases) {
        std::optional<Predicate> passed = meaningOfValue(test, *value, before, depth + 1);
        if (!passed)
            return std::nullopt;
        std::optional<Predicate> met
            = condition ? resolved(std::move(*condition), before, depth + 1) : constant(true, test.span);
        if (!met)
            return std::nullopt;
        const Predicate held = std::move(*met);
        if (const auto* always = std::get_if<Constant>(&held.node); always != nullptr && !always->value)
            continue;
        const auto* isSure = std::get_if<Constant>(&passed->node);
        if (isSure != nullptr && !isSure->value) {
            earlier.push_back(held);
            continue;
        }
        std::vector<Predicate> parts;
        for (const Predicate& failed : earlier)
            parts.push_back(negation(failed, test.span));
        if (!std::holds_alternative<Constant>(held.node))
            parts.push_back(held);
        if (isSure == nullptr)
            parts.push_back(std::move(*passed));
        ways.push_back(group(std::move(parts), true, test.span));
        if (std::holds_alternative<Constant>(held.node))
            break; // what is behind it is never reached
        if (isSure == nullptr)
            earlier.push_back(held);
    }
    return group(std::move(ways), false, test.span);
}

/// The predicate with what its own tests of made names mean; nothing where one of them is computed.
std::optional<Predicate> Names::resolved(Predicate condition, std::size_t before, int depth) const
{
    const auto resolveAll = [&](std::vector<Predicate>& children) {
        return std::ranges::all_of(children, [&](Predicate& child) {
            std::optional<Predicate> one = resolved(std::move(child), before, depth);
            if (one)
                child = std::move(*one);
            return one.has_value();
        });
    };
    if (auto* all = std::get_if<And>(&condition.node)) {
        if (!resolveAll(all->children))
            return std::nullopt;
    } else if (auto* any = std::get_if<Or>(&condition.node)) {
        if (!resolveAll(any->children))
            return std::nullopt;
    } else if (auto* inner = std::get_if<Not>(&condition.node)) {
        std::optional<Predicate> one = resolved(std::move(*inner->child), before, depth);
        if (!one)
            return std::nullopt;
        *inner->child = std::move(*one);
    } else if (const auto* test = std::get_if<Test>(&condition.node)) {
        return meaning(*test, before, depth + 1);
    }
    return condition;
}

/// Whether an expression rests on a table that is filled elsewhere: what it gives can never be known here.
const LookupUse* Names::unknownTable(const Expr& value, std::size_t before, int depth) const
{
    if (const auto* field = std::get_if<FieldRef>(&value.node)) {
        const Made* made = depth > mostSteps || ++m_work > mostWork ? nullptr : find(field->raw, before);
        if (made == nullptr)
            return nullptr;
        if (made->lookup) {
            const LookupTable* table = *m_tables ? (*m_tables)(made->lookup->first.table) : nullptr;
            return table == nullptr || !table->isStatic ? &made->lookup->first : nullptr;
        }
        return made->value ? unknownTable(*made->value, versionOf(*made), depth + 1) : nullptr;
    }
    if (const auto* call = std::get_if<Call>(&value.node)) {
        for (const Expr& argument : call->arguments) {
            if (const LookupUse* use = unknownTable(argument, before, depth))
                return use;
        }
    }
    return nullptr;
}

Predicate Names::meaningOfLookup(const Test& test, const LookupUse& use, std::string_view column, std::size_t before,
    int depth, std::uint32_t& cells) const
{
    const LookupTable* table = *m_tables ? (*m_tables)(use.table) : nullptr;
    if (table == nullptr || !table->isStatic) {
        return {NodeId::None, Opaque{filledElsewhere(use.table), test.span}};
    }
    const std::optional<std::size_t> flag = table->column(column);
    std::vector<std::size_t> keys;
    for (const auto& [name, field] : use.keys) {
        if (const std::optional<std::size_t> key = table->column(name))
            keys.push_back(*key);
    }
    if (!flag || keys.empty() || keys.size() != use.keys.size())
        return {NodeId::None, Opaque{std::format("the table \"{}\" has other columns", use.table), test.span}};

    std::vector<std::vector<Value>> found(keys.size()); // by key: of the rows that pass
    std::vector<Predicate> rows;
    for (const std::vector<std::string>& row : table->rows) {
        const std::optional<bool> passed = passes(test, row[*flag]);
        const bool isEmpty = std::ranges::any_of(keys, [&](std::size_t key) { return row[key].empty(); });
        if (!passed.value_or(false) || isEmpty)
            continue;
        cells += static_cast<std::uint32_t>(keys.size());
        if (!m_unfoldsTables)
            continue;
        std::vector<Predicate> parts;
        for (std::size_t i = 0; i < keys.size(); ++i) {
            Value value = cellValue(row[keys[i]], table->matchOf(use.keys[i].first), test.span);
            if (keys.size() == 1) {
                found[i].push_back(std::move(value));
                continue;
            }
            Test cell;
            cell.field = use.keys[i].second;
            cell.values.push_back(std::move(value));
            cell.span = test.span;
            parts.push_back({NodeId::None, std::move(cell)});
        }
        if (keys.size() > 1)
            rows.push_back(group(std::move(parts), true, test.span));
    }
    if (!m_unfoldsTables)
        return constant(true, test.span);
    if (keys.size() == 1) {
        Test cell;
        cell.field = use.keys.front().second;
        cell.op = table->matchOf(use.keys.front().first) == CellMatch::Cidr ? Op::Cidr : Op::Eq;
        cell.caseRule = table->isCaseSensitive ? CaseRule::Sensitive : CaseRule::Insensitive;
        cell.values = std::move(found.front());
        cell.span = test.span;
        if (!cell.values.empty())
            rows.push_back({NodeId::None, std::move(cell)});
    }
    const auto keyed = [&](Predicate predicate) {
        std::optional<Predicate> said = resolved(std::move(predicate), before, depth + 1);
        return said ? std::move(*said) : Predicate{NodeId::None, Opaque{"a table's key is computed", test.span}};
    };
    Predicate any = keyed(group(std::move(rows), false, test.span));
    if (!passes(test, table->defaultMatch).value_or(false))
        return any;
    // Without a row the default passes: only rows that do not pass keep the event out.
    std::vector<Value> others;
    for (const std::vector<std::string>& row : table->rows) {
        if (passes(test, row[*flag]) == std::optional(false) && !row[keys.front()].empty())
            others.push_back(cellValue(row[keys.front()], table->matchOf(use.keys.front().first), test.span));
    }
    Test other;
    other.field = use.keys.front().second;
    other.caseRule = table->isCaseSensitive ? CaseRule::Sensitive : CaseRule::Insensitive;
    other.values = std::move(others);
    other.span = test.span;
    if (other.values.empty())
        return constant(true, test.span);
    Predicate none = negation(keyed({NodeId::None, std::move(other)}), test.span);
    std::vector<Predicate> ways;
    ways.push_back(std::move(any));
    ways.push_back(std::move(none));
    return group(std::move(ways), false, test.span);
}

} // namespace rulewright::lang::spl
