// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/corpus/guide.h"
#include "core/export/tables.h"
#include "ui/guide/guide_model.h"

#include <QTreeView>

#include <optional>

class QAction;
class QMenu;

namespace rulewright::ui {

class GuideDelegate;
struct Theme;

// The one tree of the guide: one scroll bar, one caret, type-ahead, Left and Right to fold. Right or
// Alt+Down on a row lists the rules behind it in place.
class GuideTree : public QTreeView {
    Q_OBJECT
public:
    GuideTree(GuideModel& model, const Theme& theme, QWidget* parent = nullptr);

    // Unfolds what a fresh guide shows.
    void showFresh();

signals:
    void insertRequested(const rulewright::corpus::RowKey& key);
    // An exclusion is to become one of the rule.
    void excludeRequested(const rulewright::corpus::RowKey& key);
    void ruleRequested(rulewright::corpus::RuleId rule);
    // The chosen indicator or exclusion, for a preview in the rule; none where another row is chosen.
    void previewWanted(const std::optional<rulewright::corpus::RowKey>& key, bool isExclusion = false);
    void filterRequested(); // "/" : to the filter field
    void filterClearRequested();
    void compareRequested(const rulewright::corpus::RuleIds& rules); // side by side
    void saveTableRequested(const rulewright::exporting::Table& table);
    // The sentence of the chosen row where its price needs one, else empty; for the status line.
    void rowExplained(const QString& sentence);

public:
    // The menu of a row, as a right click shows it.
    void fillMenu(QMenu& menu, const QModelIndex& index);
    // Each section of the guide as a table to copy or save.
    void fillExportMenu(QMenu& menu);
    // What can be done with the whole guide: fold, unfold, the technique's page.
    void fillMoreMenu(QMenu& menu);

protected:
    void drawRow(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void drawBranches(QPainter* painter, const QRect& rect, const QModelIndex& index) const override;
    void keyPressEvent(QKeyEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void changeEvent(QEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void leaveEvent(QEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;

private:
    void addTechniquePage(QMenu& menu);
    void createActions();
    void preview(const GuideModel::Node* node);
    void activateRow(const QModelIndex& index);
    void toggle(const QModelIndex& index);
    void showMore(const GuideModel::Node& node);
    void copyValue();
    void copyRow();

    GuideModel& m_model;
    const Theme& m_theme;
    GuideDelegate* m_delegate;
    QPersistentModelIndex m_hovered;
    QAction* m_insert = nullptr;
    QAction* m_exclude = nullptr;
    QAction* m_preview = nullptr;
    QAction* m_showRules = nullptr;
    QAction* m_openRule = nullptr;
    QAction* m_copyValue = nullptr;
    QAction* m_copyRow = nullptr;
    QAction* m_showAll = nullptr;
};

} // namespace rulewright::ui
