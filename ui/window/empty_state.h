// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QScrollArea>

#include <vector>

class QAction;
class QPushButton;
class QVBoxLayout;

namespace rulewright::ui {

class ThemedLabel;
struct Theme;

struct EmptyWords {
    QString icon; // of resources/icons
    QString lead; // what is missing: "No events loaded"
    QString text; // what to do about it
    QString note; // small print; may be empty
    bool operator==(const EmptyWords&) const = default;
};

// What an empty pane says: at its upper left, 24 from the corner, at most 560 wide. It scrolls where the
// pane is too small.
// Buttons for one purpose, with what it is at their left.
struct ActionGroup {
    QString title;
    std::vector<QAction*> actions;
};

class EmptyState : public QScrollArea {
    Q_OBJECT
public:
    explicit EmptyState(const Theme& theme, QWidget* parent = nullptr);

    void setWords(const EmptyWords& words);
    // Buttons in this order; at most one of a window is primary. The action's text, key and enabled
    // state are the button's.
    void setActions(const std::vector<QAction*>& actions, const QAction* primary = nullptr);
    void setActionGroups(const std::vector<ActionGroup>& groups, const QAction* primary = nullptr);

private:
    class Page;

    void placeButtons();

    const Theme& m_theme;
    Page* m_page;
    ThemedLabel* m_lead;
    ThemedLabel* m_text;
    ThemedLabel* m_note;
    QVBoxLayout* m_column;
    QWidget* m_buttons;
};

// A push button that triggers the action and shows its words and its key.
QPushButton* actionButton(QAction* action, bool isPrimary, QWidget* parent);

} // namespace rulewright::ui
