// SPDX-License-Identifier: Apache-2.0
#include "ui/editor/editor_assist.h"

#include "core/author/outline.h"
#include "ui/editor/author_service.h"
#include "ui/editor/choice_list.h"
#include "ui/editor/folding.h"
#include "ui/editor/rule_editor.h"
#include "ui/window/theme.h"

#include <QAction>
#include <QHelpEvent>
#include <QKeyEvent>
#include <QLineEdit>
#include <QTextBlock>
#include <QToolTip>

#include <functional>

namespace rulewright::ui {

namespace {

QString text(const std::string& utf8) { return QString::fromStdString(utf8); }

/// Event texts are hostile: a tool tip would read markup in them.
QString tipText(const author::Hover& hover)
{
    QString tip = QStringLiteral("<p style='white-space:pre-wrap'><b>%1</b>").arg(text(hover.title).toHtmlEscaped());
    for (const std::string& line : hover.lines)
        tip += QStringLiteral("<br>") + text(line).toHtmlEscaped();
    return tip + QStringLiteral("</p>");
}

} // namespace

EditorAssist::EditorAssist(RuleEditor& editor, AuthorService& service, const Theme& theme)
    : QObject(&editor)
    , m_editor(editor)
    , m_service(service)
    , m_theme(theme)
    , m_completions(new ChoiceList(ChoiceList::Mode::Beside, theme, &editor))
    , m_places(new ChoiceList(ChoiceList::Mode::Popup, theme, &editor))
{
    m_completions->setAccessibleName(tr("Completions"));
    m_places->setAccessibleName(tr("Places"));
    connect(m_completions, &ChoiceList::chosen, this, &EditorAssist::take);
    connect(m_places, &ChoiceList::chosen, this, [this](int row) {
        if (std::size_t(row) < m_targets.size())
            m_editor.selectSpan(m_targets[std::size_t(row)]);
        m_editor.setFocus();
    });
    const auto add = [this](const char* name, const QString& words, const char* key, const std::function<void()>& run) {
        auto* action = new QAction(words, &m_editor);
        action->setObjectName(QString::fromLatin1(name));
        action->setShortcut(QKeySequence(QString::fromLatin1(key)));
        action->setShortcutContext(Qt::WidgetShortcut);
        connect(action, &QAction::triggered, this, run);
        m_editor.addAction(action);
    };
    add("complete", tr("Complete"), "Ctrl+Space", [this] { complete(); });
    add("explainValue", tr("Explain the word at the caret"), "Ctrl+I", [this] { explain(); });
    add("outline", tr("Parts of the rule…"), "Ctrl+Shift+O", [this] { showOutline(); });
    add("definition", tr("Go to the definition"), "F12", [this] { goToDefinition(); });
    add("references", tr("Where it is used…"), "Shift+F12", [this] { showReferences(); });
    add("toggleFold", tr("Fold or unfold"), "Ctrl+Shift+[", [this] { toggleFold(); });
    add("unfoldAll", tr("Unfold everything"), "Ctrl+Shift+]", [this] { showAll(); });
    add("rename", tr("Rename the selection…"), "F2", [this] { startRenaming(); });
    // What the caret reaches is shown, be it by a search or by a key.
    connect(&m_editor, &QPlainTextEdit::cursorPositionChanged, this, [this] {
        if (!m_editor.textCursor().block().isVisible())
            showAll();
    });
    m_editor.installEventFilter(this);
    m_editor.viewport()->installEventFilter(this);
}

QRect EditorAssist::caretBox() const
{
    const QRect box = m_editor.cursorRect();
    return {m_editor.viewport()->mapToGlobal(box.topLeft()), box.size()};
}

void EditorAssist::complete()
{
    if (m_editor.isReadOnly())
        return;
    m_wasAsked = true;
    const RuleDocument& document = m_editor.ruleDocument();
    const quint64 revision = document.revision();
    m_service.complete(SourceText("rule.yml", document.utf8()), m_editor.caretOffset(), this,
        [this, revision](AuthorService::Completions found) {
            if (revision != m_editor.ruleDocument().revision())
                return;
            m_revision = revision;
            if (found.empty())
                emit said(tr("Nothing is known for this place"));
            show(std::move(found));
        });
}

void EditorAssist::show(std::vector<author::Completion> completions)
{
    m_offered = std::move(completions);
    m_wasMoved = false;
    std::vector<Choice> choices;
    for (const author::Completion& completion : m_offered)
        choices.push_back({text(completion.label), text(completion.detail), 0});
    m_completions->open(std::move(choices), caretBox());
}

void EditorAssist::take(int row)
{
    m_completions->hide();
    if (std::size_t(row) >= m_offered.size() || m_revision != m_editor.ruleDocument().revision())
        return;
    const TextEdit edit = m_offered[std::size_t(row)].edit;
    const auto caret = edit.span.begin + static_cast<std::uint32_t>(edit.replacement.size());
    m_editor.applyEdits(std::span(&edit, 1), caret);
}

bool EditorAssist::filterKey(int key, int modifiers)
{
    if (!m_completions->isVisible())
        return false;
    if (key == Qt::Key_Escape) {
        m_completions->hide();
        return true;
    }
    if (modifiers == Qt::NoModifier && m_completions->move(key)) {
        m_wasMoved = true;
        return true;
    }
    const bool isEnter = key == Qt::Key_Return || key == Qt::Key_Enter;
    if (modifiers == Qt::NoModifier && (key == Qt::Key_Tab || (isEnter && (m_wasMoved || m_wasAsked)))) {
        take(m_completions->current());
        return true;
    }
    return false;
}

bool EditorAssist::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::ToolTip && watched == m_editor.viewport()) {
        const auto* help = static_cast<QHelpEvent*>(event);
        const int position = m_editor.cursorForPosition(help->pos()).position();
        hoverAt(m_editor.ruleDocument().positions().byteOffset(position), help->globalPos());
        return true;
    }
    if (watched != &m_editor)
        return false;
    if (event->type() == QEvent::ShortcutOverride && m_completions->isVisible()) {
        const int key = static_cast<QKeyEvent*>(event)->key();
        if (key == Qt::Key_Escape || key == Qt::Key_Return || key == Qt::Key_Tab)
            event->accept();
        return false;
    }
    if (event->type() == QEvent::FocusOut) {
        m_completions->hide();
        return false;
    }
    if (event->type() != QEvent::KeyPress)
        return false;
    const auto* key = static_cast<QKeyEvent*>(event);
    const auto modifiers = static_cast<int>(key->modifiers() & ~Qt::KeypadModifier);
    if (filterKey(key->key(), modifiers))
        return true;
    // While the list is open it follows what is typed; a | opens it by itself.
    const QString typed = key->text();
    const bool writes = !typed.isEmpty() && typed.at(0).isPrint();
    if (m_completions->isVisible() && (writes || key->key() == Qt::Key_Backspace)) {
        const bool wasAsked = m_wasAsked;
        QMetaObject::invokeMethod(
            this,
            [this, wasAsked] {
                complete();
                m_wasAsked = wasAsked;
            },
            Qt::QueuedConnection);
    } else if (typed == QStringLiteral("|") && !m_editor.isReadOnly()) {
        QMetaObject::invokeMethod(
            this,
            [this] {
                complete();
                m_wasAsked = false;
            },
            Qt::QueuedConnection);
    } else if (m_completions->isVisible() && !key->text().isEmpty()) {
        m_completions->hide();
    }
    return false;
}

void EditorAssist::hoverAt(std::uint32_t offset, const QPoint& place)
{
    const ParsedTextPtr& parsed = m_editor.ruleDocument().parsed();
    // A value's place is the parser's: an older result would tell of another text.
    auto document = parsed->revision == m_editor.ruleDocument().revision() ? parsed->document : nullptr;
    m_service.hover(SourceText("rule.yml", m_editor.ruleDocument().utf8()), std::move(document), offset, this,
        [this, place](const author::Hover& hover) { QToolTip::showText(place, tipText(hover), &m_editor); });
}

void EditorAssist::explain()
{
    const QRect box = caretBox();
    hoverAt(m_editor.caretOffset(), box.bottomLeft());
}

void EditorAssist::showOutline()
{
    std::vector<Choice> choices;
    m_targets.clear();
    const SourceText source("rule.yml", m_editor.ruleDocument().utf8());
    for (const author::Symbol& symbol : author::outline(source)) {
        choices.push_back(
            {text(symbol.name), tr("line %1").arg(source.position(symbol.nameSpan.begin).line), int(symbol.depth)});
        m_targets.push_back(symbol.nameSpan);
    }
    m_places->open(std::move(choices), caretBox());
}

void EditorAssist::toggleFold()
{
    const SourceText source("rule.yml", m_editor.ruleDocument().utf8());
    const int line = m_editor.textCursor().blockNumber() + 1;
    const std::vector<author::Fold> all = author::folds(source);
    const int first = ui::toggleFold(*m_editor.document(), all, line);
    if (first > 0 && first != line) {
        QTextCursor cursor(m_editor.document()->findBlockByNumber(first - 1));
        cursor.movePosition(QTextCursor::EndOfBlock);
        m_editor.setTextCursor(cursor);
    }
    m_editor.viewport()->update();
}

void EditorAssist::showAll() { unfoldAll(*m_editor.document()); }

void EditorAssist::goToDefinition()
{
    const SourceText source("rule.yml", m_editor.ruleDocument().utf8());
    if (const auto place = author::definitionAt(source, m_editor.caretOffset()))
        m_editor.selectSpan(*place);
    else
        emit said(tr("Place the caret on the name of a selection"));
}

void EditorAssist::showReferences()
{
    const SourceText source("rule.yml", m_editor.ruleDocument().utf8());
    std::vector<Choice> choices;
    m_targets = author::referencesAt(source, m_editor.caretOffset());
    for (const Span& span : m_targets) {
        const auto line = source.position(span.begin).line;
        const std::string_view words = source.line(line);
        choices.push_back(
            {QString::fromUtf8(words.data(), qsizetype(words.size())).trimmed(), tr("line %1").arg(line), 0});
    }
    if (choices.empty())
        emit said(tr("Place the caret on the name of a selection"));
    m_places->open(std::move(choices), caretBox());
}

void EditorAssist::startRenaming()
{
    if (m_editor.isReadOnly())
        return;
    const SourceText source("rule.yml", m_editor.ruleDocument().utf8());
    const std::vector<Span> places = author::referencesAt(source, m_editor.caretOffset());
    if (places.empty()) {
        emit said(tr("Place the caret on the name of a selection"));
        return;
    }
    delete m_name.data();
    m_name = new QLineEdit(&m_editor);
    m_name->setWindowFlags(Qt::Popup);
    m_name->setFont(m_theme.font(Type::Editor));
    m_name->setAccessibleName(tr("New name of the selection"));
    const std::string_view old = source.slice(places.front());
    m_name->setText(QString::fromUtf8(old.data(), qsizetype(old.size())));
    m_name->selectAll();
    m_name->setGeometry(QRect(caretBox().bottomLeft(), QSize(m_theme.width(280), m_theme.height(28))));
    connect(m_name, &QLineEdit::returnPressed, this, &EditorAssist::finishRenaming);
    m_name->show();
    m_name->setFocus(Qt::PopupFocusReason);
}

void EditorAssist::finishRenaming()
{
    const SourceText source("rule.yml", m_editor.ruleDocument().utf8());
    const auto edits = author::rename(source, m_editor.caretOffset(), m_name->text().toStdString());
    m_name->close();
    m_name->deleteLater();
    if (edits) {
        const std::uint32_t caret = m_editor.caretOffset();
        m_editor.applyEdits(*edits, std::min(caret, static_cast<std::uint32_t>(m_editor.ruleDocument().utf8().size())));
    } else {
        emit said(text(edits.error()));
    }
    m_editor.setFocus();
}

} // namespace rulewright::ui
