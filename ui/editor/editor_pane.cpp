// SPDX-License-Identifier: Apache-2.0
#include "ui/editor/editor_pane.h"

#include "core/advise/insert.h"
#include "core/advise/exclusion_curve.h"
#include "core/advise/value_row.h"
#include "ui/editor/breadcrumb.h"
#include "ui/editor/editor_assist.h"
#include "ui/editor/find_bar.h"
#include "ui/editor/problem_model.h"
#include "ui/window/strip.h"
#include "ui/window/theme.h"
#include "ui/window/words.h"

#include <QAction>
#include <QTextBlock>
#include <QVBoxLayout>

#include <algorithm>
#include <functional>

namespace rulewright::ui {

namespace {

QString languageTitle(rule::Language language)
{
    switch (language) {
    case rule::Language::Sigma:
        return QStringLiteral("Sigma");
    case rule::Language::Eql:
        return QStringLiteral("Elastic EQL");
    case rule::Language::Kql:
        return QStringLiteral("Elastic KQL");
    case rule::Language::Lucene:
        return QStringLiteral("Lucene");
    case rule::Language::Esql:
        return QStringLiteral("Elastic ES|QL");
    case rule::Language::Spl:
        return QStringLiteral("Splunk SPL");
    }
    return {};
}

/// The problem that the strip speaks of: the first of the worst kind.
const Diagnostic* worst(const Diagnostics& problems)
{
    const auto it = std::ranges::min_element(problems, {}, &Diagnostic::severity);
    return it == problems.end() || it->severity > Severity::Warning ? nullptr : &*it;
}

QString firstMessage(const Diagnostics& problems)
{
    return problems.empty() ? QString() : QString::fromStdString(problems.front().message);
}

} // namespace

EditorPane::EditorPane(RuleDocument& document, const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_document(document)
    , m_editor(new RuleEditor(document, theme, this))
    , m_breadcrumb(new Breadcrumb(theme, this))
    , m_problems(new ProblemModel(this))
    , m_strip(new Strip(theme, this))
    , m_find(new FindBar(*m_editor, theme, this))
    , m_theme(theme)
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_breadcrumb);
    column->addWidget(m_editor, 1);
    column->addWidget(m_find);
    column->addWidget(m_strip);
    setFocusProxy(m_editor);
    m_strip->setObjectName(QStringLiteral("problemStrip"));
    m_strip->hide();
    // What the strip offers; the keys themselves are the editor's actions.
    m_fix = new QAction(tr("Fix"), this);
    m_fix->setShortcut(QKeySequence(QStringLiteral("Ctrl+.")));
    m_fix->setShortcutContext(Qt::WidgetShortcut);
    connect(m_fix, &QAction::triggered, this, [this] {
        goToWorst();
        m_editor->showFixes();
    });
    m_next = new QAction(tr("F8 next"), this);
    connect(m_next, &QAction::triggered, this, [this] { m_editor->goToProblem(1); });

    m_connections.push_back(connect(m_editor, &RuleEditor::caretMoved, this, &EditorPane::updatePlace));
    m_connections.push_back(
        connect(m_editor, &QPlainTextEdit::blockCountChanged, m_breadcrumb, &Breadcrumb::setLineCount));
    m_connections.push_back(connect(&document, &RuleDocument::parsedChanged, this, [this](const ParsedTextPtr& parsed) {
        m_problems->setProblems(parsed);
        if (parsed->document)
            m_breadcrumb->setLanguage(languageTitle(parsed->document->language));
        updatePlace();
    }));
    m_connections.push_back(connect(m_problems, &ProblemModel::problemsChanged, this, &EditorPane::updateStrip));
    connect(m_find, &FindBar::said, this, &EditorPane::said);
    connect(m_editor, &RuleEditor::said, this, &EditorPane::said);
    const auto add = [this](const char* name, const QString& words, const char* key, const std::function<void()>& run) {
        auto* action = new QAction(words, m_editor);
        action->setObjectName(QString::fromLatin1(name));
        action->setShortcut(QKeySequence(QString::fromLatin1(key)));
        action->setShortcutContext(Qt::WidgetShortcut);
        connect(action, &QAction::triggered, this, run);
        m_editor->addAction(action);
    };
    add("find", tr("Find…"), "Ctrl+F", [this] { m_find->open(false); });
    add("replace", tr("Replace…"), "Ctrl+H", [this] { m_find->open(true); });
    add("findNext", tr("Find the next place"), "F3", [this] { m_find->goTo(1); });
    add("findPrevious", tr("Find the place before"), "Shift+F3", [this] { m_find->goTo(-1); });
    connect(m_strip, &Strip::activated, this, &EditorPane::goToWorst);
    connect(m_strip, &Strip::dismissed, m_editor, qOverload<>(&QWidget::setFocus));

    m_problems->setProblems(document.parsed());
    m_breadcrumb->setLineCount(m_editor->blockCount());
    m_breadcrumb->setLanguage(
        languageTitle(document.parsed()->document ? document.parsed()->document->language : rule::Language::Sigma));
    updatePlace();
    updateStrip();
}

EditorPane::~EditorPane()
{
    for (const QMetaObject::Connection& connection : m_connections)
        disconnect(connection);
    // Nor for anybody who would ask the pane about it.
    m_document.blockSignals(true);
    m_editor->blockSignals(true);
    m_problems->blockSignals(true);
}

void EditorPane::setAuthorService(AuthorService& service)
{
    delete m_assist;
    m_assist = new EditorAssist(*m_editor, service, m_theme);
    connect(m_assist, &EditorAssist::said, this, &EditorPane::said);
}

void EditorPane::updatePlace() { m_breadcrumb->setPath(keyPath(m_editor->textCursor().block())); }

QString EditorPane::problemSummary() const
{
    const int errors = m_problems->count(Severity::Error);
    if (errors > 0)
        return errors == 1 ? tr("1 error: the text is not tested")
                           : tr("%1 errors: the text is not tested").arg(grouped(errors));
    const int warnings = m_problems->count(Severity::Warning);
    if (warnings > 0)
        return warnings == 1 ? tr("1 warning") : tr("%1 warnings").arg(grouped(warnings));
    return {};
}

void EditorPane::updateStrip()
{
    const Diagnostic* problem = worst(m_problems->problems());
    m_strip->setVisible(problem != nullptr);
    const QString summary = problemSummary();
    if (problem != nullptr) {
        const bool isError = problem->severity == Severity::Error;
        const int count = m_problems->count(problem->severity);
        QString lead = isError ? tr("%1 errors") : tr("%1 warnings");
        lead = count == 1 ? (isError ? tr("1 error") : tr("1 warning")) : lead.arg(grouped(count));
        std::vector<QAction*> answers;
        if (!problem->fixes.empty())
            answers.push_back(m_fix);
        answers.push_back(m_next);
        m_strip->setWords({.tone = isError ? Tone::Error : Tone::Warning,
            .mark = {},
            .lead = lead,
            .text = QString::fromStdString(problem->message),
            .actions = answers});
    }
    if (summary != m_summary) {
        m_summary = summary;
        emit problemSummaryChanged(m_summary);
    }
}

void EditorPane::goToWorst()
{
    if (const Diagnostic* problem = worst(m_problems->problems())) {
        m_editor->selectSpan({problem->span.begin, problem->span.begin});
        m_editor->setFocus();
    }
}

QString EditorPane::insertRow(const corpus::RowKey& row)
{
    const ParsedText& parsed = *m_document.parsed();
    if (m_editor->isReadOnly())
        return tr("This rule is read-only: open a rule of yours to insert into it");
    if (!parsed.document || parsed.revision != m_document.revision())
        return tr("The text cannot be read: mend its errors first");
    const auto insertion = advise::insertion(parsed.source, *parsed.document, m_editor->caretOffset(), row);
    if (!insertion)
        return firstMessage(insertion.error());
    const QString selection = QString::fromStdString(insertion->selection);
    if (insertion->kind == advise::Insertion::Kind::AlreadyThere) {
        m_editor->selectSpan(insertion->place);
        return tr("%1 has it already").arg(selection);
    }
    m_editor->clearGhost();
    m_editor->applyEdits(std::span(&insertion->edit, 1), insertion->caret);
    return tr("Inserted into %1").arg(selection);
}

QString EditorPane::excludeRow(const corpus::RowKey& row)
{
    const ParsedText& parsed = *m_document.parsed();
    if (m_editor->isReadOnly())
        return tr("This rule is read-only: open a rule of yours to change it");
    if (!parsed.document || parsed.revision != m_document.revision())
        return tr("The text cannot be read: mend its errors first");
    const auto edit = advise::exclusionEdit(parsed.source, *parsed.document, m_editor->caretOffset(), row);
    if (!edit)
        return firstMessage(edit.error());
    const QString selection = QString::fromStdString(edit->selection);
    if (edit->edits.empty())
        return tr("%1 excludes it already").arg(selection);
    m_editor->clearGhost();
    m_editor->applyEdits(edit->edits);
    return tr("Excluded by %1").arg(selection);
}

QString EditorPane::excludeRows(const std::vector<corpus::RowKey>& rows)
{
    if (rows.size() == 1)
        return excludeRow(rows.front());
    const ParsedText& parsed = *m_document.parsed();
    if (m_editor->isReadOnly())
        return tr("This rule is read-only: open a rule of yours to change it");
    if (!parsed.document || parsed.revision != m_document.revision())
        return tr("The text cannot be read: mend its errors first");
    const auto written = advise::withExclusions(parsed.source, *parsed.document, m_editor->caretOffset(), rows);
    if (!written)
        return firstMessage(written.error());
    const std::string_view before = parsed.source.text();
    if (*written == before)
        return tr("All of them are excluded already");
    // One edit: what stands between the first byte that differs and the last, at whole characters.
    const auto isInside = [](char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; };
    std::size_t head = std::size_t(std::ranges::mismatch(before, *written).in1 - before.begin());
    while (head > 0 && head < before.size() && isInside(before[head]))
        --head;
    std::size_t tail = 0;
    const std::size_t most = std::min(before.size(), written->size()) - head;
    while (tail < most && before[before.size() - tail - 1] == (*written)[written->size() - tail - 1])
        ++tail;
    while (tail > 0 && isInside(before[before.size() - tail]))
        --tail;
    const TextEdit edit{{static_cast<std::uint32_t>(head), static_cast<std::uint32_t>(before.size() - tail)},
        written->substr(head, written->size() - tail - head)};
    m_editor->clearGhost();
    m_editor->applyEdits(std::span(&edit, 1));
    return tr("%1 exclusions were written into the rule").arg(rows.size());
}

bool EditorPane::previewRow(const corpus::RowKey& row, Ghost price)
{
    const ParsedText& parsed = *m_document.parsed();
    if (m_editor->isReadOnly() || !parsed.document || parsed.revision != m_document.revision())
        return false;
    const auto insertion = advise::insertion(parsed.source, *parsed.document, m_editor->caretOffset(), row);
    if (!insertion || insertion->kind == advise::Insertion::Kind::AlreadyThere) {
        m_editor->clearGhost();
        return false;
    }
    price.text = QString::fromStdString(insertion->preview);
    m_editor->setGhost(price);
    return true;
}

bool EditorPane::isExcludingAtCaret()
{
    const ParsedText& parsed = *m_document.parsed();
    return parsed.document && parsed.revision == m_document.revision()
        && advise::isExcludingPlace(parsed.source, *parsed.document, m_editor->caretOffset());
}

bool EditorPane::previewExclusion(const corpus::RowKey& row, Ghost price)
{
    const ParsedText& parsed = *m_document.parsed();
    if (m_editor->isReadOnly() || !parsed.document || parsed.revision != m_document.revision())
        return false;
    const auto edit = advise::exclusionEdit(parsed.source, *parsed.document, m_editor->caretOffset(), row);
    if (!edit || edit->edits.empty()) {
        m_editor->clearGhost();
        return false;
    }
    const std::uint32_t place = edit->edits.front().span.begin;
    const Position position = parsed.source.position(place);
    // What becomes lines of its own stands behind the line above them.
    const bool isBelow = position.column == 1 && position.line > 1;
    price.line = int(position.line) - (isBelow ? 2 : 1);
    price.text = QString::fromStdString(edit->preview);
    m_editor->setGhost(price);
    return true;
}

} // namespace rulewright::ui
