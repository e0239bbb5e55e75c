// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/test/match_session.h"
#include "ui/test/value_action.h"

#include <QWidget>

#include <optional>

class QListView;
class QPlainTextEdit;
class QStackedLayout;
class QThreadPool;

namespace rulewright::ui {

class DetailDelegate;
class DetailModel;
class EmptyState;
struct Theme;

/// The fields of one event with the matched characters marked. Event text is text only, never markup.
class EventDetail : public QWidget {
    Q_OBJECT
public:
    explicit EventDetail(const Theme& theme, QWidget* parent = nullptr, QThreadPool* pool = nullptr);

    /// Shows an event; None shows the empty state.
    void setEvent(const EventSetPtr& events, events::EventId event);
    /// The marks of the explanation; those of one predicate only where a value is chosen.
    void setExplanation(const ExplainResultPtr& explanation);
    void setChosenValue(rule::ValueId value);
    void setStale(bool stale);
    /// The event as it stands in its source, in place of its fields. It is read in the background.
    void showRaw(bool isRaw);

    [[nodiscard]] bool isRaw() const { return m_isRaw; }

    [[nodiscard]] QPlainTextEdit& rawText() { return *m_raw; }

    [[nodiscard]] DetailModel& model() { return *m_model; }

    void setPriceAsker(PriceAsker prices) { m_prices = std::move(prices); }

    [[nodiscard]] QListView& list() { return *m_view; }

    [[nodiscard]] std::optional<EventValue> currentValue() const;
    /// As the menu and the keys do it.
    void requestValue(ValueAction action);

signals:
    /// Everything but Copy, which the pane does itself.
    void valueRequested(rulewright::ui::ValueAction action, const rulewright::ui::EventValue& value);
    /// "Microsoft-Windows-Sysmon 1, record 20,418", for the pane's title; empty where there is no event.
    void titleChanged(const QString& title);

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void showMenu(const QPoint& place);
    void updateMarks();
    void showPage(QWidget* page);
    void updateBody();

    const Theme& m_theme;
    PriceAsker m_prices;
    DetailModel* m_model = nullptr;
    DetailDelegate* m_delegate = nullptr;
    QListView* m_view = nullptr;
    QPlainTextEdit* m_raw = nullptr;
    QThreadPool* m_pool = nullptr;
    quint64 m_rawRun = 0;
    bool m_isRaw = false;
    EmptyState* m_empty = nullptr;
    QStackedLayout* m_body = nullptr;
    EventSetPtr m_events;
    ExplainResultPtr m_explanation;
    events::EventId m_event = events::EventId::None;
    rule::ValueId m_value = rule::ValueId::None;
};

} // namespace rulewright::ui
