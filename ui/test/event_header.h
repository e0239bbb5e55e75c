// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QHeaderView>

#include <vector>

class QLineEdit;

namespace rulewright::ui {

struct Theme;

/// Captions of the columns above the row of their filters.
class EventHeader : public QHeaderView {
    Q_OBJECT
public:
    explicit EventHeader(const Theme& theme, QWidget* parent = nullptr);

    void setModel(QAbstractItemModel* model) override;
    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] std::vector<QString> filters() const;
    /// One a column; says nothing of it.
    void setFilters(const std::vector<QString>& texts);
    void clearFilters();
    void setFilter(int section, const QString& text);
    [[nodiscard]] QLineEdit* filterField(int section) const;
    /// `/` in the table: to the filter of this column.
    void focusFilter(int section);

signals:
    void filtersChanged();
    void columnsRequested(const QPoint& globalPosition); ///< the context menu of the captions
    void filterLeft(); ///< Esc, Enter or Down in a filter: back to the rows

protected:
    void paintSection(QPainter* painter, const QRect& box, int section) const override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void makeFilters();
    void placeFilters();
    void markProblem(QLineEdit& edit, int section) const;
    [[nodiscard]] int captionHeight() const;

    const Theme& m_theme;
    std::vector<QLineEdit*> m_filters;
};

} // namespace rulewright::ui
