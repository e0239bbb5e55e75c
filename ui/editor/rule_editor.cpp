// SPDX-License-Identifier: Apache-2.0
#include "ui/editor/rule_editor.h"

#include "core/rule/walk.h"
#include "ui/editor/editor_margin.h"
#include "ui/editor/highlighter.h"
#include "ui/editor/line_edits.h"
#include "ui/editor/spaced_layout.h"
#include "ui/window/theme.h"
#include "ui/window/words.h"

#include <KSyntaxHighlighting/Definition>
#include <KSyntaxHighlighting/Repository>

#include <QAction>
#include <QContextMenuEvent>
#include <QMenu>
#include <QMimeData>
#include <QScrollBar>
#include <QTextBlock>

#include <algorithm>
#include <set>

namespace rulewright::ui {

namespace {

constexpr int designedLineHeight = 18;
constexpr std::size_t maximumSquiggles = 2'000;

void collectUses(const rule::Predicate& condition, std::set<std::uint32_t>& used)
{
    rule::walk(condition, [&used](const rule::Predicate& predicate) {
        if (const auto* ref = std::get_if<rule::Ref>(&predicate.node))
            used.insert(static_cast<std::uint32_t>(ref->selection));
        if (const auto* of = std::get_if<rule::Of>(&predicate.node)) {
            for (const rule::SelectionId member : of->members)
                used.insert(static_cast<std::uint32_t>(member));
        }
    });
}

/// The names of selections that no condition uses.
std::vector<Span> unusedSelections(const rule::Document& document)
{
    std::vector<Span> result;
    for (const rule::Rule& rule : document.rules) {
        const rule::Predicate* condition = rule::condition(rule);
        if (condition == nullptr)
            continue;
        std::set<std::uint32_t> used;
        collectUses(*condition, used);
        for (std::uint32_t i = 0; i < rule.selections.size(); ++i) {
            if (!used.contains(i))
                result.push_back(rule.selections[i].nameSpan);
        }
    }
    return result;
}

} // namespace

RuleEditor::RuleEditor(RuleDocument& document, const Theme& theme, QWidget* parent)
    : QPlainTextEdit(parent)
    , m_document(document)
    , m_theme(theme)
    , m_repository(std::make_unique<KSyntaxHighlighting::Repository>())
{
    setObjectName(QStringLiteral("ruleEditor"));
    setAccessibleName(tr("Rule"));
    setFrameShape(QFrame::NoFrame);
    setLineWrapMode(NoWrap);
    setDocument(&document.text());
    m_margin = new EditorMargin(*this, theme);
    m_highlighter = new Highlighter(&document.text(), *m_repository, syntaxName(document.name()), theme);
    m_blockCount = blockCount();
    m_figures.resize(static_cast<std::size_t>(m_blockCount));
    makeActions();
    applyTheme();

    connect(&document.text(), &QTextDocument::contentsChange, this, &RuleEditor::onContentsChange);
    connect(&document, &RuleDocument::parsedChanged, this, &RuleEditor::onParsed);
    connect(&document, &RuleDocument::pathChanged, this, [this] {
        if (m_highlighter)
            m_highlighter->setDefinition(m_repository->definitionForName(syntaxName(m_document.name())));
    });
    connect(this, &QPlainTextEdit::updateRequest, this, &RuleEditor::updateMargin);
    connect(this, &QPlainTextEdit::cursorPositionChanged, this, &RuleEditor::onCaretMoved);
    connect(this, &QPlainTextEdit::blockCountChanged, this, [this] { setViewportMargins(marginWidth(), 0, 0, 0); });
    onParsed();
    onCaretMoved();
}

RuleEditor::~RuleEditor()
{
    // Before the repository whose definition it uses.
    delete m_highlighter;
}

void RuleEditor::applyTheme()
{
    setFont(m_theme.font(Type::Editor));
    document()->setDefaultFont(m_theme.font(Type::Editor));
    const MarginColumns columns = this->columns();
    m_document.setMargin(columns.text - columns.hairline - 1);
    static_cast<SpacedLayout*>(document()->documentLayout())
        ->setLineHeight(std::max(m_theme.height(designedLineHeight, 0), QFontMetrics(font()).height()));
    setTabStopDistance(QFontMetricsF(font()).horizontalAdvance(u' ') * 4);
    setCursorWidth(2);
    setViewportMargins(marginWidth(), 0, 0, 0);
    m_highlighter->setColours(m_theme);
    updateOverlay();
}

void RuleEditor::changeEvent(QEvent* event)
{
    QPlainTextEdit::changeEvent(event);
    // Appearance sets a whole new palette when the theme has new colours, and a new style when it has new fonts.
    if (m_highlighter && (event->type() == QEvent::PaletteChange || event->type() == QEvent::StyleChange))
        applyTheme();
}

MarginColumns RuleEditor::columns() const
{
    return m_hasFigures ? marginColumns(m_theme, blockCount()) : numberColumns(m_theme, blockCount());
}

int RuleEditor::marginWidth() const { return columns().hairline + 1; }

void RuleEditor::setFiguresShown(bool areShown)
{
    m_hasFigures = areShown;
    m_margin->setAccessibleName(areShown ? tr("Margin: line, alone, effect") : tr("Margin: line"));
    applyTheme();
    placeMargin();
}

qreal RuleEditor::lineHeight() const
{
    return static_cast<const SpacedLayout*>(document()->documentLayout())->lineHeight();
}

qreal RuleEditor::blockHeight(const QTextBlock& block) const
{
    return std::max(1, block.layout()->lineCount()) * lineHeight();
}

void RuleEditor::setFigures(const std::vector<LineFigures>& figures)
{
    m_figures.assign(static_cast<std::size_t>(blockCount()), std::nullopt);
    for (const LineFigures& line : figures) {
        if (line.line >= 1 && line.line <= m_figures.size())
            m_figures[line.line - 1] = line;
    }
    m_margin->setAccessibleDescription(lineDescription());
    m_margin->update();
    viewport()->update();
}

void RuleEditor::setStale(bool stale)
{
    if (m_isStale == stale)
        return;
    m_isStale = stale;
    m_margin->update();
    viewport()->update();
}

const LineFigures* RuleEditor::figuresOf(int block) const
{
    const auto i = static_cast<std::size_t>(block);
    return i < m_figures.size() && m_figures[i] ? &*m_figures[i] : nullptr;
}

void RuleEditor::onContentsChange(int position, int removed, int added)
{
    (void)removed;
    (void)added;
    const int count = document()->blockCount();
    const int delta = count - m_blockCount;
    m_blockCount = count;
    if (delta == 0)
        return;
    // Figures stay with their lines: what was inserted at a line's start pushes the line itself down.
    const QTextBlock block = document()->findBlock(position);
    std::size_t at = static_cast<std::size_t>(block.blockNumber()) + (position == block.position() ? 0 : 1);
    at = std::min(at, m_figures.size());
    if (delta > 0) {
        m_figures.insert(
            m_figures.begin() + static_cast<std::ptrdiff_t>(at), static_cast<std::size_t>(delta), std::nullopt);
    } else {
        const std::size_t end = std::min(m_figures.size(), at + static_cast<std::size_t>(-delta));
        m_figures.erase(
            m_figures.begin() + static_cast<std::ptrdiff_t>(at), m_figures.begin() + static_cast<std::ptrdiff_t>(end));
    }
    m_figures.resize(static_cast<std::size_t>(count));
}

void RuleEditor::onParsed()
{
    const ParsedText& parsed = *m_document.parsed();
    const TextPositions& positions = m_document.positions();
    m_squiggles.clear();
    for (std::size_t i = 0; i < parsed.diagnostics.size() && i < maximumSquiggles; ++i) {
        const Diagnostic& problem = parsed.diagnostics[i];
        if (problem.severity != Severity::Error && problem.severity != Severity::Warning)
            continue;
        const int begin = positions.position(problem.span.begin);
        m_squiggles.push_back({begin, std::max(begin, positions.position(problem.span.end)), problem.severity, i});
    }
    std::ranges::stable_sort(m_squiggles, {}, &Squiggle::begin);
    updateOverlay();
    viewport()->update();
}

void RuleEditor::updateOverlay()
{
    QList<QTextEdit::ExtraSelection> overlay;
    const ParsedTextPtr& parsed = m_document.parsed();
    if (parsed->document && parsed->revision == m_document.revision()) {
        QTextCharFormat quiet;
        quiet.setForeground(m_theme.text3);
        for (const Span span : unusedSelections(*parsed->document)) {
            QTextEdit::ExtraSelection selection;
            selection.cursor = QTextCursor(document());
            selection.cursor.setPosition(m_document.positions().position(span.begin));
            selection.cursor.setPosition(m_document.positions().position(span.end), QTextCursor::KeepAnchor);
            selection.format = quiet;
            overlay.append(selection);
        }
    }
    setExtraSelections(overlay);
}

void RuleEditor::onCaretMoved()
{
    if (m_ghost.line < 0)
        clearGhost();
    m_margin->setAccessibleDescription(lineDescription());
    m_margin->update();
    viewport()->update();
    emit caretMoved(caretOffset());
}

std::uint32_t RuleEditor::caretOffset() const { return m_document.positions().byteOffset(textCursor().position()); }

void RuleEditor::selectSpan(Span span)
{
    QTextCursor cursor(document());
    cursor.setPosition(m_document.positions().position(span.end));
    cursor.setPosition(m_document.positions().position(span.begin), QTextCursor::KeepAnchor);
    setTextCursor(cursor);
    ensureCursorVisible();
}

void RuleEditor::goToProblem(int direction)
{
    if (m_squiggles.empty())
        return;
    const int caret = textCursor().selectionStart();
    const auto it = direction > 0 ? std::ranges::upper_bound(m_squiggles, caret, {}, &Squiggle::begin)
                                  : std::ranges::lower_bound(m_squiggles, caret, {}, &Squiggle::begin);
    std::size_t i = 0;
    if (direction > 0)
        i = it == m_squiggles.end() ? 0 : static_cast<std::size_t>(it - m_squiggles.begin());
    else
        i = it == m_squiggles.begin() ? m_squiggles.size() - 1 : static_cast<std::size_t>(it - m_squiggles.begin() - 1);
    QTextCursor cursor(document());
    cursor.setPosition(std::min(m_squiggles[i].begin, document()->characterCount() - 1));
    setTextCursor(cursor);
    ensureCursorVisible();
    setFocus();
}

void RuleEditor::applyEdits(std::span<const TextEdit> edits, std::optional<std::uint32_t> caret)
{
    const int behind = m_document.apply(edits, m_document.revision());
    if (behind < 0)
        return;
    QTextCursor cursor = textCursor();
    cursor.setPosition(caret ? m_document.positions().position(*caret) : behind);
    setTextCursor(cursor);
    ensureCursorVisible();
}

std::vector<Fix> RuleEditor::fixesAtCaret() const
{
    const ParsedText& parsed = *m_document.parsed();
    if (parsed.revision != m_document.revision())
        return {};
    const QTextCursor cursor = textCursor();
    const QTextBlock block = cursor.block();
    std::vector<Fix> here;
    std::vector<Fix> onLine;
    for (const Squiggle& squiggle : m_squiggles) {
        if (squiggle.end < block.position() || squiggle.begin > block.position() + block.length())
            continue;
        const std::vector<Fix>& fixes = parsed.diagnostics[squiggle.problem].fixes;
        const bool isHere = squiggle.begin <= cursor.position() && cursor.position() <= squiggle.end;
        std::vector<Fix>& target = isHere ? here : onLine;
        target.insert(target.end(), fixes.begin(), fixes.end());
    }
    if (const std::optional<Fix> fix = fieldFix(block))
        here.push_back(*fix);
    return here.empty() ? onLine : here;
}

// The last match found no event with the line's field, but one that is nearly named so.
std::optional<Fix> RuleEditor::fieldFix(const QTextBlock& block) const
{
    const LineFigures* figures = figuresOf(block.blockNumber());
    if (figures == nullptr || figures->nearestField.empty())
        return std::nullopt;
    const QString field = QString::fromStdString(figures->unknownField);
    const qsizetype at = block.text().indexOf(field);
    const qsizetype end = at + field.size();
    const bool begins = at == 0 || (at > 0 && block.text()[at - 1] == u' ');
    const bool ends = begins && end < block.text().size() && (block.text()[end] == u'|' || block.text()[end] == u':');
    if (!ends)
        return std::nullopt; // the text has changed since
    const std::uint32_t begin = m_document.positions().byteOffset(block.position() + int(at));
    return Fix{.title = tr("Change it to %1").arg(QString::fromStdString(figures->nearestField)).toStdString(),
        .edits = {{{begin, m_document.positions().byteOffset(block.position() + int(end))}, figures->nearestField}},
        .isSafe = false};
}

void RuleEditor::showFixes()
{
    const std::vector<Fix> fixes = fixesAtCaret();
    if (fixes.empty()) {
        emit said(tr("Nothing to mend on this line"));
        return;
    }
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    menu->setAccessibleName(tr("Quick fixes"));
    for (const Fix& fix : fixes) {
        connect(menu->addAction(QString::fromStdString(fix.title)), &QAction::triggered, this,
            [this, edits = fix.edits] { applyEdits(edits); });
    }
    menu->setActiveAction(menu->actions().constFirst());
    menu->popup(viewport()->mapToGlobal(cursorRect().bottomLeft()));
}

void RuleEditor::setGhost(const Ghost& ghost)
{
    if (m_ghost == ghost)
        return;
    m_ghost = ghost;
    viewport()->update();
}

void RuleEditor::clearGhost() { setGhost({}); }

void RuleEditor::showGhost()
{
    const QTextBlock block = m_ghost.line < 0 ? textCursor().block() : document()->findBlockByNumber(m_ghost.line);
    if (m_ghost.text.isEmpty() || !block.isValid() || !block.isVisible())
        return;
    const QRectF box = blockBoundingGeometry(block).translated(contentOffset());
    const int rows = std::max(1, int(viewport()->height() / lineHeight()));
    if (box.top() < 0)
        verticalScrollBar()->setValue(block.firstLineNumber());
    else if (box.bottom() > viewport()->height())
        verticalScrollBar()->setValue(std::max(0, block.firstLineNumber() - rows + 2)); // and the line below
}

QString RuleEditor::lineDescription() const
{
    const int block = textCursor().blockNumber();
    QString text = tr("Line %1").arg(block + 1);
    const LineFigures* figures = figuresOf(block);
    if (figures == nullptr)
        return text;
    QStringList parts;
    if (figures->alone && figures->kind == LineFigures::Kind::Condition)
        parts << (figures->isBound ? tr("at most %1 hits") : tr("%1 hits"))
                     .arg(grouped(static_cast<qint64>(*figures->alone)));
    else if (figures->alone)
        parts << tr("%1 events alone").arg(grouped(static_cast<qint64>(*figures->alone)));
    if (figures->adds > 0)
        parts << tr("adds %1 hits").arg(grouped(static_cast<qint64>(figures->adds)));
    if (figures->removes > 0)
        parts << tr("keeps %1 events out").arg(grouped(static_cast<qint64>(figures->removes)));
    if (figures->effect == LineFigures::Effect::Redundant)
        parts << tr("redundant on this data");
    if (figures->effect == LineFigures::Effect::Dead)
        parts << tr("no loaded event has it");
    if (figures->effect == LineFigures::Effect::Untested)
        parts << tr("cannot be tested");
    return parts.isEmpty() ? text : text + QStringLiteral(": ") + parts.join(QStringLiteral(", "));
}

void RuleEditor::updateMargin(const QRect& rect, int dy)
{
    if (dy != 0)
        m_margin->scroll(0, dy);
    else
        m_margin->update(0, rect.y(), m_margin->width(), rect.height());
}

void RuleEditor::placeMargin()
{
    const QRect box = contentsRect();
    m_margin->setGeometry(box.left(), box.top(), marginWidth(), box.height());
}

void RuleEditor::resizeEvent(QResizeEvent* event)
{
    QPlainTextEdit::resizeEvent(event);
    placeMargin();
}

void RuleEditor::insertFromMimeData(const QMimeData* source)
{
    const bool isYaml
        = m_document.parsed()->document && m_document.parsed()->document->language == rule::Language::Sigma;
    if (isReadOnly() || !isYaml || !source->hasText()
        || !pasteValues(textCursor(), source->text(), indentStep(*document())))
        QPlainTextEdit::insertFromMimeData(source);
    ensureCursorVisible();
}

// Files that are dropped are the window's: Qt would write their addresses into the rule.
bool RuleEditor::canInsertFromMimeData(const QMimeData* source) const
{
    return !source->hasUrls() && QPlainTextEdit::canInsertFromMimeData(source);
}

QMimeData* RuleEditor::createMimeDataFromSelection() const
{
    auto* mime = new QMimeData;
    mime->setText(textCursor().selectedText().replace(QChar::ParagraphSeparator, u'\n'));
    return mime;
}

} // namespace rulewright::ui
