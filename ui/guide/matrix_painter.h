// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/guide/matrix_model.h"

#include <QSize>

class QPainter;
class QRect;

namespace rulewright::ui {

struct Theme;

/// Paints cells and captions of the matrix, on the screen and into pictures.
class MatrixPainter {
public:
    explicit MatrixPainter(const Theme& theme)
        : m_theme(theme)
    {
    }

    [[nodiscard]] QSize cellSize() const;
    [[nodiscard]] int headerHeight() const;

    void paintCell(QPainter& painter, const QRect& box, const MatrixPlace& place, const MatrixModel& model,
        bool isChosen, bool isFocused) const;
    void paintHeader(QPainter& painter, const QRect& box, const QString& tactic, const QString& share) const;
    /// The colours with the numbers from which they hold.
    void paintLegend(QPainter& painter, const QRect& box, Heat heat) const;

    [[nodiscard]] QSize wholeSize(const MatrixModel& model) const;
    /// The whole matrix with a title, as a picture of wholeSize().
    void paintWhole(QPainter& painter, const MatrixModel& model, const QString& title, const QString& notice) const;

private:
    const Theme& m_theme;
};

} // namespace rulewright::ui
