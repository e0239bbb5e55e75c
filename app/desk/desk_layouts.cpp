// SPDX-License-Identifier: Apache-2.0
// Desk: the named layouts. Each is what the user left it as.
#include "app/desk/desk.h"

#include "ui/editor/editor_pane.h"
#include "ui/teach/scenario_panel.h"
#include "ui/test/near_miss_board.h"
#include "ui/test/test_pane.h"
#include "ui/window/document_area.h"

#include <QAction>

#include <algorithm>

namespace rulewright::desk {

using ui::Command;

namespace {

struct LayoutSpec {
    Command command;
    const char* name;
    const char* state; // before the user has changed it
};

// Tune has room for the exclusion as it stands in the rule; Teach for the fields of an event.
constexpr LayoutSpec layouts[]{{Command::LayoutAuthor, "author", "guide why event 64"},
    {Command::LayoutTune, "tune", "guide why event 58"}, {Command::LayoutTeach, "teach", "guide why event 55"}};

const LayoutSpec& specOf(Command command)
{
    const auto found = std::ranges::find(layouts, command, &LayoutSpec::command);
    return found != std::ranges::end(layouts) ? *found : layouts[0];
}

} // namespace

void Desk::connectLayouts()
{
    ui::Actions& actions = m_window->actions();
    for (const LayoutSpec& spec : layouts)
        connect(&actions[spec.command], &QAction::triggered, this, [this, &spec] { useLayout(spec.command); });
    connect(&actions[Command::LayoutCoverage], &QAction::triggered, this, &Desk::showCoverage);
    const auto last = std::ranges::find(
        layouts, m_settings.layout, [](const LayoutSpec& spec) { return QString::fromLatin1(spec.name); });
    if (last != std::ranges::end(layouts) && last->command != Command::LayoutTeach) {
        m_layout = last->command;
        m_window->workspace().setState(stateOf(m_layout));
    }
    markLayout();
}

QString Desk::stateOf(Command layout) const
{
    const LayoutSpec& spec = specOf(layout);
    return m_settings.layouts.value(QString::fromLatin1(spec.name), QString::fromLatin1(spec.state));
}

// What the present layout looks like now.
void Desk::keepLayout()
{
    const QString name = QString::fromLatin1(specOf(m_layout).name);
    m_settings.layout = name;
    m_settings.layouts[name] = m_window->workspace().state();
}

void Desk::useLayout(Command layout)
{
    if (layout != m_layout) {
        keepLayout();
        if (m_layout != Command::LayoutTeach)
            m_layoutBefore = m_layout;
        m_layout = layout;
        m_window->workspace().setState(stateOf(layout));
    }
    // From the matrix back to the rule.
    if (m_coverage && m_window->documents().currentPage() == m_coverage) {
        ui::EditorPane* pane = m_documents->current();
        if (pane)
            m_window->documents().showPage(pane);
        else
            showStart();
    }
    if (layout == Command::LayoutTune)
        m_events->showTab(ui::TestPane::Tab::Exclusions);
    if (layout == Command::LayoutTeach && !m_scenario)
        startTour();
    arrangeLeft();
    if (layout == Command::LayoutTeach)
        showLeft(m_scenario);
    if (layout == Command::LayoutTune)
        showLeft(m_board);
    const ui::TestPane::Tab tab = m_events->currentTab();
    if (layout == Command::LayoutAuthor
        && (tab == ui::TestPane::Tab::NearMisses || tab == ui::TestPane::Tab::Exclusions))
        m_events->showTab(ui::TestPane::Tab::Hits);
    showTuning();
    markLayout();
}

void Desk::markLayout()
{
    const bool isMatrix = m_coverage && m_window->documents().currentPage() == m_coverage;
    const bool isSearch = m_catalogue && m_window->documents().currentPage() == m_catalogue;
    m_window->workspace().setCentreAlone(isMatrix || isSearch);
    m_window->actions()[isMatrix ? Command::LayoutCoverage : m_layout].setChecked(true);
}

} // namespace rulewright::desk
