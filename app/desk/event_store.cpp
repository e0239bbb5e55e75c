// SPDX-License-Identifier: Apache-2.0
#include "app/desk/event_store.h"

#include "ui/window/jobs.h"
#include "ui/window/words.h"

#include <QFileInfo>

#include <numeric>

namespace rulewright::desk {

namespace {

// Core's aliases of fields from the taxonomy's table.
std::vector<events::FieldAlias> aliasesOf(const taxonomy::Taxonomy& taxonomy)
{
    std::vector<events::FieldAlias> aliases;
    for (const taxonomy::FieldAlias& row : taxonomy.fieldAliases()) {
        events::FieldAlias alias;
        alias.name = row.name;
        alias.original = row.source;
        if (!row.provider.empty())
            alias.provider = row.provider;
        alias.eventIds = row.ids;
        aliases.push_back(std::move(alias));
    }
    return aliases;
}

struct Outcome {
    events::LoadResult result;
    QStringList errors;
};

Outcome loadOne(const QString& path, events::Side side, const events::EventSet& base, Task& task)
{
    const events::EventInput input{path.toStdString(), side};
    auto loaded = events::load(std::span(&input, 1), base, task);
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
    , m_events(std::make_shared<const events::EventSet>(emptySet()))
{
}

events::EventSet EventStore::emptySet() const { return events::emptyEventSet(aliasesOf(*m_facts.taxonomy)); }

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
    m_queue.clear();
    m_jobs.cancel();
    m_events = std::make_shared<const events::EventSet>(emptySet());
    m_report = {};
    m_errors.clear();
    m_requested = 0;
    setLoading(false);
    emit eventsChanged(m_events);
}

void EventStore::next()
{
    if (m_queue.empty()) {
        finish();
        return;
    }
    const Request request = m_queue.front();
    m_queue.pop_front();
    setLoading(true);
    const QString what = request.path.isEmpty() ? tr("Making the built-in events")
        : request.side == events::Side::Benign  ? tr("Reading benign events")
                                                : tr("Reading attack events");
    if (m_requested > 1)
        emit progressed(tr("%1 of %2, %3 events")
                .arg(ui::grouped(m_requested - qint64(m_queue.size())), ui::grouped(m_requested),
                    ui::grouped(m_events->size())));
    m_jobs.run<Outcome>(
        this, what,
        [request, base = *m_events, samples = m_samples](Task& task) -> Outcome {
            if (request.path.isEmpty())
                return {samples(base, task), {}};
            return loadOne(request.path, request.side, base, task);
        },
        [this, run = m_run](Outcome outcome) {
            if (run != m_run)
                return;
            m_errors << outcome.errors;
            take(std::move(outcome.result));
        });
}

void EventStore::take(events::LoadResult result)
{
    m_events = std::make_shared<const events::EventSet>(std::move(result.events));
    m_report.files += result.report.files;
    m_report.records += result.report.records;
    m_report.isCancelled = m_report.isCancelled || result.report.isCancelled;
    m_report.skipped.insert(m_report.skipped.end(), result.report.skipped.begin(), result.report.skipped.end());
    emit eventsChanged(m_events);
    if (m_report.isCancelled)
        m_queue.clear();
    next();
}

void EventStore::finish()
{
    const events::ImportReport report = std::exchange(m_report, {});
    const QStringList errors = std::exchange(m_errors, {});
    m_requested = 0;
    setLoading(false);
    QString sentence = tr("%1 events read").arg(ui::grouped(qint64(report.records)));
    if (report.isCancelled)
        sentence = tr("Cancelled: %1 events were read before and stay").arg(ui::grouped(qint64(report.records)));
    emit loaded(sentence);
    const quint64 skipped = std::accumulate(report.skipped.begin(), report.skipped.end(), quint64(0),
        [](quint64 sum, const events::Skipped& part) { return sum + part.count; });
    if (!errors.isEmpty())
        emit problem(errors.first());
    else if (skipped > 0)
        emit problem(tr("%1 records could not be read. The first: %2, %3")
                .arg(ui::grouped(qint64(skipped)), QString::fromStdString(report.skipped.front().file),
                    QString::fromStdString(report.skipped.front().reason)));
    else if (report.records == 0 && !report.isCancelled)
        emit problem(tr("No event was found there. Rulewright reads Windows events and other records as JSON."));
}

void EventStore::setLoading(bool isLoading)
{
    if (m_isLoading == isLoading)
        return;
    m_isLoading = isLoading;
    emit loadingChanged(isLoading);
}

} // namespace rulewright::desk
