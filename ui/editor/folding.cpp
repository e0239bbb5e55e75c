// SPDX-License-Identifier: Apache-2.0
#include "ui/editor/folding.h"

#include "ui/editor/spaced_layout.h"

#include <QTextBlock>
#include <QTextLayout>

#include <algorithm>

namespace rulewright::ui {

namespace {

void setShown(const QTextBlock& block, bool isShown)
{
    QTextBlock changed = block;
    changed.setVisible(isShown);
    changed.setLineCount(isShown ? std::max(1, changed.layout()->lineCount()) : 0);
}

void layOutAgain(QTextDocument& document)
{
    document.markContentsDirty(0, document.characterCount());
    static_cast<SpacedLayout*>(document.documentLayout())->onVisibilityChanged();
}

} // namespace

int toggleFold(QTextDocument& document, const std::vector<author::Fold>& folds, int line)
{
    const author::Fold* smallest = nullptr;
    for (const author::Fold& fold : folds) {
        if (int(fold.first) > line || int(fold.last) < line)
            continue;
        if (smallest == nullptr || fold.last - fold.first < smallest->last - smallest->first)
            smallest = &fold;
    }
    if (smallest == nullptr)
        return 0;
    const int first = int(smallest->first);
    const bool wasShown = document.findBlockByNumber(first).isVisible();
    for (int i = first; i < int(smallest->last); ++i) {
        if (const QTextBlock block = document.findBlockByNumber(i); block.isValid())
            setShown(block, !wasShown);
    }
    layOutAgain(document);
    return first;
}

void unfoldAll(QTextDocument& document)
{
    bool wasHidden = false;
    for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
        if (!block.isVisible()) {
            setShown(block, true);
            wasHidden = true;
        }
    }
    if (wasHidden)
        layOutAgain(document);
}

int hiddenBehind(const QTextBlock& block)
{
    int count = 0;
    for (QTextBlock next = block.next(); next.isValid() && !next.isVisible(); next = next.next())
        ++count;
    return count;
}

} // namespace rulewright::ui
