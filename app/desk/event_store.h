// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/desk/facts.h"
#include "core/events/load.h"

#include <QDateTime>
#include <QObject>
#include <QStringList>

#include <deque>
#include <functional>
#include <memory>

namespace rulewright::ui {
class Jobs;
}

namespace rulewright::desk {

using EventSetPtr = std::shared_ptr<const events::EventSet>;

// The built-in events; empty where the program has none.
using SampleEvents = std::function<events::LoadResult(events::EventSet base, Task& task)>;

class LabelKeeper;

// The loaded events. Files and folders are read one after the other in the background, and the set grows
// with each; what was read before a cancel stays.
class EventStore : public QObject {
    Q_OBJECT
public:
    EventStore(ui::Jobs& jobs, Facts facts, SampleEvents samples, QObject* parent = nullptr);

    void load(const QStringList& paths, events::Side side);
    void loadSamples();
    void clear();
    // Other labels for the same events; a thread writes them beside the files of `changed`, or in the folder of labels
    // where that cannot be done. Not while events are read.
    bool setLabels(events::Labels labels, const std::vector<events::SourceId>& changed);

    // Where labels are kept of files that stand where nothing can be written; empty: nowhere.
    void setLabelFolder(const QString& folder);

    // Labels are being written.
    bool isKeepingLabels() const;

    // Files that another program has written since they were read; each is named once.
    QStringList takeChangedFiles();
    // Reads everything again that was loaded, in its order and on its sides.
    void readAgain();

    const EventSetPtr& events() const { return m_events; }

    bool hasSamples() const;

    bool isLoading() const { return m_isLoading; }

    struct Opened {
        QString path;
        events::Side side = events::Side::Unknown;
    };

    // The files and folders that were read, in their order; without the built-in events.
    std::vector<Opened> opened() const;

    // What became of every file since the events were last removed.
    const events::ImportReport& imported() const { return m_imported; }

signals:
    void eventsChanged(const rulewright::desk::EventSetPtr& events);
    void loadingChanged(bool isLoading);
    // How far, while several files are read: "2 of 7 files, 17,204 events".
    void progressed(const QString& detail);
    void importedChanged();
    // One sentence on what a finished load brought; a problem is what could not be read.
    // `first` is the first event of the files that were read; None where they had none, or of the built-in events.
    void loaded(const QString& sentence, rulewright::events::EventId first);
    void problem(const QString& sentence);

private:
    struct Request {
        QString path; // empty: the built-in samples
        events::Side side = events::Side::Unknown;
    };

    // What was read, and how it stood on the disk then; of the built-in events and of folders nothing stands there.
    struct Read {
        Request request;
        QDateTime changed;
        qint64 size = -1;
    };

    static Read stampOf(const Request& request);
    void next();
    void take(events::LoadResult result);
    void finish();
    void setLoading(bool isLoading);
    events::EventSet emptySet() const;

    ui::Jobs& m_jobs;
    Facts m_facts;
    SampleEvents m_samples;
    LabelKeeper* m_labels;
    EventSetPtr m_events;
    QString m_labelFolder;
    std::deque<Request> m_queue;
    std::vector<Read> m_read;
    events::ImportReport m_imported;
    events::ImportReport m_report; // of the requests since the queue was empty
    QStringList m_errors;
    QStringList m_names; // of the files and folders read since the queue was empty
    std::size_t m_firstNew = 0; // how many events there were before them
    std::uint64_t m_ofFiles = 0; // how many events they brought
    int m_requested = 0;
    bool m_isLoading = false;
    bool m_waitsForLabels = false; // what is read next may have labels that are being written
    quint64 m_run = 0;
};

} // namespace rulewright::desk
