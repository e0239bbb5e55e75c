// SPDX-License-Identifier: Apache-2.0
// The window with a million events, offscreen: what an analyst does with them, and the longest time that the event loop
// did not turn meanwhile. It is a report: nothing fails by it.
//
//     rulewright_bench_window [GROUP…]    sort filter scroll choose copy label tabs type time coverage clear; all of
//     them
//
// RULEWRIGHT_RULES names a folder of rules that are loaded beside the built-in ones.
#include "app/desk/desk.h"
#include "tests/bench/process_creations.h"
#include "tests/bench/window_bench.h"
#include "ui/editor/editor_pane.h"
#include "ui/guide/coverage_view.h"
#include "ui/test/event_find.h"
#include "ui/test/event_header.h"
#include "ui/test/event_table.h"
#include "ui/test/near_miss_view.h"
#include "ui/test/replay_view.h"
#include "ui/test/stack_view.h"
#include "ui/test/test_pane.h"
#include "ui/test/time_strip.h"

#include <QAction>
#include <QApplication>
#include <QLineEdit>
#include <QScrollBar>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>

using namespace rulewright;
using namespace rulewright::bench;
using namespace rulewright::desk;
using Tab = ui::TestPane::Tab;
using ui::Command;

namespace {

constexpr const char* ruleText = "title: A rule\n"
                                 "id: 0f6d7f5c-2f1e-4f0e-9f0b-2f6a3b7c9d11\n"
                                 "status: test\n"
                                 "tags:\n"
                                 "    - attack.t1059.001\n"
                                 "logsource:\n"
                                 "    category: process_creation\n"
                                 "    product: windows\n"
                                 "detection:\n"
                                 "    selection:\n"
                                 "        Image|endswith:\n"
                                 "            - '\\powershell.exe'\n"
                                 "            - '\\pwsh.exe'\n"
                                 "            - '\\cmd.exe'\n"
                                 "        CommandLine|contains:\n"
                                 "            - 'update'\n"
                                 "            - 'service'\n"
                                 "    condition: selection\n";

constexpr const char* correlationText = "title: Base\n"
                                        "name: base\n"
                                        "logsource:\n"
                                        "    category: process_creation\n"
                                        "    product: windows\n"
                                        "detection:\n"
                                        "    selection:\n"
                                        "        Image|endswith: '\\powershell.exe'\n"
                                        "    condition: selection\n"
                                        "---\n"
                                        "title: Many\n"
                                        "correlation:\n"
                                        "    type: event_count\n"
                                        "    rules: base\n"
                                        "    group-by: Computer\n"
                                        "    timespan: 5m\n"
                                        "    condition:\n"
                                        "        gte: 2\n";

class Actions {
public:
    Actions(Desk& desk, ui::Appearance& appearance, WindowBench& bench)
        : m_desk(desk)
        , m_appearance(appearance)
        , m_bench(bench)
        , m_events(desk.events())
        , m_table(m_events.table())
    {
    }

    void load(const QString& attack, const QString& benign)
    {
        m_bench.run(
            "read 100,000 attack events from a file (NDJSON)",
            [&] { m_desk.eventStore().load({attack}, events::Side::Attack); }, 1);
        m_bench.run(
            "read 900,000 benign events beside them", [&] { m_desk.eventStore().load({benign}, events::Side::Benign); },
            1);
        m_bench.run("open a rule", [&] { m_desk.documents().openText(QStringLiteral("a.yml"), ruleText); }, 1);
    }

    void sort()
    {
        all();
        const auto by = [&](const char* name, int column, Qt::SortOrder order) {
            m_bench.run(
                name, [this, column, order] { m_table.sortRows(column, order); }, 3,
                [this] { m_table.sortRows(-1, Qt::AscendingOrder); });
        };
        by("sort by time", 1, Qt::AscendingOrder);
        by("sort by time, downwards", 1, Qt::DescendingOrder);
        by("sort by Computer (200 values)", columnOf("Computer"), Qt::AscendingOrder);
        by("sort by Image (1,500 values)", columnOf("Image"), Qt::AscendingOrder);
        by("sort by CommandLine (425,000 values)", columnOf("CommandLine"), Qt::AscendingOrder);
        by("sort by CommandLine, downwards", columnOf("CommandLine"), Qt::DescendingOrder);
        by("sort by ProcessId (numbers)", columnOf("ProcessId"), Qt::AscendingOrder);
        by("sort by ProcessId, downwards", columnOf("ProcessId"), Qt::DescendingOrder);
        m_bench.run("change the column to sort by five times, 100 ms each", [&] {
            for (const char* field : {"CommandLine", "Image", "CommandLine", "ProcessId", "CommandLine"}) {
                m_table.sortRows(columnOf(field), Qt::DescendingOrder);
                waitFor(100);
            }
        });
        m_table.sortRows(1, Qt::AscendingOrder);
        m_bench.settle();
    }

    void filter()
    {
        const int commandLine = columnOf("CommandLine");
        QLineEdit& field = *m_table.header().filterField(commandLine);
        const auto clear = [this] { m_events.clearFilters(); };
        m_bench.type("type a filter of CommandLine (text)", field, QStringLiteral("service -k"), clear);
        const auto by = [&](const char* name, const char* column, const char* text) {
            m_bench.run(
                name, [&, text] { m_table.header().setFilter(columnOf(column), QString::fromLatin1(text)); }, 3, clear);
        };
        by("filter CommandLine by !text", "CommandLine", "!status");
        by("filter ProcessId by >", "ProcessId", ">30000");
        by("filter CommandLine by a regular expression", "CommandLine", "/update.*[0-9]{4}/");
        by("filter by a value that no event has", "CommandLine", "nothing of the kind");
        m_bench.run(
            "no filter again", clear, 3, [&] { m_table.header().setFilter(commandLine, QStringLiteral("status")); });
        m_bench.run(
            "move the time range 10 steps",
            [&] {
                for (int i = 0; i < 10; ++i) {
                    press(m_events.timeStrip(), Qt::Key_Left, Qt::ControlModifier);
                    waitFor(30);
                }
            },
            3, clear);
        clear();
        m_bench.settle();
    }

    void scroll()
    {
        m_bench.run("scroll to 100 places", [&] {
            QScrollBar& bar = *m_table.verticalScrollBar();
            for (int i = 0; i < 100; ++i) {
                bar.setValue(int(qint64(bar.maximum()) * i / 100));
                m_table.viewport()->repaint();
                waitFor(5);
            }
        });
        m_bench.run("to the end and back (Ctrl+End, Ctrl+Home)", [&] {
            press(m_table, Qt::Key_End, Qt::ControlModifier);
            m_table.viewport()->repaint();
            waitFor(20);
            press(m_table, Qt::Key_Home, Qt::ControlModifier);
            m_table.viewport()->repaint();
        });
        m_bench.run("50 pages down", [&] {
            for (int i = 0; i < 50; ++i) {
                press(m_table, Qt::Key_PageDown);
                m_table.viewport()->repaint();
                waitFor(10);
            }
        });
        m_bench.run("change every column's width", [&] {
            for (int i = 1; i < m_table.events().columnCount(); ++i) {
                m_table.header().resizeSection(i, 160);
                m_table.viewport()->repaint();
                waitFor(5);
            }
        });
    }

    void choose()
    {
        const auto chooseOne = [this] { m_table.goToEvent(events::EventId{7}); };
        m_bench.run("choose 50 events one after the other", [&] {
            for (std::uint32_t i = 0; i < 50; ++i) {
                m_table.goToEvent(events::EventId{i * 17'001});
                waitFor(20);
            }
        });
        m_bench.run(
            "find a text that no event has",
            [&] { emit m_events.finder().findRequested(QStringLiteral("nothing of the kind"), 1); }, 1, chooseOne);
        m_bench.run(
            "select all (Ctrl+A), scroll by pages",
            [&] {
                m_table.selectAll();
                for (int i = 0; i < 10; ++i) {
                    m_table.verticalScrollBar()->triggerAction(QScrollBar::SliderPageStepAdd);
                    m_table.viewport()->repaint();
                    waitFor(10);
                }
            },
            3, chooseOne);
    }

    void copy()
    {
        const auto chooseOne = [this] { m_table.goToEvent(events::EventId{7}); };
        const auto chooseAll = [this] { m_table.selectAll(); };
        m_bench.run(
            "copy the cells of all (Ctrl+C)", [&] { press(m_table, Qt::Key_C, Qt::ControlModifier); }, 3, chooseAll);
        m_bench.run("copy all as JSON", [&] { m_table.copyAsJson(); }, 2, chooseAll);
        m_bench.run("copy all as CSV", [&] { m_table.copyAsCsv(); }, 2, chooseAll);
        m_bench.run(
            "every second of 1,000 events selected, and copied",
            [&] {
                QItemSelection selection;
                for (int row = 0; row < 1'000; row += 2)
                    selection.select(m_table.events().index(row, 0),
                        m_table.events().index(row, m_table.events().columnCount() - 1));
                m_table.selectionModel()->select(selection, QItemSelectionModel::ClearAndSelect);
                m_table.copyAsCsv();
            },
            1, chooseOne);
    }

    void label()
    {
        const auto chooseOne = [this] { m_table.goToEvent(events::EventId{7}); };
        m_bench.run(
            "label the event a true positive of the rule", [&] { action(Command::LabelTruePositive).trigger(); }, 3,
            chooseOne);
        m_bench.run("label its file benign", [&] { action(Command::LabelFileBenign).trigger(); }, 1, chooseOne);
        m_bench.run("label its file attack", [&] { action(Command::LabelFileAttack).trigger(); }, 1, chooseOne);
        m_bench.run("take a label back", [&] { action(Command::UndoLabel).trigger(); }, 3);
    }

    void tabs()
    {
        m_bench.run("from All to Hits", [&] { m_events.showTab(Tab::Hits); }, 3, [this] { all(); });
        m_bench.run("from Hits to All", [&] { all(); }, 3, [this] { m_events.showTab(Tab::Hits); });
        m_bench.run("to Near misses", [&] { m_events.showTab(Tab::NearMisses); }, 3, [this] { all(); });
        m_bench.run(
            "stack Computer (200 values)",
            [&] {
                m_events.showTab(Tab::Stack);
                m_events.stack().setColumn(ui::columnOf("Computer"));
            },
            3, [this] { all(); });
        m_bench.run(
            "stack CommandLine (425,000 values)", [&] { m_events.stack().setColumn(ui::columnOf("CommandLine")); }, 3,
            [this] { m_events.stack().setColumn(ui::columnOf("Image")); });
        m_bench.run(
            "stack ProcessGuid (1,000,000 values)", [&] { m_events.stack().setColumn(ui::columnOf("ProcessGuid")); }, 3,
            [this] { m_events.stack().setColumn(ui::columnOf("Image")); });
        m_bench.run(
            "process tree of an event", [&] { m_events.showProcesses(); }, 3,
            [this] {
                all();
                m_bench.settle();
                m_table.goToEvent(events::EventId{m_process += 1'111});
            });
        m_bench.run("what else fires on the event", [&] { m_events.showTab(Tab::AlsoFires); }, 1, [this] { all(); });
        m_bench.run("what fires on all events", [&] { m_events.setFiredOfAll(true); }, 1);
        m_events.setFiredOfAll(false);
        all();
        m_bench.settle();
        m_bench.run("local time, and UTC again", [&] { action(Command::LocalTime).trigger(); }, 4);
        m_bench.run(
            "dark, and light again",
            [&] {
                m_isDark = !m_isDark;
                m_appearance.choose({m_isDark ? ui::Scheme::Dark : ui::Scheme::Light, fonts()});
            },
            4);
        m_bench.run(
            "larger text, and back",
            [&] {
                m_isLarge = !m_isLarge;
                m_appearance.choose({ui::Scheme::Light, fonts()});
            },
            4);
        m_bench.run(
            "a window of another size",
            [&] {
                m_isSmall = !m_isSmall;
                m_desk.window().resize(m_isSmall ? QSize(1024, 700) : QSize(1600, 1000));
            },
            4);
        m_desk.window().resize(1600, 1000);
    }

    void type()
    {
        ui::RuleEditor& editor = m_desk.documents().current()->editor();
        const auto caret = [&] {
            QTextCursor cursor = editor.document()->find(QStringLiteral("- 'service"));
            cursor.movePosition(QTextCursor::EndOfLine);
            cursor.movePosition(QTextCursor::Left);
            editor.setTextCursor(cursor);
        };
        const std::pair<const char*, Tab> fronts[]{{"all events", Tab::All}, {"its hits", Tab::Hits},
            {"near misses", Tab::NearMisses}, {"a stack of its hits", Tab::Stack}};
        for (const auto& [name, tab] : fronts) {
            m_bench.type(std::string("type in a rule, ") + name + " in front", editor,
                QStringLiteral(" host \b\b\b\bup\b\b\b\b"), [&, tab = tab] {
                    if (tab == Tab::Stack)
                        m_events.showTab(Tab::Hits);
                    m_events.showTab(tab);
                    if (tab == Tab::Hits || tab == Tab::All)
                        m_table.goTo(1);
                    caret();
                });
        }
        m_bench.run(
            "a rule that all events match",
            [&] {
                editor.selectAll();
                QString text = QString::fromLatin1(ruleText);
                text.replace(QStringLiteral("Image|endswith:"), QStringLiteral("Image|contains:\n            - '\\'"));
                text.replace(QStringLiteral("CommandLine|contains:"),
                    QStringLiteral("CommandLine|contains:\n            - ' '"));
                editor.insertPlainText(text);
            },
            1, [this] { m_events.showTab(Tab::Hits); });
    }

    void overTime()
    {
        m_bench.run(
            "open a correlation over all events",
            [&] { m_desk.documents().openText(QStringLiteral("c.yml"), correlationText); }, 1,
            [this] { m_events.showTab(Tab::NearMisses); });
        ui::RuleEditor& editor = m_desk.documents().current()->editor();
        m_bench.type("type in a correlation, its lanes in front", editor, QStringLiteral("\b3\b4\b5\b2"), [&] {
            QTextCursor cursor = editor.textCursor();
            cursor.movePosition(QTextCursor::End);
            cursor.movePosition(QTextCursor::Left);
            editor.setTextCursor(cursor);
        });
        m_bench.run("scroll through its lanes", [&] {
            QScrollBar& bar = *m_events.replay().list().verticalScrollBar();
            for (int i = 0; i <= 20; ++i) {
                bar.setValue(int(qint64(bar.maximum()) * i / 20));
                m_events.replay().list().viewport()->repaint();
                waitFor(5);
            }
        });
        m_bench.run(
            "one group of all events",
            [&] {
                editor.selectAll();
                editor.insertPlainText(QString::fromLatin1(correlationText)
                        .remove(QStringLiteral("    group-by: Computer\n"))
                        .replace(QStringLiteral("5m"), QStringLiteral("10s")));
            },
            1);
    }

    void coverage()
    {
        m_bench.run("open the coverage matrix", [&] { m_desk.showCoverage(); }, 1);
        auto& view = dynamic_cast<ui::CoverageView&>(*m_desk.coverage());
        m_bench.run("coverage by what all rules match", [&] { view.chooseHeat(ui::Heat::Events); }, 1);
        m_bench.run("back to the number of rules", [&] { view.chooseHeat(ui::Heat::Rules); }, 1);
        m_desk.window().actions()[Command::LayoutAuthor].trigger();
        m_bench.settle();
    }

    void clear()
    {
        m_bench.run("read the files again", [&] { m_desk.eventStore().readAgain(); }, 1);
        m_bench.run("take all events away", [&] { m_desk.eventStore().clear(); }, 1);
    }

    void all() { m_events.showTab(Tab::All); }

    // The columns that are sorted and filtered by.
    void useColumns()
    {
        all();
        m_events.setColumns({QStringLiteral("Computer"), QStringLiteral("ProcessId"), QStringLiteral("Image"),
            QStringLiteral("CommandLine")});
        m_bench.settle();
    }

private:
    QAction& action(Command command) { return m_desk.window().actions()[command]; }

    int columnOf(const char* field)
    {
        const auto& columns = m_table.events().columns();
        return int(std::ranges::find(columns, field, &ui::EventColumn::field) - columns.begin());
    }

    ui::ThemeFonts fonts() const
    {
        return {QStringLiteral("Noto Sans"), QStringLiteral("DejaVu Sans Mono"), m_isLarge ? 15 : 12};
    }

    Desk& m_desk;
    ui::Appearance& m_appearance;
    WindowBench& m_bench;
    ui::TestPane& m_events;
    ui::EventTable& m_table;
    std::uint32_t m_process = 500'000; // another one each time: the last tree is kept
    bool m_isDark = false;
    bool m_isLarge = false;
    bool m_isSmall = false;
};

} // namespace

int main(int argc, char** argv)
{
    qputenv("QT_QPA_PLATFORM", "offscreen");
    const QApplication application(argc, argv);
    const QTemporaryDir folder;
    const QString attack = folder.filePath(QStringLiteral("attack.ndjson"));
    const QString benign = folder.filePath(QStringLiteral("benign.ndjson"));
    const auto facts = loadFacts();
    if (!facts || !writeProcessCreations(attack.toStdString(), 0, 100'000)
        || !writeProcessCreations(benign.toStdString(), 100'000, 900'000)) {
        std::fprintf(stderr, "%s\n", facts ? "no room for the events" : qPrintable(facts.error()));
        return 2;
    }
    ui::Appearance appearance(
        {ui::Scheme::Light, ui::ThemeFonts{QStringLiteral("Noto Sans"), QStringLiteral("DejaVu Sans Mono"), 12}});
    DeskOptions options;
    options.dialogs = [](QWidget*) { return Dialogs{}; };
    options.localZone = QTimeZone(-7 * 3600);
    if (const QString rules = qEnvironmentVariable("RULEWRIGHT_RULES"); !rules.isEmpty())
        options.settings.corpusFolders = {rules};
    Desk desk(*facts, appearance, std::move(options));
    desk.window().resize(1600, 1000);
    desk.window().show();
    desk.window().activateWindow();
    desk.openBuiltInWorld();

    WindowBench bench(desk);
    bench.settle();
    Actions actions(desk, appearance, bench);
    actions.load(attack, benign);
    const std::pair<const char*, void (Actions::*)()> groups[]{{"sort", &Actions::sort}, {"filter", &Actions::filter},
        {"scroll", &Actions::scroll}, {"choose", &Actions::choose}, {"copy", &Actions::copy},
        {"label", &Actions::label}, {"tabs", &Actions::tabs}, {"type", &Actions::type}, {"time", &Actions::overTime},
        {"coverage", &Actions::coverage}, {"clear", &Actions::clear}};
    const std::vector<std::string> wanted(argv + 1, argv + argc);
    for (const auto& [name, group] : groups) {
        if (!wanted.empty() && std::ranges::find(wanted, name) == wanted.end())
            continue;
        actions.useColumns();
        (actions.*group)();
    }
    bench.summary();
    return 0;
}
