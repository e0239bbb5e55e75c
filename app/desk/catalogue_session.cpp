// SPDX-License-Identifier: Apache-2.0
#include "app/desk/catalogue_session.h"

#include "ui/test/background.h"

#include <utility>

namespace rulewright::desk {

// Worked on by one run at a time.
struct CatalogueSession::Shelf {
    ProfilePtr profile;
    std::shared_ptr<const attack::AttackData> attack;
    std::optional<corpus::Catalogue> catalogue;
    std::shared_ptr<const ui::CatalogueWords> words;
};

CatalogueSession::CatalogueSession(QObject* parent)
    : QObject(parent)
{
    m_pool.setMaxThreadCount(1);
}

CatalogueSession::~CatalogueSession() { m_pool.waitForDone(); }

void CatalogueSession::setRules(const ProfilePtr& profile, std::shared_ptr<const attack::AttackData> attack)
{
    if (m_shelf && m_shelf->profile == profile && m_shelf->attack == attack)
        return;
    m_shelf.reset();
    m_wanted.reset();
    if (profile && !profile->isEmpty())
        m_shelf = std::make_shared<Shelf>(Shelf{profile, std::move(attack), {}, {}});
}

void CatalogueSession::search(const QString& text)
{
    if (!m_shelf)
        return;
    m_wanted = text;
    start();
}

void CatalogueSession::start()
{
    if (m_isRunning || !m_wanted || !m_shelf)
        return;
    m_isRunning = true;
    const bool isFirst = !m_shelf->words;
    auto run = [shelf = m_shelf, text = *std::exchange(m_wanted, std::nullopt)] {
        if (!shelf->catalogue)
            shelf->catalogue.emplace(*shelf->profile);
        if (!shelf->words)
            shelf->words
                = std::make_shared<const ui::CatalogueWords>(ui::catalogueWords(*shelf->profile, *shelf->attack));
        return std::make_shared<const ui::CatalogueResults>(
            ui::searchCatalogue(*shelf->catalogue, shelf->profile, *shelf->attack, text));
    };
    ui::runInBackground(&m_pool, this, std::move(run),
        [this, shelf = m_shelf, isFirst](const std::shared_ptr<const ui::CatalogueResults>& results) {
            m_isRunning = false;
            if (shelf == m_shelf) {
                if (isFirst)
                    emit wordsFound(shelf->words);
                emit found(results);
            }
            start();
            if (!isRunning())
                emit settled();
        });
}

} // namespace rulewright::desk
