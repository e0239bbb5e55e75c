// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/test/match_session.h"

#include <QWidget>

class QListView;
class QStackedLayout;

namespace rulewright::ui {

class DetailDelegate;
class DetailModel;
class EmptyState;
struct Theme;

/// The fields of one event with the matched characters marked. Event text is text only, never markup.
class EventDetail : public QWidget {
    Q_OBJECT
public:
    explicit EventDetail(const Theme& theme, QWidget* parent = nullptr);

    /// Shows an event; None shows the empty state.
    void setEvent(const EventSetPtr& events, events::EventId event);
    /// The marks of the explanation; those of one predicate only where a value is chosen.
    void setExplanation(const ExplainResultPtr& explanation);
    void setChosenValue(rule::ValueId value);
    void setStale(bool stale);

    [[nodiscard]] DetailModel& model() { return *m_model; }

signals:
    /// "Microsoft-Windows-Sysmon 1, record 20,418", for the pane's title; empty where there is no event.
    void titleChanged(const QString& title);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void updateMarks();

    const Theme& m_theme;
    DetailModel* m_model = nullptr;
    DetailDelegate* m_delegate = nullptr;
    QListView* m_view = nullptr;
    EmptyState* m_empty = nullptr;
    QStackedLayout* m_body = nullptr;
    EventSetPtr m_events;
    ExplainResultPtr m_explanation;
    events::EventId m_event = events::EventId::None;
    rule::ValueId m_value = rule::ValueId::None;
};

} // namespace rulewright::ui
