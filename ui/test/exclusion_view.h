// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/test/exclusion_model.h"
#include "ui/window/plain_table.h"

class QAction;

namespace rulewright::ui {

/// The tab of exclusions: Enter writes the chosen one into the rule, Space shows the events that would go.
class ExclusionView : public PlainTable {
    Q_OBJECT
public:
    explicit ExclusionView(const Theme& theme, QWidget* parent = nullptr);

    /// The chosen exclusion stays, where it is still there.
    void setResult(const ExclusionResultPtr& result);
    void setStale(bool stale);

    [[nodiscard]] bool isStale() const { return m_isStale; }

    [[nodiscard]] ExclusionModel& exclusions() { return *m_model; }

signals:
    void excludeRequested(const rulewright::corpus::RowKey& row);
    /// -1: none.
    void rowChosen(int row);
    void previewToggled();

protected:
    void keyPressEvent(QKeyEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void changeEvent(QEvent* event) override;
    void focusInEvent(QFocusEvent* event) override;
    void focusOutEvent(QFocusEvent* event) override;

private:
    explicit ExclusionView(ExclusionModel* model, const Theme& theme, QWidget* parent);
    void exclude();
    void fitColumns();

    const Theme& m_theme;
    ExclusionModel* m_model;
    QAction* m_exclude;
    QAction* m_preview;
    bool m_isStale = false;
};

} // namespace rulewright::ui
