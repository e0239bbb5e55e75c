// SPDX-License-Identifier: Apache-2.0
#include "core/match/rule_set.h"

#include "core/match/bitmap_builder.h"
#include "core/match/compile.h"
#include "core/match/scope.h"
#include "core/match/segment_pass.h"
#include "core/text/parallel.h"

#include <algorithm>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>

namespace rulewright::match {

struct RuleSet::State : SharedLeaves {
    std::vector<Diagnostics> errors;

    std::unordered_map<std::string, std::uint32_t> leafOf;
    std::map<std::string, std::uint32_t> fieldOf;
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
        SetRule& compiled = rules.back().emplace();
        compiled.program = std::move(*program);
        if (ignoreLogSource)
            compiled.program.scope.reset();
        for (const Leaf& leaf : compiled.program.leaves)
            compiled.leaves.push_back(leafIndex(leaf));
        compiled.scope = scopeIndex(ignoreLogSource ? rule::LogSource{} : rule.logSource, taxonomy);
    }

    // After the last rule.
    void prepare()
    {
        for (FieldLeaves& field : fields)
            field.tests.prepare();
        leafOf.clear();
        fieldOf.clear();
        scopeOfSource.clear();
    }

private:
    std::uint32_t leafIndex(const Leaf& leaf)
    {
        const auto [found, isNew] = leafOf.try_emplace(leaf.key(), static_cast<std::uint32_t>(leaves.size()));
        if (!isNew)
            return found->second;
        const std::uint32_t number = found->second;
        const std::uint32_t field = fieldIndex(leaf);
        leaves.push_back({leaf, wayOf(leaf), field});
        FieldLeaves& of = fields[field];
        of.leaves.push_back(number);
        if (leaves.back().way == LeafWay::Told)
            of.tests.add(number, std::get<TextMatcher>(leaf.matcher));
        else if (leaves.back().way == LeafWay::ToldInPart)
            of.tests.add(number, std::get<RegexMatcher>(leaf.matcher).regex);
        return number;
    }

    std::uint32_t fieldIndex(const Leaf& leaf)
    {
        const std::string name = leaf.anyField ? std::string("\x1F") : leaf.field;
        const auto [found, isNew] = fieldOf.try_emplace(name, static_cast<std::uint32_t>(fields.size()));
        if (isNew)
            fields.emplace_back();
        return found->second;
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
};

RuleSet::RuleSet(std::span<const rule::Rule* const> rules, const taxonomy::Taxonomy& taxonomy, bool ignoreLogSource)
    : m_state(std::make_unique<State>())
{
    for (const rule::Rule* rule : rules)
        m_state->add(*rule, taxonomy, ignoreLogSource);
    m_state->prepare();
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
        SegmentPass pass(state, {events.fields, segment, nullptr, task});
        pass.findScopes();
        forEachParallel(state.fields.size(), workers, [&](std::size_t field) { pass.findLeaves(field); });
        forEachParallel(state.rules.size(), workers, [&](std::size_t i) {
            if (state.rules[i] && !task.isStopped()) {
                const SegmentPass::Matched matched = pass.evaluate(*state.rules[i]);
                result[i].inScope += matched.inScope;
                result[i].isUnsure = result[i].isUnsure || matched.isUnsure;
                if (!matched.rows.isEmpty()) {
                    if (!builders[i])
                        builders[i].emplace(events.size());
                    builders[i]->add(begin, matched.rows.toWords(), segment->rows);
                }
            }
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
