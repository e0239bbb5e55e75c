// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/match/column_rows.h"
#include "core/match/leaf_bitmap.h"
#include "core/match/program.h"
#include "core/match/row_set.h"
#include "core/match/text_tests.h"
#include "core/taxonomy/log_source.h"

#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

namespace rulewright::match {

/// How the rows of one of many leaves are found.
enum class LeafWay : std::uint8_t {
    Told, ///< by the pass over the field's texts that all leaves share
    ToldInPart, ///< the same, and then one by one: that pass tells too many
    Asked, ///< one by one, of the rows that the rule's other leaves leave open
    Whole, ///< by leafRows()
};

struct SetLeaf {
    Leaf leaf;
    LeafWay way = LeafWay::Whole;
    std::uint32_t field = 0; ///< of SharedLeaves::fields
};

/// The leaves of one field, or those that ask any.
struct FieldLeaves {
    std::vector<std::uint32_t> leaves;
    TextTests tests; ///< numbered as the set's leaves
};

struct SetRule {
    Program program;
    std::vector<std::uint32_t> leaves; ///< of Program::leaves: index into the set's
    std::uint32_t scope = 0; ///< of SharedLeaves::scopes
};

/// Rules compiled together.
struct SharedLeaves {
    std::vector<std::optional<SetRule>> rules; ///< none: not compiled
    std::vector<SetLeaf> leaves; ///< different ones
    std::vector<FieldLeaves> fields;
    std::vector<taxonomy::LogSourceScope> scopes; ///< different ones
};

[[nodiscard]] LeafWay wayOf(const Leaf& leaf);

/// Many rules over one segment: findScopes(), then findLeaves() of each field, then evaluate() of each rule. Fields
/// and rules may be shared out among threads.
class SegmentPass {
public:
    SegmentPass(const SharedLeaves& set, const LeafContext& context);

    void findScopes();
    void findLeaves(std::size_t field);

    struct Matched {
        std::uint32_t inScope = 0;
        bool isUnsure = false; ///< nothing tells of some event in scope which log it is from
        RowSet rows;
    };

    [[nodiscard]] Matched evaluate(const SetRule& rule) const;

private:
    class RuleLeaves;

    [[nodiscard]] LeafWay wayOf(std::uint32_t leaf) const;
    [[nodiscard]] std::vector<events::ResolvedColumn> keywordColumns() const;
    [[nodiscard]] RowSet askedRows(std::uint32_t leaf, const RowSet& among) const;
    [[nodiscard]] const RowSet& wholeRows(std::uint32_t leaf) const;

    const SharedLeaves& m_set;
    LeafContext m_context;
    std::uint32_t m_segmentRows;
    std::vector<RowSet> m_scopes;
    std::vector<RowSet> m_unsure; ///< of each scope: the rows of which nothing tells what they are
    RowSet m_keywordScope; ///< the rows of rules with leaves that ask any field
    std::vector<std::uint8_t> m_isNeeded; ///< by leaf
    std::vector<std::vector<events::ResolvedColumn>> m_columns; ///< by field
    std::vector<RowSet> m_told; ///< by leaf
    mutable ColumnRowsTable m_table;
    mutable std::vector<std::once_flag> m_wholeMade; ///< by leaf
    mutable std::vector<std::unique_ptr<const RowSet>> m_whole;
};

} // namespace rulewright::match
