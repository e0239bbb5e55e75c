// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/event_set.h"
#include "core/match/bitmap.h"

#include <QWidget>

#include <cstdint>
#include <memory>
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

/// The time strip above the table: all events as bars, hits upwards, benign hits downwards.
class TimeStrip : public QWidget {
    Q_OBJECT
public:
    explicit TimeStrip(const Theme& theme, QWidget* parent = nullptr);

    void setProfile(TimeProfile profile);
    void setStale(bool stale);
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void paintCaptions(QPainter& painter, int left, int right, int top) const;

    const Theme& m_theme;
    TimeProfile m_profile;
    bool m_isStale = false;
};

} // namespace rulewright::ui
