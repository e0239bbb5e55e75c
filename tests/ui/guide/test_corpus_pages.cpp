// SPDX-License-Identifier: Apache-2.0
// The pages beside the guide: rule collections, rules side by side, and tables to copy.
#include "core/attack/built_in.h"
#include "core/corpus/corpus.h"
#include "core/taxonomy/built_in.h"
#include "tests/support/runner.h"
#include "tests/ui/guide/guides.h"
#include "ui/guide/compare_view.h"
#include "ui/guide/corpus_manager.h"
#include "ui/guide/guide_model.h"
#include "ui/guide/guide_tree.h"
#include "ui/window/appearance.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QLineEdit>
#include <QMenu>
#include <QSignalSpy>
#include <QTableView>

using namespace rulewright;
using namespace rulewright::ui;

namespace {

constexpr std::string_view first = R"(title: First
logsource: {product: windows, category: process_creation}
detection:
    selection:
        Image|endswith: '\a.exe'
        CommandLine|contains: ' -x '
    filter:
        User: SYSTEM
    condition: selection and not filter
)";
constexpr std::string_view second = R"(title: Second
logsource: {product: windows, category: process_creation}
detection:
    selection:
        Image|endswith: '\A.exe'
        User: SYSTEM
    condition: selection
)";
constexpr std::string_view broken = "title: Broken\ndetection: {\n";
constexpr std::string_view partial = R"(title: Partial
logsource: {product: windows}
detection:
    selection:
        User|expand: '%admins%'
    condition: selection
)";
constexpr std::string_view elastic = R"([rule]
name = "Third"
language = "eql"
query = '''
process where process.name : "a.exe" and process.command_line : "* -x *"
'''
)";

corpus::Profile profile()
{
    static const auto taxonomy = taxonomy::builtInTaxonomy();
    static const auto attack = attack::builtInAttack();
    Task task;
    const corpus::RuleText sigma[]{{"a.yml", first}, {"b.yml", second}, {"c.yml", broken}, {"d.yml", partial}};
    const corpus::RuleText others[]{{"e.toml", elastic}};
    std::vector<corpus::Corpus> corpora;
    corpora.push_back(loadCorpus(corpus::Vendor::Sigma, sigma, *taxonomy, task));
    corpora.push_back(loadCorpus(corpus::Vendor::Elastic, others, *taxonomy, task));
    return {std::move(corpora), *attack};
}

QString cell(const QTableView& table, int row, int column)
{
    return table.model()->index(row, column).data().toString();
}

class TestCorpusPages : public QObject {
    Q_OBJECT

    Appearance m_appearance{
        {Scheme::Light, ThemeFonts{QStringLiteral("Noto Sans"), QStringLiteral("DejaVu Sans Mono"), 12}}};

private slots:

    void listsWhatCouldNotBeRead()
    {
        const std::vector<CorpusRow> rows = corpusRows(profile());
        QCOMPARE(rows.size(), std::size_t{2});
        QCOMPARE(rows[0].rules, 4U);
        QCOMPARE(rows[0].failed, 1U);
        QCOMPARE(rows[0].partial, 1U);
        QCOMPARE(rows[0].problems.size(), std::size_t{2});
        QVERIFY(rows[0].problems[0].isFailed);
        QCOMPARE(rows[0].problems[0].path, QStringLiteral("c.yml"));
        QVERIFY(!rows[0].problems[0].reason.isEmpty());
        QCOMPARE(rows[0].problems[1].reason, QStringLiteral("placeholder without values"));
        QVERIFY(rows[1].problems.empty());
    }

    void theManagerShowsAndAsks()
    {
        CorpusManager manager(m_appearance.theme());
        manager.resize(900, 600);
        manager.show();
        std::vector<CorpusRow> rows = corpusRows(profile());
        rows[1].folder = QStringLiteral("/rules/elastic");
        rows[1].origin = QStringLiteral("https://example.org/rules");
        manager.setRows(rows);
        QCOMPARE(cell(manager.collections(), 0, 0), QStringLiteral("Built-in rules"));
        QCOMPARE(cell(manager.collections(), 0, 3), QStringLiteral("2"));
        QCOMPARE(manager.problems().model()->rowCount(), 2);
        QCOMPARE(cell(manager.problems(), 0, 1), QStringLiteral("not"));

        const auto command = [&](const char* name) { return manager.findChild<QAction*>(QString::fromLatin1(name)); };
        QVERIFY(!command("update")->isEnabled()); // the built-in rules are no clone
        manager.collections().selectRow(1);
        QVERIFY(command("update")->isEnabled());
        QCOMPARE(manager.problems().model()->rowCount(), 0);
        QSignalSpy updates(&manager, &CorpusManager::updateWanted);
        QSignalSpy removals(&manager, &CorpusManager::removeWanted);
        command("update")->trigger();
        command("remove")->trigger();
        QCOMPARE(updates.first().first().toString(), QStringLiteral("/rules/elastic"));
        QCOMPARE(removals.first().first().toString(), QStringLiteral("/rules/elastic"));

        QSignalSpy clones(&manager, &CorpusManager::cloneWanted);
        QVERIFY(!command("clone")->isEnabled());
        manager.address().setText(corpusPresets().front().address);
        QVERIFY(command("clone")->isEnabled());
        command("clone")->trigger();
        QCOMPARE(clones.first().first().toString(), QStringLiteral("https://github.com/SigmaHQ/sigma"));
        QCOMPARE(corpusPresets().size(), std::size_t{3});
    }

    void rulesStandSideBySide()
    {
        const corpus::Profile all = profile();
        const Comparison compared = comparison(all, {corpus::RuleId{0}, corpus::RuleId{1}, corpus::RuleId{4}});
        QCOMPARE(
            compared.titles, (QStringList{QStringLiteral("First"), QStringLiteral("Second"), QStringLiteral("Third")}));
        QCOMPARE(compared.vendors[2], QStringLiteral("Elastic"));
        // The image is one test of all three, whatever its letter case and its vendor's name.
        QCOMPARE(compared.rows.front().key.field, std::string("Image"));
        QVERIFY(compared.rows.front().isShared());
        const auto user = std::ranges::find(
            compared.rows, std::string("User"), [](const CompareRow& row) { return row.key.field; });
        QVERIFY(user != compared.rows.end());
        QVERIFY(!user->isShared());
        QCOMPARE(user->roles[0], std::optional(corpus::Role::Exclusion));
        QCOMPARE(user->roles[1], std::optional(corpus::Role::Filter));
        QVERIFY(!user->roles[2]);
        for (const CompareRow& row : compared.rows)
            QVERIFY(row.key.field != "event.category");

        CompareView view(compared, m_appearance.theme());
        QCOMPARE(view.table().model()->rowCount(), int(compared.rows.size()));
        QCOMPARE(cell(view.table(), 0, 0), QString());
        QCOMPARE(cell(view.table(), 0, 4), QStringLiteral("asks"));
        bool isMarked = false;
        for (int row = 1; row < view.table().model()->rowCount(); ++row)
            isMarked = isMarked || cell(view.table(), row, 0) == QStringLiteral("≠");
        QVERIFY(isMarked);
        QSignalSpy opened(&view, &CompareView::ruleRequested);
        emit view.table().doubleClicked(view.table().model()->index(0, 6));
        QCOMPARE(opened.first().first().value<corpus::RuleId>(), corpus::RuleId{4});
    }

    void tablesGoToTheClipboard()
    {
        GuideModel model;
        model.setGuide(tests::smallGuide());
        GuideTree tree(model, m_appearance.theme());
        QMenu menu;
        tree.fillMenu(menu, model.indexOf(GuideSection::Indicators));
        const auto action = [&](const char* name) { return menu.findChild<QAction*>(QString::fromLatin1(name)); };
        QVERIFY(action("copyCsv") && action("copyJson") && action("copyMarkdown") && action("openTechnique"));
        action("copyCsv")->trigger();
        const QString csv = QGuiApplication::clipboard()->text();
        QVERIFY(csv.startsWith(QStringLiteral("field,operator,value,transform,rules,reach,specific")));
        QCOMPARE(csv.count(u'\n'), 10); // the names, and nine indicators
        action("copyJson")->trigger();
        QVERIFY(QGuiApplication::clipboard()->text().startsWith(u'['));
        QSignalSpy saves(&tree, &GuideTree::saveTableRequested);
        action("saveTable")->trigger();
        QCOMPARE(saves.size(), 1);

        QMenu rules;
        tree.fillMenu(rules, model.indexOf(GuideSection::Rules));
        QSignalSpy compares(&tree, &GuideTree::compareRequested);
        rules.findChild<QAction*>(QStringLiteral("compareRules"))->trigger();
        QCOMPARE(compares.first().first().value<corpus::RuleIds>().size(), std::size_t{3});
    }
};

} // namespace

RULEWRIGHT_TEST(TestCorpusPages)

#include "test_corpus_pages.moc"
