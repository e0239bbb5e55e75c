// SPDX-License-Identifier: Apache-2.0
#include "ui/window/switch.h"

#include "ui/window/style_paint.h"
#include "ui/window/theme.h"

#include <QAbstractButton>
#include <QButtonGroup>
#include <QFontMetrics>
#include <QHBoxLayout>
#include <QPainter>

namespace rulewright::ui {

namespace {

class Segment : public QAbstractButton {
public:
    Segment(const Theme& theme, QWidget* parent)
        : QAbstractButton(parent)
        , m_theme(theme)
    {
        setCheckable(true);
        setAttribute(Qt::WA_Hover);
        setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    }

    void setCount(const QString& count)
    {
        m_count = count;
        setAccessibleName((text() + u' ' + count).trimmed());
        updateGeometry();
        update();
    }

    // Segments share a border: each knows the one before it, and which it is.
    void setPlace(Segment* before, bool isLast)
    {
        m_before = before;
        m_isLast = isLast;
        if (before)
            connect(before, &QAbstractButton::toggled, this, qOverload<>(&QWidget::update));
    }

    QSize sizeHint() const override
    {
        // As wide as the chosen one's heavier letters need: choosing moves nothing.
        int width = QFontMetrics(m_theme.font(Type::BodyStrong)).horizontalAdvance(text()) + 24;
        if (!m_count.isEmpty())
            width += 8 + QFontMetrics(m_theme.font(Type::Caption)).horizontalAdvance(m_count);
        return {width, m_theme.height(24)};
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const bool chosen = isChecked();
        painter.setPen(chosen ? m_theme.accent : m_theme.control);
        painter.setBrush(chosen ? m_theme.accentSoft : underMouse() ? m_theme.hover : m_theme.base);
        // Corners are round only at the switch's ends: the others lie outside the segment.
        painter.drawRoundedRect(QRectF(rect()).adjusted(m_before ? -4.5 : 0.5, 0.5, m_isLast ? -0.5 : 4.5, -0.5), 3, 3);
        if (m_before && (chosen || !m_before->isChecked()))
            painter.drawLine(QPointF(0.5, 0.5), QPointF(0.5, height() - 0.5));
        if (!m_isLast && chosen)
            painter.drawLine(QPointF(width() - 0.5, 0.5), QPointF(width() - 0.5, height() - 0.5));
        const QFont font = m_theme.font(chosen ? Type::BodyStrong : Type::Body);
        painter.setFont(font);
        painter.setPen(m_theme.text);
        painter.drawText(rect().adjusted(12, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, text());
        painter.setFont(m_theme.font(Type::Caption));
        painter.setPen(m_theme.text2);
        painter.drawText(rect().adjusted(0, 0, -12, 0), Qt::AlignRight | Qt::AlignVCenter, m_count);
        if (hasFocus())
            paint::focusRing(painter, rect(), m_theme);
    }

private:
    const Theme& m_theme;
    QString m_count;
    Segment* m_before = nullptr;
    bool m_isLast = true;
};

} // namespace

Switch::Switch(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_group(new QButtonGroup(this))
{
    setSizePolicy(QSizePolicy::Fixed, QSizePolicy::Fixed);
    auto* row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    connect(m_group, &QButtonGroup::idClicked, this, &Switch::choiceChanged);
}

void Switch::setChoices(const QStringList& names)
{
    Segment* before = nullptr;
    for (int i = 0; i < int(names.size()); ++i) {
        auto* segment = new Segment(m_theme, this);
        segment->setPlace(before, i + 1 == int(names.size()));
        before = segment;
        segment->setText(names.at(i));
        segment->setChecked(i == 0);
        segment->setCount(QString());
        m_group->addButton(segment, i);
        layout()->addWidget(segment);
    }
}

void Switch::setCount(int choice, const QString& count)
{
    if (auto* segment = static_cast<Segment*>(m_group->button(choice)))
        segment->setCount(count);
}

void Switch::choose(int choice)
{
    if (auto* segment = m_group->button(choice))
        segment->setChecked(true);
}

int Switch::chosen() const { return m_group->checkedId(); }

} // namespace rulewright::ui
