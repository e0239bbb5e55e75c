// SPDX-License-Identifier: Apache-2.0
#include "core/match/segment_pass.h"

#include "core/match/column_scan.h"
#include "core/match/gate_rows.h"
#include "core/match/gather.h"
#include "core/match/scope.h"

#include <algorithm>
#include <unordered_map>

namespace rulewright::match {

namespace {

using events::Column;
using events::ResolvedColumn;

// So many rows between two looks at the task.
constexpr std::uint32_t pollRows = 4'096;

// True where some value of the field (or of any) fits, and nothing else is asked.
bool isPlain(const Leaf& leaf)
{
    return !leaf.isNamePattern && !leaf.needsOneValue && !leaf.isNegative && !leaf.otherwise && !leaf.scope
        && !leaf.computation && !leaf.nested;
}

bool isOfRow(const ResolvedColumn& resolved, std::uint32_t row)
{
    return resolved.rows == nullptr || ((*resolved.rows)[row / 64] >> (row % 64) & 1) != 0;
}

bool meets(const events::Presence& presence, const RowSet& rows)
{
    if (presence.isAll())
        return !rows.isEmpty();
    if (presence.form() == events::Presence::Form::Rows)
        return std::ranges::any_of(presence.presentRows(), [&](std::uint32_t row) { return rows.contains(row); });
    return rows.meetsWords(presence.words());
}

// What one field's columns told, leaf by leaf.
class ToldRows {
public:
    explicit ToldRows(std::uint32_t rows)
        : m_rows(rows)
    {
    }

    void add(std::uint32_t leaf, const TextNumbers& values, const ColumnRows& column, const ResolvedColumn& resolved)
    {
        if (values.empty())
            return;
        RowCollector& found = of(leaf);
        for (const std::uint32_t value : values) {
            for (const std::uint32_t row : column.rowsOf(value)) {
                if (isOfRow(resolved, row))
                    found.add(row);
            }
        }
    }

    void add(std::uint32_t leaf, const Bitmap& rows) { of(leaf).add(RowSet::of(rows)); }

    void moveTo(std::vector<RowSet>& told) &&
    {
        for (auto& [leaf, found] : m_found)
            told[leaf] = std::move(found).build();
    }

private:
    RowCollector& of(std::uint32_t leaf) { return m_found.try_emplace(leaf, m_rows).first->second; }

    std::uint32_t m_rows;
    std::unordered_map<std::uint32_t, RowCollector> m_found;
};

} // namespace

LeafWay wayOf(const Leaf& leaf)
{
    if (!isPlain(leaf))
        return LeafWay::Whole;
    const bool isText = std::holds_alternative<TextMatcher>(leaf.matcher);
    if (isText && TextTests::isTold(leaf.matcher))
        return LeafWay::Told;
    if (leaf.anyField)
        return LeafWay::Whole;
    if (std::holds_alternative<RegexMatcher>(leaf.matcher))
        return TextTests::isTold(leaf.matcher) ? LeafWay::ToldInPart : LeafWay::Asked;
    const bool isAsked = isText || std::holds_alternative<NumberMatcher>(leaf.matcher)
        || std::holds_alternative<CidrMatcher>(leaf.matcher) || std::holds_alternative<TimeMatcher>(leaf.matcher);
    return isAsked ? LeafWay::Asked : LeafWay::Whole;
}

// A rule's leaves as its gates ask for them.
class SegmentPass::RuleLeaves : public LeafRows {
public:
    RuleLeaves(const SegmentPass& pass, const SetRule& rule)
        : m_pass(pass)
        , m_rule(rule)
    {
    }

    [[nodiscard]] Bound bound(LeafIndex leaf) const override
    {
        const std::uint32_t at = m_rule.leaves[index(leaf)];
        const LeafWay way = m_pass.wayOf(at);
        if (way == LeafWay::Told || way == LeafWay::ToldInPart)
            return {m_pass.m_told[at].count(), way == LeafWay::ToldInPart};
        return {m_pass.m_segmentRows, true};
    }

    [[nodiscard]] RowSet rows(LeafIndex leaf, const RowSet& among) const override
    {
        const std::uint32_t at = m_rule.leaves[index(leaf)];
        switch (m_pass.wayOf(at)) {
        case LeafWay::Told:
            return among & m_pass.m_told[at];
        case LeafWay::ToldInPart:
            return m_pass.askedRows(at, among & m_pass.m_told[at]);
        case LeafWay::Asked:
            return m_pass.askedRows(at, among);
        case LeafWay::Whole:
            break;
        }
        return among & m_pass.wholeRows(at);
    }

    [[nodiscard]] RowSet knownRows(LeafIndex leaf, const RowSet& among) const override
    {
        return among & RowSet::of(*match::knownRows(m_rule.program.leaves[index(leaf)], m_pass.m_context));
    }

private:
    const SegmentPass& m_pass;
    const SetRule& m_rule;
};

SegmentPass::SegmentPass(const SharedLeaves& set, const LeafContext& context)
    : m_set(set)
    , m_context(context)
    , m_segmentRows(context.segment->rows)
    , m_keywordScope(m_segmentRows)
    , m_isNeeded(set.leaves.size())
    , m_columns(set.fields.size())
    , m_told(set.leaves.size(), RowSet(m_segmentRows))
    , m_wholeMade(set.leaves.size())
    , m_whole(set.leaves.size())
{
}

LeafWay SegmentPass::wayOf(std::uint32_t leaf) const
{
    return m_context.segment->overflow ? LeafWay::Whole : m_set.leaves[leaf].way;
}

void SegmentPass::findScopes()
{
    for (const taxonomy::LogSourceScope& scope : m_set.scopes) {
        const ScopeRows rows = scopeRows(scope, m_context);
        m_scopes.push_back(RowSet::of(*rows.rows));
        m_unsure.push_back(RowSet::of(*rows.unknown) & m_scopes.back());
    }
    RowCollector keywordScope(m_segmentRows);
    std::vector<std::uint8_t> isAdded(m_scopes.size());
    for (const std::optional<SetRule>& rule : m_set.rules) {
        if (!rule || m_scopes[rule->scope].isEmpty())
            continue;
        for (const std::uint32_t leaf : rule->leaves) {
            m_isNeeded[leaf] = 1;
            if (m_set.leaves[leaf].leaf.anyField && isAdded[rule->scope] == 0) {
                isAdded[rule->scope] = 1;
                keywordScope.add(m_scopes[rule->scope]);
            }
        }
    }
    m_keywordScope = std::move(keywordScope).build();
}

// Those with a row of a rule that asks any field.
std::vector<ResolvedColumn> SegmentPass::keywordColumns() const
{
    std::vector<ResolvedColumn> columns;
    m_context.segment->forEachColumn([&](const Column& column) {
        if (meets(column.presence, m_keywordScope))
            columns.push_back({.column = &column, .rows = nullptr});
    });
    return columns;
}

void SegmentPass::findLeaves(std::size_t field)
{
    const FieldLeaves& of = m_set.fields[field];
    const auto isNeeded = [&](std::uint32_t leaf) { return m_isNeeded[leaf] != 0; };
    if (!std::ranges::any_of(of.leaves, isNeeded) || m_context.segment->overflow)
        return;
    const Leaf& first = m_set.leaves[of.leaves.front()].leaf;
    m_columns[field] = first.anyField ? keywordColumns() : m_context.fields.resolve(*m_context.segment, first.field);
    ToldRows told(m_segmentRows);
    for (const ResolvedColumn& resolved : m_columns[field]) {
        if (m_context.task.isStopped())
            return;
        const ColumnRows& column = m_table.of(*resolved.column);
        const TextTests::Found found = of.tests.find(column.folded(), m_context.task);
        for (const std::uint32_t leaf : found.everywhere)
            told.add(leaf, restricted(rowsWithAnyValue(*resolved.column), resolved));
        std::string scratch;
        for (const auto& [leaf, values] : found.texts) {
            if (!isNeeded(leaf))
                continue;
            const auto* text = std::get_if<TextMatcher>(&m_set.leaves[leaf].leaf.matcher);
            if (text == nullptr || !text->cased) {
                told.add(leaf, values, column, resolved);
                continue;
            }
            TextNumbers fitting;
            std::ranges::copy_if(values, std::back_inserter(fitting), [&](std::uint32_t value) {
                const std::string_view written = column.text(value, scratch);
                return std::ranges::any_of(text->globs, [&](const Glob& glob) { return fits(glob, written); });
            });
            told.add(leaf, fitting, column, resolved);
        }
        if (resolved.column->written != Column::Written::Apart)
            continue;
        // Here patterns with case are asked of the texts as they were written.
        for (const std::uint32_t leaf : of.leaves) {
            const auto* text = std::get_if<TextMatcher>(&m_set.leaves[leaf].leaf.matcher);
            if (text == nullptr || !text->cased || !isNeeded(leaf) || m_set.leaves[leaf].way != LeafWay::Told)
                continue;
            const ValueBits bits = matchingValues(*text, *resolved.column, nullptr, m_context.task);
            told.add(leaf, restricted(rowsWithValues(*resolved.column, bits), resolved));
        }
    }
    std::move(told).moveTo(m_told);
}

RowSet SegmentPass::askedRows(std::uint32_t leaf, const RowSet& among) const
{
    RowCollector found(m_segmentRows);
    if (among.isEmpty())
        return std::move(found).build();
    const SetLeaf& asked = m_set.leaves[leaf];

    enum : std::uint8_t { Unknown, No, Yes };

    std::string scratch;
    std::string foldedScratch;
    for (const ResolvedColumn& resolved : m_columns[asked.field]) {
        const Column& column = *resolved.column;
        std::vector<std::uint8_t> known(column.valueCount(), Unknown);
        std::uint32_t looked = 0;
        among.forEach([&](std::uint32_t row) {
            if (++looked % pollRows == 0 && m_context.task.isStopped())
                return;
            const auto rank = column.presence.rank(events::RowId{row});
            if (!rank || !isOfRow(resolved, row))
                return;
            const auto [begin, end] = column.elementsOf(*rank);
            bool fits = false;
            for (std::uint32_t element = begin; element < end && !fits; ++element) {
                const events::ValueIndex value = column.valueOf(element);
                std::uint8_t& answer = known[events::index(value)];
                if (answer == Unknown) {
                    const std::string_view folded = column.foldedText(value, foldedScratch);
                    answer = matchesValue(asked.leaf.matcher, column.text(value, scratch), folded) ? Yes : No;
                }
                fits = answer == Yes;
            }
            if (fits)
                found.add(row);
        });
    }
    return std::move(found).build();
}

const RowSet& SegmentPass::wholeRows(std::uint32_t leaf) const
{
    std::call_once(m_wholeMade[leaf], [&] {
        m_whole[leaf] = std::make_unique<const RowSet>(RowSet::of(*leafRows(m_set.leaves[leaf].leaf, m_context)));
    });
    return *m_whole[leaf];
}

SegmentPass::Matched SegmentPass::evaluate(const SetRule& rule) const
{
    const RowSet& scope = m_scopes[rule.scope];
    Matched matched{0, false, RowSet(m_segmentRows)};
    if (scope.isEmpty())
        return matched;
    const RuleLeaves leaves(*this, rule);
    const GateRows gates(rule.program, leaves, m_segmentRows);
    const auto matchedAmong = [&](const RowSet& inScope) {
        matched.inScope = inScope.count();
        matched.isUnsure = !m_unsure[rule.scope].isEmpty() && !(m_unsure[rule.scope] & inScope).isEmpty();
        matched.rows = rule.program.root ? gates.of(*rule.program.root, inScope) : inScope;
    };
    // A query that names its own log source narrows the scope further.
    if (rule.program.scope)
        matchedAmong(gates.of(*rule.program.scope, scope));
    else
        matchedAmong(scope);
    return matched;
}

} // namespace rulewright::match
