// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/test/event_model.h"
#include "ui/test/side_table.h"

namespace rulewright::ui {

/// A short table of events beside a list that they belong to: the mark of their side, when, where, and the field that
/// tells them apart. It has no filters of its own.
class EventList : public SideTable {
    Q_OBJECT
public:
    EventList(const QString& name, const Theme& theme, QWidget* parent = nullptr);

    /// Events in their order; no events: null. The field is what the log source's columns say.
    void setEvents(const std::shared_ptr<const events::EventSet>& events, EventRows rows,
        const rule::LogSource* logSource, const TimeLook& look);

    [[nodiscard]] EventModel& events() { return *m_model; }

protected:
    void resizeEvent(QResizeEvent* event) override;

private:
    EventList(EventModel* model, const QString& name, const Theme& theme, QWidget* parent);
    void fitColumns();

    const Theme& m_theme;
    EventModel* m_model;
};

} // namespace rulewright::ui
