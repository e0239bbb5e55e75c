// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/corpus/profile.h"
#include "core/export/tables.h"

#include <QString>
#include <QStringList>

#include <optional>
#include <vector>

namespace rulewright::ui {

// One test that some of the compared rules make, and what each does with it.
struct CompareRow {
    corpus::RowKey key;
    std::vector<std::optional<corpus::Role>> roles; // one a rule; none where it does not make the test
    [[nodiscard]] bool isShared() const; // every rule makes it, in the same role
};

// Rules side by side: a column each, a row for each test; tests of most rules first.
struct Comparison {
    std::vector<corpus::RuleId> rules;
    QStringList titles;
    QStringList vendors;
    std::vector<CompareRow> rows;
    qsizetype leftOut = 0; // rules beyond those that fit
};

// More columns than these are no comparison.
inline constexpr std::size_t mostComparedRules = 20;

Comparison comparison(const corpus::Profile& profile, const corpus::RuleIds& rules);

// What a rule does with a test, in a word: "asks", "excludes".
QString roleWord(corpus::Role role);

exporting::Table compareTable(const Comparison& comparison);

} // namespace rulewright::ui
