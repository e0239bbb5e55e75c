// SPDX-License-Identifier: Apache-2.0
#include "ui/guide/compare_contents.h"

#include "core/text/fold.h"

#include <QCoreApplication>

#include <algorithm>
#include <map>
#include <tuple>

namespace rulewright::ui {

namespace {

QString tr(const char* source) { return QCoreApplication::translate("Compare", source); }

QString words(std::string_view text) { return QString::fromUtf8(text.data(), qsizetype(text.size())); }

using Key = std::tuple<std::string, rule::Op, std::string, std::string>;

Key keyOf(const corpus::RowKey& key)
{
    const std::string value = key.value.value_or("");
    return {folded(key.field), key.op, key.op == rule::Op::Regex ? value : folded(value), key.transform};
}

} // namespace

bool CompareRow::isShared() const
{
    return std::ranges::all_of(roles, [&](const auto& role) { return role && role == roles.front(); });
}

Comparison comparison(const corpus::Profile& profile, const corpus::RuleIds& rules)
{
    Comparison result;
    result.rules.assign(rules.begin(), rules.begin() + std::min(rules.size(), mostComparedRules));
    result.leftOut = qsizetype(rules.size() - result.rules.size());
    std::map<Key, CompareRow> rows;
    for (std::size_t column = 0; column < result.rules.size(); ++column) {
        const corpus::ProfileRule& rule = profile.rule(result.rules[column]);
        result.titles << QString::fromStdString(rule.title);
        result.vendors << words(corpus::vendorTitle(rule.vendor));
        for (const corpus::RuleRow& row : rowsOf(profile, result.rules[column])) {
            if (row.context != corpus::Context::Event)
                continue;
            CompareRow& into = rows[keyOf(row.key)];
            if (into.roles.empty()) {
                into.key = row.key;
                into.roles.resize(result.rules.size());
            }
            if (!into.roles[column])
                into.roles[column] = row.role;
        }
    }
    for (auto& [key, row] : rows)
        result.rows.push_back(std::move(row));
    const auto count = [](const CompareRow& row) {
        return std::ranges::count_if(row.roles, [](const auto& role) { return role.has_value(); });
    };
    std::ranges::stable_sort(
        result.rows, [&](const CompareRow& a, const CompareRow& b) { return count(a) > count(b); });
    return result;
}

QString roleWord(corpus::Role role)
{
    switch (role) {
    case corpus::Role::Filter:
        return tr("asks");
    case corpus::Role::Exclusion:
        return tr("excludes");
    case corpus::Role::NestedNegation:
        return tr("excludes in a branch");
    case corpus::Role::Exception:
        return tr("excepts");
    case corpus::Role::Missing:
        return tr("must be missing");
    case corpus::Role::Until:
        return tr("ends it");
    }
    return {};
}

exporting::Table compareTable(const Comparison& comparison)
{
    exporting::Table table;
    table.title = tr("Rules side by side").toStdString();
    table.columns = {"field", "operator", "value"};
    for (qsizetype i = 0; i < comparison.titles.size(); ++i)
        table.columns.push_back(
            QStringLiteral("%1: %2").arg(comparison.vendors[i], comparison.titles[i]).toStdString());
    for (const CompareRow& row : comparison.rows) {
        std::vector<exporting::Cell> cells{row.key.field, std::string(rule::operatorName(row.key.op)),
            row.key.value ? exporting::Cell(*row.key.value) : exporting::Cell()};
        for (const auto& role : row.roles)
            cells.push_back(role ? exporting::Cell(roleWord(*role).toStdString()) : exporting::Cell());
        table.rows.push_back(std::move(cells));
    }
    return table;
}

} // namespace rulewright::ui
