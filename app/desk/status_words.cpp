// SPDX-License-Identifier: Apache-2.0
#include "app/desk/status_words.h"

#include "ui/window/words.h"

#include <QCoreApplication>

namespace rulewright::desk {

namespace {

using ui::grouped;
using ui::Mark;
using ui::StatusPart;
using ui::Theme;

QString tr(const char* source) { return QCoreApplication::translate("Status", source); }

QString number(quint64 value) { return grouped(qint64(value)); }

StatusPart untested(const QString& text) { return {text, Mark::Empty, &Theme::text2, false, false, true}; }

QString hitsWords(const advise::StatusFigures& figures)
{
    if (figures.possible > figures.hits)
        return figures.hits == 0 ? tr("at most %1 hits").arg(number(figures.possible))
                                 : tr("%1 to %2 hits").arg(number(figures.hits), number(figures.possible));
    return figures.hits == 1 ? tr("1 hit") : tr("%1 hits").arg(number(figures.hits));
}

StatusPart hitsPart(const advise::StatusFigures& figures, bool isLoading)
{
    StatusPart part;
    part.text = hitsWords(figures);
    part.isStrong = true;
    if (figures.isApproximate) {
        part.mark = Mark::Untested;
        part.colour = &Theme::caveat;
    }
    if (isLoading) {
        part.mark = Mark::Stale;
        part.text += tr(" so far");
    }
    return part;
}

StatusPart truePositivesPart(const advise::StatusFigures& figures, bool isLoading)
{
    const advise::Share& share = figures.truePositives;
    if (share.total == 0)
        return {tr("no event labelled TP"), std::nullopt, &Theme::text2, false, false, true};
    StatusPart part;
    part.text = tr("%1 of %2 TP").arg(number(share.matched), number(share.total));
    const bool hasAll = share.matched == share.total;
    if (!figures.areOfThisRule && !hasAll) {
        // Events of its techniques are a measure, no verdict: the rule may be for some of them only.
        part.text = tr("%1 of %2 attack events of its techniques").arg(number(share.matched), number(share.total));
        part.colour = &Theme::text2;
        return part;
    }
    part.text += isLoading ? tr(" so far") : tr(" kept");
    part.mark = hasAll ? Mark::Check : Mark::Cross;
    part.isStrong = !hasAll;
    return part;
}

void addBenign(std::vector<StatusPart>& parts, const advise::StatusFigures& figures, const StatusFacts& facts)
{
    const bool isLoading = facts.isLoading;
    const advise::Share& share = figures.benign;
    if (share.total == 0) {
        parts.push_back({tr("no benign events loaded"), std::nullopt, &Theme::text2, false, false, true});
        return;
    }
    const bool isBound = share.possible > share.matched;
    StatusPart part;
    part.text = isLoading ? tr("%1 of %2 benign read so far").arg(number(share.matched), number(share.total))
        : isBound         ? tr("at most %1 of %2 benign").arg(number(share.possible), number(share.total))
                          : tr("%1 of %2 benign").arg(number(share.matched), number(share.total));
    part.mark = Mark::Benign;
    part.colour = &Theme::benign;
    part.isStrong = share.matched > 0;
    parts.push_back(part);
    if (!facts.exclusion.isEmpty()) {
        parts.push_back({facts.exclusion, std::nullopt, &Theme::text2, false, true, false});
        return;
    }
    if (isLoading || figures.benignHosts == 0)
        return;
    const QString hosts = figures.benignHosts == 1 ? tr("1 host") : tr("%1 hosts").arg(number(figures.benignHosts));
    const QString days = figures.benignDays == 1 ? tr("1 day") : tr("%1 days").arg(number(figures.benignDays));
    parts.push_back({hosts + QStringLiteral(", ") + days, std::nullopt, &Theme::text2, false, true, false});
}

std::vector<StatusPart> brokenParts(const StatusFacts& facts)
{
    std::vector<StatusPart> parts;
    parts.push_back({facts.errors == 1 ? tr("1 error: the text is not tested")
                                       : tr("%1 errors: the text is not tested").arg(facts.errors),
        Mark::Error, &Theme::error, true, false, true});
    if (!facts.figures)
        return parts;
    QString last = tr("last good: %1").arg(hitsWords(*facts.figures));
    if (const advise::Share& share = facts.figures->truePositives; share.total > 0)
        last += tr(", %1 of %2 TP").arg(number(share.matched), number(share.total));
    if (const advise::Share& share = facts.figures->benign; share.total > 0)
        last += tr(", %1 of %2 benign").arg(number(share.matched), number(share.total));
    parts.push_back({last, Mark::Stale, &Theme::text2, false, true, true});
    return parts;
}

} // namespace

std::vector<StatusPart> statusParts(const StatusFacts& facts)
{
    if (!facts.hasRule)
        return {untested(facts.loadedEvents == 0
                ? tr("No rule and no events: nothing has been tested")
                : tr("No rule: nothing has been tested on the %1 loaded events").arg(number(facts.loadedEvents)))};
    if (facts.errors > 0)
        return brokenParts(facts);
    if (!facts.cannotMatch.isEmpty())
        return {{facts.cannotMatch, Mark::Untested, &Theme::caveat, false, false, true}};
    if (facts.loadedEvents == 0)
        return {untested(tr("No events loaded: nothing has been tested"))};
    if (!facts.figures)
        return {};
    if (facts.figures->lookedAt == 0)
        return {untested(tr("0 events looked at: nothing has been tested"))};
    std::vector<StatusPart> parts;
    parts.push_back(hitsPart(*facts.figures, facts.isLoading));
    parts.push_back(truePositivesPart(*facts.figures, facts.isLoading));
    addBenign(parts, *facts.figures, facts);
    return parts;
}

} // namespace rulewright::desk
