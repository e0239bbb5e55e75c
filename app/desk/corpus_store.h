// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/desk/facts.h"
#include "core/corpus/profile.h"
#include "core/git/clone.h"

#include <QHash>
#include <QObject>
#include <QStringList>

namespace rulewright::ui {
class Jobs;
}

namespace rulewright::desk {

using ProfilePtr = std::shared_ptr<const corpus::Profile>;

// The loaded corpora: the built-in rules, folders of the user's, or both. Reads in the background; the
// profile is complete whenever it changes. Whose rules a folder holds is recognised by its files.
class CorpusStore : public QObject {
    Q_OBJECT
public:
    CorpusStore(ui::Jobs& jobs, Facts facts, QObject* parent = nullptr);

    // What is to be loaded; reads it all.
    void setSources(bool hasBuiltIn, const QStringList& folders);
    void addFolder(const QString& folder);
    void removeFolder(const QString& folder); // empty: the built-in rules
    // Fetches a repository into a folder of its own below `clones`, and adds it. Can be cancelled as any job.
    void clone(const QString& address, const QString& clones);
    // Fetches the newest state of a clone and reads it again.
    void update(const QString& folder);
    // Other facts of ATT&CK: technique ids are united anew.
    void setFacts(const Facts& facts);

    bool hasBuiltIn() const { return m_hasBuiltIn; }

    const QStringList& folders() const { return m_folders; }

    const ProfilePtr& profile() const { return m_profile; } // null until something was read

    // What folders that are clones are at.
    const QHash<QString, git::Checkout>& checkouts() const { return m_checkouts; }

    bool isReading() const { return m_reading > 0; }

signals:
    void readingStarted();
    void profileChanged();
    void folderAdded(const QString& folder); // its rules are in the profile
    void failed(const QString& sentence); // a folder could not be read; the rest is loaded
    void fetched(const QString& sentence); // a clone or an update has ended, well or not

private:
    void read();

    ui::Jobs& m_jobs;
    Facts m_facts;
    bool m_hasBuiltIn = false;
    QStringList m_folders;
    QString m_added; // the folder that is being read for the first time
    ProfilePtr m_profile;
    QHash<QString, git::Checkout> m_checkouts;
    int m_reading = 0;
    quint64 m_run = 0;
};

} // namespace rulewright::desk
