// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/test/match_session.h"

#include <QWidget>

class QListView;
class QStackedLayout;

namespace rulewright::ui {

class DetailModel;
class EmptyPane;
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

signals:
    /// "Sysmon 1, process creation, record 20,418", for the pane's title.
    void titleChanged(const QString& title);

private:
    void updateMarks();

    const Theme& m_theme;
    DetailModel* m_model = nullptr;
    QListView* m_view = nullptr;
    EmptyPane* m_empty = nullptr;
    QStackedLayout* m_body = nullptr;
    ExplainResultPtr m_explanation;
    events::EventId m_event = events::EventId::None;
    rule::ValueId m_value = rule::ValueId::None;
};

} // namespace rulewright::ui
