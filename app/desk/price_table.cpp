// SPDX-License-Identifier: Apache-2.0
#include "app/desk/price_table.h"

#include "core/text/fold.h"
#include "ui/guide/guide_words.h"

#include <QCoreApplication>

#include <algorithm>

namespace rulewright::desk {

namespace {

using advise::Silence;

QString tr(const char* source) { return QCoreApplication::translate("Guide", source); }

// In place of a row's numbers, at most 14 letters.
QString rowReason(Silence silence)
{
    switch (silence) {
    case Silence::NoEvents:
        return tr("no events");
    case Silence::NoLogSource:
        return tr("no such event");
    case Silence::FieldAbsent:
        return tr("field absent");
    case Silence::NotInSigma:
        return tr("not in Sigma");
    case Silence::NoPlace:
        return tr("no place here");
    default:
        return {};
    }
}

// In place of one side's.
QString sideReason(Silence silence)
{
    switch (silence) {
    case Silence::NoEvents:
        return tr("none loaded");
    case Silence::NoLogSource:
        return tr("none in source");
    case Silence::TooFewEvents:
        return tr("too few events");
    default:
        return {};
    }
}

} // namespace

GuideRows guideRows(std::shared_ptr<const corpus::Guide> guide)
{
    GuideRows rows;
    for (const corpus::GuideRow& row : guide->indicators)
        rows.indicators.push_back(advise::rowTest(row.key));
    for (const corpus::GuideRow& row : guide->exclusions)
        rows.exclusions.push_back(advise::rowTest(row.key));
    rows.guide = std::move(guide);
    return rows;
}

ui::RowPrice rowPrice(const advise::Price& price)
{
    ui::RowPrice row;
    row.sentence = QString::fromStdString(price.sentence);
    row.reason = rowReason(price.silence);
    if (!row.reason.isEmpty())
        return row;
    row.attackReason = sideReason(price.attack.silence);
    row.benignReason = sideReason(price.benign.silence);
    row.alone = ui::SideCounts{price.attack.alone, price.benign.alone};
    if (price.hasPlace) {
        row.added = ui::SideCounts{price.attack.added, price.benign.added};
        row.removed = ui::SideCounts{price.attack.removed, price.benign.removed};
        row.isInRule = price.kind == advise::Insertion::Kind::AlreadyThere;
    }
    return row;
}

QString widestPrice(const ui::PriceTable& prices)
{
    QString widest;
    const auto look = [&widest](const std::vector<ui::RowPrice>& rows, bool areExclusions) {
        for (const ui::RowPrice& row : rows) {
            const ui::HereWords words = ui::hereWords(row, areExclusions);
            for (const QString& text : {words.attack, words.benign}) {
                if (text.size() > widest.size())
                    widest = text;
            }
        }
    };
    look(prices.indicators, false);
    look(prices.exclusions, true);
    return widest;
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
        prices.indicators[i].isInRule = prices.indicators[i].isInRule || isInRule(guide.indicators[i].key);
    for (std::size_t i = 0; i < prices.exclusions.size() && i < guide.exclusions.size(); ++i)
        prices.exclusions[i].isInRule = prices.exclusions[i].isInRule || isInRule(guide.exclusions[i].key);
}

} // namespace rulewright::desk
