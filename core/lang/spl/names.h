// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/lang/spl/lookup_table.h"
#include "core/rule/predicate.h"

#include <cstddef>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace rulewright::lang::spl {

struct Context;

/// A `lookup` stage: a table, which of its columns are compared with which fields.
struct LookupUse {
    std::string table;
    std::vector<std::pair<std::string, rule::FieldRef>> keys; ///< column, field
};

/// The names that the stages of a search make, and what made them. A test of such a name is derived; where its maker
/// is known, the test says something about the event all the same (corpora.md, section 4, "Lookups").
class Names {
public:
    explicit Names(Context& context, const TableSource& tables, bool unfoldsTables)
        : m_context(&context)
        , m_tables(&tables)
        , m_unfoldsTables(unfoldsTables)
    {
    }

    void makeByEval(std::string_view name, const std::optional<rule::Expr>& value);
    void makeByLookup(std::string_view name, std::string_view column, const LookupUse& use);
    /// `field`: whose values the aggregation passes on, as values(field) does; null where it computes.
    void makeByAggregation(std::string_view name, const rule::FieldRef* field);
    void make(std::string_view name, std::string origin);

    /// Every name that nothing else made is of this origin: the rows of `inputlookup`.
    void makeAll(std::string origin) { m_originOfAll = std::move(origin); }

    /// What is tested from here on is no event any more.
    void aggregate() { m_isAggregated = true; }

    /// The names of a search within this one are known here too.
    void add(const Names& inner);

    /// Says of each test in the predicate what made its name, and what it means.
    void annotate(rule::Predicate& predicate) const;

    [[nodiscard]] const std::string* origin(std::string_view name) const;

private:
    struct Made {
        std::string origin;
        std::optional<rule::Expr> value; ///< eval; a field that an aggregation passes on
        std::optional<std::pair<LookupUse, std::string>> lookup; ///< and the column of the table
    };

    [[nodiscard]] const Made* find(std::string_view name, std::size_t before) const;

    [[nodiscard]] std::size_t versionOf(const Made& made) const
    {
        return static_cast<std::size_t>(&made - m_made.data());
    }

    void set(std::string_view name, Made made);
    void annotate(rule::Test& test) const;
    [[nodiscard]] std::optional<rule::Predicate> meaning(const rule::Test& test, std::size_t before, int depth) const;
    [[nodiscard]] std::optional<rule::Predicate> meaningOfValue(
        const rule::Test& test, const rule::Expr& value, std::size_t before, int depth) const;
    [[nodiscard]] std::optional<rule::Predicate> meaningOfCases(
        const rule::Test& test, const rule::Call& call, std::size_t before, int depth) const;
    [[nodiscard]] rule::Predicate meaningOfLookup(const rule::Test& test, const LookupUse& use, std::string_view column,
        std::size_t before, int depth, std::uint32_t& cells) const;
    [[nodiscard]] std::optional<rule::Predicate> resolved(
        rule::Predicate condition, std::size_t before, int depth) const;
    [[nodiscard]] const LookupUse* unknownTable(const rule::Expr& value, std::size_t before, int depth) const;

    Context* m_context;
    const TableSource* m_tables;
    bool m_unfoldsTables;
    std::vector<Made> m_made; ///< in the order of making; a later one of the same name hides an earlier one
    std::map<std::string, std::vector<std::size_t>, std::less<>> m_versions;
    std::optional<std::string> m_originOfAll;
    bool m_isAggregated = false;
    mutable std::size_t m_work = 0;
};

/// Whether a text passes a test; nothing where that cannot be said. A text that is no value (null) passes a test for
/// null alone.
[[nodiscard]] std::optional<bool> passes(const rule::Test& test, const std::optional<std::string>& text);

/// A cell of a table as what a field is compared with.
[[nodiscard]] rule::Value cellValue(std::string_view cell, CellMatch match, Span span);

} // namespace rulewright::lang::spl
