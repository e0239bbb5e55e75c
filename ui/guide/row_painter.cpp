// SPDX-License-Identifier: Apache-2.0
#include "ui/guide/row_painter.h"

#include "ui/guide/guide_words.h"
#include "ui/window/marks.h"
#include "ui/window/words.h"

#include <QCoreApplication>
#include <QFontMetrics>
#include <QPainter>

#include <algorithm>

namespace rulewright::ui {

namespace {

constexpr int padding = 12;

QString tr(const char* source) { return QCoreApplication::translate("Guide", source); }

// The two lines of a row; what is left over goes above and below them.
std::pair<QRect, QRect> twoLines(const QRect& row)
{
    const int height = (row.height() - 4) / 2;
    return {QRect(row.left(), row.top() + 2, row.width(), height),
        QRect(row.left(), row.top() + 2 + height, row.width(), height)};
}

QString sectionNote(GuideSection section)
{
    if (section == GuideSection::Nested)
        return tr(", each inside one branch only");
    return section == GuideSection::Derived ? tr(", not event fields") : QString();
}

} // namespace

RowPainter::RowPainter(QPainter& painter, const GuideModel& model, const Theme& theme, const GuideModel::Node& node,
    const QRect& row, bool isUnfolded)
    : m_painter(painter)
    , m_model(model)
    , m_theme(theme)
    , m_node(node)
    , m_row(row)
    , m_isUnfolded(isUnfolded)
    , m_columns(columnsOf(
          model, node.kind == RowKind::RuleBehind ? GuideSection::Rules : node.section, row.left(), row.width(), theme))
{
}

void RowPainter::paint()
{
    switch (m_node.kind) {
    case RowKind::Section:
        paintSection();
        break;
    case RowKind::Event:
        paintEvent();
        break;
    case RowKind::Field:
        paintField();
        break;
    case RowKind::Indicator:
    case RowKind::Exclusion:
    case RowKind::Nested:
    case RowKind::Derived:
        paintKey();
        break;
    case RowKind::Vendor:
        paintVendor();
        break;
    case RowKind::Rule:
    case RowKind::RuleBehind:
        paintRule();
        break;
    case RowKind::More:
    case RowKind::FilterEnd:
        paintMore();
        break;
    }
}

void RowPainter::number(
    const ColumnEdges& column, const QRect& line, const QString& text, Type type, const QColor& colour)
{
    if (!column.isShown)
        return;
    m_painter.setFont(m_theme.font(type));
    m_painter.setPen(colour);
    m_painter.drawText(column.in(line), Qt::AlignRight | Qt::AlignVCenter | Qt::TextDontClip, text);
}

int RowPainter::words(int left, int right, const QRect& line, const QString& text, Type type, const QColor& colour,
    Qt::TextElideMode elide)
{
    const QFont font = m_theme.font(type);
    const QFontMetrics metrics(font);
    const QString shown = metrics.elidedText(text, elide, std::max(0, right - left));
    const QString& filter = m_model.filter();
    for (qsizetype at = filter.isEmpty() ? -1 : shown.indexOf(filter, 0, Qt::CaseInsensitive); at >= 0;
        at = shown.indexOf(filter, at + filter.size(), Qt::CaseInsensitive)) {
        const int from = left + metrics.horizontalAdvance(shown.left(at));
        const int to = left + metrics.horizontalAdvance(shown.left(at + filter.size()));
        const int top = line.center().y() - metrics.height() / 2 + 1;
        m_painter.fillRect(QRect(from, top, to - from, metrics.height() - 1), m_theme.match);
        m_painter.fillRect(QRect(from, top + metrics.height() - 1, to - from, 1), m_theme.matchLine);
    }
    m_painter.setFont(font);
    m_painter.setPen(colour);
    m_painter.drawText(QRect(left, line.top(), std::max(0, right - left), line.height()),
        Qt::AlignLeft | Qt::AlignVCenter | Qt::TextDontClip | Qt::TextSingleLine, shown);
    return left + metrics.horizontalAdvance(shown);
}

bool RowPainter::isQuiet() const
{
    const RowPrice* price = m_model.price(m_node);
    return price && price->reason.isEmpty() && price->isIdle();
}

QColor RowPainter::ink() const { return isQuiet() ? m_theme.text3 : m_theme.text; }

void RowPainter::paintSection()
{
    const int total = m_model.total(m_node.section);
    const int shown = m_model.shown(m_node.section);
    paintChevron(
        m_painter, QRectF(m_row.left() + padding - 3, m_row.top(), 12, m_row.height()), m_isUnfolded, m_theme.text2);
    const int right = std::max(m_columns.contentRight, m_columns.contentLeft);
    int x = words(m_columns.contentLeft, right, m_row, sectionTitle(m_node.section), Type::BodyStrong, m_theme.text);
    const QString count = m_model.filter().isEmpty() ? grouped(total) + sectionNote(m_node.section)
                                                     : tr("%1 of %2").arg(grouped(shown), grouped(total));
    m_painter.setFont(m_theme.font(Type::Caption));
    m_painter.setPen(m_theme.text3);
    m_painter.drawText(QRect(x + 8, m_row.top(), std::max(0, right - x - 8), m_row.height()),
        Qt::AlignLeft | Qt::AlignVCenter, shortenedEnd(count, m_theme.font(Type::Caption), right - x - 8));
    const auto caption = [this](const ColumnEdges& column, const QString& text) {
        number(column, m_row, text, Type::Caption, m_theme.text3);
    };
    if (!m_isUnfolded)
        return;
    caption(m_columns.rules, tr("rules"));
    caption(m_columns.reach, tr("reach"));
    caption(m_columns.alone, tr("alone"));
    caption(m_columns.here, tr("here"));
    caption(m_columns.loaded, tr("loaded"));
    caption(m_columns.share, m_columns.isNarrow ? tr("in events") : tr("in loaded events"));
    caption(m_columns.level, tr("level"));
    caption(m_columns.hits, tr("hits"));
}

void RowPainter::paintEvent()
{
    const auto& event = m_model.guide().events[std::size_t(m_node.index)];
    const int idRight = m_columns.contentLeft + m_theme.width(100);
    const QString id = QString::number(event.id);
    const int idWidth = QFontMetrics(m_theme.font(Type::BodyMedium)).horizontalAdvance(id);
    words(
        m_columns.contentLeft, idRight - idWidth - 8, m_row, providerWords(event.provider), Type::Body, m_theme.text2);
    words(idRight - idWidth, idRight + 1, m_row, id, Type::BodyMedium, m_theme.text);
    const std::string& title = event.description.empty() ? event.title : event.description;
    words(idRight + 10, m_columns.contentRight, m_row, text(title), Type::Body, m_theme.text);
    number(m_columns.rules, m_row, grouped(qint64(event.rules.size())), Type::BodyMedium, m_theme.text);
    const auto& counts = m_model.loaded().eventCounts;
    if (std::size_t(m_node.index) >= counts.size())
        return;
    if (const auto count = counts[std::size_t(m_node.index)]; count > 0) {
        number(m_columns.loaded, m_row, grouped(qint64(count)), Type::Body, m_theme.text);
        return;
    }
    const QString none = tr("none loaded");
    number(m_columns.loaded, m_row, none, Type::Body, m_theme.text2);
    const int textLeft = m_columns.loaded.right - QFontMetrics(m_theme.font(Type::Body)).horizontalAdvance(none);
    paintMark(m_painter, Mark::Empty, QRectF(textLeft - 18, m_row.center().y() - 6, 13, 13), m_theme.text2);
}

void RowPainter::paintField()
{
    const auto& field = m_model.guide().fields[std::size_t(m_node.index)];
    const auto [first, second] = twoLines(m_row);
    QStringList samples;
    for (const std::string& sample : field.samples)
        samples << text(sample);
    const int x = words(
        m_columns.contentLeft, m_columns.contentRight, first, text(field.field), Type::BodyStrong, m_theme.text);
    words(x + 12, m_columns.contentRight, first, samples.join(QStringLiteral("  ")), Type::ValueSmall, m_theme.text3);

    int chipLeft = m_columns.contentLeft;
    const int chipTop = second.top() + (second.height() - m_theme.height(16, 0)) / 2;
    for (std::size_t i = 0; i < field.operators.size(); ++i) {
        const auto& name = field.operators[i];
        const QString chip = operatorWords(text(name.name)) + u' ' + grouped(name.rules);
        const bool isLast = i + 1 == field.operators.size();
        const int need = chipWidth(chip, m_theme) + (isLast ? 0 : m_theme.width(22));
        if (chipLeft + need > m_columns.contentRight && i > 0) {
            words(chipLeft + 2, m_columns.contentRight, second, u'+' + grouped(qint64(field.operators.size() - i)),
                Type::Caption, m_theme.text2);
            break;
        }
        chipLeft = paintChip(m_painter, chipLeft, chipTop, chip, m_theme) + 4;
    }
    number(m_columns.rules, m_row, grouped(qint64(field.rules.size())), Type::BodyMedium, m_theme.text);
    const auto& shares = m_model.loaded().fieldShares;
    if (std::size_t(m_node.index) >= shares.size())
        return;
    const auto share = shares[std::size_t(m_node.index)];
    if (!share) {
        number(m_columns.share, m_row, m_columns.isNarrow ? tr("absent") : tr("not in these events"), Type::Caption,
            m_theme.text3);
        return;
    }
    number(m_columns.share, m_row, percent(*share), Type::Body, m_theme.text);
    if (m_columns.bar.isShown)
        paintShareBar(
            m_painter, QRect(m_columns.bar.left, m_row.center().y() - 2, m_theme.width(64), 6), *share, m_theme);
}

void RowPainter::paintKey()
{
    const corpus::RowKey& key = *m_model.key(m_node);
    const auto [first, second] = twoLines(m_row);
    paintBracket();
    const Type type = key.value ? Type::Value : Type::Body;
    words(m_columns.contentLeft, m_columns.contentRight, first, valueWords(key), type, ink(), Qt::ElideMiddle);
    paintSecondLine(second);
    const auto rules = qint64(m_model.rulesBehind(m_node).size());
    number(m_columns.rules, first, grouped(rules), isQuiet() ? Type::Body : Type::BodyMedium, ink());
    if (m_columns.reach.isShown)
        paintReach(first, second);
    const RowPrice* price = m_model.price(m_node);
    if (m_model.prices().isCounting)
        paintReason(tr("counting"));
    else if (price && !price->reason.isEmpty())
        paintReason(price->reason);
    else if (price) {
        paintAlone(*price, first, second);
        paintHere(*price, first, second);
    }
}

void RowPainter::paintSecondLine(const QRect& line)
{
    const corpus::RowKey& key = *m_model.key(m_node);
    // reach's second line stands further left than its number.
    const int right = m_columns.rules.right;
    int x = words(m_columns.contentLeft, right, line, text(key.field), Type::CaptionMedium, m_theme.text2);
    const auto note = [&](const QString& words_, const QColor& colour) {
        if (!words_.isEmpty() && x < right)
            x = words(x + 5, right, line, words_, Type::Caption, colour);
    };
    if (key.value)
        note(operatorWords(key.op), m_theme.text3);
    if (!key.transform.empty())
        note(QStringLiteral("· ") + text(key.transform), m_theme.text2);
    if (m_node.kind == RowKind::Derived)
        note(QStringLiteral("· ") + text(m_model.guide().derived[std::size_t(m_node.index)].from), m_theme.text2);
    if (const QString joint = jointWords(m_node.joint, m_node.jointSize); !joint.isEmpty())
        note(QStringLiteral("· ") + joint, m_theme.text2);
    const RowPrice* price = m_model.price(m_node);
    if (price && price->isInRule)
        note(tr("· in this rule"), m_theme.accent);
}

void RowPainter::paintReach(const QRect& first, const QRect& second)
{
    const std::uint32_t reach = m_model.reach(m_node);
    number(m_columns.reach, first, grouped(reach), Type::Body, ink());
    if (m_node.kind != RowKind::Indicator)
        return;
    const auto& row = m_model.guide().indicators[std::size_t(m_node.index)];
    if (!row.isSpecific() && !row.isNoisy())
        return;
    const QString word = row.isSpecific() ? tr("specific") : tr("noisy");
    const QColor colour = row.isSpecific() ? m_theme.accent : m_theme.text2;
    number(m_columns.reach, second, word, Type::Caption, colour);
    const int left = m_columns.reach.right - QFontMetrics(m_theme.font(Type::Caption)).horizontalAdvance(word);
    paintMark(m_painter, row.isSpecific() ? Mark::Specific : Mark::Noisy,
        QRectF(left - 15, second.center().y() - 5.5, 12, 12), colour);
}

void RowPainter::paintDiscNumber(bool isAttack, std::uint64_t count, const QRect& line)
{
    constexpr qreal radius = 3.5;
    const bool counts = count > 0 && !isQuiet();
    const QColor colour = !counts ? m_theme.text3 : isAttack ? m_theme.attack : m_theme.benign;
    const QColor disc = isQuiet() ? m_theme.text3
        : isAttack                ? (count > 0 ? m_theme.attack : m_theme.text3)
                                  : (count > 0 ? m_theme.benign : m_theme.text3);
    const QString text = grouped(qint64(count));
    number(m_columns.alone, line, text, Type::Body, colour);
    const int width = QFontMetrics(m_theme.font(Type::Body)).horizontalAdvance(text);
    const qreal x
        = std::min<qreal>(m_columns.alone.left + m_theme.width(11), m_columns.alone.right - width - 4 - radius);
    const QPointF centre(x, line.center().y() + 0.5);
    isAttack ? paintDisc(m_painter, centre, radius, disc) : paintRing(m_painter, centre, radius, disc);
}

void RowPainter::paintAlone(const RowPrice& price, const QRect& first, const QRect& second)
{
    if (!m_columns.alone.isShown || !price.alone)
        return;
    // A zero of no event is no zero.
    if (price.attackReason.isEmpty())
        paintDiscNumber(true, price.alone->attack, first);
    if (price.benignReason.isEmpty())
        paintDiscNumber(false, price.alone->benign, second);
}

void RowPainter::paintPriceLine(const QString& amount, bool counts, const QColor& colour, const QRect& line)
{
    const bool isLoud = counts && !m_model.prices().isStale;
    number(m_columns.here, line, amount, isLoud ? Type::CaptionStrong : Type::Caption, isLoud ? colour : m_theme.text3);
}

void RowPainter::paintHere(const RowPrice& price, const QRect& first, const QRect& second)
{
    if (!m_columns.here.isShown)
        return;
    const bool isExclusion = m_node.kind == RowKind::Exclusion;
    const HereWords words = hereWords(price, isExclusion);
    if (words.attack.isEmpty() && words.benign.isEmpty())
        return;
    const auto changes = [&](std::uint64_t SideCounts::* side) {
        return price.hasHere() && (*price.added).*side + (*price.removed).*side > 0;
    };
    paintPriceLine(words.attack, price.attackReason.isEmpty() && changes(&SideCounts::attack), m_theme.attack, first);
    paintPriceLine(words.benign, price.benignReason.isEmpty() && changes(&SideCounts::benign), m_theme.benign, second);
}

void RowPainter::paintReason(const QString& reason)
{
    const ColumnEdges& column = m_columns.here.isShown ? m_columns.here : m_columns.alone;
    number(column, m_row, reason, Type::Caption, m_theme.text3);
    if (m_columns.here.isShown && m_columns.alone.isShown) {
        const int width = QFontMetrics(m_theme.font(Type::Caption)).horizontalAdvance(reason);
        const int dashRight = std::min(m_columns.alone.right, m_columns.here.right - width - 6);
        number({m_columns.alone.left, dashRight, true}, m_row, QStringLiteral("—"), Type::Caption, m_theme.text3);
    }
}

void RowPainter::paintBracket()
{
    if (m_node.joint == Joint::None)
        return;
    const qreal x = m_row.left() + m_theme.width(17);
    const qreal arm = x + 6;
    const qreal top = m_node.joint == Joint::First ? m_row.top() + m_row.height() * 0.28 : m_row.top();
    const qreal bottom = m_node.joint == Joint::Last ? m_row.top() + m_row.height() * 0.28 : m_row.bottom() + 1;
    m_painter.save();
    m_painter.setRenderHint(QPainter::Antialiasing);
    m_painter.setPen(QPen(m_theme.control, 1.5));
    m_painter.drawLine(QPointF(x, top), QPointF(x, bottom));
    if (m_node.joint == Joint::First)
        m_painter.drawLine(QPointF(x, top), QPointF(arm, top));
    if (m_node.joint == Joint::Last)
        m_painter.drawLine(QPointF(x, bottom), QPointF(arm, bottom));
    m_painter.restore();
}

void RowPainter::paintVendor()
{
    const int left = m_columns.contentLeft;
    paintChevron(m_painter, QRectF(left - 1, m_row.top(), 12, m_row.height()), m_isUnfolded, m_theme.text2);
    const int x = words(left + m_theme.width(18), m_columns.contentRight, m_row, plainText(m_model, m_node),
        Type::BodyStrong, m_theme.text);
    words(x + 8, m_columns.contentRight, m_row, grouped(qint64(m_node.children.size())), Type::Caption, m_theme.text3);
}

void RowPainter::paintRule()
{
    const corpus::GuideRule& rule = *m_model.rule(m_node);
    const bool isBehind = m_node.kind == RowKind::RuleBehind;
    words(m_columns.contentLeft + m_theme.width(18), m_columns.contentRight, m_row, text(rule.title), Type::Body,
        isBehind ? m_theme.text2 : m_theme.text);
    if (rule.level)
        number(m_columns.level, m_row, text(*rule.level), Type::Caption, m_theme.text2);
    const auto& hits = m_model.loaded().ruleHits;
    if (std::size_t(m_node.index) < hits.size() && hits[std::size_t(m_node.index)]) {
        const RuleCount& count = *hits[std::size_t(m_node.index)];
        const bool isBound = count.isBound && count.hits > 0;
        number(m_columns.hits, m_row, (isBound ? QStringLiteral("≤ ") : QString()) + grouped(qint64(count.hits)),
            count.hits > 0 ? Type::BodyMedium : Type::Body,
            isBound              ? m_theme.caveat
                : count.hits > 0 ? m_theme.text
                                 : m_theme.text3);
    }
}

void RowPainter::paintMore()
{
    const int right = m_row.right() - padding;
    const QString more = m_node.kind == RowKind::More && m_node.index == 0 ? QString() : plainText(m_model, m_node);
    const int x = words(m_columns.contentLeft, right, m_row, more, Type::CaptionStrong, m_theme.accent);
    const PriceTable& prices = m_model.prices();
    if (m_node.kind != RowKind::More || m_node.section != GuideSection::Indicators || prices.indicators.empty())
        return;
    // Alone and here are counted where the rule looks: in another rule's log source they are others.
    const bool isPart = prices.benignLookedAt > 0 && prices.benignLookedAt < prices.benignEvents;
    const QString benign = isPart
        ? tr("in its %1 of %2 benign events")
              .arg(grouped(qint64(prices.benignLookedAt)), grouped(qint64(prices.benignEvents)))
        : tr("%1 benign events").arg(grouped(qint64(prices.benignEvents)));
    QString place = prices.place.isEmpty() ? benign : tr("priced in %1 · %2").arg(prices.place, benign);
    const QFontMetrics metrics(m_theme.font(Type::Caption));
    if (isPart && metrics.horizontalAdvance(place) > right - x - 8)
        place = tr("priced in %1 · %2 of %3 benign")
                    .arg(prices.place, grouped(qint64(prices.benignLookedAt)), grouped(qint64(prices.benignEvents)));
    m_painter.setFont(m_theme.font(Type::Caption));
    m_painter.setPen(m_theme.text2);
    m_painter.drawText(QRect(x + 8, m_row.top(), right - x - 8 + 1, m_row.height()), Qt::AlignRight | Qt::AlignVCenter,
        metrics.elidedText(place, Qt::ElideMiddle, right - x - 8));
}

} // namespace rulewright::ui
