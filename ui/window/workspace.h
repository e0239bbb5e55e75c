// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

#include <array>

class QSplitter;
class QStackedWidget;

namespace rulewright::ui {

class Panel;
class TabBar;
struct Theme;

// How many columns the desk has at its width (design.md, "The desk").
enum class Columns { Wide, Medium, Narrow };

// The desk: guide left, centre, Why and Event right; below 1400 Why and Event are tabs beside the guide.
// Keeps the accent line on the one pane that has the focus.
class Workspace : public QWidget {
    Q_OBJECT
public:
    enum class Pane { Guide, Editor, Events, Why, Event };
    static constexpr std::array allPanes{Pane::Guide, Pane::Editor, Pane::Events, Pane::Why, Pane::Event};

    explicit Workspace(const Theme& theme, QWidget* parent = nullptr);
    ~Workspace() override;

    void setSidePanels(Panel* guide, Panel* why, Panel* event);
    // Above and below in the centre; the lower one may be hidden for a page that needs the whole height.
    void setCentre(QWidget* editor, QWidget* events);
    void setEventsShown(bool isShown);
    // Which panes are shown and how the centre is divided: "guide why event 64". For layouts by name.
    QString state() const;
    void setState(const QString& state);
    // A page that needs the whole width: the side panels are away while it is in front.
    void setCentreAlone(bool isAlone);
    void setPaneShown(Pane pane, bool isShown);
    bool isPaneShown(Pane pane) const;
    // Shows the pane where needed and gives it the focus.
    void focusPane(Pane pane);
    // F6 and Shift+F6: to the next pane that is shown, or the one before.
    void focusNext(int direction);

    Columns columns() const { return m_columns; }

signals:
    void paneShownChanged(rulewright::ui::Workspace::Pane pane, bool isShown);

protected:
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    QWidget* widgetOf(Pane pane) const;
    bool isReachable(Pane pane) const;
    Columns columnsFor(int width) const;
    void arrange();
    void arrangeWide();
    void arrangeWithTabs();
    void setSizes();
    void divideCentre();
    void placeFocusLine();
    void onFocusChanged(QWidget* now);

    const Theme& m_theme;
    QSplitter* m_main;
    QSplitter* m_right;
    QSplitter* m_centre;
    QWidget* m_left; // tabs above a stack
    TabBar* m_leftTabs;
    QStackedWidget* m_leftStack;
    QWidget* m_focusLine;
    std::array<QWidget*, 5> m_widgets{};
    std::array<bool, 5> m_isShown{true, true, true, true, true};
    Columns m_columns = Columns::Wide;
    bool m_isAlone = false;
    bool m_isArranged = false;
    bool m_isCentreSized = false;
    int m_centreShare = 64; // per cent of the centre for the editor
    int m_focused = -1;
};

} // namespace rulewright::ui
