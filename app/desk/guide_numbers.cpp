// SPDX-License-Identifier: Apache-2.0
#include "app/desk/guide_numbers.h"

#include "core/corpus/built_in.h"
#include "core/rulefile/rulefile.h"
#include "ui/window/words.h"

#include <QCoreApplication>

#include <algorithm>
#include <bit>
#include <charconv>
#include <map>

namespace rulewright::desk {

namespace {

QString tr(const char* source) { return QCoreApplication::translate("Guide", source); }

using EventKey = std::pair<std::string, std::uint32_t>;

std::map<EventKey, std::uint64_t> countEvents(const events::EventSet& set)
{
    std::map<EventKey, std::uint64_t> counts;
    std::string providerText;
    std::string idText;
    for (const auto& segment : set.segments) {
        for (std::uint32_t row = 0; row < segment->rows; ++row) {
            const auto provider = segment->systemText(events::SystemField::Provider, events::RowId{row}, providerText);
            const auto id = segment->systemText(events::SystemField::EventId, events::RowId{row}, idText);
            std::uint32_t number = 0;
            std::from_chars(id.data(), id.data() + id.size(), number);
            ++counts[{std::string(provider), number}];
        }
    }
    return counts;
}

std::uint64_t countWithField(const events::EventSet& set, const std::string& field)
{
    std::uint64_t count = 0;
    for (const auto& segment : set.segments) {
        std::vector<std::uint64_t> rows((segment->rows + 63) / 64);
        for (const events::ResolvedColumn& resolved : set.fields.resolve(*segment, field)) {
            const std::vector<std::uint64_t> bits = resolved.column->presence.bits();
            for (std::size_t w = 0; w < rows.size() && w < bits.size(); ++w)
                rows[w] |= resolved.rows ? bits[w] & (*resolved.rows)[w] : bits[w];
        }
        for (const std::uint64_t word : rows)
            count += std::uint64_t(std::popcount(word));
    }
    return count;
}

} // namespace

ui::LoadedFacts loadedFacts(const corpus::Guide& guide, const events::EventSet& set)
{
    ui::LoadedFacts facts;
    facts.events = set.size();
    if (facts.events == 0)
        return facts; // nothing was looked at: no zero says so
    const std::map<EventKey, std::uint64_t> counts = countEvents(set);
    for (const corpus::GuideEvent& event : guide.events) {
        const auto found = counts.find({event.provider, event.id});
        facts.eventCounts.push_back(found == counts.end() ? 0 : found->second);
    }
    for (const corpus::GuideField& field : guide.fields) {
        const std::uint64_t count = countWithField(set, field.field);
        facts.fieldShares.push_back(count == 0 ? std::nullopt : std::optional(double(count) / double(facts.events)));
    }
    return facts;
}

std::optional<RuleHits> ruleHits(const corpus::ProfileRule& rule, const events::EventSet& set,
    const taxonomy::Taxonomy& taxonomy, match::LeafCache* cache, Task& task)
{
    const auto text = corpus::ruleText(rule.folder, rule.path);
    if (!text)
        return std::nullopt;
    const Parsed<rule::Document> parsed = rulefile::parseBeside(SourceText(rule.path, *text), rule.folder);
    if (!parsed.value || rule.document >= parsed.value->rules.size())
        return std::nullopt;
    const auto report = match::match(parsed.value->rules[rule.document], set, taxonomy, {}, cache, task);
    if (!report || report->isCancelled)
        return std::nullopt;
    RuleHits hits{.matched = report->possible, .lookedAt = report->eventsInScope, .isBound = report->approximate};
    report->possibleEvents.forEach([&](std::uint32_t event) {
        const events::Side side = set.side(events::EventId{event});
        hits.attack += side == events::Side::Attack ? 1 : 0;
        hits.benign += side == events::Side::Benign ? 1 : 0;
    });
    return hits;
}

std::vector<std::optional<ui::RuleCount>> guideRuleHits(const corpus::Guide& guide, const corpus::Profile& profile,
    const events::EventSet& set, const taxonomy::Taxonomy& taxonomy, Task& task)
{
    std::vector<std::optional<ui::RuleCount>> all;
    if (set.size() == 0)
        return all;
    for (const corpus::GuideRule& rule : guide.rules) {
        if (task.isStopped())
            return {};
        const auto hits = ruleHits(profile.rule(rule.rule), set, taxonomy, nullptr, task);
        const bool isKnown = hits && hits->lookedAt > 0;
        all.push_back(isKnown ? std::optional(ui::RuleCount{hits->matched, hits->isBound}) : std::nullopt);
    }
    return all;
}

QString hitsSentence(const std::optional<RuleHits>& hits, std::uint64_t events)
{
    if (events == 0 || !hits)
        return {};
    const QString all = ui::grouped(qint64(events));
    if (hits->lookedAt == 0)
        return tr("None of the %1 loaded events is of its log source").arg(all);
    const QString some = ui::grouped(qint64(hits->matched));
    if (hits->matched == 0)
        return tr("Matches none of the %1 loaded events").arg(all);
    const QString sentence = hits->isBound ? tr("Matches at most %1 of the %2 loaded events").arg(some, all)
                                           : tr("Matches %1 of the %2 loaded events").arg(some, all);
    QStringList sides;
    if (hits->attack > 0)
        sides << tr("%1 attack").arg(ui::grouped(qint64(hits->attack)));
    if (hits->benign > 0)
        sides << tr("%1 benign").arg(ui::grouped(qint64(hits->benign)));
    return sides.isEmpty() ? sentence : sentence + QStringLiteral(": ") + sides.join(QStringLiteral(", "));
}

} // namespace rulewright::desk
