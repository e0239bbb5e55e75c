// SPDX-License-Identifier: Apache-2.0
// The page that searches the rules: what it offers while a search is typed, shows of it, and says where it finds
// nothing.
#include "tests/core/corpus/corpus_texts.h"
#include "tests/support/runner.h"
#include "ui/guide/catalogue_field.h"
#include "ui/guide/catalogue_view.h"
#include "ui/window/appearance.h"
#include "ui/window/empty_state.h"
#include "ui/window/plain_table.h"

#include <QAction>
#include <QPushButton>
#include <QSignalSpy>

using namespace rulewright;
using namespace rulewright::ui;

namespace {

std::shared_ptr<const corpus::Profile> rules()
{
    static const auto profile = std::make_shared<const corpus::Profile>(tests::profileOf(
        {{"kettle.yml",
             tests::sigmaRule("  selection: {Image|endswith: '\\kettle.exe', User: cook}\n  condition: selection\n",
                 "category: process_creation", "attack.t1219", "Kettle Started")},
            {"cup.yml",
                tests::sigmaRule("  selection: {TargetFilename: 'C:\\cup'}\n  condition: selection\n",
                    "category: file_event", "attack.t1105", "Cup Of The Kettle")},
            {"spoon.yml",
                tests::sigmaRule("  selection: {Image|endswith: '\\spoon.exe'}\n  condition: selection\n",
                    "category: process_creation", "attack.t1105", "Spoon")}}));
    return profile;
}

std::shared_ptr<const CatalogueResults> found(const QString& text)
{
    static const corpus::Catalogue catalogue(*rules());
    return std::make_shared<const CatalogueResults>(searchCatalogue(catalogue, rules(), tests::attackFacts(), text));
}

class TestCatalogueView : public QObject {
    Q_OBJECT

    Appearance m_appearance{
        {Scheme::Light, ThemeFonts{QStringLiteral("Noto Sans"), QStringLiteral("DejaVu Sans Mono"), 12}}};
    std::unique_ptr<CatalogueView> m_view;

    // What is typed is searched for at once.
    void open()
    {
        m_view = std::make_unique<CatalogueView>(m_appearance.theme());
        m_view->resize(1400, 700);
        connect(m_view.get(), &CatalogueView::searchWanted, m_view.get(),
            [this](const QString& text) { m_view->setResults(found(text)); });
        m_view->setProfile(rules());
        m_view->setWords(std::make_shared<const CatalogueWords>(catalogueWords(*rules(), tests::attackFacts())));
        m_view->show();
        m_view->activateWindow();
        m_view->setFocus();
    }

    QStringList titles() const
    {
        QStringList list;
        for (int row = 0; row < m_view->found().rowCount(); ++row)
            list << m_view->found().index(row, CatalogueModel::Title).data().toString();
        return list;
    }

    // Offscreen a list of suggestions that was closed may stay the active window.
    bool hasFocus(const QWidget& widget) const { return m_view->focusWidget() == &widget; }

    QString cell(int row, CatalogueModel::Column column) const
    {
        return m_view->found().index(row, column).data().toString();
    }

    QStringList buttons() const
    {
        QStringList list;
        for (const QPushButton* button : m_view->emptyState().findChildren<QPushButton*>())
            list << button->text();
        return list;
    }

private slots:

    void init() { open(); }

    void cleanup() { m_view.reset(); }

    void aSearchIsAnsweredWithEachKey()
    {
        QVERIFY(!m_view->isListShown());
        QCOMPARE(m_view->summary(), QStringLiteral("3 rules"));
        QTest::keyClicks(&m_view->field(), QStringLiteral("kett"));
        QCOMPARE(titles(), (QStringList{QStringLiteral("Cup Of The Kettle"), QStringLiteral("Kettle Started")}));
        QVERIFY(m_view->isListShown());
        QCOMPARE(m_view->summary(), QStringLiteral("2 of 3 rules"));
        QTest::keyClicks(&m_view->field(), QStringLiteral("le started"));
        QCOMPARE(titles(), QStringList{QStringLiteral("Kettle Started")});
        QCOMPARE(cell(0, CatalogueModel::Vendor), QStringLiteral("Sigma"));
        QCOMPARE(cell(0, CatalogueModel::Level), QStringLiteral("high"));
        QCOMPARE(cell(0, CatalogueModel::Techniques), QStringLiteral("T1219"));
        QCOMPARE(cell(0, CatalogueModel::LogSource), QStringLiteral("windows · process_creation"));
        QCOMPARE(cell(0, CatalogueModel::Path), QStringLiteral("kettle.yml"));
        QCOMPARE(cell(0, CatalogueModel::FoundIn), QStringLiteral("Image ends_with \\kettle.exe"));
    }

    void theKeyboardGoesToTheResultsOpensAndComesBack()
    {
        QSignalSpy opened(m_view.get(), &CatalogueView::ruleRequested);
        QTest::keyClicks(&m_view->field(), QStringLiteral("kettle"));
        QTest::keyClick(&m_view->field(), Qt::Key_Down);
        QVERIFY(hasFocus(m_view->table()));
        QCOMPARE(m_view->table().currentIndex().row(), 0);
        QTest::keyClick(&m_view->table(), Qt::Key_Down);
        QTest::keyClick(&m_view->table(), Qt::Key_Return);
        QCOMPARE(opened.size(), 1);
        QCOMPARE(rules()->rule(corpus::RuleId(opened.first().first().toUInt())).title, std::string("Kettle Started"));
        QTest::keyClick(&m_view->table(), Qt::Key_Up);
        QVERIFY(hasFocus(m_view->table()));
        QTest::keyClick(&m_view->table(), Qt::Key_Up);
        QVERIFY(hasFocus(m_view->field()));
        QTest::keyClick(&m_view->field(), Qt::Key_Return);
        QVERIFY(hasFocus(m_view->table()));
        QTest::keyClick(&m_view->table(), Qt::Key_Escape);
        QVERIFY(hasFocus(m_view->field()));
        QTest::keyClick(&m_view->field(), Qt::Key_Escape);
        QVERIFY(m_view->field().text().isEmpty());
        QVERIFY(!m_view->isListShown());
    }

    void aRowIsReadAsASentence()
    {
        m_view->setText(QStringLiteral("value:spoon"));
        const QString sentence
            = m_view->found().index(0, CatalogueModel::Title).data(Qt::AccessibleTextRole).toString();
        QCOMPARE(sentence,
            QStringLiteral(
                "Spoon, Sigma, high, T1105, windows · process_creation, found in Image ends_with \\spoon.exe"));
        QVERIFY(!m_view->field().accessibleName().isEmpty());
        QVERIFY(!m_view->table().accessibleName().isEmpty());
        QVERIFY(!m_view->reasons().accessibleName().isEmpty());
    }

    void theChosenRuleSaysWhy()
    {
        m_view->setText(QStringLiteral("field:Image field:User"));
        QStringList lines;
        const QAbstractItemModel& reasons = *m_view->reasons().model();
        for (int row = 0; row < reasons.rowCount(); ++row)
            lines << reasons.index(row, 0).data().toString() + u'=' + reasons.index(row, 1).data().toString();
        QCOMPARE(lines,
            (QStringList{QStringLiteral("path=kettle.yml"), QStringLiteral("log source=windows · process_creation"),
                QStringLiteral("test=Image ends_with \\kettle.exe"), QStringLiteral("test=User eq cook")}));
    }

    void hitsStandBesideTheRulesOnceTheyAreKnown()
    {
        m_view->setText(QStringLiteral("kettle"));
        QVERIFY(m_view->table().isColumnHidden(CatalogueModel::Hits));
        const quint32 first = quint32(m_view->found().rule(0));
        m_view->setHits(std::make_shared<const RuleHitCounts>(RuleHitCounts{{first, {1200, true}}}));
        QVERIFY(!m_view->table().isColumnHidden(CatalogueModel::Hits));
        QCOMPARE(cell(0, CatalogueModel::Hits), QStringLiteral("≤ 1,200"));
        QCOMPARE(cell(1, CatalogueModel::Hits), QStringLiteral("0"));
    }

    void nothingFoundSaysWhichWordToRemove()
    {
        m_view->setText(QStringLiteral("kettle NOT vendor:elastic saucer"));
        QVERIFY(!m_view->isListShown());
        QCOMPARE(m_view->emptyState().accessibleName(),
            QStringLiteral("No rule has all of kettle NOT vendor:elastic saucer"));
        QCOMPARE(
            m_view->emptyState().accessibleDescription(), QStringLiteral("Remove a word: without saucer: 2 rules."));
        QCOMPARE(buttons(), QStringList{QStringLiteral("Remove saucer")});
        m_view->emptyState().findChild<QPushButton*>()->click();
        QCOMPARE(m_view->field().text(), QStringLiteral("kettle NOT vendor:elastic"));
        QCOMPARE(titles().size(), 2);
        m_view->setText(QStringLiteral("saucer"));
        QCOMPARE(m_view->emptyState().accessibleName(), QStringLiteral("No rule has saucer"));
        QVERIFY(buttons().isEmpty());
    }

    void withoutRulesItSaysWhereToGetThem()
    {
        QAction load(QStringLiteral("Use the built-in rules"));
        m_view->setCorpusActions({&load});
        m_view->setProfile(nullptr);
        QCOMPARE(m_view->emptyState().accessibleName(), QStringLiteral("No rules to search"));
        QCOMPARE(buttons(), QStringList{QStringLiteral("Use the built-in rules")});
        m_view->setProfile(rules());
        QCOMPARE(m_view->emptyState().accessibleName(), QStringLiteral("What are you looking for?"));
    }

    /// What was found before stays until the search can be read again, and is called so.
    void aSearchThatCannotBeReadIsUnderlined()
    {
        m_view->setText(QStringLiteral("kettle"));
        m_view->setText(QStringLiteral("kettle level:hihg"));
        QCOMPARE(m_view->field().faults().size(), std::size_t(1));
        QCOMPARE(m_view->field().faults().front().begin, 7);
        QCOMPARE(m_view->field().faults().front().length, 10);
        QVERIFY(m_view->summary().contains(QStringLiteral("Still the 2 of 3 rules for kettle")));
        QVERIFY(m_view->summary().contains(QStringLiteral("\"hihg\" is no level")));
        QCOMPARE(titles().size(), 2);
        m_view->setText(QStringLiteral("kettle level:high"));
        QVERIFY(m_view->field().faults().empty());
        QCOMPARE(m_view->summary(), QStringLiteral("2 of 3 rules"));
        // A part that nobody knows is looked for as text, and the known ones are named.
        m_view->setText(QStringLiteral("feild:Image"));
        QCOMPARE(m_view->field().faults().size(), std::size_t(1));
        QVERIFY(m_view->summary().contains(QStringLiteral("technique, field, value")));
        QVERIFY(!m_view->isListShown());
    }

    void partsAreCompleted_data()
    {
        QTest::addColumn<QString>("typed");
        QTest::addColumn<QString>("first"); // suggestion; empty: none
        QTest::addColumn<QString>("taken");
        const auto row = [](const char* typed, const char* first, const char* taken) {
            QTest::newRow(typed) << QString::fromLatin1(typed) << QString::fromLatin1(first)
                                 << QString::fromLatin1(taken);
        };
        row("te", "technique:", "technique:");
        row("kettle le", "level:", "kettle level:");
        row("NOT ve", "vendor:", "NOT vendor:");
        row("kettle", "", "");
        row("level:", "informational", "level:informational ");
        row("level:low,hi", "high", "level:low,high ");
        row("level:high", "", "");
        row("vendor:e", "elastic", "vendor:elastic ");
        row("field:targ", "TargetFilename", "field:TargetFilename ");
        row("operator:end", "ends_with", "operator:ends_with ");
        row("logsource:file", "file_event", "logsource:file_event ");
        row("technique:t1219.00", "T1219.001", "technique:T1219.001 ");
        row("technique:\"ingress tool", "T1105", "technique:T1105 ");
        row("value:kettle", "", "");
        row("title:", "", "");
    }

    void partsAreCompleted()
    {
        QFETCH(QString, typed);
        QFETCH(QString, first);
        QFETCH(QString, taken);
        QTest::keyClicks(&m_view->field(), typed);
        QCOMPARE(m_view->field().isListOpen(), !first.isEmpty());
        if (first.isEmpty())
            return;
        QCOMPARE(m_view->field().suggestions().index(0).data().toString(), first);
        QTest::keyClick(&m_view->field(), Qt::Key_Tab);
        QCOMPARE(m_view->field().text(), taken);
        QCOMPARE(m_view->field().cursorPosition(), int(taken.size()));
        QVERIFY(hasFocus(m_view->field()));
    }

    /// Enter is the search's until the user goes into the list.
    void enterTakesASuggestionOnlyOnceItIsChosen()
    {
        QTest::keyClicks(&m_view->field(), QStringLiteral("le"));
        QVERIFY(m_view->field().isListOpen());
        QTest::keyClick(&m_view->field(), Qt::Key_Return);
        QVERIFY(!m_view->field().isListOpen());
        QCOMPARE(m_view->field().text(), QStringLiteral("le"));
        QVERIFY(hasFocus(m_view->table())); // "le" stands in two titles
        m_view->field().setFocus();
        m_view->field().clear();
        QTest::keyClicks(&m_view->field(), QStringLiteral("le"));
        QTest::keyClick(&m_view->field(), Qt::Key_Down);
        QTest::keyClick(&m_view->field(), Qt::Key_Return);
        QCOMPARE(m_view->field().text(), QStringLiteral("level:"));
        QVERIFY(m_view->field().isListOpen()); // of the levels
        QTest::keyClick(&m_view->field(), Qt::Key_Escape);
        QVERIFY(!m_view->field().isListOpen());
        QCOMPARE(m_view->field().text(), QStringLiteral("level:"));
    }
};

} // namespace

RULEWRIGHT_TEST(TestCatalogueView)

#include "test_catalogue_view.moc"
