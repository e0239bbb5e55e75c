// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/test/near_miss_session.h"

#include <QTreeView>

class QAction;

namespace rulewright::ui {

class NearMissModel;
struct Theme;

/// The tab of near misses: groups by the one test that fails, what its field holds there, and Enter to widen the
/// rule by a value or, on a group, to drop the test.
class NearMissView : public QTreeView {
    Q_OBJECT
public:
    explicit NearMissView(const Theme& theme, QWidget* parent = nullptr);

    /// The chosen row and what is folded stay, where they are still there.
    void setResult(const NearMissResultPtr& result);
    void setStale(bool stale);
    /// There is a place for the events that a row would let in: Space shows them.
    void setPreviewOffered(bool isOffered);

    [[nodiscard]] bool isStale() const { return m_isStale; }

    [[nodiscard]] NearMissModel& nearMisses() { return *m_model; }

signals:
    /// The edit is of the text that the result is of.
    void widenRequested(const rulewright::TextEdit& edit, quint64 revision, const QString& title);
    void spanActivated(rulewright::Span span);
    void eventChosen(rulewright::events::EventId event);
    /// What the chosen row would do, for the status line.
    void rowExplained(const QString& sentence);
    /// Space: the events that the chosen row would let in are to be seen, or no longer.
    void previewToggled();

protected:
    void drawRow(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    void drawBranches(QPainter* painter, const QRect& rect, const QModelIndex& index) const override;
    void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;
    void changeEvent(QEvent* event) override;

private:
    void widen();
    void updateWidenAction();

    const Theme& m_theme;
    NearMissModel* m_model;
    QAction* m_widen;
    QAction* m_preview;
    bool m_isStale = false;
    bool m_isSetting = false;
};

} // namespace rulewright::ui
