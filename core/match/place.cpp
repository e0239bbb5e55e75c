// SPDX-License-Identifier: Apache-2.0
#include "core/match/place.h"

#include "core/match/bitmap_builder.h"
#include "core/match/gate_values.h"
#include "core/match/program_rows.h"

#include <algorithm>
#include <map>

namespace rulewright::match {

namespace {

// The condition with some gates at fixed values: only what stands above them is computed again.
class ForcedGates {
public:
    ForcedGates(const Program& program, const std::vector<Place::Forced>& forced)
        : m_program(program)
    {
        std::map<GateId, std::optional<bool>> changed;
        for (const Place::Forced& one : forced) {
            for (GateId up = program.gates[index(one.gate)].parent; up != GateId::None;
                up = program.gates[index(up)].parent)
                changed.try_emplace(up, std::nullopt);
        }
        for (const Place::Forced& one : forced)
            changed[one.gate] = one.value;
        for (const auto& [gate, value] : changed) {
            m_at.emplace(gate, m_changed.size());
            m_changed.push_back({gate, value});
        }
        m_words.resize(m_changed.size());
        m_values.resize(m_changed.size());
    }

    [[nodiscard]] bool isEmpty() const { return m_changed.empty(); }

    // The root's value.
    [[nodiscard]] Operand compute(const GateValues& values)
    {
        // Children have smaller numbers than their parents.
        for (std::size_t i = 0; i < m_changed.size(); ++i) {
            const Changed& changed = m_changed[i];
            m_values[i] = changed.value ? constantOperand(*changed.value) : computed(changed.gate, i, values);
        }
        return valueOf(*m_program.root, values);
    }

private:
    struct Changed {
        GateId gate = GateId::None;
        std::optional<bool> value;
    };

    [[nodiscard]] const Operand& valueOf(GateId gate, const GateValues& values) const
    {
        const auto changed = m_at.find(gate);
        return changed == m_at.end() ? values[gate] : m_values[changed->second];
    }

    [[nodiscard]] Operand computed(GateId id, std::size_t at, const GateValues& values)
    {
        const Gate& gate = m_program.gates[index(id)];
        const GateForm form = formOf(gate);
        if (form == GateForm::Always || form == GateForm::Never)
            return constantOperand(form == GateForm::Always);
        BlockWords& words = m_words[at];
        if (form == GateForm::Threshold) {
            std::vector<Operand> children;
            for (const GateId child : gate.children)
                children.push_back(valueOf(child, values));
            words = atLeast(children, gate.required());
            return operandOf(words);
        }
        const bool isAnd = form == GateForm::And;
        words.fill(0);
        for (const GateId child : gate.children) {
            const Operand operand = counted(valueOf(child, values), isAnd);
            if (operand.isFull())
                return constantOperand(!isAnd);
            orInto(words, operand);
        }
        return operandOf(words, isAnd);
    }

    const Program& m_program;
    std::vector<Changed> m_changed; ///< children before parents
    std::map<GateId, std::size_t> m_at;
    std::vector<BlockWords> m_words;
    std::vector<Operand> m_values;
};

struct ChangeBuilder {
    ForcedGates gates;
    BitmapBuilder gained;
    BitmapBuilder lost;

    void add(const GateValues& values, const BlockWords& scope, const Operand& before, std::uint32_t begin,
        std::uint32_t length)
    {
        if (gates.isEmpty())
            return;
        const Operand after = gates.compute(values);
        BlockWords words = scope;
        andInto(words, after);
        andInto(words, !before);
        gained.add(begin, words, length);
        words = scope;
        andInto(words, before);
        andInto(words, !after);
        lost.add(begin, words, length);
    }

    [[nodiscard]] PlaceGaps::Change build() const { return {gained.build(), lost.build()}; }
};

struct PlaceBuilder {
    ChangeBuilder whenTrue;
    ChangeBuilder whenFalse;
};

} // namespace

Place valuePlace(const TestUse& test)
{
    Place place;
    for (std::size_t i = 0; i < test.gates.size(); ++i) {
        const bool isNegative = test.contexts[i].negated != test.test->negated;
        // A further value settles an any-list where it is true, an all-list where it is false.
        if (test.contexts[i].asksForAll)
            place.whenFalse.push_back({test.gates[i], isNegative});
        else
            place.whenTrue.push_back({test.gates[i], !isNegative});
    }
    return place;
}

Place keyPlace(const TestUse& test)
{
    Place place;
    // A map of which one test is false is false, and so a gate that stands for one of its tests may stand for it.
    for (std::size_t i = 0; i < test.gates.size(); ++i)
        place.whenFalse.push_back({test.gates[i], test.contexts[i].negated});
    return place;
}

Place replacedPlace(const TestUse& test)
{
    Place place;
    for (std::size_t i = 0; i < test.gates.size(); ++i) {
        place.whenTrue.push_back({test.gates[i], !test.contexts[i].negated});
        place.whenFalse.push_back({test.gates[i], test.contexts[i].negated});
    }
    return place;
}

std::vector<SegmentGaps> placeGaps(const Program& program, const events::EventSet& events,
    const taxonomy::LogSourceScope& scope, std::span<const Place> places, LeafCache* cache, const Task& task)
{
    std::vector<SegmentGaps> result;
    GateValues values(program);
    std::uint32_t begin = 0;
    for (const SegmentPointer& segment : events.segments) {
        const LeafContext context{events.fields, segment, cache, task};
        std::optional<ProgramRows> rows = programRows(program, scope, context);
        if (!rows)
            return result;
        SegmentGaps gaps{segment, begin, *rows->scope.rows, Bitmap(segment->rows), {}};
        BitmapBuilder scoped(segment->rows);
        BitmapBuilder possible(segment->rows);
        std::vector<PlaceBuilder> builders;
        const auto change = [&](const std::vector<Place::Forced>& forced) {
            return ChangeBuilder{{program, forced}, BitmapBuilder(segment->rows), BitmapBuilder(segment->rows)};
        };
        for (const Place& place : places)
            builders.push_back({change(place.whenTrue), change(place.whenFalse)});
        for (std::uint32_t block = 0; block < gaps.scope.blockCount(); ++block) {
            if (task.isStopped())
                return result;
            BlockWords scopeWords;
            const std::uint32_t length = rows->scopeOf(block, scopeWords);
            if (isZero(scopeWords))
                continue;
            const std::vector<Operand> operands = rows->operands(block);
            const std::uint32_t first = block * Bitmap::blockSize;
            // A query's tests of its log source narrow what is looked at, as in a match.
            if (program.scope) {
                values.compute(operands, false);
                andInto(scopeWords, values[*program.scope]);
                scoped.add(first, scopeWords, length);
                if (isZero(scopeWords))
                    continue;
            }
            values.compute(operands, true);
            const Operand before = program.root ? values[*program.root] : constantOperand(true);
            BlockWords matches = scopeWords;
            andInto(matches, before);
            possible.add(first, matches, length);
            for (PlaceBuilder& builder : builders) {
                builder.whenTrue.add(values, scopeWords, before, first, length);
                builder.whenFalse.add(values, scopeWords, before, first, length);
            }
        }
        gaps.possible = possible.build();
        if (program.scope)
            gaps.scope = scoped.build();
        for (const PlaceBuilder& builder : builders)
            gaps.places.push_back({builder.whenTrue.build(), builder.whenFalse.build()});
        result.push_back(std::move(gaps));
        begin += segment->rows;
    }
    return result;
}

} // namespace rulewright::match
