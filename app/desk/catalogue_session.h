// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/desk/corpus_store.h"
#include "ui/guide/catalogue_results.h"

#include <QObject>
#include <QThreadPool>

#include <memory>
#include <optional>

namespace rulewright::desk {

// Searches the rules away from the window's thread while the search is typed. One search at a time; of those that were
// asked for meanwhile only the last is made. The folded texts of the rules are made with the first search of a profile.
class CatalogueSession : public QObject {
    Q_OBJECT
public:
    explicit CatalogueSession(QObject* parent = nullptr);
    ~CatalogueSession() override;

    void setRules(const ProfilePtr& profile, std::shared_ptr<const attack::AttackData> attack);
    void search(const QString& text);

    bool isRunning() const { return m_isRunning || m_wanted.has_value(); }

signals:
    // Once for a profile.
    void wordsFound(const std::shared_ptr<const rulewright::ui::CatalogueWords>& words);
    void found(const std::shared_ptr<const rulewright::ui::CatalogueResults>& results);
    void settled();

private:
    struct Shelf; // a profile and its folded texts
    void start();

    std::shared_ptr<Shelf> m_shelf;
    std::optional<QString> m_wanted;
    QThreadPool m_pool;
    bool m_isRunning = false;
};

} // namespace rulewright::desk
