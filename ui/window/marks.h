// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QColor>
#include <QFont>
#include <QRectF>
#include <QString>

class QPainter;

namespace rulewright::ui {

struct Theme;

// The shapes that carry a meaning beside their colour (design.md, "Icons" and the picture "Marks").
enum class Mark {
    Check, // ✓ holds, passes
    Cross, // ✗ fails
    Empty, // ∅ field absent, none, dead
    Redundant, // ≈ redundant on this data
    Untested, // hatched box: cannot be tested
    Specific, // target: only rules of this technique use it
    Noisy, // waves: 40 rules or more use it
    Error, // circle with !
    Warning, // triangle with !
    Info, // circle with i
    Stale, // clock
    Hint, // bulb
    Attack, // filled disc
    Benign, // ring
};

// Paints into the square in the middle of box, on a 16 grid with a 1.5 stroke.
void paintMark(QPainter& painter, Mark mark, const QRectF& box, const QColor& colour);

// The colour a mark has on its own: attack, benign, error, warn, caveat, accent, else text.
QColor markColour(Mark mark, const Theme& theme);

// Filled disc (attack) and ring (benign); radius 3.5 in rows, 4 in the status line.
void paintDisc(QPainter& painter, const QPointF& centre, qreal radius, const QColor& colour);
void paintRing(QPainter& painter, const QPointF& centre, qreal radius, const QColor& colour);

// A chip 16 high with its caption; returns the right edge. chipWidth says the room it takes.
int chipWidth(const QString& text, const Theme& theme);
int paintChip(QPainter& painter, int left, int top, const QString& text, const Theme& theme);

// A proportional bar; the share is 0 to 1. Its number stands beside it, always.
void paintShareBar(QPainter& painter, const QRect& box, double share, const Theme& theme);

// A fold arrow, 10 px, pointing right or, unfolded, down.
void paintChevron(QPainter& painter, const QRectF& box, bool unfolded, const QColor& colour);

// The ground of a row: chosen with or without focus, under the pointer, or plain base.
void paintRowGround(QPainter& painter, const QRect& row, bool chosen, bool focused, bool hovered, const Theme& theme);

// Shortens in the middle, for values and paths; the last part of a path stays whole where it fits
// ("?:\Users\*\AppDat…\update.exe").
QString shortenedMiddle(const QString& text, const QFont& font, int width);
// Shortens at the end, for titles and sentences.
QString shortenedEnd(const QString& text, const QFont& font, int width);

} // namespace rulewright::ui
