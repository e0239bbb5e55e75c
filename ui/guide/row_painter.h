// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/guide/guide_geometry.h"
#include "ui/window/theme.h"

#include <QRect>
#include <QString>

class QPainter;

namespace rulewright::ui {

// One row of the guide being painted: everything a kind's function needs, by reference.
class RowPainter {
public:
    RowPainter(QPainter& painter, const GuideModel& model, const Theme& theme, const GuideModel::Node& node,
        const QRect& row, bool isUnfolded);

    void paint();

private:
    void paintSection();
    void paintEvent();
    void paintField();
    void paintKey();
    void paintMore();
    void paintVendor();
    void paintRule();

    void paintReach(const QRect& first, const QRect& second);
    void paintAlone(const RowPrice& price, const QRect& first, const QRect& second);
    void paintHere(const RowPrice& price, const QRect& first, const QRect& second);
    void paintReason(const QString& reason);
    void paintBracket();
    void paintPriceLine(const QString& amount, bool counts, const QColor& colour, const QRect& line);
    void paintDiscNumber(bool isAttack, std::uint64_t count, const QRect& line);
    // Field, operator and notes of a row's second line.
    void paintSecondLine(const QRect& line);

    void number(const ColumnEdges& column, const QRect& line, const QString& text, Type type, const QColor& colour);
    // Text with the filter's characters marked; returns the right edge.
    int words(int left, int right, const QRect& line, const QString& text, Type type, const QColor& colour,
        Qt::TextElideMode elide = Qt::ElideRight);

    // A row that costs and gains nothing is quiet.
    bool isQuiet() const;
    QColor ink() const;

    QPainter& m_painter;
    const GuideModel& m_model;
    const Theme& m_theme;
    const GuideModel::Node& m_node;
    QRect m_row;
    bool m_isUnfolded;
    GuideColumns m_columns;
};

} // namespace rulewright::ui
