// SPDX-License-Identifier: Apache-2.0
// Desk: exclusions, their trade-off, and the events that they would remove.
#include "app/desk/desk.h"

#include "ui/editor/editor_pane.h"
#include "ui/guide/guide_view.h"
#include "ui/test/event_detail.h"
#include "ui/test/event_table.h"
#include "ui/test/exclusion_view.h"
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
