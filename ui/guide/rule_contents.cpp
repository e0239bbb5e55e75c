// SPDX-License-Identifier: Apache-2.0
#include "ui/guide/rule_contents.h"

#include "ui/guide/guide_words.h"

#include <QCoreApplication>

#include <algorithm>

namespace rulewright::ui {

namespace {

std::optional<quint32> rulesInGuide(const corpus::Guide& guide, const RulePart& part)
{
    const auto& rows = part.role == corpus::Role::Filter ? guide.indicators : guide.exclusions;
    if (part.role != corpus::Role::Filter && part.role != corpus::Role::Exclusion)
        return std::nullopt;
    const auto sameText
        = [](const std::string& a, const std::string& b) { return text(a).compare(text(b), Qt::CaseInsensitive) == 0; };
    const auto found = std::ranges::find_if(rows, [&](const corpus::GuideRow& row) {
        return row.key.op == part.key.op && row.key.transform == part.key.transform
            && row.key.value.has_value() == part.key.value.has_value() && sameText(row.key.field, part.key.field)
            && (!row.key.value || sameText(*row.key.value, *part.key.value));
    });
    return found == rows.end() ? std::nullopt : std::optional(quint32(found->rules.size()));
}

} // namespace

RuleContents ruleContents(const corpus::Profile& profile, corpus::RuleId id, const corpus::Guide& guide)
{
    const corpus::ProfileRule& rule = profile.rule(id);
    RuleContents contents;
    contents.rule = id;
    contents.title = text(rule.title);
    contents.path = text(rule.path);
    contents.chips << text(corpus::vendorTitle(rule.vendor));
    for (const auto& fact : {rule.level, rule.status}) {
        if (fact && !fact->empty())
            contents.chips << text(*fact);
    }
    for (const std::string& technique : rule.techniques)
        contents.chips << text(technique);
    QStringList reasons;
    for (const std::string& reason : rule.reasons)
        reasons << text(reason);
    if (!reasons.isEmpty())
        contents.note
            = QCoreApplication::translate("Guide", "Read in part: %1").arg(reasons.join(QStringLiteral("; ")));
    const auto leaves = profile.leaves(id);
    const std::vector<corpus::RuleRow> rows = corpus::rowsOf(profile, id);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        if (rows[i].context != corpus::Context::Event)
            continue;
        RulePart part;
        part.key = rows[i].key;
        part.role = rows[i].role;
        part.reach = rows[i].reach;
        if (i < leaves.size() && leaves[i].raw != corpus::TextId::None)
            part.raw = text(profile.text(leaves[i].raw)).section(u':', 1);
        part.rules = rulesInGuide(guide, part);
        contents.parts.push_back(std::move(part));
    }
    return contents;
}

} // namespace rulewright::ui
