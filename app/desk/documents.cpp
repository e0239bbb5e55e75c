// SPDX-License-Identifier: Apache-2.0
#include "app/desk/documents.h"

#include "app/desk/questions.h"
#include "core/rulefile/rulefile.h"
#include "ui/window/document_area.h"

#include <QDate>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QPointer>
#include <QTextCursor>
#include <QUuid>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <mutex>
#include <optional>
#include <utility>

namespace rulewright::desk {

namespace {

constexpr int watchDelayMilliseconds = 200;

/// Where a document lies: a Splunk rule is read with the macros and tables around it. Long texts are parsed on another
/// thread.
class Place {
public:
    void set(const QString& path)
    {
        const std::scoped_lock lock(m_mutex);
        m_folder = path.isEmpty() ? std::string() : QFileInfo(path).absolutePath().toStdString();
    }

    std::filesystem::path folder() const
    {
        const std::scoped_lock lock(m_mutex);
        return m_folder;
    }

private:
    mutable std::mutex m_mutex;
    std::filesystem::path m_folder;
};

std::unique_ptr<ui::RuleDocument> documentAt(const QString& path)
{
    auto place = std::make_shared<Place>();
    place->set(path);
    auto document = std::make_unique<ui::RuleDocument>(
        [place](const SourceText& source) { return rulefile::parseBeside(source, place->folder()); });
    QObject::connect(document.get(), &ui::RuleDocument::pathChanged, document.get(),
        [place](const QString& changed) { place->set(changed); });
    return document;
}

// Nothing where there is no such file.
std::optional<std::string> fileBytes(const QString& path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return std::nullopt;
    return file.readAll().toStdString();
}

QString ruleFilter()
{
    return Documents::tr("Rules (*.yml *.yaml *.toml *.eql *.kuery *.kql *.lucene *.esql *.spl);;All files (*)");
}

} // namespace

Documents::Documents(ui::DocumentArea& area, const ui::Theme& theme, Dialogs dialogs, Questions& questions,
    ui::Settings& settings, QObject* parent)
    : QObject(parent)
    , m_area(area)
    , m_theme(theme)
    , m_dialogs(std::move(dialogs))
    , m_questions(questions)
    , m_settings(settings)
{
    connect(&m_area, &ui::DocumentArea::currentPageChanged, this, &Documents::onPageChanged);
    connect(&m_area, &ui::DocumentArea::closeRequested, this, &Documents::close);
    m_watchDelay.setSingleShot(true);
    m_watchDelay.setInterval(watchDelayMilliseconds);
    connect(&m_watchDelay, &QTimer::timeout, this, &Documents::checkFiles);
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, &m_watchDelay, qOverload<>(&QTimer::start));
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, &m_watchDelay, qOverload<>(&QTimer::start));
}

// The panes look at their documents: they go first.
Documents::~Documents()
{
    m_area.disconnect(this);
    for (const Open& open : m_open)
        delete open.pane;
}

ui::EditorPane* Documents::paneOf(QWidget* page) const
{
    const auto found = std::ranges::find(m_open, page, [](const Open& open) -> QWidget* { return open.pane; });
    return found == m_open.end() ? nullptr : found->pane;
}

void Documents::onPageChanged(QWidget* page)
{
    ui::EditorPane* pane = paneOf(page);
    if (!pane || pane == m_current)
        return;
    m_current = pane;
    emit currentChanged(pane);
}

void Documents::add(std::unique_ptr<ui::RuleDocument> document)
{
    auto* pane = new ui::EditorPane(*document, m_theme);
    ui::RuleDocument* rule = document.get();
    m_open.push_back({std::move(document), pane, {}, false});
    connect(rule, &ui::RuleDocument::dirtyChanged, pane,
        [this, pane](bool isDirty) { m_area.setPageDirty(pane, isDirty); });
    connect(rule, &ui::RuleDocument::pathChanged, pane, [this, pane, rule] {
        m_area.setPageTitle(pane, rule->name());
        watch();
    });
    watch();
    emit opened(pane);
    m_area.addPage(pane, rule->name(), QString(), true);
    m_area.showPage(pane);
    onPageChanged(m_area.currentPage());
    pane->editor().setFocus(Qt::OtherFocusReason);
}

void Documents::open(const QString& path)
{
    const QString whole = QFileInfo(path).absoluteFilePath();
    for (const Open& open : m_open) {
        if (open.document->path() == whole) {
            m_area.showPage(open.pane);
            return;
        }
    }
    auto document = documentAt(whole);
    if (const auto opened = document->open(whole); !opened) {
        m_questions.complain(tr("Not opened"), opened.error());
        return;
    }
    m_settings.recentRules = ui::withRecent(m_settings.recentRules, whole);
    m_settings.rulesFolder = QFileInfo(whole).absolutePath();
    emit recentChanged();
    add(std::move(document));
}

void Documents::openText(const QString& name, std::string_view text)
{
    auto document = documentAt({});
    document->setContents(name, text);
    add(std::move(document));
}

void Documents::newRule(const author::Template& kind, const NewRuleTags& tags)
{
    const std::string id = QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString();
    const std::string otherId = QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString();
    const std::string date = QDate::currentDate().toString(Qt::ISODate).toStdString();
    const std::string technique = tags.technique.toStdString();
    const std::string tactic = tags.tactic.toStdString();
    openText(QString::fromUtf8(kind.fileName.data(), qsizetype(kind.fileName.size())),
        author::templateText(kind, {id, otherId, date, {}, technique, tactic}));
}

void Documents::recover(const QString& name, const QString& path, const std::string& bytes)
{
    if (!path.isEmpty() && QFileInfo::exists(path)) {
        open(path);
        if (m_current && m_current->document().path() == QFileInfo(path).absoluteFilePath()) {
            // What the file holds is one step of undo away.
            QTextCursor cursor(&m_current->document().text());
            cursor.select(QTextCursor::Document);
            cursor.insertText(QString::fromStdString(bytes).replace(QStringLiteral("\r\n"), QStringLiteral("\n")));
            return;
        }
    }
    openText(name, bytes);
    m_current->document().text().setModified(true);
}

QStringList Documents::openPaths() const
{
    QStringList paths;
    for (const Open& open : m_open) {
        if (!open.document->path().isEmpty())
            paths << open.document->path();
    }
    return paths;
}

void Documents::chooseAndOpen()
{
    for (const QString& path : m_dialogs.openFiles(tr("Open rule"), m_settings.rulesFolder, ruleFilter()))
        open(path);
}

void Documents::saveCurrent()
{
    if (m_current)
        save(*m_current);
}

void Documents::saveCurrentAs()
{
    if (m_current)
        saveAs(*m_current);
}

bool Documents::save(ui::EditorPane& pane)
{
    const QString path = pane.document().path();
    return path.isEmpty() ? saveAs(pane) : write(pane, path);
}

bool Documents::saveAs(ui::EditorPane& pane)
{
    const QString known = pane.document().path();
    const QString proposal = known.isEmpty() ? QDir(m_settings.rulesFolder).filePath(pane.document().name()) : known;
    const QString path = m_dialogs.saveFile(tr("Save rule"), proposal, ruleFilter());
    return !path.isEmpty() && write(pane, path);
}

// The files of the open rules, and their folders: a file that is replaced is no longer watched by its name.
void Documents::watch()
{
    QStringList wanted;
    for (const Open& open : m_open) {
        const QString path = open.document->path();
        if (!path.isEmpty())
            wanted << path << QFileInfo(path).absolutePath();
    }
    wanted.removeDuplicates();
    const QStringList watched = m_watcher.files() + m_watcher.directories();
    for (const QString& path : watched) {
        if (!wanted.contains(path))
            m_watcher.removePath(path);
    }
    for (const QString& path : std::as_const(wanted)) {
        if (!watched.contains(path) && QFileInfo::exists(path))
            m_watcher.addPath(path);
    }
}

void Documents::checkFiles()
{
    // Answers may close a rule while the list is walked.
    std::vector<ui::EditorPane*> panes;
    for (const Open& open : m_open)
        panes.push_back(open.pane);
    for (ui::EditorPane* pane : panes) {
        if (paneOf(pane))
            checkFile(*pane);
    }
    watch();
}

void Documents::checkFile(ui::EditorPane& pane)
{
    ui::RuleDocument& document = pane.document();
    const auto open = std::ranges::find(m_open, &pane, &Open::pane);
    if (document.path().isEmpty() || open == m_open.end())
        return;
    const std::optional<std::string> now = fileBytes(document.path());
    if (!now) {
        if (!std::exchange(open->isGone, true)) {
            document.text().setModified(true);
            m_questions.warn(document.name(), tr("Its file is gone. Its text stands here; saving writes it again"));
        }
        return;
    }
    open->isGone = false;
    if (*now == document.bytesOnDisk() || *now == open->declined)
        return;
    if (!document.isDirty()) {
        reload(pane, *now);
        emit said(tr("%1 was changed by another program and read again").arg(document.name()));
        return;
    }
    open->declined = *now;
    const QPointer<ui::EditorPane> asked(&pane);
    m_questions.ask(ui::Tone::Warning, document.name(),
        tr("It was changed by another program, and has changes of yours"),
        {{tr("Keep mine"), {}}, {tr("Read the file"), [this, asked, bytes = *now] {
                                     if (asked)
                                         reload(*asked, bytes);
                                 }}});
}

void Documents::reload(ui::EditorPane& pane, const std::string& bytes)
{
    const int caret = pane.editor().textCursor().position();
    pane.document().takeFromDisk(bytes);
    QTextCursor cursor = pane.editor().textCursor();
    cursor.setPosition(std::min(caret, pane.document().text().characterCount() - 1));
    pane.editor().setTextCursor(cursor);
}

// What another program wrote since is not written over without a question.
bool Documents::write(ui::EditorPane& pane, const QString& path)
{
    const ui::RuleDocument& document = pane.document();
    const std::optional<std::string> now = path == document.path() ? fileBytes(path) : std::nullopt;
    if (!now || *now == document.bytesOnDisk())
        return writeNow(pane, path);
    const QPointer<ui::EditorPane> asked(&pane);
    m_questions.askNow(ui::Tone::Warning, document.name(), tr("Another program has changed the file since"),
        {{tr("Save as…"),
             [this, asked] {
                 if (asked)
                     saveAs(*asked);
             }},
            {tr("Write over it"),
                [this, asked, path] {
                    if (asked)
                        writeNow(*asked, path);
                }},
            {tr("Not now"), {}}});
    return false;
}

bool Documents::writeNow(ui::EditorPane& pane, const QString& path)
{
    if (const auto saved = pane.document().save(path); !saved) {
        const QPointer<ui::EditorPane> asked(&pane);
        m_questions.askNow(ui::Tone::Error, tr("Not saved"), saved.error(),
            {{tr("Save as…"),
                 [this, asked] {
                     if (asked)
                         saveAs(*asked);
                 }},
                {tr("Dismiss"), {}}});
        return false;
    }
    m_settings.recentRules = ui::withRecent(m_settings.recentRules, path);
    m_settings.rulesFolder = QFileInfo(path).absolutePath();
    emit recentChanged();
    emit said(tr("Saved %1").arg(path));
    return true;
}

void Documents::close(QWidget* page)
{
    ui::EditorPane* pane = paneOf(page);
    if (pane && pane->document().isDirty())
        askBeforeClosing(*pane, [this, page] { closeNow(page); });
    else
        closeNow(page);
}

void Documents::closeNow(QWidget* page)
{
    const auto found = std::ranges::find(m_open, page, [](const Open& open) -> QWidget* { return open.pane; });
    if (found == m_open.end()) {
        m_area.removePage(page);
        emit closed();
        return;
    }
    Open gone = std::move(*found);
    m_open.erase(found);
    const bool wasCurrent = m_current == gone.pane;
    if (wasCurrent)
        m_current = nullptr;
    m_area.removePage(page);
    // removePage() deletes later; the document must outlive its pane.
    gone.document->setParent(nullptr);
    connect(
        page, &QObject::destroyed, this, [document = std::shared_ptr<ui::RuleDocument>(std::move(gone.document))] { });
    if (wasCurrent && !m_current) {
        m_current = m_open.empty() ? nullptr : m_open.back().pane;
        emit currentChanged(m_current);
    }
    emit closed();
}

void Documents::closeAll(std::function<void()> done)
{
    const auto dirty = std::ranges::find_if(m_open, [](const Open& open) { return open.document->isDirty(); });
    if (dirty == m_open.end()) {
        done();
        return;
    }
    ui::EditorPane* pane = dirty->pane;
    askBeforeClosing(*pane, [this, pane, done = std::move(done)] {
        closeNow(pane);
        closeAll(done);
    });
}

void Documents::askBeforeClosing(ui::EditorPane& pane, std::function<void()> then)
{
    m_area.showPage(&pane);
    const QString name = pane.document().name();
    m_questions.askNow(ui::Tone::Warning, tr("Unsaved"), tr("%1 has changes. Save them before it closes?").arg(name),
        {{tr("Save"),
             [this, &pane, then] {
                 if (save(pane))
                     then();
             }},
            {tr("Discard"), then}, {tr("Keep open"), {}}});
}

} // namespace rulewright::desk
