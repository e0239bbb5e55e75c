// SPDX-License-Identifier: Apache-2.0
// Desk: exclusions, their trade-off, and the events that they would remove.
#include "app/desk/desk.h"

#include "ui/editor/editor_pane.h"
#include "ui/guide/guide_view.h"
#include "ui/test/event_detail.h"
#include "ui/test/event_table.h"
#include "ui/guide/guide_words.h"
#include "ui/test/event_list.h"
#include "ui/test/exclusion_view.h"
#include "ui/test/near_miss_board.h"
#include "ui/test/near_miss_model.h"
#include "ui/test/near_miss_view.h"
#include "ui/test/removed_view.h"
#include "ui/test/test_pane.h"
#include "ui/test/trade_off.h"
#include "ui/test/why_view.h"
#include "ui/window/document_area.h"
#include "ui/window/panel.h"
#include "ui/window/status_line.h"

#include <QRegularExpression>
#include <QStackedWidget>

namespace rulewright::desk {

void Desk::connectTuning()
{
    connect(m_exclusions, &ui::ExclusionSession::settled, this, &Desk::settled);
    connect(m_exclusions, &ui::ExclusionSession::found, this, [this](const ui::ExclusionResultPtr& result) {
        m_tradeOff->setResult(result);
        m_events->setExclusions(result);
    });
    connect(m_events, &ui::TestPane::exclusionsLookedAt, this, [this](bool isLookedAt) {
        m_exclusions->setLookedAt(isLookedAt);
        m_isPreviewing = false;
        showTuning();
    });
    ui::ExclusionView& list = m_events->exclusions();
    connect(&list, &ui::ExclusionView::rowChosen, this, [this, &list](int row) {
        const ui::ExclusionResultPtr& result = list.exclusions().result();
        m_removed->setExclusion(result, row, m_events->table().events().look());
        m_tradeOff->setStep(list.exclusions().stepOf(row));
        list.exclusions().setStep(m_tradeOff->step());
        if (list.exclusions().exclusion(row) && list.hasFocus())
            m_window->status().setSentence(list.exclusions().sentence(row));
        titleTuning();
        previewExclusion();
        updateStatus(); // what is left with it
    });
    connect(&list, &ui::ExclusionView::excludeRequested, this, [this](const corpus::RowKey& row) { exclude({row}); });
    connect(&list, &ui::ExclusionView::previewToggled, this, [this] {
        if (m_layout == ui::Command::LayoutTune)
            m_removed->setFocus(Qt::TabFocusReason); // it stands there already
        else
            m_isPreviewing = !m_isPreviewing;
        showTuning();
    });
    connect(m_tradeOff, &ui::TradeOff::stepChosen, this, [this, &list](std::size_t step) {
        list.exclusions().setStep(step);
        m_window->status().setSentence(m_tradeOff->sentence());
        titleTuning();
    });
    connect(m_tradeOff, &ui::TradeOff::excludeRequested, this, &Desk::exclude);
    connect(m_removed, &ui::RemovedView::titleChanged, this, &Desk::titleTuning);
    const auto choose = [this](events::EventId event) { m_events->table().chooseEvent(event); };
    connect(m_removed, &ui::RemovedView::eventChosen, this, choose);
    connect(m_removed, &ui::RemovedView::eventOpened, this, [this](events::EventId event) {
        m_events->showTab(ui::TestPane::Tab::Hits);
        m_events->table().goToEvent(event);
        m_window->workspace().focusPane(ui::Workspace::Pane::Events);
    });
    connect(m_eventStore, &EventStore::eventsChanged, this, [this](const EventSetPtr& events) {
        if (events->size() == 0)
            m_exclusions->setResult(nullptr);
    });
    connect(m_session, &ui::MatchSession::staleChanged, m_tradeOff, &ui::TradeOff::setStale);
}

bool Desk::isTuning() const
{
    return m_events->currentTab() == ui::TestPane::Tab::Exclusions
        && (m_layout == ui::Command::LayoutTune || m_isPreviewing);
}

void Desk::showTuning()
{
    const bool isShown = isTuning();
    m_whyStack->setCurrentIndex(isShown ? 1 : 0);
    m_whyStack->setFocusProxy(m_whyStack->currentWidget());
    m_eventStack->setCurrentIndex(isShown ? 1 : 0);
    m_eventStack->setFocusProxy(m_eventStack->currentWidget());
    titleTuning();
    if (!m_previewed)
        previewExclusion();
    updateStatus();
}

// While exclusions are tuned, and of the text as it is; else null.
const advise::Exclusion* Desk::chosenExclusion() const
{
    ui::ExclusionView& list = m_events->exclusions();
    const ui::ExclusionResultPtr& result = list.exclusions().result();
    const bool isOfThisText = result && result->of == m_session->result() && !m_session->isStale();
    return isTuning() && isOfThisText ? list.exclusions().exclusion(list.currentIndex().row()) : nullptr;
}

void Desk::previewExclusion()
{
    ui::EditorPane* pane = m_documents->current();
    if (!pane)
        return;
    const advise::Exclusion* chosen = chosenExclusion();
    if (!chosen) {
        pane->editor().clearGhost();
        return;
    }
    ui::RowPrice price;
    price.added.emplace();
    price.removed = ui::SideCounts{0, chosen->removes};
    const ui::HereWords words = ui::hereWords(price, true);
    ui::Ghost ghost;
    ghost.attackPrice = words.attack;
    ghost.benignPrice = words.benign;
    ghost.benignCounts = chosen->removes > 0;
    if (pane->previewExclusion(chosen->key, ghost) && !pane->editor().hasFocus())
        pane->editor().showGhost();
}

// Near misses as they stand beside a rule that is tuned, and what the chosen change would let in.
void Desk::connectGains()
{
    ui::NearMissView& list = m_events->nearMisses();
    const auto choose = [this, &list] {
        const bool isShown = m_layout == ui::Command::LayoutTune && m_board->isGainedShown();
        const ui::NearMissModel& model = list.nearMisses();
        m_gains->setWidening(model.result(), isShown ? model.widening(list.currentIndex()) : nullptr);
    };
    connect(m_nearMisses, &ui::NearMissSession::found, m_board, &ui::NearMissBoard::setResult);
    connect(m_nearMisses, &ui::NearMissSession::found, this, choose); // the list has them already
    connect(&list, &ui::NearMissView::rowExplained, this, choose);
    connect(&list, &ui::NearMissView::previewToggled, this, [this, choose] {
        m_board->setGainedShown(!m_board->isGainedShown());
        choose();
    });
    connect(m_events, &ui::TestPane::nearMissesWanted, this, [this] {
        showLeft(m_board);
        m_window->workspace().focusPane(ui::Workspace::Pane::Guide);
    });
    connect(m_gains, &ui::GainSession::settled, this, &Desk::settled);
    connect(m_gains, &ui::GainSession::found, this,
        [this](const ui::GainedEventsPtr& gained) { m_board->setGained(gained, m_events->table().events().look()); });
    ui::EventList& gained = m_board->gained();
    connect(&gained, &ui::EventList::eventChosen, this,
        [this](events::EventId event) { m_events->table().chooseEvent(event); });
    connect(&gained, &ui::EventList::eventOpened, this, [this](events::EventId event) {
        m_events->showTab(ui::TestPane::Tab::All);
        m_events->table().goToEvent(event);
        m_window->workspace().focusPane(ui::Workspace::Pane::Events);
    });
}

void Desk::titleTuning()
{
    ui::Panel& why = m_window->whyPanel();
    ui::Panel& event = m_window->eventPanel();
    if (!isTuning()) {
        // An explanation of the text before it broke says so.
        why.setName(tr("Why"));
        why.setSubtitle(m_session->isStale() ? tr("last good result")
                                             : QStringList{m_place, m_verdict}
                                                   .filter(QRegularExpression(QStringLiteral(".")))
                                                   .join(QStringLiteral(" · ")));
        event.setName(tr("Event"));
        event.setSubtitle(m_eventTitle);
        return;
    }
    why.setName(tr("Trade-off"));
    const std::size_t step = m_tradeOff->step();
    why.setSubtitle(step == 0 ? QString()
            : step == 1       ? tr("1 condition chosen")
                              : tr("%1 conditions chosen").arg(step));
    event.setName(m_removed->title());
    event.setSubtitle(m_removed->subtitle());
}

void Desk::exclude(const std::vector<corpus::RowKey>& rows)
{
    ui::EditorPane* pane = m_documents->current();
    const ui::MatchResultPtr& result = m_session->result();
    if (!pane || !result || pane->document().revision() != result->revision) {
        m_window->status().setSentence(tr("The text has changed: the exclusions are being looked for again"));
        return;
    }
    m_window->documents().showPage(pane);
    m_window->status().setSentence(pane->excludeRows(rows));
}

} // namespace rulewright::desk
