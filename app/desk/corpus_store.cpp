// SPDX-License-Identifier: Apache-2.0
#include "app/desk/corpus_store.h"

#include "core/corpus/built_in.h"
#include "ui/window/jobs.h"

namespace rulewright::desk {

namespace {

struct ReadResult {
    ProfilePtr profile;
    QStringList errors;
    QStringList badFolders;
};

ReadResult readCorpora(bool hasBuiltIn, const QStringList& folders, const Facts& facts, Task& task)
{
    ReadResult result;
    std::vector<corpus::Corpus> corpora;
    if (hasBuiltIn)
        corpora.push_back(corpus::builtInCorpus(*facts.taxonomy, task));
    for (const QString& folder : folders) {
        auto loaded = corpus::loadCorpus(corpus::Vendor::Sigma, folder.toStdString(), *facts.taxonomy, task);
        if (loaded) {
            corpora.push_back(std::move(*loaded));
            continue;
        }
        result.badFolders << folder;
        for (const Diagnostic& diagnostic : loaded.error())
            result.errors << QString::fromStdString(diagnostic.message);
    }
    result.profile = std::make_shared<const corpus::Profile>(std::move(corpora), *facts.attack);
    return result;
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
    read();
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
            for (const QString& folder : result.badFolders)
                m_folders.removeAll(folder);
            emit profileChanged();
            if (!result.errors.isEmpty())
                emit failed(result.errors.first());
        });
}

} // namespace rulewright::desk
