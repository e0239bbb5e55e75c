// SPDX-License-Identifier: Apache-2.0
#include "ui/guide/exclusion_blocks.h"

#include <algorithm>

namespace rulewright::ui {

namespace {

struct Clauses {
    std::vector<std::vector<int>> members; // of each joint clause: rows
    std::vector<std::vector<int>> ofRow; // of each row: the clauses it is in
};

Clauses clausesOf(const corpus::Guide& guide)
{
    Clauses clauses;
    clauses.ofRow.resize(guide.exclusions.size());
    for (int c = 0; c < int(guide.jointExclusions.size()); ++c) {
        std::vector<int>& rows = clauses.members.emplace_back();
        for (const corpus::RowKey& key : guide.jointExclusions[std::size_t(c)].members) {
            const auto found = std::ranges::find(guide.exclusions, key, &corpus::GuideRow::key);
            if (found == guide.exclusions.end())
                continue;
            const int row = int(found - guide.exclusions.begin());
            rows.push_back(row);
            clauses.ofRow[std::size_t(row)].push_back(c);
        }
    }
    return clauses;
}

// Whether a rule has the key outside of every joint clause.
bool standsAlone(const corpus::Guide& guide, const Clauses& clauses, int row)
{
    const auto isInClauses = [&](corpus::RuleId rule) {
        return std::ranges::any_of(clauses.ofRow[std::size_t(row)], [&](int clause) {
            return std::ranges::find(guide.jointExclusions[std::size_t(clause)].rules, rule)
                != guide.jointExclusions[std::size_t(clause)].rules.end();
        });
    };
    return !std::ranges::all_of(guide.exclusions[std::size_t(row)].rules, isInClauses);
}

} // namespace

std::vector<std::vector<int>> exclusionBlocks(const corpus::Guide& guide)
{
    const Clauses clauses = clausesOf(guide);
    std::vector<bool> isPlaced(clauses.members.size());
    std::vector<std::vector<int>> blocks;
    for (int row = 0; row < int(guide.exclusions.size()); ++row) {
        if (standsAlone(guide, clauses, row))
            blocks.push_back({row});
        for (const int clause : clauses.ofRow[std::size_t(row)]) {
            if (!isPlaced[std::size_t(clause)])
                blocks.push_back(clauses.members[std::size_t(clause)]);
            isPlaced[std::size_t(clause)] = true;
        }
    }
    return blocks;
}

} // namespace rulewright::ui
