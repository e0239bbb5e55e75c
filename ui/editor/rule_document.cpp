// SPDX-License-Identifier: Apache-2.0
#include "ui/editor/rule_document.h"

#include "ui/editor/spaced_layout.h"

#include <QFile>
#include <QFileInfo>
#include <QFuture>
#include <QPromise>
#include <QSaveFile>
#include <QTextBlock>
#include <QTextCursor>

#include <algorithm>
#include <utility>

namespace rulewright::ui {

namespace {

ParsedTextPtr parsedText(const Parser& parser, quint64 revision, const SourceText& source)
{
    Parsed<rule::Document> parsed = parser(source);
    ParsedText result{.revision = revision, .source = source, .document = {}, .diagnostics = {}};
    if (parsed.value)
        result.document = std::make_shared<const rule::Document>(std::move(*parsed.value));
    result.diagnostics = std::move(parsed.diagnostics);
    return std::make_shared<const ParsedText>(std::move(result));
}

/// The characters of a document as they are: QTextDocument::toPlainText() would turn no-break spaces into spaces.
QString charactersOf(const QTextDocument& document, int position, int count)
{
    if (count <= 0)
        return {};
    QTextCursor cursor(const_cast<QTextDocument*>(&document));
    cursor.setPosition(position);
    cursor.setPosition(position + count, QTextCursor::KeepAnchor);
    return cursor.selectedText().replace(QChar::ParagraphSeparator, u'\n');
}

} // namespace

RuleDocument::RuleDocument(Parser parser, QThreadPool* pool, QObject* parent)
    : QObject(parent)
    , m_parser(std::move(parser))
    , m_pool(pool != nullptr ? pool : QThreadPool::globalInstance())
{
    m_text.setDocumentLayout(new SpacedLayout(&m_text));
    m_parsed = std::make_shared<const ParsedText>();
    connect(&m_text, &QTextDocument::contentsChange, this, &RuleDocument::onContentsChange);
    connect(&m_text, &QTextDocument::contentsChanged, this, [this] {
        if (!m_isLoading && m_parsed->revision != m_revision)
            parse();
    });
    connect(&m_text, &QTextDocument::modificationChanged, this, &RuleDocument::dirtyChanged);
}

RuleDocument::~RuleDocument()
{
    m_text.disconnect(this); // it outlives what its signals reach
}

std::expected<void, QString> RuleDocument::open(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return std::unexpected(tr("%1 cannot be read: %2").arg(path, file.errorString()));
    const QByteArray bytes = file.readAll();
    m_path = path;
    m_name = QFileInfo(path).fileName();
    m_onDisk.assign(bytes.constData(), static_cast<std::size_t>(bytes.size()));
    load(m_onDisk);
    emit pathChanged(m_path);
    return {};
}

std::expected<void, QString> RuleDocument::save(const QString& path)
{
    const std::string content = bytes();
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly)
        || file.write(content.data(), static_cast<qint64>(content.size())) != static_cast<qint64>(content.size())
        || !file.commit())
        return std::unexpected(tr("%1 cannot be written: %2").arg(path, file.errorString()));
    m_onDisk = content;
    m_text.setModified(false);
    if (m_path != path) {
        m_path = path;
        m_name = QFileInfo(path).fileName();
        emit pathChanged(m_path);
        parse(); // the language may follow from the name
    }
    return {};
}

void RuleDocument::setContents(const QString& name, std::string_view bytes)
{
    m_path.clear();
    m_name = name;
    load(bytes);
    emit pathChanged(m_path);
}

void RuleDocument::load(std::string_view bytes)
{
    const QString text = toEditorText(m_lineEnds.take(bytes));
    m_isLoading = true;
    m_text.setUndoRedoEnabled(false);
    m_text.clear();
    QTextCursor(&m_text).insertText(text);
    m_text.setUndoRedoEnabled(true);
    m_text.setModified(false);
    m_isLoading = false;
    m_positions.reset(charactersOf(m_text, 0, m_text.characterCount() - 1));
    ++m_revision;
    parse();
}

void RuleDocument::takeFromDisk(std::string_view bytes)
{
    m_onDisk = bytes;
    QTextCursor cursor(&m_text);
    cursor.beginEditBlock();
    cursor.select(QTextCursor::Document);
    cursor.insertText(toEditorText(m_lineEnds.take(bytes)));
    cursor.endEditBlock();
    m_text.setModified(false);
}

QString RuleDocument::name() const { return m_name; }

bool RuleDocument::isDirty() const { return m_text.isModified(); }

std::string RuleDocument::bytes() const { return m_lineEnds.restore(m_positions.utf8()); }

int RuleDocument::apply(std::span<const TextEdit> edits, quint64 revision)
{
    if (revision != m_revision)
        return -1;
    std::vector<TextEdit> ordered(edits.begin(), edits.end());
    std::ranges::stable_sort(ordered, std::ranges::greater{}, [](const TextEdit& edit) { return edit.span.begin; });
    QTextCursor cursor(&m_text);
    int place = -1;
    // One undo step, one parse; from the end, so that the places before it stay true.
    cursor.beginEditBlock();
    const TextPositions positions = m_positions;
    for (const TextEdit& edit : ordered) {
        cursor.setPosition(positions.position(edit.span.begin));
        cursor.setPosition(positions.position(edit.span.end), QTextCursor::KeepAnchor);
        cursor.insertText(toEditorText(edit.replacement));
        if (place < 0)
            place = cursor.position();
        else
            place += static_cast<int>(toEditorText(edit.replacement).size())
                - (positions.position(edit.span.end) - positions.position(edit.span.begin));
    }
    cursor.endEditBlock();
    return place;
}

void RuleDocument::setMargin(double pixels)
{
    // Qt takes the margin for a change of the text.
    const bool wasModified = m_text.isModified();
    const bool wasLoading = std::exchange(m_isLoading, true);
    m_text.setDocumentMargin(pixels);
    m_isLoading = wasLoading;
    m_text.setModified(wasModified);
}

void RuleDocument::onContentsChange(int position, int removed, int added)
{
    if (m_isLoading)
        return;
    // Qt counts the document's last separator in now and then.
    const int length = m_text.characterCount() - 1;
    added = std::min(added, length - position);
    removed = std::min(removed, m_positions.length() - position);
    m_positions.change(position, removed, charactersOf(m_text, position, added));
    if (m_positions.length() != length)
        m_positions.reset(charactersOf(m_text, 0, length));
    ++m_revision;
}

void RuleDocument::parse()
{
    SourceText source(m_name.toStdString(), m_positions.utf8());
    if (m_positions.utf8().size() <= immediateBytes) {
        deliver(parsedText(m_parser, m_revision, source));
        return;
    }
    if (m_isParsing)
        return; // deliver() starts the next
    m_isParsing = true;
    auto promise = std::make_shared<QPromise<ParsedTextPtr>>();
    promise->future().then(this, [this](const ParsedTextPtr& parsed) {
        m_isParsing = false;
        const bool isCurrent = parsed->revision == m_revision;
        if (parsed->revision > m_parsed->revision)
            deliver(parsed);
        if (!isCurrent)
            parse();
    });
    m_pool->start([promise, parser = m_parser, revision = m_revision, source = std::move(source)] {
        promise->start();
        promise->addResult(parsedText(parser, revision, source));
        promise->finish();
    });
}

void RuleDocument::deliver(ParsedTextPtr parsed)
{
    m_parsed = std::move(parsed);
    emit parsedChanged(m_parsed);
}

} // namespace rulewright::ui
