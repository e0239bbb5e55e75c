// SPDX-License-Identifier: Apache-2.0
#include "app/desk/label_keeper.h"

#include "core/events/label_file.h"
#include "core/events/padded_text.h"
#include "ui/test/background.h"

#include <QDir>
#include <QSaveFile>

namespace rulewright::desk {

namespace {

bool write(const QString& path, const std::string& text)
{
    QSaveFile out(path);
    const auto size = qint64(text.size());
    return out.open(QIODevice::WriteOnly) && out.write(text.data(), size) == size && out.commit();
}

// The labels of one file; false where they can be written nowhere.
bool keepFile(const events::EventSet& events, const std::string& file, const QString& labelFolder)
{
    std::vector<events::SourceId> sources;
    bool isArchive = false;
    for (std::uint32_t id = 0; id < events.sources.size(); ++id) {
        if (events.sources[id].openPath != file)
            continue;
        sources.push_back(events::SourceId{id});
        isArchive = isArchive || !events.sources[id].member.empty();
    }
    const QString beside = QString::fromStdString(events::labelFileBeside(file).string());
    if (write(beside, events::labelsText(events, sources, {}, isArchive)))
        return true;
    // The hash names the content: of an archive's members the file names them, too.
    const auto content = events::readWhole(file);
    const QDir folder(labelFolder);
    if (!content || labelFolder.isEmpty() || !folder.mkpath(QStringLiteral(".")))
        return false;
    const std::string hash = events::contentHash(content->text());
    return write(folder.filePath(QString::fromStdString(hash) + QStringLiteral(".labels.json")),
        events::labelsText(events, sources, isArchive ? std::string_view() : std::string_view(hash), isArchive));
}

// A sentence for each file whose labels are written nowhere.
QStringList keepAll(const events::EventSet& events, const std::set<events::SourceId>& sources, const QString& folder)
{
    std::set<std::string> files;
    for (const events::SourceId source : sources)
        files.insert(events.sources[events::index(source)].openPath);
    files.erase(std::string()); // built-in events have no file
    QStringList problems;
    for (const std::string& file : files) {
        if (!keepFile(events, file, folder))
            problems << LabelKeeper::tr("The labels cannot be written to %1; they hold until the events are removed.")
                            .arg(QString::fromStdString(events::labelFileBeside(file).string()));
    }
    return problems;
}

} // namespace

LabelKeeper::LabelKeeper(QObject* parent)
    : QObject(parent)
{
    m_pool.setMaxThreadCount(1);
}

LabelKeeper::~LabelKeeper()
{
    m_pool.waitForDone();
    for (const Wanted& wanted : m_wanted)
        keepAll(*wanted.events, wanted.sources, m_folder);
}

void LabelKeeper::keep(const EventSetPtr& events, const std::vector<events::SourceId>& sources, quint64 load)
{
    if (m_wanted.empty() || m_wanted.back().load != load)
        m_wanted.push_back({.events = nullptr, .sources = {}, .load = load});
    Wanted& wanted = m_wanted.back();
    wanted.events = events;
    wanted.sources.insert(sources.begin(), sources.end());
    next();
}

void LabelKeeper::next()
{
    if (m_isRunning || m_wanted.empty())
        return;
    m_isRunning = true;
    Wanted wanted = std::move(m_wanted.front());
    m_wanted.pop_front();
    ui::runInBackground(
        &m_pool, this,
        [wanted = std::move(wanted), folder = m_folder] { return keepAll(*wanted.events, wanted.sources, folder); },
        [this](const QStringList& problems) {
            m_isRunning = false;
            for (const QString& sentence : problems)
                emit problem(sentence);
            next();
            if (!m_isRunning)
                emit settled();
        });
}

} // namespace rulewright::desk
