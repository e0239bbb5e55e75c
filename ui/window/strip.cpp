// SPDX-License-Identifier: Apache-2.0
#include "ui/window/strip.h"

#include "ui/window/link_button.h"
#include "ui/window/style_paint.h"
#include "ui/window/theme.h"

#include <QAction>
#include <QFontMetrics>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>

namespace rulewright::ui {

namespace {

struct ToneLook {
    QColor Theme::* ground;
    QColor Theme::* ink; // bar and icon
    Mark mark;
};

ToneLook lookOf(Tone tone)
{
    switch (tone) {
    case Tone::Error:
        return {&Theme::errorSoft, &Theme::error, Mark::Error};
    case Tone::Warning:
        return {&Theme::warnSoft, &Theme::warn, Mark::Warning};
    case Tone::Caveat:
        return {&Theme::caveatSoft, &Theme::caveat, Mark::Untested};
    case Tone::Note:
        break;
    }
    return {&Theme::idleSoft, &Theme::text2, Mark::Info};
}

} // namespace

Strip::Strip(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_row(new QHBoxLayout(this))
    , m_answers(nullptr)
{
    setFocusPolicy(Qt::TabFocus);
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    m_row->setContentsMargins(0, 0, 8, 0);
    m_row->addStretch(1);
}

void Strip::setWords(const StripWords& words)
{
    m_words = words;
    if (m_answers) {
        // An answer may be what brings the new words.
        m_answers->hide();
        m_row->removeWidget(m_answers);
        m_answers->deleteLater();
    }
    m_answers = new QWidget(this);
    auto* row = new QHBoxLayout(m_answers);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(8);
    bool isFirst = true;
    for (QAction* action : words.actions) {
        const QString key = action->shortcut().toString(QKeySequence::NativeText);
        auto* answer = new LinkButton(action->text().remove(u'&'), key, isFirst, m_theme, m_answers);
        connect(answer, &LinkButton::clicked, action, [action] { action->trigger(); });
        row->addWidget(answer);
        isFirst = false;
    }
    m_row->addWidget(m_answers);
    m_answers->show();
    setAccessibleName((words.lead + u' ' + words.text).trimmed());
    // A pane may be too narrow for the sentence.
    setToolTip(words.text.toHtmlEscaped());
    update();
}

void Strip::focusAnswers()
{
    if (auto* first = m_answers ? m_answers->findChild<LinkButton*>() : nullptr)
        first->setFocus(Qt::TabFocusReason);
}

QSize Strip::sizeHint() const { return {200, m_theme.height(28)}; }

QSize Strip::minimumSizeHint() const { return {100, m_theme.height(28)}; }

void Strip::paintEvent(QPaintEvent*)
{
    const ToneLook look = lookOf(m_words.tone);
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.*look.ground);
    if (m_words.tone != Tone::Note)
        painter.fillRect(QRect(0, 0, 3, height()), m_theme.*look.ink);
    const int icon = m_theme.width(16);
    paintMark(
        painter, m_words.mark.value_or(look.mark), QRectF(12, (height() - icon) / 2.0, icon, icon), m_theme.*look.ink);
    int x = 12 + icon + 8;
    const QFont strong = m_theme.font(Type::BodyStrong);
    painter.setFont(strong);
    painter.setPen(m_theme.text);
    painter.drawText(QRect(x, 0, width(), height()), Qt::AlignVCenter | Qt::AlignLeft, m_words.lead);
    if (!m_words.lead.isEmpty())
        x += QFontMetrics(strong).horizontalAdvance(m_words.lead) + 8;
    const int right = m_answers ? m_answers->geometry().left() - 8 : width() - 12;
    const QFont body = m_theme.font(Type::Body);
    painter.setFont(body);
    painter.drawText(QRect(x, 0, right - x, height()), Qt::AlignVCenter | Qt::AlignLeft,
        shortenedEnd(m_words.text, body, right - x));
    if (hasFocus())
        paint::focusRing(painter, rect(), m_theme);
}

void Strip::mouseReleaseEvent(QMouseEvent*) { emit activated(); }

void Strip::keyPressEvent(QKeyEvent* event)
{
    if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter)
        emit activated();
    else if (event->key() == Qt::Key_Escape)
        emit dismissed();
    else
        QWidget::keyPressEvent(event);
}

} // namespace rulewright::ui
