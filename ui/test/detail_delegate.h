// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStyledItemDelegate>

namespace rulewright::ui {

class DetailModel;
struct Theme;

/// Paints a field of an event: name, ✓ where something matched, the wrapped value with its marks.
class DetailDelegate : public QStyledItemDelegate {
    Q_OBJECT
public:
    DetailDelegate(const DetailModel& model, const Theme& theme, QObject* parent);

    void setStale(bool stale) { m_isStale = stale; }

    void setWidth(int width); ///< of the view: rows are as high as their values need there

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

private:
    const DetailModel& m_model;
    const Theme& m_theme;
    int m_width = 300;
    bool m_isStale = false;
};

} // namespace rulewright::ui
