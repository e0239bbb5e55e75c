// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/text/span.h"
#include "ui/editor/figures.h"
#include "ui/editor/rule_document.h"

#include <QPlainTextEdit>

#include <memory>
#include <vector>

namespace KSyntaxHighlighting {
class SyntaxHighlighter;
}

namespace rulewright::ui {

class EditorMargin;
struct Theme;

/// A suggestion shown at the caret before it is taken: painted, never in the document.
struct Ghost {
    QString text;        ///< what would be inserted, on one line
    QString attackPrice; ///< "+3 atk"
    QString benignPrice; ///< "+0 ben"
    bool attackCounts = false; ///< non-zero prices are coloured
    bool benignCounts = false;
    bool operator==(const Ghost &) const = default;
};

/// The text of a rule with its margin, colours, squiggles, inlays and ghost.
class RuleEditor : public QPlainTextEdit {
    Q_OBJECT
public:
    RuleEditor(RuleDocument &document, const Theme &theme, QWidget *parent = nullptr);
    ~RuleEditor() override;

    /// Margin figures and inlays. They move with their lines until the next are set.
    void setFigures(const std::vector<LineFigures> &figures);
    /// Greys what the last good result says while the text cannot be tested.
    void setStale(bool stale);
    void setGhost(const Ghost &ghost);
    void clearGhost();
    [[nodiscard]] bool hasGhost() const { return !m_ghost.text.isEmpty(); }

    /// Selects and shows a place in the text.
    void selectSpan(Span span);
    /// Moves the caret to the next problem, or the one before, and wraps around.
    void goToProblem(int direction);
    /// The byte offset of the caret.
    [[nodiscard]] std::uint32_t caretOffset() const;

    /// Applies edits as one undo step, with the caret behind the last or at `caret` (a byte offset of the new text).
    void applyEdits(std::span<const TextEdit> edits, std::optional<std::uint32_t> caret = std::nullopt);
    /// The fixes for the problem at the caret, else on its line.
    [[nodiscard]] std::vector<Fix> fixesAtCaret() const;
    void showFixes();

    /// Ctrl+M: whether Tab indents or leaves the editor. Esc makes the next Tab leave it in any case.
    void setTabIndents(bool indents);
    [[nodiscard]] bool tabIndents() const { return m_tabIndents && !m_tabLeavesOnce; }

    [[nodiscard]] int marginWidth() const;

signals:
    void caretMoved(quint32 byteOffset);
    /// What Tab does changed: "Tab indents" or "Tab moves" for the status line.
    void tabIndentsChanged(bool indents);
    /// The document's figures or problems at the caret changed; for the status line and assistive tools.
    void spanChosen(rulewright::Span span); ///< the user placed the caret: show its node in Why

protected:
    void paintEvent(QPaintEvent *event) override;
    void resizeEvent(QResizeEvent *event) override;
    void keyPressEvent(QKeyEvent *event) override;
    void mouseReleaseEvent(QMouseEvent *event) override;
    void changeEvent(QEvent *event) override;
    void contextMenuEvent(QContextMenuEvent *event) override;
    bool focusNextPrevChild(bool next) override;
    bool event(QEvent *event) override;

private:
    friend class EditorMargin;

    void applyTheme();
    void onParsed(const ParsedTextPtr &parsed);
    void onContentsChange(int position, int removed, int added);
    void onCursorMoved();
    void updateOverlay();
    void paintGuides(QPainter &painter, const QTextBlock &block, const QRectF &box, int indent) const;
    void paintSquiggles(QPainter &painter, const QTextBlock &block, const QRectF &box) const;
    void paintTail(QPainter &painter, const QTextBlock &block, const QRectF &box) const;
    void paintGhost(QPainter &painter, qreal left, const QRectF &box) const;
    [[nodiscard]] const LineFigures *figuresOf(int block) const;
    [[nodiscard]] QString inlayOf(const QTextBlock &block) const;
    [[nodiscard]] qreal tailLeft(const QTextBlock &block, const QRectF &box) const;

    RuleDocument &m_document;
    const Theme &m_theme;
    std::unique_ptr<KSyntaxHighlighting::SyntaxHighlighter> m_highlighter;
    EditorMargin *m_margin = nullptr;
    std::vector<std::optional<LineFigures>> m_figures; ///< one a block
    Ghost m_ghost;
    int m_blockCount = 1;
    bool m_isStale = false;
    bool m_tabIndents = true;
    bool m_tabLeavesOnce = false;
};

} // namespace rulewright::ui
