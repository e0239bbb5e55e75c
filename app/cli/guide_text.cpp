// SPDX-License-Identifier: Apache-2.0
#include "app/cli/guide_text.h"

#include "core/corpus/profile.h"

#include <algorithm>
#include <format>
#include <print>
#include <string>
#include <vector>

namespace rulewright::cli {

namespace {

using corpus::Guide;
using corpus::GuideRow;
using corpus::NamedCount;
using corpus::RowKey;

std::string joined(const std::vector<std::string>& texts)
{
    std::string line;
    for (const std::string& text : texts) {
        if (!line.empty())
            line += ", ";
        line += text;
    }
    return line;
}

std::string countsText(const std::vector<NamedCount>& counts)
{
    std::vector<std::string> texts;
    for (const NamedCount& count : counts)
        texts.push_back(std::format("{} {}", count.name, count.rules));
    return joined(texts);
}

std::string keyText(const RowKey& key)
{
    std::string text = std::format("{} {}", key.field, operatorName(key.op));
    if (key.value)
        text += std::format(" \"{}\"", *key.value);
    if (!key.transform.empty())
        text += std::format(" [{}]", key.transform);
    return text;
}

class Printer {
public:
    Printer(std::ostream& out, std::size_t rows)
        : m_out(out)
        , m_rows(rows)
    {
    }

    // One section: its title with the number of rows, then the rows; nothing for an empty list.
    template <class List, class Line> void section(const char* title, const List& list, Line line)
    {
        if (list.empty())
            return;
        std::println(m_out, "\n{} ({})", title, list.size());
        const std::size_t shown = std::min(m_rows, list.size());
        for (std::size_t i = 0; i < shown; ++i)
            std::println(m_out, "  {}", line(list[i]));
        if (shown < list.size())
            std::println(m_out, "  … {} more; --all shows them.", list.size() - shown);
    }

private:
    std::ostream& m_out;
    std::size_t m_rows;
};

void printHeader(std::ostream& out, const Guide& guide, const attack::AttackData& attack)
{
    std::println(out, "{} {}", guide.technique, guide.name);
    if (attack.isRevoked(guide.requested))
        std::println(out, "{} was revoked; this is its successor.", guide.requested);
    std::vector<std::string> tactics;
    for (const std::string& shortName : guide.tactics) {
        const attack::Tactic* tactic = attack.tactic(shortName);
        tactics.push_back(tactic != nullptr ? tactic->name : shortName);
    }
    std::println(out, "Tactics: {}", joined(tactics));
    if (!guide.platforms.empty())
        std::println(out, "Platforms: {}", joined(guide.platforms));
    if (!guide.parent.empty())
        std::println(out, "Sub-technique of {}", guide.parent);
    if (!guide.subtechniques.empty())
        std::println(out, "Sub-techniques: {}", joined(guide.subtechniques));
    if (guide.united.size() > 1)
        std::println(out, "United with: {}", joined({guide.united.begin() + 1, guide.united.end()}));
    std::println(out, "Rules: {} exact, {} with sub-techniques; shown: {}", guide.rulesExact,
        guide.rulesWithSubtechniques, guide.mode == corpus::GuideMode::Exact ? "exact" : "with sub-techniques");
}

} // namespace

void printGuide(std::ostream& out, const Guide& guide, const corpus::Profile& profile, const attack::AttackData& attack,
    std::size_t rows)
{
    printHeader(out, guide, attack);
    Printer printer(out, rows);
    printer.section("Events covered; rules", guide.events, [](const corpus::GuideEvent& event) {
        return std::format("{:>5}  {} {}  {}", event.rules.size(), event.provider, event.id, event.title);
    });
    printer.section("Fields filtered most; rules", guide.fields, [](const corpus::GuideField& field) {
        return std::format("{:>5}  {}  ({})", field.rules.size(), field.field, countsText(field.operators));
    });
    printer.section("Indicators; rules, reach", guide.indicators, [](const GuideRow& row) {
        const char* mark = row.isSpecific() ? "specific" : row.isNoisy() ? "noisy" : "";
        return std::format("{:>5} {:>5}  {:<8}  {}", row.rules.size(), row.reach, mark, keyText(row.key));
    });
    printer.section("Exclusions; rules, reach", guide.exclusions, [](const GuideRow& row) {
        return std::format("{:>5} {:>5}  {}", row.rules.size(), row.reach, keyText(row.key));
    });
    printer.section(
        "Exclusions that hold only together; rules", guide.jointExclusions, [](const corpus::JointExclusion& clause) {
            std::string line = std::format("{:>5}", clause.rules.size());
            for (std::size_t i = 0; i < clause.members.size(); ++i)
                line += std::format("{}{}", i == 0 ? "  " : "; ", keyText(clause.members[i]));
            return line;
        });
    printer.section("Negations inside one branch; rules", guide.nestedNegations,
        [](const GuideRow& row) { return std::format("{:>5}  {}", row.rules.size(), keyText(row.key)); });
    printer.section("Computed by searches; rules", guide.derived, [](const corpus::DerivedRow& row) {
        return std::format("{:>5}  {}  ({})", row.rules.size(), keyText(row.key), row.from);
    });
    printer.section("Rules; level, status", guide.rules, [](const corpus::GuideRule& rule) {
        return std::format("{}  {}, {}  {}: {}", rule.title, rule.level.value_or("no level"),
            rule.status.value_or("no status"), vendorName(rule.vendor), rule.path);
    });
    printer.section("Rules that could not be parsed", guide.unparsed, [](const corpus::GuideUnparsed& rule) {
        return std::format("{}: {}: {}", vendorName(rule.vendor), rule.path, rule.reason);
    });
    if (profile.isEmpty())
        std::println(out, "\nNo rules are loaded; name a folder with --corpus sigma=FOLDER.");
    std::println(out, "\nMITRE ATT&CK {}. {}", attack.version(), attack.notice());
}

} // namespace rulewright::cli
