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
    void clearFilters();
    /// `/` in the table: to the filter of this column.
    void focusFilter(int section);

signals:
    void filtersChanged();
    void filterLeft(); ///< Esc, Enter or Down in a filter: back to the rows

protected:
    void paintSection(QPainter* painter, const QRect& box, int section) const override;
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    void makeFilters();
    void placeFilters();
    [[nodiscard]] int captionHeight() const;

    const Theme& m_theme;
    std::vector<QLineEdit*> m_filters;
};

} // namespace rulewright::ui
