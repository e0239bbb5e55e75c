// SPDX-License-Identifier: Apache-2.0
#include "app/desk/corpus_store.h"

#include "core/corpus/built_in.h"
#include "core/corpus/recognise.h"
#include "ui/window/jobs.h"

#include <QDir>
#include <QFileInfo>

#include <utility>

namespace rulewright::desk {

namespace {

struct ReadResult {
    ProfilePtr profile;
    QHash<QString, git::Checkout> checkouts;
    QStringList errors;
    QStringList badFolders;
};

ReadResult readCorpora(bool hasBuiltIn, const QStringList& folders, const Facts& facts, Task& task)
{
    ReadResult result;
    std::vector<corpus::Corpus> corpora;
    if (hasBuiltIn)
        corpora = corpus::builtInCorpora(*facts.taxonomy, task);
    for (const QString& folder : folders) {
        const std::filesystem::path path = folder.toStdString();
        const std::optional<corpus::Vendor> vendor = corpus::recognisedVendor(path);
        auto loaded = corpus::loadCorpus(vendor.value_or(corpus::Vendor::Sigma), path, *facts.taxonomy, task);
        if (loaded && vendor) {
            corpora.push_back(std::move(*loaded));
            if (git::isRepository(path)) {
                if (const auto checkout = git::describe(path))
                    result.checkouts.insert(folder, *checkout);
            }
            continue;
        }
        result.badFolders << folder;
        if (!loaded) {
            for (const Diagnostic& diagnostic : loaded.error())
                result.errors << QString::fromStdString(diagnostic.message);
        } else {
            result.errors << CorpusStore::tr("\"%1\" holds no rules of Sigma, Elastic or Splunk").arg(folder);
        }
    }
    result.profile = std::make_shared<const corpus::Profile>(std::move(corpora), *facts.attack);
    return result;
}

// "sigma" of https://github.com/SigmaHQ/sigma.git
QString nameOf(const QString& address)
{
    QString name = address.section(u'/', -1, -1, QString::SectionSkipEmpty);
    if (name.endsWith(QStringLiteral(".git")))
        name.chop(4);
    for (QChar& c : name) {
        if (!c.isLetterOrNumber() && c != u'-' && c != u'_')
            c = u'_';
    }
    return name.isEmpty() ? QStringLiteral("rules") : name;
}

QString freeFolder(const QString& clones, const QString& name)
{
    const QDir dir(clones);
    QString folder = dir.filePath(name);
    for (int i = 2; QFileInfo::exists(folder); ++i)
        folder = dir.filePath(QStringLiteral("%1-%2").arg(name).arg(i));
    return folder;
}

using Fetched = std::shared_ptr<Result<git::Checkout>>;

QString sentenceOf(const Fetched& outcome, const QString& success)
{
    return outcome->has_value() ? success : QString::fromStdString(outcome->error().front().message);
}

} // namespace

CorpusStore::CorpusStore(ui::Jobs& jobs, Facts facts, QObject* parent)
    : QObject(parent)
    , m_jobs(jobs)
    , m_facts(std::move(facts))
{
}

void CorpusStore::setSources(bool hasBuiltIn, const QStringList& folders)
{
    m_hasBuiltIn = hasBuiltIn;
    m_folders = folders;
    read();
}

void CorpusStore::addFolder(const QString& folder)
{
    if (!m_folders.contains(folder))
        m_folders << folder;
    m_added = folder;
    read();
}

void CorpusStore::removeFolder(const QString& folder)
{
    if (folder.isEmpty())
        m_hasBuiltIn = false;
    m_folders.removeAll(folder);
    read();
}

void CorpusStore::setFacts(const Facts& facts)
{
    m_facts = facts;
    read();
}

void CorpusStore::clone(const QString& address, const QString& clones)
{
    const QString folder = freeFolder(clones, nameOf(address));
    m_jobs.run<Fetched>(
        this, tr("Cloning %1").arg(nameOf(address)),
        [address, folder](Task& task) {
            return std::make_shared<Result<git::Checkout>>(
                git::clone(address.toStdString(), folder.toStdString(), task));
        },
        [this, folder, address](const Fetched& outcome) {
            if (outcome->has_value())
                addFolder(folder);
            emit fetched(sentenceOf(outcome, tr("%1 was cloned into %2").arg(address, folder)));
        });
}

void CorpusStore::update(const QString& folder)
{
    m_jobs.run<Fetched>(
        this, tr("Updating %1").arg(QFileInfo(folder).fileName()),
        [folder](
            Task& task) { return std::make_shared<Result<git::Checkout>>(git::update(folder.toStdString(), task)); },
        [this, folder](const Fetched& outcome) {
            if (outcome->has_value())
                read();
            emit fetched(sentenceOf(outcome, tr("%1 is at its newest state").arg(folder)));
        });
}

void CorpusStore::read()
{
    const quint64 run = ++m_run;
    ++m_reading;
    emit readingStarted();
    m_jobs.run<ReadResult>(
        this, tr("Reading rules"),
        [hasBuiltIn = m_hasBuiltIn, folders = m_folders, facts = m_facts](
            Task& task) { return readCorpora(hasBuiltIn, folders, facts, task); },
        [this, run](ReadResult result) {
            --m_reading;
            if (run != m_run)
                return; // other sources were asked for meanwhile
            m_profile = result.profile;
            m_checkouts = result.checkouts;
            for (const QString& folder : result.badFolders)
                m_folders.removeAll(folder);
            emit profileChanged();
            if (const QString added = std::exchange(m_added, QString()); m_folders.contains(added))
                emit folderAdded(added);
            if (!result.errors.isEmpty())
                emit failed(result.errors.first());
        });
}

} // namespace rulewright::desk
