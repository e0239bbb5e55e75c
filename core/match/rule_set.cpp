// SPDX-License-Identifier: Apache-2.0
#include "core/match/rule_set.h"

#include "core/match/arena_scan.h"
#include "core/match/bitmap_builder.h"
#include "core/match/block_words.h"
#include "core/match/column_scan.h"
#include "core/match/compile.h"
#include "core/match/gate_values.h"
#include "core/match/gather.h"
#include "core/match/leaf_batch.h"
#include "core/match/scope.h"
#include "core/text/parallel.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>

namespace rulewright::match {

namespace {

struct Compiled {
    Program program;
    std::vector<std::uint32_t> leaves; ///< of Program::leaves: index into the set's
    std::uint32_t scope = 0;
};

// The leaves of one field, whose literals are looked for together.
struct FieldLeaves {
    std::vector<std::uint32_t> leaves;
    std::unique_ptr<LiteralSet> literals; ///< null where there are few
};

// Leaves that are true where some value of the field (or of any) fits, and nothing else is asked.
bool isPlain(const Leaf& leaf)
{
    return !leaf.isNamePattern && !leaf.needsOneValue && !leaf.isNegative && !leaf.otherwise && !leaf.scope
        && !leaf.computation && !leaf.nested;
}

// Leaves that are asked last, of the events alone that all others leave open.
bool isCostly(const Leaf& leaf)
{
    return isPlain(leaf) && !leaf.anyField && std::holds_alternative<RegexMatcher>(leaf.matcher);
}

bool asksValues(const Leaf& leaf)
{
    return isPlain(leaf)
        && (leaf.anyField || std::holds_alternative<TextMatcher>(leaf.matcher) || std::holds_alternative<NumberMatcher>(leaf.matcher)
            || std::holds_alternative<CidrMatcher>(leaf.matcher) || std::holds_alternative<TimeMatcher>(leaf.matcher));
}

// False where the text has not what the leaf's regex requires.
bool mayMatch(const Leaf& leaf, std::string_view folded)
{
    const auto* regex = std::get_if<RegexMatcher>(&leaf.matcher);
    if (regex == nullptr || regex->regex.requiredTexts().empty())
        return true;
    const std::vector<std::string>& required = regex->regex.requiredTexts();
    std::uint64_t contained = 0;
    for (std::size_t i = 0; i < required.size(); ++i)
        contained |= std::uint64_t{folded.contains(required[i])} << i;
    return contained != 0 && regex->regex.mayMatch(contained);
}

// So many of the events are looked at one by one.
constexpr std::uint64_t worthwhilePart = 8;

// Fewer literals are looked for one after the other.
constexpr std::size_t fewLiterals = 8;

// Shorter arenas too: a pass takes a while to begin.
constexpr std::size_t smallArena = 4'096;

} // namespace

struct RuleSet::State {
    std::vector<std::optional<Compiled>> rules;
    std::vector<Diagnostics> errors;
    std::vector<Leaf> leaves;
    std::vector<taxonomy::LogSourceScope> scopes;
    std::vector<FieldLeaves> fields;

    std::unordered_map<std::string, std::uint32_t> leafOf;
    std::map<std::string, std::uint32_t> scopeOfSource;

    void add(const rule::Rule& rule, const taxonomy::Taxonomy& taxonomy, bool ignoreLogSource)
    {
        Result<Program> program = compile(rule, taxonomy);
        errors.emplace_back();
        rules.emplace_back();
        if (!program) {
            errors.back() = std::move(program.error());
            return;
        }
        Compiled& compiled = rules.back().emplace();
        compiled.program = std::move(*program);
        if (ignoreLogSource)
            compiled.program.scope.reset();
        for (const Leaf& leaf : compiled.program.leaves) {
            const auto [found, isNew] = leafOf.try_emplace(leaf.key(), static_cast<std::uint32_t>(leaves.size()));
            if (isNew)
                leaves.push_back(leaf);
            compiled.leaves.push_back(found->second);
        }
        compiled.scope = scopeIndex(ignoreLogSource ? rule::LogSource{} : rule.logSource, taxonomy);
    }

    std::uint32_t scopeIndex(const rule::LogSource& source, const taxonomy::Taxonomy& taxonomy)
    {
        std::string key;
        for (const auto* part : {&source.product, &source.category, &source.service})
            key += (*part ? (*part)->text : std::string("\x1E")) + '\x1F';
        const auto [found, isNew] = scopeOfSource.try_emplace(key, static_cast<std::uint32_t>(scopes.size()));
        if (isNew)
            scopes.push_back(scopeOf(source, taxonomy));
        return found->second;
    }

    void groupByField()
    {
        std::map<std::string, std::size_t> groupOf;
        for (std::uint32_t i = 0; i < leaves.size(); ++i) {
            const std::string name = leaves[i].anyField ? std::string("\x1F") : leaves[i].field;
            const auto [found, isNew] = groupOf.try_emplace(name, fields.size());
            if (isNew)
                fields.emplace_back();
            fields[found->second].leaves.push_back(i);
        }
        for (FieldLeaves& field : fields) {
            std::vector<std::string> literals;
            for (const std::uint32_t leaf : field.leaves) {
                if (!isCostly(leaves[leaf]))
                    std::ranges::move(soughtLiterals(leaves[leaf].matcher), std::back_inserter(literals));
            }
            std::ranges::sort(literals);
            const auto repeated = std::ranges::unique(literals);
            literals.erase(repeated.begin(), repeated.end());
            if (literals.size() >= fewLiterals)
                field.literals = std::make_unique<LiteralSet>(std::move(literals));
        }
        leafOf.clear();
        scopeOfSource.clear();
    }
};

namespace {

// The rules over one segment.
class SegmentPass {
public:
    SegmentPass(const std::vector<std::optional<Compiled>>& rules, const std::vector<Leaf>& leaves,
        const std::vector<FieldLeaves>& fields, LeafContext context)
        : m_rules(rules)
        , m_leaves(leaves)
        , m_fields(fields)
        , m_context(context)
        , m_rows(leaves.size())
        , m_none(std::make_shared<const Bitmap>(context.segment->rows))
    {
    }

    void findScopes(const std::vector<taxonomy::LogSourceScope>& scopes)
    {
        m_keywordScope = Bitmap(m_context.segment->rows);
        for (const taxonomy::LogSourceScope& scope : scopes)
            m_scopes.push_back(scopeRows(scope, m_context).rows);
        m_isNeeded.resize(m_leaves.size());
        for (const std::optional<Compiled>& rule : m_rules) {
            if (!rule || m_scopes[rule->scope]->isEmpty())
                continue;
            bool hasKeyword = false;
            for (const std::uint32_t leaf : rule->leaves) {
                m_isNeeded[leaf] = 1;
                hasKeyword |= m_leaves[leaf].anyField;
            }
            if (hasKeyword)
                m_keywordScope = m_keywordScope | *m_scopes[rule->scope];
        }
    }

    void findLeaves(std::size_t field)
    {
        const FieldLeaves& of = m_fields[field];
        const auto isNeeded = [&](std::uint32_t leaf) { return m_isNeeded[leaf] != 0; };
        if (!std::ranges::any_of(of.leaves, isNeeded) || m_context.task.isStopped())
            return;
        const Leaf& first = m_leaves[of.leaves.front()];
        std::vector<events::ResolvedColumn> columns;
        if (first.anyField)
            columns = keywordColumns();
        else
            columns = m_context.fields.resolve(*m_context.segment, first.field);
        ContainedLiterals known;
        if (of.literals != nullptr)
            findLiterals(of, columns, known);
        const LeafContext context{m_context.fields, m_context.segment, nullptr, m_context.task, &known};
        for (const std::uint32_t leaf : of.leaves) {
            if (!isNeeded(leaf) || isCostly(m_leaves[leaf]) || m_context.task.isStopped())
                continue;
            const bool isOfValues = !m_context.segment->overflow && asksValues(m_leaves[leaf]);
            m_rows[leaf]
                = isOfValues ? rowsOfValues(m_leaves[leaf], columns, known) : leafRows(m_leaves[leaf], context);
        }
    }

    // Adds the rule's matches; `begin` is the number of the segment's first event.
    void evaluate(const Compiled& rule, std::uint32_t begin, RuleSet::Matches& matches,
        std::optional<BitmapBuilder>& definite, std::uint32_t events) const
    {
        const BitmapPointer& scope = m_scopes[rule.scope];
        if (scope->isEmpty())
            return;
        std::vector<BitmapPointer> leaves;
        bool hasCostly = false;
        for (const std::uint32_t leaf : rule.leaves) {
            leaves.push_back(m_rows[leaf] != nullptr ? m_rows[leaf] : m_none);
            hasCostly |= isCostly(m_leaves[leaf]);
        }
        GateValues values(rule.program);
        BitmapPointer candidates = scope;
        // A query that names its own log source narrows the scope further.
        if (const std::optional<GateId> asked = rule.program.scope) {
            if (hasCostly) {
                for (std::size_t i = 0; i < leaves.size(); ++i) {
                    if (isCostly(rule.program.leaves[i]))
                        leaves[i] = leafRows(rule.program.leaves[i], m_context);
                }
                hasCostly = false;
            }
            candidates = std::make_shared<const Bitmap>(rowsOf(rule, asked, *scope, leaves, {}, values));
        }
        matches.inScope += candidates->count();
        if (candidates->isEmpty())
            return;
        if (hasCostly) {
            std::vector<std::uint8_t> unknown;
            for (const Source& source : rule.program.sources)
                unknown.push_back(isCostly(rule.program.leaves[index(source.leaf)]) ? 1 : 0);
            candidates = std::make_shared<const Bitmap>(
                rowsOf(rule, rule.program.root, *scope, leaves, unknown, values));
            if (candidates->isEmpty())
                return;
            for (std::size_t i = 0; i < leaves.size(); ++i) {
                if (isCostly(rule.program.leaves[i]))
                    leaves[i] = rowsAmong(rule.program.leaves[i], *candidates);
            }
        }
        const Bitmap rows = rowsOf(rule, rule.program.root, *candidates, leaves, {}, values);
        if (rows.isEmpty())
            return;
        if (!definite)
            definite.emplace(events);
        definite->add(begin, rows.toWords(), rows.size());
    }

private:
    // The rows of `among` in which the rule's gate is true (none: all of them), given its leaves' rows.
    [[nodiscard]] Bitmap rowsOf(const Compiled& rule, std::optional<GateId> gate, const Bitmap& among,
        const std::vector<BitmapPointer>& leaves, std::span<const std::uint8_t> unknown, GateValues& values) const
    {
        std::vector<BitmapPointer> sources;
        for (const Source& source : rule.program.sources)
            sources.push_back(sourceRows(rule.program, source, leaves, m_context));
        std::vector<Operand> operands(sources.size());
        Bitmap rows(among.size());
        BlockWords words;
        for (std::uint32_t block = 0; block < among.blockCount(); ++block) {
            const Operand asked = operandOf(among.block(block));
            if (asked.isEmpty())
                continue;
            for (std::size_t i = 0; i < sources.size(); ++i)
                operands[i] = operandOf(sources[i]->block(block));
            values.compute(operands, false, unknown);
            const Operand root = gate ? values[*gate] : constantOperand(true);
            if (root.isEmpty())
                continue;
            expand(words, asked);
            andInto(words, root);
            clearBeyond(words, std::min(Bitmap::blockSize, among.size() - block * Bitmap::blockSize));
            rows.setBlock(block, Bitmap::Words(words.begin(), words.end()));
        }
        return rows;
    }

    // The rows of `candidates` for which the leaf is true; what it says of other rows is not told.
    [[nodiscard]] BitmapPointer rowsAmong(const Leaf& leaf, const Bitmap& candidates) const
    {
        const events::Segment& segment = *m_context.segment;
        if (segment.overflow || candidates.count() > segment.rows / worthwhilePart)
            return leafRows(leaf, m_context);
        ValueBits rows = noBits(segment.rows);
        std::string scratch;
        std::string foldedScratch;
        for (const events::ResolvedColumn& resolved : m_context.fields.resolve(segment, leaf.field)) {
            const events::Column& column = *resolved.column;
            std::unordered_map<std::uint32_t, bool> known; // by value
            candidates.forEach([&](std::uint32_t row) {
                const auto rank = column.presence.rank(events::RowId{row});
                if (!rank || m_context.task.isStopped() || (resolved.rows != nullptr && !testBit(*resolved.rows, row)))
                    return;
                const auto [begin, end] = column.elementsOf(*rank);
                for (std::uint32_t element = begin; element < end; ++element) {
                    const events::ValueIndex value = column.valueOf(element);
                    const auto [found, isNew] = known.try_emplace(events::index(value), false);
                    if (isNew) {
                        const std::string_view folded = column.foldedText(value, foldedScratch);
                        found->second
                            = mayMatch(leaf, folded) && matchesValue(leaf.matcher, column.text(value, scratch), folded);
                    }
                    if (found->second)
                        setBit(rows, row);
                }
            });
        }
        return std::make_shared<const Bitmap>(Bitmap::fromWords(segment.rows, rows));
    }

    // The columns in which keywords can be found that matter: those with an event of a rule that has some.
    [[nodiscard]] std::vector<events::ResolvedColumn> keywordColumns() const
    {
        std::vector<events::ResolvedColumn> columns;
        m_context.segment->forEachColumn([&](const events::Column& column) {
            if (!(presentRows(column) & m_keywordScope).isEmpty())
                columns.push_back({.column = &column, .rows = nullptr});
        });
        return columns;
    }

    // As leafRows() says, with the columns at hand; null where there are none.
    [[nodiscard]] BitmapPointer rowsOfValues(
        const Leaf& leaf, const std::vector<events::ResolvedColumn>& columns, const ContainedLiterals& known) const
    {
        BitmapPointer all;
        for (const events::ResolvedColumn& resolved : columns) {
            const ValueBits bits = matchingValues(leaf.matcher, *resolved.column, &known, m_context.task);
            if (std::ranges::all_of(bits, [](std::uint64_t word) { return word == 0; }))
                continue;
            auto rows = std::make_shared<const Bitmap>(restricted(rowsWithValues(*resolved.column, bits), resolved));
            all = all == nullptr ? std::move(rows) : std::make_shared<const Bitmap>(*all | *rows);
        }
        return all;
    }

    void findLiterals(
        const FieldLeaves& of, const std::vector<events::ResolvedColumn>& columns, ContainedLiterals& known) const
    {
        const auto pass = [&](const events::Column& column) {
            if (!column.hasTexts() || column.folded.text.size() < smallArena)
                return;
            std::vector<TextNumbers> texts = of.literals->textsContaining(column.folded, m_context.task);
            for (std::size_t i = 0; i < texts.size(); ++i)
                known.add(column.folded, of.literals->literals()[i], std::move(texts[i]));
        };
        for (const events::ResolvedColumn& resolved : columns)
            pass(*resolved.column);
    }

    const std::vector<std::optional<Compiled>>& m_rules;
    const std::vector<Leaf>& m_leaves;
    const std::vector<FieldLeaves>& m_fields;
    LeafContext m_context;
    std::vector<BitmapPointer> m_scopes;
    Bitmap m_keywordScope; ///< the events of rules with keywords
    std::vector<std::uint8_t> m_isNeeded; ///< by leaf
    std::vector<BitmapPointer> m_rows; ///< by leaf; null where no rule of the segment needs it
    BitmapPointer m_none;
};

} // namespace

RuleSet::RuleSet(std::span<const rule::Rule* const> rules, const taxonomy::Taxonomy& taxonomy, bool ignoreLogSource)
    : m_state(std::make_unique<State>())
{
    for (const rule::Rule* rule : rules)
        m_state->add(*rule, taxonomy, ignoreLogSource);
    m_state->groupByField();
}

RuleSet::~RuleSet() = default;
RuleSet::RuleSet(RuleSet&&) noexcept = default;
RuleSet& RuleSet::operator=(RuleSet&&) noexcept = default;

std::size_t RuleSet::size() const { return m_state->rules.size(); }

const Diagnostics& RuleSet::error(std::size_t rule) const { return m_state->errors[rule]; }

std::size_t RuleSet::leafCount() const { return m_state->leaves.size(); }

std::vector<RuleSet::Matches> RuleSet::matches(const events::EventSet& events, Task& task, unsigned workers) const
{
    const State& state = *m_state;
    task.setTotal(state.rules.size() * events.segments.size());
    std::vector<Matches> result(state.rules.size());
    std::vector<std::optional<BitmapBuilder>> builders(state.rules.size());
    std::uint32_t begin = 0;
    for (const SegmentPointer& segment : events.segments) {
        SegmentPass pass(state.rules, state.leaves, state.fields, {events.fields, segment, nullptr, task});
        pass.findScopes(state.scopes);
        forEachParallel(state.fields.size(), workers, [&](std::size_t field) { pass.findLeaves(field); });
        forEachParallel(state.rules.size(), workers, [&](std::size_t i) {
            if (state.rules[i] && !task.isStopped())
                pass.evaluate(*state.rules[i], begin, result[i], builders[i], events.size());
            task.advance(1);
        });
        begin += segment->rows;
    }
    for (std::size_t i = 0; i < result.size(); ++i) {
        result[i].isApproximate = state.rules[i]
            && (!state.rules[i]->program.opaqueReasons.empty() || !state.rules[i]->program.notes.empty());
        result[i].definite = builders[i] ? builders[i]->build() : Bitmap(events.size());
    }
    return result;
}

} // namespace rulewright::match
