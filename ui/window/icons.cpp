// SPDX-License-Identifier: Apache-2.0
#include "ui/window/icons.h"

#include <QFile>
#include <QIconEngine>
#include <QPainter>
#include <QPixmapCache>
#include <QSvgRenderer>

#include <cmath>

namespace rulewright::ui {

namespace {

class TemplateEngine : public QIconEngine {
public:
    TemplateEngine(QString name, QColor colour, QColor disabled)
        : m_name(std::move(name))
        , m_colour(colour)
        , m_disabled(disabled)
    {
    }

    void paint(QPainter* painter, const QRect& rect, QIcon::Mode mode, QIcon::State) override
    {
        const int size = std::min(rect.width(), rect.height());
        const qreal ratio = painter->device()->devicePixelRatioF();
        const QPoint topLeft(rect.left() + (rect.width() - size) / 2, rect.top() + (rect.height() - size) / 2);
        painter->drawPixmap(topLeft, iconPixmap(m_name, colourOf(mode), size, ratio));
    }

    QPixmap scaledPixmap(const QSize& size, QIcon::Mode mode, QIcon::State, qreal scale) override
    {
        const int side = static_cast<int>(std::min(size.width(), size.height()) / scale);
        return iconPixmap(m_name, colourOf(mode), side, scale);
    }

    QPixmap pixmap(const QSize& size, QIcon::Mode mode, QIcon::State state) override
    {
        return scaledPixmap(size, mode, state, 1.0);
    }

    QIconEngine* clone() const override { return new TemplateEngine(*this); }

private:
    QColor colourOf(QIcon::Mode mode) const { return mode == QIcon::Disabled ? m_disabled : m_colour; }

    QString m_name;
    QColor m_colour;
    QColor m_disabled;
};

QByteArray coloured(const QString& name, const QColor& colour)
{
    QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
    if (!file.open(QIODevice::ReadOnly)) {
        qWarning("There is no icon named %s", qPrintable(name));
        return {};
    }
    return file.readAll().replace("currentColor", colour.name(QColor::HexRgb).toLatin1());
}

} // namespace

QPixmap iconPixmap(const QString& name, const QColor& colour, int size, qreal devicePixelRatio)
{
    const QString key = QStringLiteral("rulewright/%1/%2/%3/%4")
                            .arg(name, colour.name(QColor::HexRgb))
                            .arg(size)
                            .arg(devicePixelRatio);
    QPixmap pixmap;
    if (QPixmapCache::find(key, &pixmap))
        return pixmap;
    const int side = static_cast<int>(std::lround(size * devicePixelRatio));
    pixmap = QPixmap(side, side);
    pixmap.fill(Qt::transparent);
    QSvgRenderer renderer(coloured(name, colour));
    QPainter painter(&pixmap);
    renderer.render(&painter, QRectF(0, 0, side, side));
    painter.end();
    pixmap.setDevicePixelRatio(devicePixelRatio);
    QPixmapCache::insert(key, pixmap);
    return pixmap;
}

QIcon themedIcon(const QString& name, const QColor& colour, const QColor& disabled)
{
    return QIcon(new TemplateEngine(name, colour, disabled));
}

} // namespace rulewright::ui
