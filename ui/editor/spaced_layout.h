// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QPlainTextDocumentLayout>

namespace rulewright::ui {

/// The layout of a plain text whose lines all have one height, whatever the font's own is.
class SpacedLayout : public QPlainTextDocumentLayout {
    Q_OBJECT
public:
    using QPlainTextDocumentLayout::QPlainTextDocumentLayout;

    /// In px; 0: the font's own.
    void setLineHeight(qreal height);

    [[nodiscard]] qreal lineHeight() const { return m_lineHeight; }

    /// Blocks were hidden or shown.
    void onVisibilityChanged()
    {
        requestUpdate();
        emit documentSizeChanged(documentSize());
    }

    [[nodiscard]] QRectF blockBoundingRect(const QTextBlock& block) const override;

private:
    qreal m_lineHeight = 0;
};

} // namespace rulewright::ui
