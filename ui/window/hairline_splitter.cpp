// SPDX-License-Identifier: Apache-2.0
#include "ui/window/hairline_splitter.h"

#include <QPainter>
#include <QSplitterHandle>

namespace rulewright::ui {

namespace {

constexpr int grabRoom = 3; // on each side of the line

class HairlineHandle : public QSplitterHandle {
public:
    using QSplitterHandle::QSplitterHandle;

protected:
    void resizeEvent(QResizeEvent* event) override
    {
        const bool upright = orientation() == Qt::Horizontal;
        setContentsMargins(
            upright ? grabRoom : 0, upright ? 0 : grabRoom, upright ? grabRoom : 0, upright ? 0 : grabRoom);
        setMask(QRegion(contentsRect()));
        setAttribute(Qt::WA_MouseNoMask);
        QWidget::resizeEvent(event);
    }

    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.fillRect(contentsRect(), palette().color(QPalette::Mid));
    }
};

} // namespace

HairlineSplitter::HairlineSplitter(Qt::Orientation orientation, QWidget* parent)
    : QSplitter(orientation, parent)
{
    setHandleWidth(1);
    setChildrenCollapsible(false);
}

QSplitterHandle* HairlineSplitter::createHandle() { return new HairlineHandle(orientation(), this); }

} // namespace rulewright::ui
