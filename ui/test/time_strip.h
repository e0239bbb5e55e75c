// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/event_set.h"
#include "core/match/bitmap.h"
#include "ui/test/event_rows.h"

#include <QTimeZone>
#include <QWidget>

#include <cstdint>
#include <memory>
#include <optional>
#include <vector>

namespace rulewright::ui {

struct Theme;

/// How many events, hits and benign hits fall into equal stretches of the time that the events span.
struct TimeProfile {
    std::int64_t first = 0; ///< 100 ns since 1970
    std::int64_t last = 0;
    std::vector<std::uint32_t> events;
    std::vector<std::uint32_t> hits; ///< not benign
    std::vector<std::uint32_t> benignHits;

    [[nodiscard]] bool isEmpty() const { return events.empty(); }
};

[[nodiscard]] TimeProfile timeProfile(
    const events::EventSet& events, const match::Bitmap* hits, const match::Bitmap* benign, std::size_t stretches);

/// The time strip above the table: all events as bars, hits upwards, benign hits downwards. Dragging chooses a stretch
/// of time; with the focus Left and Right move its end, with Shift its beginning, Esc lifts it.
class TimeStrip : public QWidget {
    Q_OBJECT
public:
    explicit TimeStrip(const Theme& theme, QWidget* parent = nullptr);

    void setProfile(TimeProfile profile);
    void setStale(bool stale);
    void setTimeZone(const QTimeZone& zone);
    /// None: all of it. Says nothing of it.
    void setRange(const std::optional<TimeStretch>& range);

    [[nodiscard]] const std::optional<TimeStretch>& range() const { return m_range; }

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

signals:
    void rangeChanged(const std::optional<rulewright::ui::TimeStretch>& range);
    void left(); ///< Esc without a range, or Down: back to the table

protected:
    void paintEvent(QPaintEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    void choose(const std::optional<TimeStretch>& range);
    void describe();
    void paintRange(QPainter& painter, int axis) const;
    [[nodiscard]] int barsWidth() const;
    [[nodiscard]] std::int64_t timeAt(int x) const;
    [[nodiscard]] int placeOf(std::int64_t time) const;
    void paintCaptions(QPainter& painter, int left, int right, int top) const;

    const Theme& m_theme;
    TimeProfile m_profile;
    std::optional<TimeStretch> m_range;
    std::optional<int> m_pressed; ///< where the button went down
    QTimeZone m_zone{QTimeZone::UTC};
    bool m_isStale = false;
};

} // namespace rulewright::ui
