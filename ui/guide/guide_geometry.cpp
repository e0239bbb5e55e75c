// SPDX-License-Identifier: Apache-2.0
#include "ui/guide/guide_geometry.h"

#include "ui/window/theme.h"

#include <QFontMetrics>

#include <algorithm>

namespace rulewright::ui {

namespace {

// Hands out columns from the right edge.
class FromRight {
public:
    FromRight(int right, const Theme& theme)
        : m_right(right)
        , m_theme(theme)
    {
    }

    ColumnEdges take(int width, int gapAfter) { return takePixels(m_theme.width(width), gapAfter); }

    ColumnEdges takePixels(int width, int gapAfter)
    {
        const ColumnEdges edges{m_right - width, m_right, true};
        m_right = edges.left - gapAfter;
        return edges;
    }

    int right() const { return m_right; }

private:
    int m_right;
    const Theme& m_theme;
};

constexpr int padding = 12;

bool hasHerePrices(const std::vector<RowPrice>& prices) { return std::ranges::any_of(prices, &RowPrice::hasHere); }

bool hasAlonePrices(const std::vector<RowPrice>& prices)
{
    return std::ranges::any_of(
        prices, [](const RowPrice& price) { return price.alone.has_value() || !price.reason.isEmpty(); });
}

void priceColumns(
    GuideColumns& columns, FromRight& from, const GuideModel& model, GuideSection section, const Theme& theme)
{
    const bool isIndicator = section == GuideSection::Indicators;
    const PriceTable& prices = model.prices();
    const auto& rows = isIndicator ? prices.indicators : prices.exclusions;
    const bool hasHere = prices.isCounting || hasHerePrices(rows);
    const bool hasAlone = isIndicator && (!columns.isNarrow || !hasHere) && hasAlonePrices(rows);
    // A font with wide letters needs more than the design's for the longest reason; without here it stands in alone.
    const QFontMetrics caption(theme.font(Type::Caption));
    const int reason = caption.horizontalAdvance(QStringLiteral("field absent")) + 4;
    const int widest = QFontMetrics(theme.font(Type::CaptionStrong)).horizontalAdvance(prices.widest) + 2;
    if (hasHere)
        columns.here = from.takePixels(std::max({theme.width(58), reason, widest}), 4);
    if (hasAlone)
        columns.alone = from.takePixels(std::max(theme.width(48), hasHere ? 0 : reason), 8);
    columns.reach = from.take(58, 4);
    columns.rules = from.take(28, 8);
}

} // namespace

GuideColumns columnsOf(const GuideModel& model, GuideSection section, int left, int width, const Theme& theme)
{
    GuideColumns columns;
    columns.isNarrow = width < theme.width(narrowGuide);
    columns.contentLeft = left + theme.width(26);
    FromRight from(left + width - padding, theme);
    switch (section) {
    case GuideSection::Events:
        if (!model.loaded().eventCounts.empty())
            columns.loaded = from.take(90, columns.isNarrow ? 4 : 16);
        columns.rules = from.take(28, 8);
        break;
    case GuideSection::Fields:
        if (!model.loaded().fieldShares.empty()) {
            columns.share = from.take(columns.isNarrow ? 56 : 110, columns.isNarrow ? 4 : 18);
            columns.bar = {columns.share.left, columns.share.left + theme.width(64), !columns.isNarrow};
        }
        columns.rules = from.take(28, 8);
        break;
    case GuideSection::Indicators:
    case GuideSection::Exclusions:
        priceColumns(columns, from, model, section, theme);
        break;
    case GuideSection::Nested:
    case GuideSection::Derived:
        columns.rules = from.take(28, 8);
        break;
    case GuideSection::Rules:
        if (!model.loaded().ruleHits.empty())
            columns.hits = from.take(48, 8);
        columns.level = from.take(84, 8);
        break;
    }
    columns.contentRight = from.right();
    return columns;
}

int rowHeight(RowKind kind, const Theme& theme)
{
    switch (kind) {
    case RowKind::Section:
        return theme.height(28);
    case RowKind::Event:
    case RowKind::Rule:
    case RowKind::RuleBehind:
        return theme.height(22);
    case RowKind::Field:
        return theme.height(40, 2);
    case RowKind::Indicator:
    case RowKind::Exclusion:
    case RowKind::Nested:
    case RowKind::Derived:
        return theme.height(38, 2);
    case RowKind::Vendor:
        return theme.height(24);
    case RowKind::More:
    case RowKind::FilterEnd:
        return theme.height(24);
    }
    return theme.height(22);
}

} // namespace rulewright::ui
