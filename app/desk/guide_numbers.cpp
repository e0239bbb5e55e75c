// SPDX-License-Identifier: Apache-2.0
#include "app/desk/guide_numbers.h"

#include "core/advise/insert.h"
#include "core/corpus/built_in.h"
#include "core/rulefile/rulefile.h"
#include "core/text/fold.h"
#include "ui/window/words.h"

#include <QCoreApplication>

#include <algorithm>
#include <bit>
#include <charconv>
#include <format>
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

// A rule with nothing but the log source of the one being written: a row is inserted into it as it would
// be into that.
std::string skeleton(const rule::Rule* rule)
{
    std::string text = "title: Row\n";
    if (rule && (rule->logSource.product || rule->logSource.category || rule->logSource.service)) {
        text += "logsource:\n";
        const rule::LogSource& source = rule->logSource;
        const auto add = [&text](const char* key, const auto& part) {
            if (part)
                text += std::format("    {}: '{}'\n", key, part->text);
        };
        add("product", source.product);
        add("category", source.category);
        add("service", source.service);
    }
    return text + "detection:\n    selection:\n    condition: selection\n";
}

struct Sides {
    advise::EventFacts facts;
    match::MatchOptions options;
};

std::uint64_t countIn(const match::Bitmap& matched, const match::Bitmap& side) { return (matched & side).count(); }

ui::RowPrice priceOf(const corpus::RowKey& key, const std::string& frame, const rule::Document& frameDocument,
    const AloneInput& input, const Sides& sides, Task& task)
{
    ui::RowPrice price;
    const SourceText source("row.yml", frame);
    const auto caret = std::uint32_t(frame.find("selection:") + 10);
    const auto insertion = advise::insertion(source, frameDocument, caret, key);
    if (!insertion)
        return price;
    const std::string text = applyEdits(frame, {insertion->edit});
    const Parsed<rule::Document> parsed = rulefile::parse(SourceText("row.yml", text));
    if (!parsed.value || hasErrors(parsed.diagnostics) || parsed.value->rules.empty())
        return price;
    const auto report
        = match::match(parsed.value->rules.front(), *input.events, *input.taxonomy, sides.options, nullptr, task);
    if (!report || report->isCancelled || report->approximate)
        return price;
    const QString field = QString::fromStdString(key.field);
    if (report->eventsInScope == 0) {
        price.reason = tr("no such event");
        price.sentence = tr("No loaded event is one that the rule's log source means: no price");
    } else if (!report->unknownFields.empty()) {
        price.reason = tr("field absent");
        price.sentence = tr("%1 is absent from all %2 events that the rule looks at: no price")
                             .arg(field, ui::grouped(qint64(report->eventsInScope)));
    } else {
        price.alone = ui::SideCounts{
            countIn(report->definite, sides.facts.attack), countIn(report->definite, sides.facts.benign)};
    }
    return price;
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

ui::PriceTable alonePrices(const AloneInput& input, Task& task)
{
    ui::PriceTable prices;
    if (!input.events || input.events->size() == 0)
        return prices;
    const rule::Rule* rule = input.document ? rule::mainRule(*input.document) : nullptr;
    const std::string frame = skeleton(rule);
    const Parsed<rule::Document> parsed = rulefile::parse(SourceText("row.yml", frame));
    if (!parsed.value)
        return prices;
    const Sides sides{advise::eventFacts(*input.events, task), {}};
    prices.benignEvents = sides.facts.benign.count();
    const auto priceAll = [&](const std::vector<corpus::GuideRow>& rows, std::vector<ui::RowPrice>& out) {
        for (const corpus::GuideRow& row : rows) {
            if (task.isStopped())
                return;
            out.push_back(priceOf(row.key, frame, *parsed.value, input, sides, task));
        }
    };
    priceAll(input.guide.indicators, prices.indicators);
    priceAll(input.guide.exclusions, prices.exclusions);
    return task.isStopped() ? ui::PriceTable{} : prices;
}

std::optional<RuleHits> ruleHits(const corpus::ProfileRule& rule, const events::EventSet& set,
    const taxonomy::Taxonomy& taxonomy, match::LeafCache* cache, Task& task)
{
    const auto text = corpus::ruleText(rule.folder, rule.path);
    if (!text)
        return std::nullopt;
    const Parsed<rule::Document> parsed = rulefile::parse(SourceText(rule.path, *text));
    if (!parsed.value || rule.document >= parsed.value->rules.size())
        return std::nullopt;
    const auto report = match::match(parsed.value->rules[rule.document], set, taxonomy, {}, cache, task);
    if (!report || report->isCancelled)
        return std::nullopt;
    return RuleHits {report->possible, report->eventsInScope, report->approximate};
}

std::vector<std::optional<std::uint64_t>> guideRuleHits(const corpus::Guide& guide, const corpus::Profile& profile,
    const events::EventSet& set, const taxonomy::Taxonomy& taxonomy, Task& task)
{
    std::vector<std::optional<std::uint64_t>> all;
    if (set.size() == 0)
        return all;
    for (const corpus::GuideRule& rule : guide.rules) {
        if (task.isStopped())
            return {};
        const auto hits = ruleHits(profile.rule(rule.rule), set, taxonomy, nullptr, task);
        const bool isKnown = hits && hits->lookedAt > 0 && !hits->isBound;
        all.push_back(isKnown ? std::optional(hits->matched) : std::nullopt);
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
    if (hits->isBound)
        return tr("Matches at most %1 of the %2 loaded events").arg(some, all);
    return hits->matched == 0 ? tr("Matches none of the %1 loaded events").arg(all)
                              : tr("Matches %1 of the %2 loaded events").arg(some, all);
}

void markRowsInRule(ui::PriceTable& prices, const corpus::Guide& guide, const match::MatchReport* report)
{
    const auto isInRule = [report](const corpus::RowKey& key) {
        if (!report || !key.value)
            return false;
        return std::ranges::any_of(report->predicates, [&](const match::PredicateCount& predicate) {
            return predicate.op == key.op && predicate.field == key.field && equalsFolded(predicate.text, *key.value);
        });
    };
    for (std::size_t i = 0; i < prices.indicators.size() && i < guide.indicators.size(); ++i)
        prices.indicators[i].isInRule = isInRule(guide.indicators[i].key);
    for (std::size_t i = 0; i < prices.exclusions.size() && i < guide.exclusions.size(); ++i)
        prices.exclusions[i].isInRule = isInRule(guide.exclusions[i].key);
}

} // namespace rulewright::desk
