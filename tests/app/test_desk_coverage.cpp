// SPDX-License-Identifier: Apache-2.0
// The matrix of techniques, and the layouts among which it is one.
#include "tests/app/author.h"
#include "tests/app/files.h"
#include "tests/support/paths.h"
#include "tests/support/runner.h"
#include "ui/guide/coverage_view.h"
#include "ui/test/test_pane.h"
#include "ui/window/document_area.h"

#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTableView>
#include <QTemporaryDir>
#include <QXmlStreamReader>

using namespace rulewright;
using namespace rulewright::desk;
using namespace rulewright::tests;
using ui::Command;

namespace {

class DeskCoverageTest : public QObject {
    Q_OBJECT

private slots:

    void theMatrixOpensTheGuide()
    {
        Author author;
        author.openWorld();
        author.trigger(Command::LayoutCoverage);
        auto* view = qobject_cast<ui::CoverageView*>(author.desk->coverage());
        QVERIFY(view);
        view->chooseTechnique(QStringLiteral("T1219.002"));
        QCOMPARE(view->chosenTechnique(), QStringLiteral("T1219.002"));
        view->chooseTechnique(QStringLiteral("T1219"));
        QTest::keyClick(&view->table(), Qt::Key_Return);
        author.settle();
        QCOMPARE(author.desk->guide().guide().technique, std::string("T1219"));
        const auto rules = view->model().place(view->table().currentIndex()).cell->rules;
        QCOMPARE(author.desk->guide().guide().rulesWithSubtechniques, rules);
        QVERIFY(author.desk->window().documents().currentPage() != view);
    }

    void theMatrixCountsMatchedEvents()
    {
        Author author;
        author.openWorld();
        author.trigger(Command::LayoutCoverage);
        auto* view = qobject_cast<ui::CoverageView*>(author.desk->coverage());
        view->chooseHeat(ui::Heat::Events);
        author.settle();
        QVERIFY(view->model().matrix()->hasEvents);
        const ui::MatrixPlace place = view->model().place(view->model().indexOf(QStringLiteral("T1219")));
        QVERIFY(place.cell->events > 0);
        QVERIFY(place.cell->rulesWithHits > 0 && place.cell->rulesWithHits <= place.cell->rules);
    }

    /// A repository's macros and tables count in the matrix as they do elsewhere; another corpus is matched anew.
    void theMatrixReadsRulesWithTheirMacros()
    {
        Author author;
        author.desk->eventStore().load(
            {QString::fromStdString(dataPath("splunk/events.ndjson").string())}, events::Side::Unknown);
        author.settle();
        author.trigger(Command::LayoutCoverage);
        auto* view = qobject_cast<ui::CoverageView*>(author.desk->coverage());
        view->chooseHeat(ui::Heat::Events);
        author.desk->corpusStore().addFolder(QString::fromStdString(dataPath("splunk").string()));
        author.settle();
        const auto cell = [&] { return view->model().place(view->model().indexOf(QStringLiteral("T1219"))).cell; };
        QTRY_VERIFY_WITH_TIMEOUT(cell() != nullptr && cell()->rulesWithHits > 0, patience);
        QCOMPARE(cell()->rules, 2U);
        QCOMPARE(cell()->rulesWithHits, 1U); // the other has exceptions that nobody knows
        QCOMPARE(cell()->events, 2U);
    }

    void theMatrixIsWritten()
    {
        const QTemporaryDir folder;
        Author author;
        author.openWorld();
        author.trigger(Command::LayoutCoverage);
        auto* view = qobject_cast<ui::CoverageView*>(author.desk->coverage());
        const QJsonObject layer = QJsonDocument::fromJson(QByteArray::fromStdString(view->layer())).object();
        QCOMPARE(layer[u"versions"].toObject()[u"layer"].toString(), QStringLiteral("4.5"));
        QCOMPARE(layer[u"domain"].toString(), QStringLiteral("enterprise-attack"));
        bool hasT1219 = false;
        for (const QJsonValue technique : layer[u"techniques"].toArray()) {
            QVERIFY(technique.toObject()[u"score"].toInt() > 0);
            hasT1219 = hasT1219 || technique.toObject()[u"techniqueID"].toString() == u"T1219";
        }
        QVERIFY(hasT1219);
        const QString svg = folder.filePath(QStringLiteral("a.svg"));
        QVERIFY(view->writeSvg(svg));
        QXmlStreamReader xml(readFile(svg));
        while (!xml.atEnd())
            xml.readNext();
        QVERIFY2(!xml.hasError(), qPrintable(xml.errorString()));
        const QString png = folder.filePath(QStringLiteral("a.png"));
        QVERIFY(view->writePng(png));
        QVERIFY(!QImage(png).isNull());
        QVERIFY(!view->writePng(folder.filePath(QStringLiteral("none/a.png"))));
    }

    void layoutsAreAsTheyWereLeft()
    {
        Author author;
        author.openWorld();
        author.desk->documents().openText(QStringLiteral("a.yml"), powershellRule);
        author.settle();
        ui::Workspace& desk = author.desk->window().workspace();
        author.trigger(Command::LayoutTune);
        QCOMPARE(author.desk->events().currentTab(), ui::TestPane::Tab::Exclusions);
        desk.setPaneShown(ui::Workspace::Pane::Why, false);
        author.trigger(Command::LayoutAuthor);
        QVERIFY(desk.isPaneShown(ui::Workspace::Pane::Why));
        QCOMPARE(author.desk->events().currentTab(), ui::TestPane::Tab::Hits);
        author.trigger(Command::LayoutTune);
        QVERIFY(!desk.isPaneShown(ui::Workspace::Pane::Why));
        QVERIFY(author.desk->window().actions()[Command::LayoutTune].isChecked());
        author.trigger(Command::LayoutTeach);
        QVERIFY(author.desk->scenario());
    }
};

} // namespace

RULEWRIGHT_TEST(DeskCoverageTest)

#include "test_desk_coverage.moc"
