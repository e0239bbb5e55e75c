// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFont>
#include <QList>
#include <QTextLayout>

class QPainter;
class QRect;

namespace rulewright::ui {

struct Theme;

/// How the part of a value that fits a test is shown: from `start`, `length` characters of the line.
[[nodiscard]] QTextLayout::FormatRange matchFormat(int start, int length, const Theme& theme);

/// One line of text with its marks, in the painter's pen, vertically in the middle of the box. What does not fit is
/// left out from a whole character on, and "…" says so.
void paintMarkedLine(QPainter& painter, const QRect& box, const QString& text,
    const QList<QTextLayout::FormatRange>& marks, const QFont& font);

} // namespace rulewright::ui
