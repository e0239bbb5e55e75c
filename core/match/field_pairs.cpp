// SPDX-License-Identifier: Apache-2.0
#include "core/match/field_pairs.h"

#include "core/match/arena_scan.h"

namespace rulewright::match {

namespace {

using events::Column;
using events::ResolvedColumn;

constexpr std::uint32_t pollRows = 4'096;

bool isRow(const ResolvedColumn& resolved, std::uint32_t row)
{
    return resolved.rows == nullptr || testBit(*resolved.rows, row);
}

class PairTest {
public:
    PairTest(const ResolvedColumn& left, const ResolvedColumn& right, const FieldMatcher& matcher)
        : m_left(left)
        , m_right(right)
        , m_matcher(matcher)
    {
    }

    bool holdsIn(std::uint32_t leftRank, std::uint32_t rightRank)
    {
        const auto [begin, end] = m_left.column->elementsOf(leftRank);
        const auto [otherBegin, otherEnd] = m_right.column->elementsOf(rightRank);
        for (std::uint32_t e = begin; e < end; ++e) {
            const std::string_view value = text(*m_left.column, e, m_scratch);
            for (std::uint32_t other = otherBegin; other < otherEnd; ++other) {
                if (pairHolds(m_matcher.op, value, text(*m_right.column, other, m_otherScratch)))
                    return true;
            }
        }
        return false;
    }

private:
    std::string_view text(const Column& column, std::uint32_t element, std::string& scratch) const
    {
        const events::ValueIndex value = column.valueOf(element);
        return m_matcher.cased ? column.text(value, scratch) : column.foldedText(value, scratch);
    }

    const ResolvedColumn& m_left;
    const ResolvedColumn& m_right;
    const FieldMatcher& m_matcher;
    std::string m_scratch;
    std::string m_otherScratch;
};

} // namespace

bool pairHolds(rule::Op op, std::string_view value, std::string_view other)
{
    switch (op) {
    case rule::Op::FieldRef:
        return value == other;
    case rule::Op::FieldRefContains:
        return value.contains(other);
    case rule::Op::FieldRefStartsWith:
        return value.starts_with(other);
    case rule::Op::FieldRefEndsWith:
        return value.ends_with(other);
    default:
        return false;
    }
}

Bitmap fieldPairRows(std::string_view field, const FieldMatcher& matcher, const LeafContext& context)
{
    const std::uint32_t rows = context.segment->rows;
    ValueBits bits = noBits(rows);
    for (const ResolvedColumn& left : context.fields.resolve(*context.segment, field)) {
        for (const ResolvedColumn& right : context.fields.resolve(*context.segment, matcher.other)) {
            PairTest test(left, right, matcher);
            left.column->presence.forEach([&](events::RowId row, std::uint32_t leftRank) {
                const std::uint32_t i = events::index(row);
                if (leftRank % pollRows == 0 && context.task.isStopped())
                    return;
                if (!isRow(left, i) || !isRow(right, i) || testBit(bits, i))
                    return;
                const std::optional<std::uint32_t> rightRank = right.column->presence.rank(row);
                if (rightRank && test.holdsIn(leftRank, *rightRank))
                    setBit(bits, i);
            });
        }
    }
    return Bitmap::fromWords(rows, bits);
}

} // namespace rulewright::match
