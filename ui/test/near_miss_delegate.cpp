// SPDX-License-Identifier: Apache-2.0
#include "ui/test/near_miss_delegate.h"

#include "ui/test/event_text.h"
#include "ui/test/near_miss_model.h"
#include "ui/test/near_miss_view.h"
#include "ui/window/marks.h"
#include "ui/window/theme.h"
#include "ui/window/words.h"

#include <QPainter>

namespace rulewright::ui {

namespace {

constexpr int padding = 12;
constexpr int designedPrice = 64;
constexpr int designedCount = 56;
constexpr int designedValueLeft = 45;
constexpr int designedGroupLeft = 28;

QString shown(std::string_view bytes) { return shownLine(bytes); }

} // namespace

NearMissDelegate::NearMissDelegate(const NearMissModel& model, const Theme& theme, NearMissView* view)
    : QStyledItemDelegate(view)
    , m_model(model)
    , m_theme(theme)
    , m_view(*view)
{
}

QSize NearMissDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const
{
    return {100, NearMissModel::isGroup(index) ? m_theme.height(42, 2) : m_theme.height(24)};
}

void NearMissDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    painter->save();
    const QRect row(0, option.rect.top(), m_view.viewport()->width(), option.rect.height());
    NearMissModel::isGroup(index) ? paintGroup(*painter, row, index) : paintValue(*painter, row, index);
    painter->restore();
}

void NearMissDelegate::paintGain(QPainter& painter, const QRect& box, quint64 count, bool isAttack) const
{
    const bool isLoud = count > 0 && !m_view.isStale();
    painter.setFont(m_theme.font(isLoud ? Type::CaptionStrong : Type::Caption));
    painter.setPen(!isLoud ? m_theme.text3 : isAttack ? m_theme.attack : m_theme.benign);
    painter.drawText(box, Qt::AlignRight | Qt::AlignVCenter | Qt::TextDontClip,
        (isAttack ? NearMissModel::tr("%1 atk") : NearMissModel::tr("%1 ben"))
            .arg(withSign(static_cast<qint64>(count))));
}

void NearMissDelegate::paintGroup(QPainter& painter, const QRect& row, const QModelIndex& index) const
{
    const match::NearMissGroup& group = *m_model.group(index);
    const int left = m_theme.width(designedGroupLeft);
    const int price = m_theme.width(designedPrice);
    const int half = (row.height() - 4) / 2;
    const QRect first(left, row.top() + 2, row.width() - left - padding, half);
    const QRect second = first.translated(0, half);
    const QColor ink = m_view.isStale() ? m_theme.text3 : m_theme.text;
    int x = left;
    const auto word = [&](const QRect& line, const QString& text, Type type, const QColor& colour, int gap) {
        const QFont font = m_theme.font(type);
        const int room = line.right() - price - 8 - x;
        const QString cut = shortenedMiddle(text, font, room);
        painter.setFont(font);
        painter.setPen(colour);
        painter.drawText(QRect(x, line.top(), room, line.height()), Qt::AlignLeft | Qt::AlignVCenter, cut);
        x += QFontMetrics(font).horizontalAdvance(cut) + gap;
    };
    const auto count = static_cast<qint64>(group.events);
    word(first, count == 1 ? NearMissModel::tr("1 event") : NearMissModel::tr("%1 events").arg(grouped(count)),
        Type::BodyStrong, ink, 6);
    word(first, nearMissWords(group), Type::Body, m_theme.text2, 0);
    x = left;
    word(second, shown(group.field), Type::BodyMedium, ink, 5);
    word(second, nearMissOperator(group), Type::Caption, m_theme.text2, 5);
    if (!group.selection.empty())
        word(second, QStringLiteral("· ") + QString::fromStdString(group.selection), Type::Caption, m_theme.text2, 0);
    if (const advise::GroupAdvice* advice = m_model.advice(index)) {
        paintGain(painter, QRect(first.right() - price, first.top(), price, half), advice->attack, true);
        paintGain(painter, QRect(second.right() - price, second.top(), price, half), advice->benign, false);
    }
}

void NearMissDelegate::paintValue(QPainter& painter, const QRect& row, const QModelIndex& index) const
{
    const int left = m_theme.width(designedValueLeft);
    const int price = m_theme.width(designedPrice);
    const int count = m_theme.width(designedCount);
    const advise::FailingValue* value = m_model.value(index);
    const int pricesLeft = row.right() - padding - 2 * price;
    const int textRight = pricesLeft - count - 8;
    if (value == nullptr) {
        painter.setFont(m_theme.font(Type::Caption));
        painter.setPen(m_theme.text3);
        painter.drawText(QRect(left, row.top(), row.width() - left - padding, row.height()),
            Qt::AlignLeft | Qt::AlignVCenter, index.data().toString());
        return;
    }
    const bool hasText = value->actual.text.has_value();
    const QFont font = m_theme.font(hasText ? Type::Value : Type::Body);
    const QString text = hasText ? shown(*value->actual.text) : NearMissModel::tr("no value");
    painter.setFont(font);
    painter.setPen(hasText && !m_view.isStale() ? m_theme.text : m_theme.text3);
    painter.drawText(QRect(left, row.top(), textRight - left, row.height()), Qt::AlignLeft | Qt::AlignVCenter,
        shortenedMiddle(text, font, textRight - left));
    painter.setFont(m_theme.font(Type::Body));
    painter.setPen(m_view.isStale() ? m_theme.text3 : m_theme.text);
    painter.drawText(QRect(pricesLeft - count, row.top(), count, row.height()),
        Qt::AlignRight | Qt::AlignVCenter | Qt::TextDontClip, grouped(static_cast<qint64>(value->actual.events)));
    if (value->widening) {
        paintGain(painter, QRect(pricesLeft, row.top(), price, row.height()), value->widening->attack.added, true);
        paintGain(
            painter, QRect(pricesLeft + price, row.top(), price, row.height()), value->widening->benign.added, false);
    }
}

} // namespace rulewright::ui
