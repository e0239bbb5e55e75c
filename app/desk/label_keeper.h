// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/event_set.h"

#include <QObject>
#include <QStringList>
#include <QThreadPool>

#include <deque>
#include <memory>
#include <set>
#include <vector>

namespace rulewright::desk {

using EventSetPtr = std::shared_ptr<const events::EventSet>;

// Writes labels beside the files of their events, or into a folder where that cannot be done, one after the other on a
// thread of its own. What is asked for while one is written comes after it, and is written before the keeper goes.
class LabelKeeper : public QObject {
    Q_OBJECT
public:
    explicit LabelKeeper(QObject* parent = nullptr);
    ~LabelKeeper() override;

    // Where labels are kept of files that stand where nothing can be written; empty: nowhere.
    void setFolder(const QString& folder) { m_folder = folder; }

    // The labels of the files that these sources are of. `load` tells events apart whose sources have other numbers.
    void keep(const EventSetPtr& events, const std::vector<events::SourceId>& sources, quint64 load);

    bool isRunning() const { return m_isRunning; }

signals:
    void problem(const QString& sentence);
    void settled();

private:
    struct Wanted {
        EventSetPtr events;
        std::set<events::SourceId> sources;
        quint64 load = 0;
    };

    void next();

    QString m_folder;
    std::deque<Wanted> m_wanted;
    QThreadPool m_pool;
    bool m_isRunning = false;
};

} // namespace rulewright::desk
