// SPDX-License-Identifier: Apache-2.0
#include "core/advise/spl_words.h"

#include "core/advise/query_words.h"
#include "core/lang/spl/printer.h"
#include "core/rule/walk.h"
#include "core/taxonomy/built_in.h"
#include "core/taxonomy/splunk_fields.h"
#include "core/text/fold.h"

#include <algorithm>
#include <format>
#include <iterator>
#include <string_view>
#include <utility>
#include <vector>

namespace rulewright::advise {

namespace {

using lang::spl::inQuotes;
using rule::Op;
using rule::Predicate;

struct FieldName {
    std::string name;
    bool isBase = false; ///< without folders
};

/// The names that Splunk has for fields, by what they mean exactly.
const std::vector<taxonomy::FieldNameRow>& splunkNames()
{
    static const auto names = [] {
        std::vector<taxonomy::FieldNameRow> rows;
        const Result<taxonomy::Taxonomy> taxonomy = taxonomy::builtInTaxonomy();
        if (!taxonomy)
            return rows;
        std::ranges::copy_if(taxonomy->fieldNames(), std::back_inserter(rows), [](const taxonomy::FieldNameRow& row) {
            return row.vendor == "splunk" && row.fit == "exact" && row.raw != "*";
        });
        return rows;
    }();
    return names;
}

/// The node that the names of a condition begin with: of Processes.process, Processes.
std::string nodeOf(const Predicate& place, bool hasModel)
{
    std::string node;
    rule::walk(place, [&](const Predicate& predicate) {
        const auto* test = std::get_if<rule::Test>(&predicate.node);
        if (test != nullptr && node.empty())
            node = taxonomy::splunkName(test->field.raw, hasModel).node;
    });
    return node;
}

std::optional<FieldName> fieldName(const corpus::RowKey& row, const rule::Rule& rule, const Predicate& place)
{
    const auto& model = rule.logSource.dataModel;
    const std::string prefix = nodeOf(place, model.has_value());
    std::string node = prefix;
    if (node.empty() && model) // Endpoint.Processes; behind the rename of its names they have no prefix
        node = model->text.substr(model->text.rfind('.') + 1);
    if (node == "Network_Resolution")
        node = "DNS";
    if (node == "Network_Traffic")
        node = "All_Traffic";
    const bool isBase = isBaseName(row);
    const taxonomy::FieldNameRow* found = nullptr;
    for (const taxonomy::FieldNameRow& name : splunkNames()) {
        const bool isHere = node.empty() ? !name.context.starts_with("node ") && row.field == "EventID"
                                         : name.context == "node " + node;
        if (!isHere || name.canonical != row.field)
            continue;
        const bool fits = (name.part == "base") == isBase;
        if (found == nullptr || (fits && (found->part == "base") != isBase))
            found = &name;
    }
    if (found != nullptr && (found->part != "base" || isBase))
        return FieldName{prefix.empty() ? found->raw : prefix + "." + found->raw, found->part == "base"};
    if (!node.empty())
        return std::nullopt; // a data model has no other fields
    return FieldName{row.field, false};
}

bool hasAny(std::string_view text, std::string_view characters)
{
    return text.find_first_of(characters) != std::string_view::npos;
}

std::string around(Op op, std::string_view value, std::string_view many)
{
    const bool atStart = op == Op::Contains || op == Op::EndsWith;
    const bool atEnd = op == Op::Contains || op == Op::StartsWith;
    return std::format("{}{}{}", atStart ? many : "", value, atEnd ? many : "");
}

rule::Test searchTest(const std::string& name, Op op, const std::string& value)
{
    rule::Test test;
    test.field.raw = test.field.name.text = name;
    test.op = op;
    rule::Value text;
    text.scalar = value;
    text.source = inQuotes(value);
    std::string literal;
    for (const char c : value) {
        if (c != '*') {
            literal += c;
            continue;
        }
        text.pattern.append(literal);
        literal.clear();
        text.pattern.append(rule::PatternPart::Kind::Many);
    }
    text.pattern.append(literal);
    test.values.push_back(std::move(text));
    return test;
}

std::optional<std::string> searchText(const rule::Test& test)
{
    static constexpr std::string_view command = "search ";
    const auto stage = lang::spl::printStage({rule::NodeId::None, test});
    return stage && stage->starts_with(command) ? std::optional(stage->substr(command.size())) : std::nullopt;
}

std::optional<SplWords> searchWords(const corpus::RowKey& row, const FieldName& field)
{
    std::string value = row.value.value_or("");
    Op op = Op::Eq;
    switch (row.op) {
    case Op::Exists:
        return SplWords{field.name + "=*", false, {}};
    case Op::IsNull:
        return SplWords{std::format("NOT {}=*", field.name), false, {}};
    case Op::Eq:
    case Op::Contains:
    case Op::StartsWith:
    case Op::EndsWith:
        if (hasAny(value, "*"))
            return std::nullopt; // a search has no word for a star itself
        value = field.isBase ? value.substr(1) : around(row.op, value, "*");
        break;
    case Op::Wildcard:
        if (hasAny(value, "?"))
            return std::nullopt;
        break;
    case Op::Cidr:
        break;
    case Op::Gt:
    case Op::Ge:
    case Op::Lt:
    case Op::Le:
        op = row.op;
        break;
    case Op::Keyword:
        return hasAny(value, "*") ? std::nullopt : std::optional(SplWords{inQuotes(value), false, {}});
    default:
        return std::nullopt;
    }
    rule::Test test = searchTest(field.name, op, value);
    const auto text = searchText(test);
    return text ? std::optional(SplWords{*text, false, std::move(test)}) : std::nullopt;
}

std::optional<SplWords> conditionWords(const corpus::RowKey& row, const FieldName& field)
{
    const std::string value = row.value.value_or("");
    const std::string name = field.name.contains('.') ? std::format("'{}'", field.name) : field.name;
    const auto words = [](std::string text) { return SplWords{std::move(text), true, {}}; };
    switch (row.op) {
    case Op::Exists:
        return words(std::format("isnotnull({})", name));
    case Op::IsNull:
        return words(std::format("isnull({})", name));
    case Op::Eq:
        return words(std::format("lower({}) == {}", name, inQuotes(folded(value))));
    case Op::Contains:
    case Op::StartsWith:
    case Op::EndsWith:
        if (field.isBase)
            return words(std::format("lower({}) == {}", name, inQuotes(folded(value.substr(1)))));
        if (hasAny(value, "%_"))
            return std::nullopt; // LIKE has no word for these themselves
        return words(std::format("like(lower({}), {})", name, inQuotes(around(row.op, folded(value), "%"))));
    case Op::Regex:
        return words(std::format("match({}, {})", name, inQuotes(value)));
    case Op::Cidr:
        return words(std::format("cidrmatch(\"{}\", {})", value, name));
    case Op::Gt:
        return words(std::format("{} > {}", name, value));
    case Op::Ge:
        return words(std::format("{} >= {}", name, value));
    case Op::Lt:
        return words(std::format("{} < {}", name, value));
    case Op::Le:
        return words(std::format("{} <= {}", name, value));
    default:
        return std::nullopt;
    }
}

} // namespace

std::optional<SplWords> splWords(const corpus::RowKey& row, const rule::Rule& rule, const Predicate& place)
{
    if (!row.transform.empty() || row.op == Op::Computed)
        return std::nullopt;
    const std::optional<FieldName> field
        = row.op == Op::Keyword ? std::optional(FieldName{}) : fieldName(row, rule, place);
    if (!field)
        return std::nullopt;
    return lang::spl::isCondition(place) ? conditionWords(row, *field) : searchWords(row, *field);
}

} // namespace rulewright::advise
