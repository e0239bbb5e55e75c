// SPDX-License-Identifier: Apache-2.0
#include "core/lang/spl/table_rows.h"

#include "core/lang/spl/cursor.h"
#include "core/lang/spl/eval.h"
#include "core/lang/spl/names.h"

#include <format>
#include <optional>
#include <span>
#include <string>
#include <utility>

namespace rulewright::lang::spl {

using namespace rule;

namespace {

/// Which column of the table goes where.
struct Column {
    std::size_t index = 0;
    std::string field;
    std::string prefix; ///< before each value
};

/// Nothing where a stage chooses what is no column.
std::optional<Column> columnOf(std::span<const Stage> stages, const LookupTable& table)
{
    Column column{0, table.columns.front(), {}};
    for (const Stage& stage : stages) {
        if (const auto* select = std::get_if<Select>(&stage)) {
            for (const auto& [from, to] : select->renamed) {
                if (const std::optional<std::size_t> index = table.column(from.raw)) {
                    column.index = *index;
                    column.field = to;
                }
            }
            if (select->renamed.empty() && !select->kept.empty() && select->kept.front().raw != column.field) {
                const std::optional<std::size_t> index = table.column(select->kept.front().raw);
                if (!index)
                    return std::nullopt;
                column.index = *index;
                column.field = select->kept.front().raw;
            }
        } else if (const auto* let = std::get_if<Let>(&stage)) {
            for (const Let::Assignment& assignment : let->assignments) {
                if (assignment.name == column.field && assignment.value && isCall(*assignment.value, "."))
                    column.prefix = "*"; // eval f="*" . f
            }
        }
    }
    return column;
}

/// The whole table as one value.
Value tableValue(const Lookup& lookup, Span span)
{
    Value value;
    value.scalar = std::format("[inputlookup {}]", lookup.table);
    value.pattern = literalPattern(scalarText(value.scalar));
    value.source = value.pattern.literal();
    value.span = span;
    return value;
}

} // namespace

Predicate tableRows(const Pipeline& pipeline, const Lookup& lookup, const Environment& environment, Span span)
{
    const LookupTable* table = environment.tables ? environment.tables(lookup.table) : nullptr;
    if (table == nullptr || !table->isStatic || table->columns.empty())
        return {NodeId::None, Opaque{std::format("the table \"{}\" is filled elsewhere", lookup.table), span}};
    const std::optional<Column> column = columnOf(std::span(pipeline.stages).subspan(1), *table);
    if (!column)
        return {NodeId::None, Opaque{"the results of a subsearch are not known", span}};
    Test test;
    test.field = fieldRef(column->field, span);
    test.span = span;
    Test cells = test;
    cells.caseRule = table->isCaseSensitive ? CaseRule::Sensitive : CaseRule::Insensitive;
    for (const std::vector<std::string>& row : table->rows) {
        const std::string& cell = row[column->index];
        if (cell.empty())
            continue;
        ++test.cells;
        if (environment.unfoldsTables)
            cells.values.push_back(cellValue(column->prefix + cell, CellMatch::Wildcard, span));
    }
    test.values.push_back(tableValue(lookup, span));
    test.origin = std::format("lookup:{}", lookup.table);
    if (environment.unfoldsTables && !cells.values.empty())
        test.meaning.push_back({NodeId::None, std::move(cells)});
    else
        test.meaning.push_back({NodeId::None, Constant{true, span}});
    return {NodeId::None, std::move(test)};
}

} // namespace rulewright::lang::spl
