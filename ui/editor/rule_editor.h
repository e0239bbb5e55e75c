// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/text/span.h"
#include "ui/editor/editor_margin.h"
#include "ui/editor/figures.h"
#include "ui/editor/rule_document.h"

#include <QPlainTextEdit>
#include <QPointer>

#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace KSyntaxHighlighting {
class Repository;
}

namespace rulewright::ui {

class Highlighter;
struct Theme;

/// A suggestion shown in the rule before it is taken: painted, never in the document.
struct Ghost {
    QString text; ///< what would be inserted, on one line
    QString attackPrice; ///< "+3 atk"; empty where it is not known
    QString benignPrice; ///< "+0 ben"
    bool attackCounts = false; ///< prices that are not zero are coloured
    bool benignCounts = false;
    int line = -1; ///< behind which it stands, from 0; -1: the caret's
    bool operator==(const Ghost&) const = default;
};

/// The text of a rule with its margin, colours, squiggles, inlays and ghost. Its actions() are those of the
/// Edit and Rule menus; each has an object name.
class RuleEditor : public QPlainTextEdit {
    Q_OBJECT
public:
    RuleEditor(RuleDocument& document, const Theme& theme, QWidget* parent = nullptr);
    ~RuleEditor() override;

    /// Margin figures and inlays. They move with their lines until the next are set.
    void setFigures(const std::vector<LineFigures>& figures);
    /// Whether the margin has room for figures; a rule that is only read has none.
    void setFiguresShown(bool areShown);
    [[nodiscard]] MarginColumns columns() const;
    /// Greys what the last good result says while the text cannot be tested.
    void setStale(bool stale);

    [[nodiscard]] bool isStale() const { return m_isStale; }

    void setGhost(const Ghost& ghost);
    void clearGhost();
    /// Scrolls, where needed, until the ghost can be seen. The caret stays.
    void showGhost();

    [[nodiscard]] const Ghost& ghost() const { return m_ghost; }

    /// Selects and shows a place in the text.
    void selectSpan(Span span);
    /// Moves the caret to the next problem (1) or the one before (-1), and wraps around.
    void goToProblem(int direction);
    /// The byte offset of the caret.
    [[nodiscard]] std::uint32_t caretOffset() const;

    /// Applies edits of the current text as one undo step. The caret goes behind the last, or to `caret`, a byte
    /// offset of the new text.
    void applyEdits(std::span<const TextEdit> edits, std::optional<std::uint32_t> caret = std::nullopt);
    /// The fixes for the problems at the caret, else on its line.
    [[nodiscard]] std::vector<Fix> fixesAtCaret() const;
    /// Opens the menu of fixes one line below the caret; where there are none, it says so.
    void showFixes();

    /// Ctrl+M: whether Tab indents or leaves the editor. Esc makes the next Tab leave it in any case.
    void setTabIndents(bool indents);

    [[nodiscard]] bool tabIndents() const { return m_tabIndents && !m_tabLeavesOnce && !isReadOnly(); }

    [[nodiscard]] int marginWidth() const;

    [[nodiscard]] RuleDocument& ruleDocument() { return m_document; }

    /// One sentence on the caret's line for assistive tools: "Line 23: 2 events alone, adds 2 hits".
    [[nodiscard]] QString lineDescription() const;

signals:
    void said(const QString& sentence);
    void caretMoved(quint32 byteOffset);
    /// What Tab does changed: "Tab indents" or "Tab moves" in the status line.
    void tabIndentsChanged(bool indents);
    /// The user placed the caret by hand: Why shows the node of this place.
    void placeChosen(quint32 byteOffset);
    /// The keys of a suggestion: Esc clears a ghost.
    void ghostDismissed();

protected:
    void paintEvent(QPaintEvent* event) override;
    void resizeEvent(QResizeEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mouseReleaseEvent(QMouseEvent* event) override;
    void changeEvent(QEvent* event) override;
    void contextMenuEvent(QContextMenuEvent* event) override;
    bool focusNextPrevChild(bool next) override;
    void focusOutEvent(QFocusEvent* event) override;
    bool event(QEvent* event) override;
    [[nodiscard]] QMimeData* createMimeDataFromSelection() const override;
    void insertFromMimeData(const QMimeData* source) override;
    [[nodiscard]] bool canInsertFromMimeData(const QMimeData* source) const override;

private:
    [[nodiscard]] std::optional<Fix> fieldFix(const QTextBlock& block) const;
    friend class EditorMargin;

    /// A problem's place in UTF-16 units.
    struct Squiggle {
        int begin = 0;
        int end = 0;
        Severity severity = Severity::Error;
        std::size_t problem = 0;
    };

    void makeActions();
    void applyTheme();
    void updateMargin(const QRect& rect, int dy);
    void placeMargin();
    void onParsed();
    void onContentsChange(int position, int removed, int added);
    void onCaretMoved();
    void updateOverlay();
    void setTabLeavesOnce(bool leaves);
    void paintGrounds(QPainter& painter) const;
    void paintGuides(QPainter& painter, const QTextBlock& block, const QRectF& box, int& indent) const;
    void paintSquiggles(QPainter& painter, const QTextBlock& block, const QRectF& box) const;
    void paintTail(QPainter& painter, const QTextBlock& block, const QRectF& box) const;
    void paintGhost(QPainter& painter, qreal left, const QRectF& row) const;
    [[nodiscard]] const LineFigures* figuresOf(int block) const;
    [[nodiscard]] qreal lineHeight() const;
    [[nodiscard]] qreal blockHeight(const QTextBlock& block) const;
    [[nodiscard]] qreal tailLeft(const QTextBlock& block, const QRectF& box) const;

    RuleDocument& m_document;
    const Theme& m_theme;
    std::unique_ptr<KSyntaxHighlighting::Repository> m_repository;
    QPointer<Highlighter> m_highlighter; ///< the document's: it may go first
    EditorMargin* m_margin = nullptr;
    std::vector<std::optional<LineFigures>> m_figures; ///< one a block
    std::vector<Squiggle> m_squiggles; ///< by begin
    Ghost m_ghost;
    int m_blockCount = 1;
    bool m_isStale = false;
    bool m_hasFigures = true;
    bool m_tabIndents = true;
    bool m_tabLeavesOnce = false;
};

} // namespace rulewright::ui
