// SPDX-License-Identifier: Apache-2.0
// The desk's page of rule collections: adding, cloning, updating, removing, and another version of ATT&CK.
#include "app/desk/desk.h"

#include "app/desk/questions.h"
#include "core/attack/stix.h"
#include "ui/guide/compare_view.h"
#include "ui/guide/corpus_manager.h"
#include "ui/guide/guide_view.h"
#include "ui/guide/guide_words.h"
#include "ui/window/document_area.h"
#include "ui/window/status_line.h"
#include "ui/window/words.h"

#include <QDateTime>
#include <QFileInfo>
#include <QSaveFile>
#include <QStandardPaths>
#include <QTimeZone>

namespace rulewright::desk {

namespace {

struct ImportedAttack {
    std::shared_ptr<const attack::AttackData> data;
    QString error;
};

ImportedAttack readAttack(const QString& path)
{
    auto data = attack::loadStix(path.toStdString());
    if (!data)
        return {nullptr, QString::fromStdString(data.error().front().message)};
    return {std::make_shared<const attack::AttackData>(std::move(*data)), {}};
}

} // namespace

ui::CorpusManager* Desk::showCorpusManager()
{
    showSingle(m_corpora, tr("Rule collections"), QStringLiteral("table"), [this] {
        auto* page = new ui::CorpusManager(m_appearance.theme());
        page->setProperty(ui::DocumentArea::wholeHeightProperty, true);
        connect(page, &ui::CorpusManager::addFolderWanted, this, [this] {
            const QString folder
                = m_options.dialogs(m_window.get()).openFolder(tr("Add a folder of rules"), m_settings.rulesFolder);
            if (!folder.isEmpty())
                m_corpusStore->addFolder(folder);
        });
        connect(page, &ui::CorpusManager::cloneWanted, this, [this, page](const QString& address) {
            const QString clones = m_options.clonesFolder.isEmpty()
                ? QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + QStringLiteral("/corpora")
                : m_options.clonesFolder;
            page->setSentence(tr("Cloning %1: Esc or Cancel below stops it").arg(address));
            m_corpusStore->clone(address, clones);
        });
        connect(page, &ui::CorpusManager::updateWanted, this, [this, page](const QString& folder) {
            page->setSentence(tr("Updating %1").arg(folder));
            m_corpusStore->update(folder);
        });
        connect(page, &ui::CorpusManager::removeWanted, m_corpusStore, &CorpusStore::removeFolder);
        connect(page, &ui::CorpusManager::importAttackWanted, this, [this] {
            const QStringList paths = m_options.dialogs(m_window.get())
                                          .openFiles(tr("Import ATT&CK"), m_settings.rulesFolder,
                                              tr("STIX bundles (*.json);;All files (*)"));
            if (!paths.isEmpty())
                importAttack(paths.first());
        });
        connect(m_corpusStore, &CorpusStore::fetched, page, &ui::CorpusManager::setSentence);
        return page;
    });
    fillCorpora();
    return qobject_cast<ui::CorpusManager*>(m_corpora);
}

// What became of a folder's rules.
void Desk::sayAdded(const QString& folder)
{
    quint32 rules = 0;
    quint32 failed = 0;
    for (const ui::CorpusRow& row : ui::corpusRows(*m_corpusStore->profile())) {
        if (row.folder == folder) {
            rules += row.rules;
            failed += row.failed;
        }
    }
    const QString name = QFileInfo(folder).fileName();
    if (failed == 0) {
        m_window->status().setSentence(tr("%1 read from %2").arg(ui::rulesWords(rules), name));
        return;
    }
    m_questions->ask(ui::Tone::Warning, name,
        tr("%1 read, of which %2 could not be understood").arg(ui::rulesWords(rules), ui::grouped(failed)),
        {{tr("Show why"), [this, folder] { showCorpusManager()->chooseFolder(folder); }}, {tr("Dismiss"), {}}});
}

void Desk::fillCorpora()
{
    auto* page = qobject_cast<ui::CorpusManager*>(m_corpora);
    const ProfilePtr profile = m_corpusStore->profile();
    if (!page || !profile)
        return;
    std::vector<ui::CorpusRow> rows = ui::corpusRows(*profile);
    for (ui::CorpusRow& row : rows) {
        const auto checkout = m_corpusStore->checkouts().constFind(row.folder);
        if (checkout == m_corpusStore->checkouts().constEnd())
            continue;
        row.origin = QString::fromStdString(checkout->url);
        row.state = tr("%1, %2").arg(
            QDateTime::fromSecsSinceEpoch(checkout->time, QTimeZone::UTC).date().toString(Qt::ISODate),
            QString::fromStdString(checkout->commit.substr(0, 8)));
    }
    page->setRows(std::move(rows));
    page->setAttackVersion(
        QString::fromUtf8(m_facts.attack->version().data(), qsizetype(m_facts.attack->version().size())));
}

void Desk::importAttack(const QString& path)
{
    m_jobs->run<ImportedAttack>(
        this, tr("Reading ATT&CK"), [path](Task&) { return readAttack(path); },
        [this](const ImportedAttack& imported) {
            if (!imported.data) {
                m_questions->complain(tr("ATT&CK was not imported"), imported.error);
                return;
            }
            m_facts.attack = imported.data;
            m_corpusStore->setFacts(m_facts);
        });
}

void Desk::showComparison(const corpus::RuleIds& rules)
{
    const ProfilePtr profile = m_corpusStore->profile();
    if (!profile || rules.empty())
        return;
    auto* view = new ui::CompareView(ui::comparison(*profile, rules), m_appearance.theme());
    view->setProperty(ui::DocumentArea::wholeHeightProperty, true);
    connect(view, &ui::CompareView::ruleRequested, this, &Desk::showRule);
    connect(view, &ui::CompareView::saveWanted, this, &Desk::saveTable);
    ui::DocumentArea& area = m_window->documents();
    area.addPage(view, tr("Side by side"), QStringLiteral("table"), true);
    area.showPage(view);
    view->setFocus(Qt::OtherFocusReason);
}

// The format follows from the ending that the user gives.
void Desk::saveTable(const exporting::Table& table)
{
    const QString path = m_options.dialogs(m_window.get())
                             .saveFile(tr("Save the table"), QStringLiteral("table.csv"),
                                 tr("CSV (*.csv);;JSON (*.json);;Markdown (*.md)"));
    if (path.isEmpty())
        return;
    const exporting::TableFormat format = path.endsWith(QStringLiteral(".json")) ? exporting::TableFormat::Json
        : path.endsWith(QStringLiteral(".md"))                                   ? exporting::TableFormat::Markdown
                                                                                 : exporting::TableFormat::Csv;
    QSaveFile file(path);
    const QByteArray bytes = QByteArray::fromStdString(written(table, format));
    if (!file.open(QIODevice::WriteOnly) || file.write(bytes) != bytes.size() || !file.commit())
        m_questions->complain(tr("Not saved"), tr("%1 cannot be written: %2").arg(path, file.errorString()));
    else
        m_window->status().setSentence(tr("The table was saved as %1").arg(path));
}

} // namespace rulewright::desk
