// SPDX-License-Identifier: Apache-2.0
#include "ui/editor/breadcrumb.h"

#include "ui/editor/editor_margin.h"
#include "ui/window/marks.h"
#include "ui/window/theme.h"

#include <QPainter>
#include <QRegularExpression>
#include <QTextBlock>

#include <algorithm>

namespace rulewright::ui {

namespace {

constexpr int designedHeight = 24;
constexpr int maximumLinesUp = 2'000;

struct Key {
    int indent = -1; ///< -1: no key on the line
    QString name;
};

Key keyOf(const QString& line)
{
    static const QRegularExpression key(QStringLiteral(R"(^(\s*(?:- +)*)('[^']*'|"[^"]*"|[^\s#'"\-\[{][^:#]*?)\s*:(?:\s|$))"));
    const QRegularExpressionMatch match = key.match(line);
    if (!match.hasMatch())
        return {};
    return {static_cast<int>(match.capturedLength(1)), match.captured(2)};
}

} // namespace

QStringList keyPath(const QTextBlock& block)
{
    QStringList path;
    int limit = 1 << 20;
    int lines = 0;
    for (QTextBlock line = block; line.isValid() && limit > 0 && lines < maximumLinesUp; line = line.previous(), ++lines) {
        const QString text = line.text();
        const Key key = keyOf(text);
        if (key.indent < 0) {
            // An item or a scalar's line: what is above it is indented no deeper.
            const auto indent = std::ranges::find_if_not(text, [](QChar c) { return c == u' '; }) - text.begin();
            if (path.isEmpty() && line == block && indent < text.size() && text[indent] != u'#')
                limit = static_cast<int>(indent) + (text[indent] == u'-' ? 1 : 0);
            continue;
        }
        if (key.indent >= limit)
            continue;
        path.prepend(key.name);
        limit = key.indent;
    }
    return path;
}

Breadcrumb::Breadcrumb(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setObjectName(QStringLiteral("breadcrumb"));
    setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
    updateAccessible();
}

void Breadcrumb::setPath(const QStringList& path)
{
    if (m_path == path)
        return;
    m_path = path;
    updateAccessible();
    update();
}

void Breadcrumb::setLanguage(const QString& language)
{
    if (m_language == language)
        return;
    m_language = language;
    update();
}

void Breadcrumb::setLineCount(int count)
{
    m_lineCount = count;
    update();
}

void Breadcrumb::updateAccessible()
{
    setAccessibleName(m_path.isEmpty() ? tr("Place in the rule") : m_path.join(QStringLiteral(", ")));
}

QSize Breadcrumb::sizeHint() const { return {400, m_theme.height(designedHeight)}; }

QSize Breadcrumb::minimumSizeHint() const { return {0, m_theme.height(designedHeight)}; }

void Breadcrumb::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.base);
    painter.fillRect(QRect(0, height() - 1, width(), 1), m_theme.line);
    const MarginColumns columns = marginColumns(m_theme, m_lineCount);
    const QFont small = m_theme.font(Type::Caption);
    painter.setFont(small);
    painter.setPen(m_theme.text3);
    const auto caption = [&](int right, const QString& text) {
        painter.drawText(QRect(0, 0, right, height() - 1), Qt::AlignRight | Qt::AlignVCenter, text);
    };
    caption(columns.line, tr("line"));
    caption(columns.alone, tr("alone"));
    caption(columns.effect, tr("effect"));

    const int languageWidth = QFontMetrics(small).horizontalAdvance(m_language);
    const int side = 12;
    painter.drawText(QRect(0, 0, width() - side, height() - 1), Qt::AlignRight | Qt::AlignVCenter, m_language);
    int x = columns.text;
    const int end = width() - side - languageWidth - 16;
    for (qsizetype i = 0; i < m_path.size() && x < end; ++i) {
        const bool isLast = i + 1 == m_path.size();
        const QFont font = m_theme.font(isLast ? Type::CaptionStrong : Type::Caption);
        painter.setFont(font);
        painter.setPen(isLast ? m_theme.text : m_theme.text2);
        const QString text = shortenedMiddle(m_path[i], font, end - x);
        painter.drawText(QRect(x, 0, end - x, height() - 1), Qt::AlignLeft | Qt::AlignVCenter, text);
        x += QFontMetrics(font).horizontalAdvance(text);
        if (!isLast) {
            paintChevron(painter, QRectF(x + 4, 0, 10, height() - 1), false, m_theme.control);
            x += 18;
        }
    }
}

} // namespace rulewright::ui
