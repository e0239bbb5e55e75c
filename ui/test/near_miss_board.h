// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/test/gained.h"
#include "ui/window/panel.h"

#include <QWidget>

namespace rulewright::ui {

class EventList;
class HairlineSplitter;
struct Theme;
struct TimeLook;

/// How many events fail one test, with the legend of the two sides, and what can be done with them.
class NearMissHead : public QWidget {
    Q_OBJECT
public:
    explicit NearMissHead(const Theme& theme, QWidget* parent = nullptr);

    /// Null: nothing is known.
    void setResult(const NearMissResultPtr& result);

    [[nodiscard]] const QString& lead() const { return m_lead; }

    [[nodiscard]] QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    const Theme& m_theme;
    QString m_lead;
};

/// Near misses as they stand at the left while a rule is tuned: their list, which is lent by the events pane, and below
/// it the events that the chosen change would let in.
class NearMissBoard : public QWidget {
    Q_OBJECT
public:
    explicit NearMissBoard(const Theme& theme, QWidget* parent = nullptr);

    /// Takes the list in, and what in it gets the keys. Its owner takes it back by giving it another parent.
    void setList(QWidget* list, QWidget* focus);
    void setResult(const NearMissResultPtr& result);
    /// Null: no change is chosen.
    void setGained(const GainedEventsPtr& gained, const TimeLook& look);
    void setGainedShown(bool isShown);

    [[nodiscard]] bool isGainedShown() const;

    [[nodiscard]] EventList& gained() { return *m_gained; }

    [[nodiscard]] Panel& gainedPanel() { return *m_panel; }

    [[nodiscard]] NearMissHead& head() { return *m_head; }

private:
    NearMissHead* m_head;
    QWidget* m_place; ///< of the list
    HairlineSplitter* m_parts;
    Panel* m_panel;
    EventList* m_gained;
};

} // namespace rulewright::ui
