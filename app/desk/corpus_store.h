// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/desk/facts.h"
#include "core/corpus/profile.h"

#include <QObject>
#include <QStringList>

namespace rulewright::ui {
class Jobs;
}

namespace rulewright::desk {

using ProfilePtr = std::shared_ptr<const corpus::Profile>;

// The loaded corpora: the built-in rules, folders of the user's, or both. Reads in the background; the
// profile is complete whenever it changes.
class CorpusStore : public QObject {
    Q_OBJECT
public:
    CorpusStore(ui::Jobs& jobs, Facts facts, QObject* parent = nullptr);

    // What is to be loaded; reads it all.
    void setSources(bool hasBuiltIn, const QStringList& folders);
    void addFolder(const QString& folder);

    bool hasBuiltIn() const { return m_hasBuiltIn; }

    const QStringList& folders() const { return m_folders; }

    const ProfilePtr& profile() const { return m_profile; } // null until something was read

    bool isReading() const { return m_reading > 0; }

signals:
    void readingStarted();
    void profileChanged();
    void failed(const QString& sentence); // a folder could not be read; the rest is loaded

private:
    void read();

    ui::Jobs& m_jobs;
    Facts m_facts;
    bool m_hasBuiltIn = false;
    QStringList m_folders;
    ProfilePtr m_profile;
    int m_reading = 0;
    quint64 m_run = 0;
};

} // namespace rulewright::desk
