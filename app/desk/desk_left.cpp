// SPDX-License-Identifier: Apache-2.0
// Desk: what stands at the left. The guide; before it the scenario while one is played, and near misses while a rule is
// tuned.
#include "app/desk/desk.h"

#include "ui/guide/guide_view.h"
#include "ui/teach/scenario_panel.h"
#include "ui/test/near_miss_board.h"
#include "ui/test/near_miss_view.h"
#include "ui/test/test_pane.h"
#include "ui/window/panel.h"
#include "ui/window/tab_bar.h"

#include <QApplication>
#include <QStackedWidget>

#include <algorithm>

namespace rulewright::desk {

// Pages and, where there are several, their tabs. The page in front stays there.
void Desk::arrangeLeft()
{
    const bool isTuned = m_layout == ui::Command::LayoutTune;
    ui::NearMissView& near = m_events->nearMisses();
    near.setPreviewOffered(isTuned);
    if (!isTuned)
        m_events->takeNearMissesBack();
    else if (!m_board->isAncestorOf(&near))
        m_board->setList(m_events->lendNearMisses(), &near);
    std::vector<std::pair<QWidget*, QString>> pages;
    if (m_scenario)
        pages.emplace_back(m_scenario, tr("Scenario"));
    if (isTuned)
        pages.emplace_back(m_board, tr("Near misses"));
    pages.emplace_back(m_guide, tr("Guide"));
    const auto place = [this](const std::pair<QWidget*, QString>& page) { return m_leftStack->indexOf(page.first); };
    const bool isSame = m_leftStack->count() == int(pages.size())
        && std::ranges::none_of(pages, [&](const auto& page) { return place(page) < 0; });
    if (isSame)
        return;
    QWidget* front = m_leftStack->currentWidget();
    const QWidget* focus = QApplication::focusWidget();
    const bool hadFocus = focus && m_left->isAncestorOf(focus);
    const QSignalBlocker quiet(m_leftTabs);
    while (m_leftTabs->count() > 0)
        m_leftTabs->removeTab(0);
    while (m_leftStack->count() > 0)
        m_leftStack->removeWidget(m_leftStack->widget(0));
    QStringList names;
    for (const auto& [page, name] : pages) {
        m_leftStack->addWidget(page);
        if (pages.size() > 1)
            m_leftTabs->addTab(name);
        names << name;
    }
    m_leftTabs->setAccessibleName(names.join(QStringLiteral(", ")));
    m_leftTabs->setVisible(pages.size() > 1);
    showLeft(std::ranges::contains(pages, front, &std::pair<QWidget*, QString>::first) ? front : pages.front().first);
    if (hadFocus)
        m_left->setFocus(Qt::OtherFocusReason);
}

void Desk::showLeft(QWidget* page)
{
    const int place = m_leftStack->indexOf(page);
    if (place < 0)
        return;
    {
        const QSignalBlocker quiet(m_leftTabs);
        m_leftTabs->setCurrentIndex(std::min(place, m_leftTabs->count() - 1));
    }
    m_leftStack->setCurrentIndex(place);
    m_left->setFocusProxy(page);
    updateLeftTitle();
}

// The panel is called by what stands in it.
void Desk::updateLeftTitle()
{
    const QWidget* page = m_leftStack->currentWidget();
    ui::Panel& panel = m_window->guidePanel();
    if (m_scenario && page == m_scenario && m_scenario->scenario()) {
        panel.setName(tr("Scenario"));
        panel.setSubtitle(tr("step %1 of %2").arg(m_scenario->step() + 1).arg(m_scenario->scenario()->steps.size()));
    } else if (page == m_board) {
        panel.setName(tr("Near misses"));
        panel.setSubtitle(tr("by failing test"));
    } else {
        panel.setName(tr("Guide"));
        panel.setSubtitle(m_guideSubtitle);
    }
}

} // namespace rulewright::desk
