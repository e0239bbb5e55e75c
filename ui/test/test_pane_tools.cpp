// SPDX-License-Identifier: Apache-2.0
#include "ui/test/test_pane.h"

#include "ui/test/background.h"
#include "ui/test/column_chooser.h"
#include "ui/test/event_find.h"
#include "ui/test/event_header.h"
#include "ui/test/event_table.h"
#include "ui/test/process_view.h"
#include "ui/test/replay_view.h"
#include "ui/test/stack_view.h"
#include "ui/test/time_strip.h"
#include "ui/window/theme.h"
#include "ui/window/words.h"

#include <QLineEdit>

#include <algorithm>

namespace rulewright::ui {

namespace {

const rule::LogSource* logSourceOf(const MatchResultPtr& result)
{
    if (!result || !result->document)
        return nullptr;
    const rule::Rule* rule = rule::mainRule(*result->document);
    return rule != nullptr && !rule->logSource.isEmpty() ? &rule->logSource : nullptr;
}

} // namespace

// Under All the rule's log source, too, where nearly all events are of it; else the events speak each for itself.
const rule::LogSource* TestPane::shownLogSource() const
{
    const rule::LogSource* logSource = logSourceOf(m_result);
    if (logSource == nullptr || m_tableTab != Tab::All || !m_result->report || !m_events)
        return logSource;
    constexpr std::uint64_t nearly = 9; // tenths
    const bool isOfOneSource = m_result->report->eventsInScope * 10 >= std::uint64_t{m_events->size()} * nearly;
    return isOfOneSource ? logSource : nullptr;
}

std::vector<EventColumn> TestPane::columnsNow() const
{
    const rule::LogSource* logSource = shownLogSource();
    std::vector<EventColumn> columns = logSource != nullptr ? eventColumns(logSource) : mixedColumns();
    const auto own = m_columnSets.constFind(columnSetName(logSource));
    if (own == m_columnSets.cend())
        return columns;
    columns.resize(2); // mark and time
    for (const QString& field : *own)
        columns.push_back(columnOf(field.toStdString()));
    return columns;
}

void TestPane::setColumnSets(const ColumnSets& sets)
{
    m_columnSets = sets;
    updateBody();
}

void TestPane::setColumns(const QStringList& fields)
{
    const QString name = columnSetName(shownLogSource());
    if (fields.isEmpty())
        m_columnSets.remove(name);
    else
        m_columnSets[name] = fields;
    updateBody();
    emit columnSetsChanged(m_columnSets);
}

void TestPane::openColumnChooser(const QPoint& globalPosition)
{
    if (!m_events)
        return;
    QStringList fields;
    for (const std::string_view name : events::systemFieldNames)
        fields << QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size()));
    for (std::uint32_t i = 0; i < m_events->fields.size(); ++i)
        fields << QString::fromStdString(m_events->fields.name(static_cast<events::FieldId>(i)));
    fields << fieldsOf(mixedColumns());
    fields.removeDuplicates();
    fields.sort(Qt::CaseInsensitive);
    auto* chooser = new ColumnChooser(fields, fieldsOf(columnsNow()), m_theme, this);
    connect(chooser, &ColumnChooser::chosen, this, &TestPane::setColumns);
    connect(chooser, &ColumnChooser::resetRequested, this, [this] { setColumns({}); });
    // Within the window, however low the table stands: above its header where there is no room below.
    const QRect room(window()->mapToGlobal(QPoint(0, 0)), window()->size());
    int top = globalPosition.y();
    if (top + chooser->height() > room.bottom())
        top = std::max(room.top(), globalPosition.y() - m_table->header().height() - chooser->height());
    chooser->move(std::min(globalPosition.x(), room.right() - chooser->width()), top);
    chooser->show();
    chooser->field().setFocus(Qt::PopupFocusReason);
}

void TestPane::openColumnChooser()
{
    showTable();
    openColumnChooser(m_table->mapToGlobal(QPoint(m_theme.width(58), m_table->header().height())));
}

void TestPane::showTable()
{
    if (pageOf(currentTab()) != m_full)
        showTab(m_tableTab);
}

void TestPane::openFinder()
{
    showTable();
    m_find->open();
}

void TestPane::focusTimeStrip()
{
    showTable();
    m_time->setFocus(Qt::ShortcutFocusReason);
}

void TestPane::clearFilters()
{
    m_time->setRange(std::nullopt);
    m_table->clearFilters();
}

void TestPane::stackCurrentColumn()
{
    const QModelIndex index = m_table->currentIndex();
    const std::vector<EventColumn>& columns = m_table->events().columns();
    const bool isFromTable = pageOf(currentTab()) == m_full && index.isValid() && index.column() > 0;
    const EventColumn column = isFromTable ? columns[static_cast<std::size_t>(index.column())] : EventColumn{};
    showTab(Tab::Stack);
    if (isFromTable)
        m_stack->setColumn(column);
    m_stack->setFocus(Qt::ShortcutFocusReason);
}

void TestPane::stackField(const QString& field)
{
    showTab(Tab::Stack);
    m_stack->setColumn(columnOf(field.toStdString()));
    m_stack->setFocus(Qt::ShortcutFocusReason);
}

void TestPane::showProcesses()
{
    showTab(Tab::Processes);
    m_processes->setFocus(Qt::ShortcutFocusReason);
}

void TestPane::filterByValue(const EventValue& value, bool isTurned)
{
    const EventColumn column = columnOf(value.field);
    showTable();
    m_table->filterBy(column, shownValue(value.value, column), isTurned);
}

void TestPane::setTimeZone(const QTimeZone& zone)
{
    m_table->setTimeZone(zone);
    m_time->setTimeZone(zone);
    m_replay->setTimeZone(zone);
    updateReplayNote();
    updateProcesses();
}

void TestPane::setPriceAsker(const PriceAsker& prices)
{
    m_table->setPriceAsker(prices);
    m_stack->setPriceAsker(prices);
}

bool TestPane::isWorking() const
{
    return m_table->isWorking() || m_stack->isWorking() || m_processes->isWorking() || m_finding != nullptr;
}

void TestPane::updateStack()
{
    if (currentTab() == Tab::Stack && m_table->rowQuery().events && !m_table->isWorking())
        m_stack->setRows(m_table->rowQuery().events, m_table->events().rows(), m_table->rowQuery().columns,
            m_table->rowQuery().look);
}

void TestPane::updateProcesses()
{
    if (currentTab() == Tab::Processes)
        m_processes->setEvent(m_events, m_shown, m_table->rowQuery().look);
}

void TestPane::find(const QString& text, int direction)
{
    if (m_finding)
        m_finding->stop();
    m_finding.reset();
    const EventRowsPtr rows = m_table->events().rows();
    const EventSetPtr events = m_table->rowQuery().events;
    if (!events || text.isEmpty())
        return;
    m_finding = std::make_shared<Task>();
    m_find->say(tr("Looking"));
    const int from = m_table->currentIndex().row();
    runInBackground(
        m_pool, this,
        [events, rows, from, direction, text, task = m_finding] {
            return findRow(*events, *rows, from, direction, text, *task);
        },
        [this, rows, from, task = m_finding](int row) {
            if (task != m_finding)
                return;
            m_finding.reset();
            if (row < 0 || rows != m_table->events().rows()) {
                m_find->say(tr("No shown event has it"));
                return;
            }
            m_table->goToEvent(static_cast<events::EventId>((*rows)[static_cast<std::size_t>(row)]));
            m_find->say(row == from ? tr("No other shown event has it")
                                    : tr("Event %1 of %2").arg(grouped(row + 1), grouped(qint64(rows->size()))));
        });
}

} // namespace rulewright::ui
