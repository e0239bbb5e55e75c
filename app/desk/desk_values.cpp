// SPDX-License-Identifier: Apache-2.0
// Desk: what can be made of a value that an event has, with its price; what the events pane shows of its own.
#include "app/desk/desk.h"

#include "app/desk/price_table.h"
#include "app/desk/questions.h"
#include "core/advise/price.h"
#include "core/advise/row_test.h"
#include "core/advise/value_row.h"
#include "core/rulefile/rulefile.h"
#include "ui/editor/editor_pane.h"
#include "ui/guide/guide_words.h"
#include "ui/test/event_detail.h"
#include "ui/test/event_table.h"
#include "ui/test/test_pane.h"
#include "ui/window/document_area.h"
#include "ui/window/status_line.h"

#include <QAction>
#include <QApplication>
#include <QtConcurrentRun>

namespace rulewright::desk {

using ui::Command;

namespace {

// What the two actions of a value's menu would do.
struct ValuePrices {
    QString insert;
    QString exclude;
};

QString words(const advise::Price& price, bool isExclusion)
{
    if (!price.hasPlace)
        return {};
    const ui::HereWords here = ui::hereWords(rowPrice(price), isExclusion);
    return here.attack + u' ' + here.benign;
}

// An exclusion is priced as what it is: the rule with it against the rule without.
QString exclusionWords(const rule::Document& document, std::uint32_t caret, const corpus::RowKey& row,
    const match::MatchReport& report, const advise::EventFacts& facts, const events::EventSet& events,
    const taxonomy::Taxonomy& taxonomy, match::LeafCache* cache)
{
    const auto edit = advise::exclusionEdit(document.text, document, caret, row);
    if (!edit || edit->edits.empty())
        return edit ? Desk::tr("is excluded already") : QString();
    const auto parsed = rulefile::parse(SourceText("rule.yml", applyEdits(document.text.text(), edit->edits)));
    const rule::Rule* rule = parsed.value ? rule::mainRule(*parsed.value) : nullptr;
    if (rule == nullptr)
        return {};
    match::MatchOptions options;
    options.document = &*parsed.value;
    Task task;
    const auto after = match::match(*rule, events, taxonomy, options, cache, task);
    if (!after)
        return {};
    const match::Bitmap lost = report.possibleEvents.andNot(after->possibleEvents);
    ui::RowPrice price;
    price.added = ui::SideCounts{};
    price.removed = ui::SideCounts{match::countAnd(lost, facts.attack), match::countAnd(lost, facts.benign)};
    const ui::HereWords here = ui::hereWords(price, true);
    return here.attack + u' ' + here.benign;
}

} // namespace

void Desk::connectValues()
{
    connect(m_events, &ui::TestPane::valueRequested, this, &Desk::useValue);
    connect(m_detail, &ui::EventDetail::valueRequested, this, &Desk::useValue);
    connect(m_events, &ui::TestPane::said, this,
        [this](const QString& sentence) { m_window->status().setSentence(sentence); });
    const ui::PriceAsker asker = [this](const ui::EventValue& value, QWidget* context, const ui::PriceWords& words) {
        priceValue(value, context, words);
    };
    m_events->setPriceAsker(asker);
    m_detail->setPriceAsker(asker);
    m_events->setColumnSets(m_settings.columnSets);
    connect(m_events, &ui::TestPane::columnSetsChanged, this,
        [this](const ui::TestPane::ColumnSets& sets) { m_settings.columnSets = sets; });

    ui::Actions& actions = m_window->actions();
    const auto on
        = [this, &actions](Command command, auto slot) { connect(&actions[command], &QAction::triggered, this, slot); };
    on(Command::FindEvent, [this] { m_events->openFinder(); });
    on(Command::TimeRange, [this] { m_events->focusTimeStrip(); });
    on(Command::ChooseColumns, [this] { m_events->openColumnChooser(); });
    on(Command::ClearFilters, [this] { m_events->clearFilters(); });
    on(Command::StackValues, [this] { m_events->stackCurrentColumn(); });
    on(Command::ShowProcesses, [this] { m_events->showProcesses(); });
    on(Command::CopyJson, [this] { m_events->table().copyAsJson(); });
    on(Command::CopyCsv, [this] { m_events->table().copyAsCsv(); });
    connect(&actions[Command::LocalTime], &QAction::toggled, this, [this](bool isLocal) {
        m_settings.showsLocalTime = isLocal;
        m_events->setTimeZone(isLocal ? m_options.localZone : QTimeZone(QTimeZone::UTC));
    });
    actions[Command::LocalTime].setChecked(m_settings.showsLocalTime);
    const std::pair<Command, ui::ValueAction> values[]{{Command::InsertValue, ui::ValueAction::Insert},
        {Command::ExcludeValue, ui::ValueAction::Exclude}, {Command::FilterByValue, ui::ValueAction::Filter},
        {Command::FilterOutValue, ui::ValueAction::FilterOut}, {Command::CopyValue, ui::ValueAction::Copy}};
    for (const auto& [command, action] : values) {
        on(command, [this, action] {
            // Of the pane whose list was in use last: the event's fields, else the table.
            m_detail->isAncestorOf(m_lastList) ? m_detail->requestValue(action)
                                               : m_events->table().requestValue(action);
        });
    }
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget*, QWidget* now) {
        if (now && (m_detail->isAncestorOf(now) || m_events->isAncestorOf(now)))
            m_lastList = now;
    });
}

void Desk::useValue(ui::ValueAction action, const ui::EventValue& value)
{
    if (action == ui::ValueAction::Filter || action == ui::ValueAction::FilterOut) {
        m_events->filterByValue(value, action == ui::ValueAction::FilterOut);
        return;
    }
    ui::EditorPane* pane = m_documents->current();
    if (!pane) {
        m_questions->warn(tr("No rule open"), tr("Open a rule or start a new one: the value goes in at its caret"));
        return;
    }
    const bool isExclusion = action == ui::ValueAction::Exclude;
    const corpus::RowKey row = advise::valueRow(value.field, value.value, isExclusion);
    m_window->documents().showPage(pane);
    m_window->status().setSentence(isExclusion ? pane->excludeRow(row) : pane->insertRow(row));
}

void Desk::priceValue(const ui::EventValue& value, QWidget* context, const ui::PriceWords& words)
{
    const ui::MatchResultPtr& result = m_session->result();
    ui::EditorPane* pane = m_documents->current();
    if (!pane || !result || !result->report || !result->facts || m_session->isStale())
        return;
    const std::uint32_t caret = pane->editor().caretOffset();
    QtConcurrent::run([result, caret, value, taxonomy = m_facts.taxonomy, cache = m_session->cache()] {
        const std::vector<advise::RowTest> rows{advise::rowTest(advise::valueRow(value.field, value.value, false))};
        const advise::PriceInput input{result->document->text, result->document.get(), caret, *result->events,
            *result->facts, *taxonomy, {}, cache.get()};
        Task task;
        const std::vector<advise::Price> prices = advise::prices(input, rows, task);
        ValuePrices found;
        if (!prices.empty())
            found.insert = desk::words(prices.front(), false);
        found.exclude = exclusionWords(*result->document, caret, advise::valueRow(value.field, value.value, true),
            *result->report, *result->facts, *result->events, *taxonomy, cache.get());
        return found;
    }).then(context, [words](const ValuePrices& found) { words(found.insert, found.exclude); });
}

} // namespace rulewright::desk
