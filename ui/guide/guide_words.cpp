// SPDX-License-Identifier: Apache-2.0
#include "ui/guide/guide_words.h"

#include "ui/window/words.h"

#include <QCoreApplication>
#include <QStringList>

namespace rulewright::ui {

namespace {

QString tr(const char* source) { return QCoreApplication::translate("Guide", source); }

QString eventTitle(const corpus::GuideEvent& event)
{
    return text(event.description.empty() ? event.title : event.description);
}

QString reachWords(const GuideModel& model, const GuideModel::Node& node)
{
    const auto& guide = model.guide();
    const auto& row = node.kind == RowKind::Indicator ? guide.indicators[std::size_t(node.index)]
                                                      : guide.exclusions[std::size_t(node.index)];
    QString words = tr(", reach %1").arg(grouped(row.reach));
    if (node.kind == RowKind::Indicator && row.isSpecific())
        words += tr(", specific");
    else if (node.kind == RowKind::Indicator && row.isNoisy())
        words += tr(", noisy");
    return words;
}

QString priceWords(const GuideModel& model, const GuideModel::Node& node)
{
    const RowPrice* price = model.price(node);
    if (!price)
        return {};
    QString words;
    if (price->isInRule)
        words += tr(" Already in this rule.");
    if (!price->sentence.isEmpty())
        words += u' ' + price->sentence + u'.';
    if (!price->reason.isEmpty())
        return words;
    const QString attack = price->attackReason;
    const QString benign = price->benignReason;
    if (!attack.isEmpty() || !benign.isEmpty())
        return words;
    if (price->alone)
        words += tr(" Alone: matches %1 attack and %2 benign events.")
                     .arg(grouped(qint64(price->alone->attack)), grouped(qint64(price->alone->benign)));
    if (!price->hasHere())
        return words;
    const auto say = [&words](const SideCounts& counts, const QString& sentence) {
        words += sentence.arg(grouped(qint64(counts.attack)), grouped(qint64(counts.benign)));
    };
    const bool adds = *price->added != SideCounts{};
    const bool removes = *price->removed != SideCounts{};
    if (adds || (!removes && node.kind != RowKind::Exclusion))
        say(*price->added, tr(" Here: adds %1 attack and %2 benign events."));
    if (removes || (!adds && node.kind == RowKind::Exclusion))
        say(*price->removed, tr(" Here: removes %1 attack and %2 benign events."));
    return words;
}

QString eventSentence(const GuideModel& model, const GuideModel::Node& node)
{
    const auto& event = model.guide().events[std::size_t(node.index)];
    QString words = tr("%1 event %2, %3, %4.")
                        .arg(providerWords(event.provider), QString::number(event.id), eventTitle(event),
                            rulesWords(qsizetype(event.rules.size())));
    const auto& counts = model.loaded().eventCounts;
    if (std::size_t(node.index) < counts.size()) {
        const auto count = counts[std::size_t(node.index)];
        words += count == 0 ? tr(" None loaded.") : tr(" %1 loaded.").arg(grouped(qint64(count)));
    }
    return words;
}

QString fieldSentence(const GuideModel& model, const GuideModel::Node& node)
{
    const auto& field = model.guide().fields[std::size_t(node.index)];
    QStringList how;
    for (const auto& name : field.operators)
        how << operatorWords(text(name.name)) + u' ' + grouped(name.rules);
    QString words
        = tr("%1, %2: %3.")
              .arg(text(field.field), rulesWords(qsizetype(field.rules.size())), how.join(QStringLiteral(", ")));
    const auto& shares = model.loaded().fieldShares;
    if (std::size_t(node.index) < shares.size()) {
        const auto share = shares[std::size_t(node.index)];
        words += share ? tr(" In %1 of the loaded events.").arg(percent(*share)) : tr(" Not in the loaded events.");
    }
    return words;
}

QString keySentence(const GuideModel& model, const GuideModel::Node& node)
{
    QString words
        = keyWords(*model.key(node)) + QStringLiteral(", ") + rulesWords(qsizetype(model.rulesBehind(node).size()));
    if (node.kind == RowKind::Indicator || node.kind == RowKind::Exclusion)
        words += reachWords(model, node);
    if (node.joint != Joint::None)
        words += tr(", one of %1 that exclude only together").arg(node.jointSize);
    return words + u'.' + priceWords(model, node);
}

// What the words above the columns mean.
QString sectionToolTip(GuideSection section)
{
    switch (section) {
    case GuideSection::Events:
        return tr("rules: that look at such events. loaded: events of this kind.");
    case GuideSection::Fields:
        return tr("rules: that test the field. in loaded events: the share that has it.");
    case GuideSection::Indicators:
        return tr("rules: of this technique that look for the value. reach: rules of any technique that do. "
                  "specific: no other technique's rule does. alone: loaded events with the value. "
                  "here: attack (atk) and benign (ben) events that the rule gains (+) or loses (−) if it goes in.");
    case GuideSection::Exclusions:
        return tr("rules: of this technique that exclude the value. reach: rules of any technique that do. "
                  "here: attack (atk) and benign (ben) events that the rule loses (−) if it excludes the value.");
    default:
        return {};
    }
}

QString ruleSentence(const corpus::GuideRule& rule)
{
    QString words = text(rule.title);
    if (rule.level)
        words += tr(", level %1").arg(text(*rule.level));
    if (rule.status)
        words += tr(", status %1").arg(text(*rule.status));
    return words + u'.';
}

} // namespace

QString text(std::string_view utf8) { return QString::fromUtf8(utf8.data(), qsizetype(utf8.size())); }

QString rulesWords(qsizetype count) { return count == 1 ? tr("1 rule") : tr("%1 rules").arg(grouped(count)); }

QString providerWords(std::string_view provider)
{
    if (provider == "Microsoft-Windows-Security-Auditing")
        return QStringLiteral("Security");
    if (provider == "Linux-Sysmon")
        return QStringLiteral("Linux Sysmon");
    QString words = text(provider);
    if (words.startsWith(u"Microsoft-Windows-"))
        words.remove(0, 18);
    return words;
}

QString operatorWords(rule::Op op) { return operatorWords(text(rule::operatorName(op))); }

QString valueWords(const corpus::RowKey& key) { return key.value ? text(*key.value) : operatorWords(key.op); }

QString keyWords(const corpus::RowKey& key)
{
    QString words = text(key.field) + u' ' + operatorWords(key.op);
    if (key.value)
        words += u' ' + text(*key.value);
    if (!key.transform.empty())
        words += tr(" (%1)").arg(text(key.transform));
    return words;
}

QString sectionTitle(GuideSection section)
{
    switch (section) {
    case GuideSection::Events:
        return tr("Events covered");
    case GuideSection::Fields:
        return tr("Fields filtered most");
    case GuideSection::Indicators:
        return tr("Top indicators");
    case GuideSection::Exclusions:
        return tr("Common exclusions");
    case GuideSection::Nested:
        return tr("Nested negations");
    case GuideSection::Derived:
        return tr("Computed by searches");
    case GuideSection::Rules:
        return tr("Rules");
    }
    return {};
}

QString moreWords(GuideSection section, int count)
{
    const bool one = count == 1;
    QString words;
    switch (section) {
    case GuideSection::Events:
        words = one ? tr("%1 more event") : tr("%1 more events");
        break;
    case GuideSection::Fields:
        words = one ? tr("%1 more field") : tr("%1 more fields");
        break;
    case GuideSection::Indicators:
        words = one ? tr("%1 more indicator") : tr("%1 more indicators");
        break;
    case GuideSection::Exclusions:
        words = one ? tr("%1 more exclusion") : tr("%1 more exclusions");
        break;
    case GuideSection::Nested:
        words = one ? tr("%1 more negation") : tr("%1 more negations");
        break;
    case GuideSection::Derived:
        words = one ? tr("%1 more value") : tr("%1 more values");
        break;
    case GuideSection::Rules:
        words = one ? tr("%1 more rule") : tr("%1 more rules");
        break;
    }
    return words.arg(grouped(count));
}

QString jointWords(Joint joint, int size)
{
    if (joint == Joint::None)
        return {};
    if (size == 2)
        return joint == Joint::Last ? tr("only both together") : QString();
    if (joint == Joint::First)
        return tr("one clause of %1").arg(size);
    return joint == Joint::Last ? tr("only together") : QString();
}

QString filterText(const corpus::Guide& guide, RowKind kind, int index)
{
    const auto i = std::size_t(index);
    switch (kind) {
    case RowKind::Event: {
        const auto& event = guide.events[i];
        return providerWords(event.provider) + u' ' + QString::number(event.id) + u' ' + eventTitle(event);
    }
    case RowKind::Field: {
        const auto& field = guide.fields[i];
        QString all = text(field.field);
        for (const auto& sample : field.samples)
            all += u'\n' + text(sample);
        return all;
    }
    case RowKind::Indicator:
        return text(guide.indicators[i].key.field) + u'\n' + valueWords(guide.indicators[i].key);
    case RowKind::Exclusion:
        return text(guide.exclusions[i].key.field) + u'\n' + valueWords(guide.exclusions[i].key);
    case RowKind::Nested:
        return text(guide.nestedNegations[i].key.field) + u'\n' + valueWords(guide.nestedNegations[i].key);
    case RowKind::Derived:
        return text(guide.derived[i].key.field) + u'\n' + valueWords(guide.derived[i].key);
    case RowKind::Rule:
        return text(guide.rules[i].title);
    default:
        return {};
    }
}

QString plainText(const GuideModel& model, const GuideModel::Node& node)
{
    switch (node.kind) {
    case RowKind::Section:
        return sectionTitle(node.section);
    case RowKind::Vendor:
        return text(corpus::vendorTitle(corpus::Vendor(node.index)));
    case RowKind::More:
        return moreWords(node.section, node.index);
    case RowKind::FilterEnd:
        return tr("Nothing else matches. Esc clears the filter.");
    case RowKind::Event: {
        const auto& event = model.guide().events[std::size_t(node.index)];
        return providerWords(event.provider) + u' ' + QString::number(event.id) + u' ' + eventTitle(event);
    }
    case RowKind::Field:
        return text(model.guide().fields[std::size_t(node.index)].field);
    case RowKind::Rule:
    case RowKind::RuleBehind:
        return text(model.rule(node)->title);
    default:
        return valueWords(*model.key(node));
    }
}

QString toolTip(const GuideModel& model, const GuideModel::Node& node)
{
    if (node.kind == RowKind::Field) {
        QStringList names;
        for (const auto& raw : model.guide().fields[std::size_t(node.index)].raw)
            names << text(raw.name) + u' ' + grouped(raw.rules);
        return names.join(QStringLiteral(", ")).toHtmlEscaped();
    }
    if (const corpus::GuideRule* rule = model.rule(node))
        return (text(corpus::vendorTitle(rule->vendor)) + QStringLiteral(", ") + text(rule->path)).toHtmlEscaped();
    if (node.kind == RowKind::Section)
        return sectionToolTip(node.section);
    if (!model.key(node))
        return {};
    QString words = keyWords(*model.key(node)).toHtmlEscaped();
    if (node.kind == RowKind::Indicator)
        words
            += QStringLiteral("<br>") + tr("Double-click or Enter: into the rule. Space: show where.").toHtmlEscaped();
    if (node.kind == RowKind::Exclusion)
        words += QStringLiteral("<br>")
            + tr("Double-click or Enter: the rule excludes it. Space: show where.").toHtmlEscaped();
    return words;
}

QString sentence(const GuideModel& model, const GuideModel::Node& node)
{
    switch (node.kind) {
    case RowKind::Section: {
        const int total = model.total(node.section);
        const int shown = model.shown(node.section);
        return model.filter().isEmpty()
            ? tr("%1, %2").arg(sectionTitle(node.section), grouped(total))
            : tr("%1, %2 of %3 match").arg(sectionTitle(node.section), grouped(shown), grouped(total));
    }
    case RowKind::Event:
        return eventSentence(model, node);
    case RowKind::Field:
        return fieldSentence(model, node);
    case RowKind::Rule:
    case RowKind::RuleBehind:
        return ruleSentence(*model.rule(node));
    case RowKind::More:
    case RowKind::FilterEnd:
    case RowKind::Vendor:
        return plainText(model, node);
    default:
        return keySentence(model, node);
    }
}

QUrl techniquePage(const QString& id)
{
    QString path = id;
    path.replace(u'.', u'/');
    return QUrl(QStringLiteral("https://attack.mitre.org/techniques/%1/").arg(path));
}

HereWords hereWords(const RowPrice& price, bool isExclusion)
{
    HereWords words{price.attackReason, price.benignReason};
    if (!price.hasHere())
        return words;
    const auto amount = [isExclusion](std::uint64_t added, std::uint64_t removed) {
        return isExclusion && added + removed == 0 ? withMinus(0) : gainAndLoss(qint64(added), qint64(removed));
    };
    if (words.attack.isEmpty())
        words.attack = tr("%1 atk").arg(amount(price.added->attack, price.removed->attack));
    if (words.benign.isEmpty())
        words.benign = tr("%1 ben").arg(amount(price.added->benign, price.removed->benign));
    return words;
}

} // namespace rulewright::ui
