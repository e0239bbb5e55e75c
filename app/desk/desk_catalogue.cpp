// SPDX-License-Identifier: Apache-2.0
// Desk: the page that searches the rules of all collections.
#include "app/desk/desk.h"

#include "app/desk/catalogue_session.h"
#include "ui/guide/catalogue_view.h"
#include "ui/test/test_pane.h"

#include <QAction>

namespace rulewright::desk {

void Desk::connectCatalogue()
{
    connect(m_catalogueSession, &CatalogueSession::settled, this, &Desk::settled);
    // What every rule has among the loaded events is known once the list of all that fires was looked at.
    connect(m_alsoFires, &AlsoFires::found, this, [this](const ui::FiredRulesPtr& rules) {
        if (!rules || rules->event != events::EventId::None)
            return;
        auto hits = std::make_shared<ui::RuleHitCounts>();
        for (const ui::FiredRule& rule : rules->rules)
            (*hits)[rule.rule] = {rule.hits, rule.isApproximate};
        m_ruleHits = std::move(hits);
        if (auto* view = qobject_cast<ui::CatalogueView*>(m_catalogue))
            view->setHits(m_ruleHits);
    });
    const auto forgetHits = [this] {
        m_ruleHits.reset();
        if (auto* view = qobject_cast<ui::CatalogueView*>(m_catalogue))
            view->setHits(nullptr);
    };
    connect(m_eventStore, &EventStore::eventsChanged, this, forgetHits);
    connect(m_corpusStore, &CorpusStore::profileChanged, this, [this, forgetHits] {
        forgetHits();
        fillCatalogue();
    });
}

ui::CatalogueView* Desk::showCatalogue(const QString& text)
{
    showSingle(m_catalogue, tr("Search the rules"), QStringLiteral("search"), [this] {
        auto* view = new ui::CatalogueView(m_appearance.theme());
        const ui::Actions& actions = m_window->actions();
        view->setCorpusActions({&actions[ui::Command::UseBuiltInRules], &actions[ui::Command::AddRulesFolder]});
        connect(view, &ui::CatalogueView::searchWanted, m_catalogueSession, &CatalogueSession::search);
        connect(m_catalogueSession, &CatalogueSession::wordsFound, view, &ui::CatalogueView::setWords);
        connect(m_catalogueSession, &CatalogueSession::found, view, &ui::CatalogueView::setResults);
        connect(
            view, &ui::CatalogueView::ruleRequested, this, [this](quint32 rule) { showRule(corpus::RuleId(rule)); });
        m_catalogue = view;
        fillCatalogue();
        return view;
    });
    markLayout();
    auto* view = qobject_cast<ui::CatalogueView*>(m_catalogue);
    if (!text.isEmpty())
        view->setText(text);
    return view;
}

void Desk::fillCatalogue()
{
    auto* view = qobject_cast<ui::CatalogueView*>(m_catalogue);
    if (!view)
        return;
    // A page that was opened anew asks for the words anew.
    m_catalogueSession->setRules(nullptr, nullptr);
    m_catalogueSession->setRules(m_corpusStore->profile(), m_facts.attack);
    view->setProfile(m_corpusStore->profile());
    view->setHits(m_ruleHits);
}

} // namespace rulewright::desk
