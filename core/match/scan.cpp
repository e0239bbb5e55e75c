// SPDX-License-Identifier: Apache-2.0
#include "core/match/scan.h"

#include "core/match/match_stages.h"
#include "core/match/rule_set.h"
#include "core/match/scope.h"
#include "core/rule/filters.h"

#include <memory>
#include <optional>
#include <unordered_map>
#include <utility>

namespace rulewright::match {

namespace {

using rule::RuleInDocument;

// The rules that correlations name, and none with `generate: true`.
class NamedRules {
public:
    NamedRules(std::span<const RuleInDocument> rules, const rule::RuleSet& loaded)
    {
        for (const RuleInDocument& one : rules) {
            const auto* correlation = std::get_if<rule::Correlation>(&one.rule->body);
            if (correlation == nullptr)
                continue;
            for (const rule::Located& reference : correlation->rules) {
                const RuleInDocument found = rule::References{one.document, &loaded}.find(reference.text);
                if (found.rule != nullptr)
                    m_isGenerated[found.rule] = m_isGenerated[found.rule] || correlation->generate;
            }
        }
    }

    [[nodiscard]] bool isListed(const rule::Rule* rule) const
    {
        const auto found = m_isGenerated.find(rule);
        return found == m_isGenerated.end() || found->second;
    }

private:
    std::unordered_map<const rule::Rule*, bool> m_isGenerated;
};

class Scanner {
public:
    Scanner(std::span<const RuleInDocument> rules, const rule::RuleSet& loaded, const events::EventSet& events,
        const taxonomy::Taxonomy& taxonomy, const MatchOptions& options, LeafCache* cache, Task& task)
        : m_rules(rules)
        , m_loaded(loaded)
        , m_events(events)
        , m_taxonomy(taxonomy)
        , m_options(options)
        , m_cache(cache)
        , m_task(task)
        , m_outcomes(rules.size())
    {
    }

    ScanReport run()
    {
        scanTogether();
        scanOneByOne();
        return report();
    }

private:
    [[nodiscard]] bool isTogether(std::size_t i) const
    {
        return std::holds_alternative<rule::Pipeline>(m_rules[i].rule->body) && !hasTimeline(*m_rules[i].rule);
    }

    // Rules of single events in one pass, with the filters that apply to them.
    void scanTogether()
    {
        std::vector<std::size_t> places;
        std::vector<const rule::Rule*> together;
        std::vector<std::unique_ptr<const rule::Rule>> joined;
        for (std::size_t i = 0; i < m_rules.size(); ++i) {
            if (!isTogether(i))
                continue;
            const std::vector<RuleInDocument> filters
                = rule::filtersOf(*m_rules[i].rule, {m_rules[i].document, &m_loaded});
            if (!filters.empty())
                joined.push_back(std::make_unique<const rule::Rule>(rule::joined(*m_rules[i].rule, filters).rule));
            together.push_back(filters.empty() ? m_rules[i].rule : joined.back().get());
            places.push_back(i);
        }
        const RuleSet set(together, m_taxonomy, m_options.ignoreLogSource);
        m_task.setTotal(places.size() * m_events.segments.size() + (m_rules.size() - places.size()));
        std::vector<RuleSet::Matches> matches = set.matches(m_events, m_task, m_options.workers);
        if (m_task.isStopped())
            return;
        for (std::size_t at = 0; at < places.size(); ++at) {
            if (!set.error(at).empty()) {
                m_outcomes[places[at]] = std::unexpected(set.error(at));
                continue;
            }
            MatchedEvents found;
            found.scope = Bitmap(m_events.size());
            found.definite = found.possible = std::move(matches[at].definite);
            if (found.definite.size() == 0)
                found.definite = found.possible = Bitmap(m_events.size());
            if (matches[at].isApproximate)
                found.notes.emplace_back("a part of the rule is not evaluated");
            if (matches[at].isUnsure)
                found.notes.emplace_back("some of the events do not say which log they are from");
            found.logSource = logSourceUse(scopeOf(together[at]->logSource, m_taxonomy).state);
            m_outcomes[places[at]] = std::move(found);
        }
    }

    // Correlations and sequences after them, with what is known of the rules that they name.
    void scanOneByOne()
    {
        MatchOptions options = m_options;
        options.rules = &m_loaded;
        options.memo = std::make_shared<MatchMemo>();
        for (std::size_t i = 0; i < m_rules.size(); ++i) {
            if (m_outcomes[i])
                options.memo->done.emplace(m_rules[i].rule, *m_outcomes[i]);
        }
        for (std::size_t i = 0; i < m_rules.size() && !m_task.isStopped(); ++i) {
            if (isTogether(i))
                continue;
            m_task.advance(1);
            const rule::Body& body = m_rules[i].rule->body;
            if (std::holds_alternative<rule::NoQuery>(body) || std::holds_alternative<rule::FilterDocument>(body))
                continue;
            options.document = m_rules[i].document;
            Result<MatchedEvents> matched
                = matchEvents(*m_rules[i].rule, m_events, m_taxonomy, options, m_cache, m_task);
            if (!m_task.isStopped())
                m_outcomes[i] = std::move(matched);
        }
    }

    ScanReport report()
    {
        const NamedRules named(m_rules, m_loaded);
        ScanReport report;
        for (std::size_t i = 0; i < m_rules.size(); ++i) {
            report.noQuery += std::holds_alternative<rule::NoQuery>(m_rules[i].rule->body) ? 1 : 0;
            if (!m_outcomes[i])
                continue;
            if (!*m_outcomes[i])
                report.failed.push_back({i, m_outcomes[i]->error().front().message});
            else if (named.isListed(m_rules[i].rule))
                addHit(report, i, **m_outcomes[i]);
            else
                ++report.unlisted;
        }
        report.isCancelled = m_task.isStopped();
        return report;
    }

    static void addHit(ScanReport& report, std::size_t rule, MatchedEvents& matched)
    {
        const std::uint64_t count
            = matched.timeline != nullptr ? matched.timeline->firings.size() : matched.definite.count();
        if (count == 0)
            return;
        const bool isApproximate
            = !matched.opaqueReasons.empty() || !matched.notes.empty() || matched.logSource == LogSourceUse::Unmapped;
        report.hits.push_back({rule, count, std::move(matched.definite), std::move(matched.timeline), isApproximate});
    }

    std::span<const RuleInDocument> m_rules;
    const rule::RuleSet& m_loaded;
    const events::EventSet& m_events;
    const taxonomy::Taxonomy& m_taxonomy;
    const MatchOptions& m_options;
    LeafCache* m_cache;
    Task& m_task;
    std::vector<std::optional<Result<MatchedEvents>>> m_outcomes; ///< by place
};

} // namespace

ScanReport scan(std::span<const RuleInDocument> rules, const rule::RuleSet& loaded, const events::EventSet& events,
    const taxonomy::Taxonomy& taxonomy, const MatchOptions& options, LeafCache* cache, Task& task)
{
    return Scanner(rules, loaded, events, taxonomy, options, cache, task).run();
}

} // namespace rulewright::match
