// SPDX-License-Identifier: Apache-2.0
#include "core/match/evaluate.h"

#include "core/match/bitmap_builder.h"
#include "core/match/deletion.h"
#include "core/match/leaf_batch.h"
#include "core/match/scope.h"
#include "core/text/parallel.h"

#include <algorithm>

namespace rulewright::match {

namespace {

// A part of the rule, its count, and how its deletion is told.
struct Counted {
    UseCount* count = nullptr;
    const std::vector<GateId>* gates = nullptr;
    std::optional<Deletion> deletion;
};

// What a segment's blocks are evaluated from.
struct Prepared {
    ScopeRows scope;
    std::vector<BitmapPointer> leaves; ///< of Program::leaves
    std::vector<BitmapPointer> sources; ///< of Program::sources
};

class Evaluator {
public:
    Evaluator(const Program& program, const events::EventSet& events, const taxonomy::LogSourceScope& scope,
        LeafCache* cache, const Task& task, EvaluateParts parts)
        : m_program(program)
        , m_events(events)
        , m_scope(scope)
        , m_cache(cache)
        , m_task(task)
        , m_onlyMatches(parts == EvaluateParts::OnlyMatches)
        , m_values(program)
        , m_sensitivity(program)
        , m_scopeEvents(events.size())
        , m_definite(events.size())
        , m_possible(events.size())
    {
        m_result.selections.resize(program.selections.size());
        m_result.tests.resize(program.tests.size());
        for (const TestUse& test : program.tests)
            m_result.values.emplace_back(test.values.size());
        for (std::size_t t = 0; t < program.tests.size() && !m_onlyMatches; ++t) {
            addCounted(m_result.tests[t], program.tests[t].gates);
            for (std::size_t v = 0; v < program.tests[t].values.size(); ++v)
                addCounted(m_result.values[t][v], program.tests[t].values[v].gates);
        }
    }

    Evaluation run(unsigned workers)
    {
        std::vector<Prepared> prepared(m_events.segments.size());
        LiteralSets sets(prepared.size());
        forEachParallel(
            prepared.size(), workers, [&](std::size_t i) { prepare(prepared[i], m_events.segments[i], sets); });
        std::uint32_t begin = 0;
        for (std::size_t i = 0; i < prepared.size(); ++i) {
            if (!evaluateSegment(prepared[i], begin, m_events.segments[i]->rows)) {
                m_result.isCancelled = true;
                break;
            }
            begin += m_events.segments[i]->rows;
        }
        for (const Counted& counted : m_counted) {
            if (counted.deletion)
                counted.count->effect = counted.deletion->effect();
            else if (!counted.gates->empty())
                counted.count->effect = m_sensitivity.effect(counted.gates->front());
        }
        m_result.scope = m_scopeEvents.build();
        m_result.definite = m_definite.build();
        m_result.possible = m_program.opaqueReasons.empty() ? m_result.definite : m_possible.build();
        return std::move(m_result);
    }

private:
    void addCounted(UseCount& count, const std::vector<GateId>& gates)
    {
        Counted& counted = m_counted.emplace_back(&count, &gates, std::nullopt);
        if (!gates.empty() && !isOneDeletion(m_program, gates))
            counted.deletion.emplace(m_program, gates);
    }

    // What the leaves say in one segment.
    void prepare(Prepared& prepared, const SegmentPointer& segment, LiteralSets& sets) const
    {
        const LeafContext context{m_events.fields, segment, m_cache, m_task};
        prepared.scope = scopeRows(m_scope, context);
        if (m_onlyMatches && prepared.scope.rows->isEmpty())
            return;
        prepared.leaves = rowsOfLeaves(m_program.leaves, context, sets);
        if (m_task.isStopped())
            return;
        for (const Source& source : m_program.sources)
            prepared.sources.push_back(sourceRows(m_program, source, prepared.leaves, context));
    }

    bool evaluateSegment(const Prepared& prepared, std::uint32_t begin, std::uint32_t rows)
    {
        for (std::uint32_t block = 0; block * std::uint64_t{Bitmap::blockSize} < rows; ++block) {
            if (m_task.isStopped())
                return false;
            evaluateBlock(block, begin, rows, prepared.scope, prepared.leaves, prepared.sources);
        }
        return !m_task.isStopped();
    }

    void evaluateBlock(std::uint32_t block, std::uint32_t begin, std::uint32_t rows, const ScopeRows& scope,
        const std::vector<BitmapPointer>& leaves, const std::vector<BitmapPointer>& sources)
    {
        const std::uint32_t first = block * Bitmap::blockSize;
        const std::uint32_t length = std::min(Bitmap::blockSize, rows - first);
        expand(m_scopeWords, operandOf(scope.rows->block(block)));
        // The scope has no bits beyond the segment's end; they would count with every negation.
        clearBeyond(m_scopeWords, length);
        if (isZero(m_scopeWords))
            return;
        m_operands.clear();
        for (const BitmapPointer& source : sources)
            m_operands.push_back(operandOf(source->block(block)));
        m_values.compute(m_operands, false);
        if (m_program.scope)
            andInto(m_scopeWords, m_values[*m_program.scope]);
        if (isZero(m_scopeWords))
            return;
        m_scopeEvents.add(begin + first, m_scopeWords, length);
        m_result.unknownInScope += countAnd(m_scopeWords, operandOf(scope.unknown->block(block)));
        addMatches(m_definite, begin + first, length);
        if (!m_onlyMatches)
            countParts(leaves, block);
        if (!m_program.opaqueReasons.empty()) {
            m_values.compute(m_operands, true);
            addMatches(m_possible, begin + first, length);
        }
        if (m_onlyMatches)
            return;
        m_sensitivity.add(m_values, m_scopeWords);
        for (Counted& counted : m_counted) {
            if (counted.deletion && !m_task.isStopped())
                counted.deletion->add(m_values, m_scopeWords);
        }
    }

    void addMatches(BitmapBuilder& matches, std::uint32_t begin, std::uint32_t length) const
    {
        BlockWords words = m_scopeWords;
        if (m_program.root)
            andInto(words, m_values[*m_program.root]);
        matches.add(begin, words, length);
    }

    void countParts(const std::vector<BitmapPointer>& leaves, std::uint32_t block)
    {
        const auto countGate = [&](const std::optional<GateId>& gate) {
            return gate ? countAnd(m_scopeWords, m_values[*gate]) : countWords(m_scopeWords);
        };
        for (std::size_t s = 0; s < m_program.selections.size(); ++s)
            m_result.selections[s] += countGate(m_program.selections[s]);
        for (std::size_t t = 0; t < m_program.tests.size(); ++t) {
            const TestUse& test = m_program.tests[t];
            m_result.tests[t].matched += countGate(test.truth);
            for (std::size_t v = 0; v < test.values.size(); ++v) {
                const Bitmap& rows = *leaves[index(test.values[v].leaf)];
                m_result.values[t][v].matched += countAnd(m_scopeWords, operandOf(rows.block(block)));
            }
        }
    }

    const Program& m_program;
    const events::EventSet& m_events;
    const taxonomy::LogSourceScope& m_scope;
    LeafCache* m_cache;
    const Task& m_task;
    bool m_onlyMatches;
    GateValues m_values;
    Sensitivity m_sensitivity;
    BitmapBuilder m_scopeEvents;
    BitmapBuilder m_definite;
    BitmapBuilder m_possible;
    std::vector<Counted> m_counted;
    std::vector<Operand> m_operands;
    BlockWords m_scopeWords{};
    Evaluation m_result;
};

} // namespace

Evaluation evaluate(const Program& program, const events::EventSet& events, const taxonomy::LogSourceScope& scope,
    LeafCache* cache, const Task& task, unsigned workers, EvaluateParts parts)
{
    return Evaluator(program, events, scope, cache, task, parts).run(workers);
}

} // namespace rulewright::match
