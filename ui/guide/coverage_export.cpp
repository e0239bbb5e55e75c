// SPDX-License-Identifier: Apache-2.0
#include "ui/guide/coverage_view.h"

#include "core/attack/attack_data.h"
#include "core/corpus/profile.h"
#include "core/export/navigator.h"
#include "ui/guide/matrix_painter.h"

#include <QImage>
#include <QPainter>
#include <QSaveFile>
#include <QSvgGenerator>

#include <algorithm>
#include <format>

namespace rulewright::ui {

std::string CoverageView::layer() const
{
    std::vector<exporting::LayerTechnique> techniques;
    const CoverageMatrixPtr& matrix = m_model->matrix();
    const auto add = [&](const advise::MatrixCell& cell) {
        const std::uint64_t score = m_model->number(cell);
        const bool isThere = std::ranges::contains(techniques, cell.id, &exporting::LayerTechnique::id);
        if (score == 0 || isThere)
            return;
        exporting::LayerTechnique entry{cell.id, score, {}, {}};
        addVendors(entry, m_profile->vendors(), cell.byVendor);
        techniques.push_back(std::move(entry));
    };
    if (matrix) {
        for (const advise::MatrixTactic& tactic : matrix->tactics) {
            for (const advise::MatrixTechnique& technique : tactic.techniques) {
                add(technique.cell);
                std::ranges::for_each(technique.subtechniques, add);
            }
        }
    }
    return exporting::navigatorLayer(title().toStdString(), std::format("With sub-techniques. {}", m_attack->notice()),
        m_attack->version(), techniques);
}

QString CoverageView::title() const
{
    switch (m_model->heat()) {
    case Heat::Vendors:
        return tr("Vendors with a rule, by technique");
    case Heat::Events:
        return tr("Loaded events that rules match, by technique");
    default:
        return tr("Rules by technique");
    }
}

bool CoverageView::writePng(const QString& path) const
{
    const MatrixPainter painter(m_theme);
    const QSize size = painter.wholeSize(*m_model);
    QImage image(size * 2, QImage::Format_RGB32);
    image.setDevicePixelRatio(2.0);
    QPainter canvas(&image);
    const std::string notice(m_attack->notice());
    painter.paintWhole(canvas, *m_model, title(), QString::fromStdString(notice).simplified());
    canvas.end();
    QSaveFile file(path);
    return file.open(QIODevice::WriteOnly) && image.save(&file, "PNG") && file.commit();
}

bool CoverageView::writeSvg(const QString& path) const
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return false;
    const MatrixPainter painter(m_theme);
    const QSize size = painter.wholeSize(*m_model);
    QSvgGenerator generator;
    generator.setOutputDevice(&file);
    generator.setSize(size);
    generator.setViewBox(QRect(QPoint(0, 0), size));
    generator.setTitle(title());
    QPainter canvas(&generator);
    const std::string notice(m_attack->notice());
    painter.paintWhole(canvas, *m_model, title(), QString::fromStdString(notice).simplified());
    canvas.end();
    return file.commit();
}

} // namespace rulewright::ui
