// SPDX-License-Identifier: Apache-2.0
// The search over the rules in the whole window.
#include "tests/app/author.h"
#include "tests/support/runner.h"
#include "ui/guide/catalogue_field.h"
#include "ui/guide/catalogue_view.h"
#include "ui/guide/rule_view.h"
#include "ui/test/test_pane.h"
#include "ui/window/document_area.h"
#include "ui/window/empty_state.h"
#include "ui/window/palette.h"
#include "ui/window/plain_table.h"

#include <QSignalSpy>

using namespace rulewright;
using namespace rulewright::tests;

namespace {

class DeskCatalogueTest : public QObject {
    Q_OBJECT

    static ui::CatalogueView* page(Author& author)
    {
        return qobject_cast<ui::CatalogueView*>(author.desk->window().documents().currentPage());
    }

private slots:

    void thePaletteSearchesForWhatWasTyped()
    {
        Author author;
        author.openWorld();
        ui::PaletteField& palette = author.desk->window().palette();
        palette.setFocus();
        QTest::keyClicks(&palette, QStringLiteral("value:lsass"));
        QCOMPARE(palette.items().rowCount(), 1);
        QCOMPARE(palette.items().item(0).title, QStringLiteral("Search the rules for value:lsass"));
        QTest::keyClick(&palette, Qt::Key_Return);
        author.settle();
        QVERIFY(page(author));
        QCOMPARE(page(author)->field().text(), QStringLiteral("value:lsass"));
        QVERIFY(page(author)->field().hasFocus());
        QVERIFY(page(author)->found().rowCount() > 0);
    }

    /// From the key to an open rule without a mouse; the same page again on the way back.
    void aRuleIsAFewKeysAway()
    {
        Author author;
        author.openWorld();
        author.trigger(Command::SearchRules);
        QVERIFY(page(author) && page(author)->field().hasFocus());
        QVERIFY(!author.desk->window().workspace().isPaneShown(ui::Workspace::Pane::Events)
            || !author.desk->events().isVisible());
        QTest::keyClicks(&page(author)->field(), QStringLiteral("encoded command"));
        author.settle();
        ui::CatalogueView* search = page(author);
        const int found = search->found().rowCount();
        QVERIFY(found > 0);
        const QString title = search->found().index(0, ui::CatalogueModel::Title).data().toString();
        QTest::keyClick(&search->field(), Qt::Key_Down);
        QTest::keyClick(&search->table(), Qt::Key_Return);
        author.settle();
        const auto* rule = qobject_cast<ui::RuleView*>(author.desk->window().documents().currentPage());
        QVERIFY(rule);
        const auto& profile = *author.desk->corpusStore().profile();
        QCOMPARE(QString::fromStdString(profile.rule(rule->rule()).title), title);
        author.trigger(Command::SearchRules);
        QCOMPARE(page(author), search);
        QCOMPARE(search->found().rowCount(), found);
    }

    /// Of what is typed while a search runs only the last is looked for; what is shown is the field's in the end.
    void theLatestWins()
    {
        Author author;
        author.openWorld();
        ui::CatalogueView* search = author.desk->showCatalogue();
        const QString text = QStringLiteral("powershell technique:T1059.*");
        for (const QChar letter : text)
            QTest::keyClick(&search->field(), letter.toLatin1());
        author.settle();
        QCOMPARE(search->found().results()->text, text);
        QCOMPARE(search->summary(),
            QStringLiteral("%1 of %2 rules")
                .arg(search->found().rowCount())
                .arg(author.desk->corpusStore().profile()->rules().size()));
    }

    void itFollowsTheCollections()
    {
        Author author;
        author.openWorld();
        ui::CatalogueView* search = author.desk->showCatalogue(QStringLiteral("powershell"));
        author.settle();
        QVERIFY(search->found().rowCount() > 0);
        author.desk->corpusStore().setSources(false, {});
        author.settle();
        QVERIFY(!search->isListShown());
        QCOMPARE(search->emptyState().accessibleName(), QStringLiteral("No rules to search"));
        author.trigger(Command::UseBuiltInRules);
        author.settle();
        QVERIFY(search->isListShown());
    }

    /// Once every rule was tried on the events their hits stand beside them; no others are made for it.
    void hitsAreThoseOfTheListOfAllThatFires()
    {
        Author author;
        author.openWorld();
        ui::CatalogueView* search = author.desk->showCatalogue(QStringLiteral("lsass"));
        author.settle();
        QVERIFY(search->table().isColumnHidden(ui::CatalogueModel::Hits));
        author.desk->documents().openText(QStringLiteral("a.yml"), powershellRule);
        author.settle();
        ui::FiredRulesPtr fired;
        connect(&author.desk->alsoFires(), &AlsoFires::found, search, [&fired](const ui::FiredRulesPtr& rules) {
            if (rules)
                fired = rules;
        });
        author.desk->alsoFires().setOfAll(true);
        author.desk->alsoFires().setLookedAt(true);
        author.settle();
        QVERIFY(fired && !fired->rules.empty());
        author.desk->showCatalogue();
        QVERIFY(!search->table().isColumnHidden(ui::CatalogueModel::Hits));
        for (int row = 0; row < search->found().rowCount(); ++row) {
            quint64 hits = 0;
            for (const ui::FiredRule& rule : fired->rules)
                hits += rule.rule == quint32(search->found().rule(row)) ? rule.hits : 0;
            const QString shown = search->found().index(row, ui::CatalogueModel::Hits).data().toString();
            QVERIFY2(QString(shown).remove(u',').endsWith(QString::number(hits)), qPrintable(shown));
        }
        author.trigger(Command::ClearEvents);
        author.settle();
        QVERIFY(search->table().isColumnHidden(ui::CatalogueModel::Hits));
    }
};

} // namespace

RULEWRIGHT_TEST(DeskCatalogueTest)

#include "test_desk_catalogue.moc"
