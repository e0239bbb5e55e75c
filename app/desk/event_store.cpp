// SPDX-License-Identifier: Apache-2.0
#include "app/desk/event_store.h"

#include "app/desk/label_keeper.h"
#include "ui/test/background.h"
#include "ui/window/jobs.h"
#include "ui/window/words.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>
#include <numeric>

namespace rulewright::desk {

namespace {

struct Outcome {
    events::LoadResult result;
    QStringList errors;
};

Outcome loadOne(
    const QString& path, events::Side side, const events::EventSet& base, const QString& labelFolder, Task& task)
{
    events::LoadOptions options;
    if (!labelFolder.isEmpty()) {
        const QDir folder(labelFolder);
        for (const QString& name : folder.entryList({QStringLiteral("*.labels.json")}, QDir::Files, QDir::Name))
            options.labels.push_back(folder.filePath(name).toStdString());
    }
    const events::EventInput input{path.toStdString(), side};
    auto loaded = events::load(std::span(&input, 1), base, task, options);
    if (loaded)
        return {std::move(*loaded), {}};
    Outcome outcome{{base, {}}, {}};
    for (const Diagnostic& diagnostic : loaded.error())
        outcome.errors << QString::fromStdString(diagnostic.message);
    return outcome;
}

} // namespace

EventStore::EventStore(ui::Jobs& jobs, Facts facts, SampleEvents samples, QObject* parent)
    : QObject(parent)
    , m_jobs(jobs)
    , m_facts(std::move(facts))
    , m_samples(std::move(samples))
    , m_labels(new LabelKeeper(this))
    , m_events(std::make_shared<const events::EventSet>(emptySet()))
{
    connect(m_labels, &LabelKeeper::problem, this, &EventStore::problem);
    connect(m_labels, &LabelKeeper::settled, this, [this] {
        if (std::exchange(m_waitsForLabels, false))
            next();
    });
}

events::EventSet EventStore::emptySet() const { return events::emptyEventSet(*m_facts.taxonomy); }

void EventStore::load(const QStringList& paths, events::Side side)
{
    for (const QString& path : paths)
        m_queue.push_back({path, side});
    m_requested += int(paths.size());
    if (!m_isLoading)
        next();
}

void EventStore::loadSamples()
{
    m_queue.push_back({});
    ++m_requested;
    if (!m_isLoading)
        next();
}

void EventStore::clear()
{
    ++m_run; // what is being read is dropped
    m_waitsForLabels = false;
    m_queue.clear();
    m_jobs.cancel();
    m_read.clear();
    m_events = std::make_shared<const events::EventSet>(emptySet());
    m_report = {};
    m_imported = {};
    m_errors.clear();
    m_names.clear();
    m_ofFiles = 0;
    m_requested = 0;
    setLoading(false);
    emit eventsChanged(m_events);
    emit importedChanged();
}

EventStore::Read EventStore::stampOf(const Request& request)
{
    const QFileInfo info(request.path);
    return !request.path.isEmpty() && info.isFile() ? Read{request, info.lastModified(), info.size()}
                                                    : Read{request, {}, -1};
}

QStringList EventStore::takeChangedFiles()
{
    QStringList changed;
    for (Read& read : m_read) {
        const Read now = stampOf(read.request);
        if (read.size < 0 || now.size < 0 || (now.size == read.size && now.changed == read.changed))
            continue;
        read = now;
        changed << read.request.path;
    }
    changed.removeDuplicates();
    return changed;
}

void EventStore::readAgain()
{
    std::vector<Read> read = m_read;
    clear();
    for (Read& one : read)
        m_queue.push_back(std::move(one.request));
    m_requested = int(read.size());
    next();
}

bool EventStore::hasSamples() const
{
    return std::ranges::any_of(m_read, [](const Read& read) { return read.request.path.isEmpty(); });
}

std::vector<EventStore::Opened> EventStore::opened() const
{
    std::vector<Opened> opened;
    for (const Read& read : m_read) {
        if (!read.request.path.isEmpty())
            opened.push_back({read.request.path, read.request.side});
    }
    return opened;
}

void EventStore::setLabelFolder(const QString& folder)
{
    m_labelFolder = folder;
    m_labels->setFolder(folder);
}

bool EventStore::isKeepingLabels() const { return m_labels->isRunning(); }

bool EventStore::setLabels(events::Labels labels, const std::vector<events::SourceId>& changed)
{
    if (m_isLoading)
        return false;
    events::EventSet events = *m_events;
    events.labels = std::move(labels);
    m_events = ui::releasedInBackground(std::move(events));
    m_labels->keep(m_events, changed, m_run);
    emit eventsChanged(m_events);
    return true;
}

void EventStore::next()
{
    if (m_queue.empty()) {
        finish();
        return;
    }
    setLoading(true);
    m_waitsForLabels = m_labels->isRunning();
    if (m_waitsForLabels)
        return;
    const Request request = m_queue.front();
    m_queue.pop_front();
    if (!request.path.isEmpty()) {
        if (m_names.isEmpty())
            m_firstNew = m_events->size();
        m_names << QFileInfo(request.path).fileName();
    }
    const QString what = request.path.isEmpty() ? tr("Making the built-in events")
        : request.side == events::Side::Benign  ? tr("Reading benign events")
                                                : tr("Reading attack events");
    if (m_requested > 1)
        emit progressed(tr("%1 of %2, %3 events")
                .arg(ui::grouped(m_requested - qint64(m_queue.size())), ui::grouped(m_requested),
                    ui::grouped(m_events->size())));
    m_jobs.run<Outcome>(
        this, what,
        [request, base = *m_events, samples = m_samples, labelFolder = m_labelFolder](Task& task) -> Outcome {
            if (request.path.isEmpty())
                return {samples(base, task), {}};
            return loadOne(request.path, request.side, base, labelFolder, task);
        },
        [this, run = m_run, stamp = stampOf(request)](Outcome outcome) {
            if (run != m_run)
                return;
            m_read.push_back(stamp);
            if (!stamp.request.path.isEmpty())
                m_ofFiles += outcome.result.report.records;
            m_errors << outcome.errors;
            take(std::move(outcome.result));
        });
}

void EventStore::take(events::LoadResult result)
{
    m_events = ui::releasedInBackground(std::move(result.events));
    m_imported.files += result.report.files;
    m_imported.records += result.report.records;
    m_imported.read.insert(m_imported.read.end(), result.report.read.begin(), result.report.read.end());
    m_imported.skipped.insert(m_imported.skipped.end(), result.report.skipped.begin(), result.report.skipped.end());
    m_report.files += result.report.files;
    m_report.records += result.report.records;
    m_report.isCancelled = m_report.isCancelled || result.report.isCancelled;
    m_report.skipped.insert(m_report.skipped.end(), result.report.skipped.begin(), result.report.skipped.end());
    emit eventsChanged(m_events);
    emit importedChanged();
    if (m_report.isCancelled)
        m_queue.clear();
    next();
}

void EventStore::finish()
{
    const events::ImportReport report = std::exchange(m_report, {});
    const QStringList errors = std::exchange(m_errors, {});
    const QStringList names = std::exchange(m_names, {});
    m_requested = 0;
    setLoading(false);
    const std::uint64_t ofFiles = std::exchange(m_ofFiles, 0);
    const QString count = ui::grouped(qint64(names.isEmpty() ? report.records : ofFiles));
    QString sentence = names.isEmpty() ? tr("%1 built-in events are loaded").arg(count)
        : names.size() == 1            ? tr("%1 events read from %2").arg(count, names.first())
                                       : tr("%1 events read from %2 files").arg(count, ui::grouped(names.size()));
    if (report.isCancelled)
        sentence = tr("Cancelled: %1 events were read before and stay").arg(ui::grouped(qint64(report.records)));
    const bool hasNew = !names.isEmpty() && m_firstNew < m_events->size();
    emit loaded(sentence, hasNew ? events::EventId(std::uint32_t(m_firstNew)) : events::EventId::None);
    const quint64 skipped = std::accumulate(report.skipped.begin(), report.skipped.end(), quint64(0),
        [](quint64 sum, const events::Skipped& part) { return sum + part.count; });
    if (!errors.isEmpty())
        emit problem(errors.first());
    else if (skipped > 0)
        emit problem(tr("%1 records could not be read. The first: %2, %3")
                .arg(ui::grouped(qint64(skipped)), QString::fromStdString(report.skipped.front().file),
                    QString::fromStdString(report.skipped.front().reason)));
    else if (report.records == 0 && !report.isCancelled)
        emit problem(tr(
            "No event was found there. Lines without a known shape are read only from a file that is opened itself."));
}

void EventStore::setLoading(bool isLoading)
{
    if (m_isLoading == isLoading)
        return;
    m_isLoading = isLoading;
    emit loadingChanged(isLoading);
}

} // namespace rulewright::desk
