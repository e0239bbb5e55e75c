// SPDX-License-Identifier: Apache-2.0
// The window and the command line give the same numbers, command by command.
#include "tests/app/answer.h"
#include "tests/app/author.h"
#include "tests/app/files.h"
#include "tests/support/paths.h"
#include "tests/support/runner.h"
#include "ui/editor/problem_model.h"
#include "ui/guide/catalogue_view.h"

#include <QJsonArray>
#include <QJsonObject>
#include <QTemporaryDir>

using namespace rulewright;
using namespace rulewright::tests;

namespace {

QJsonObject answer(std::vector<std::string> arguments)
{
    arguments.insert(arguments.end(), {"--format", "json"});
    return run(arguments).json();
}

std::string builtInRule(std::string_view name)
{
    return sourcePath("resources/rules").string() + "/" + std::string(name);
}

} // namespace

class SameNumbersTest : public QObject {
    Q_OBJECT

    std::unique_ptr<Author> m_author;

    void openRule(std::string_view name)
    {
        m_author->desk->openPaths({QString::fromStdString(builtInRule(name))});
        QTRY_VERIFY_WITH_TIMEOUT(m_author->desk->documents().current() != nullptr, patience);
        QTRY_VERIFY_WITH_TIMEOUT(m_author->desk->session().result() != nullptr, patience);
        m_author->settle();
    }

private slots:

    void init()
    {
        m_author = std::make_unique<Author>();
        m_author->openWorld();
    }

    void cleanup() { m_author.reset(); }

    void events()
    {
        const auto& loaded = *m_author->desk->eventStore().events();
        const QJsonObject json = answer({"match", builtInRule("dns_query_win_dev_tunnel_domains.yml")});
        QCOMPARE(quint64(json[u"events_total"].toInteger()), quint64(loaded.size()));
    }

    void search_data()
    {
        QTest::addColumn<QString>("text");
        for (const char* text : {"powershell", "encoded command", "technique:T1219.*",
                 "technique:\"Remote Access Tools\"", "field:CommandLine value:tunnel",
                 "logsource:windows/process_creation level:high,critical", "vendor:elastic,splunk NOT field:Image",
                 "operator:regex", "title:lsass path:win", "no such words", "feild:Image"})
            QTest::newRow(text) << QString::fromLatin1(text);
    }

    void search()
    {
        QFETCH(QString, text);
        ui::CatalogueView* page = m_author->desk->showCatalogue(text);
        m_author->settle();
        const QJsonObject json = answer({"search", text.toStdString()});
        const QJsonArray theirs = json[u"rules"].toArray();
        const ui::CatalogueModel& mine = page->found();
        QCOMPARE(mine.rowCount(), json[u"found"].toInt());
        QCOMPARE(mine.rowCount(), int(theirs.size()));
        for (int row = 0; row < mine.rowCount(); ++row) {
            const QJsonObject rule = theirs[row].toObject();
            const auto cell = [&](int column) { return mine.index(row, column).data().toString(); };
            QCOMPARE(cell(ui::CatalogueModel::Path), rule[u"path"].toString());
            QCOMPARE(cell(ui::CatalogueModel::Title), rule[u"title"].toString());
            QCOMPARE(cell(ui::CatalogueModel::Vendor).toLower(), rule[u"vendor"].toString());
            QCOMPARE(cell(ui::CatalogueModel::Level), rule[u"level"].toString());
            QCOMPARE(mine.results()->hits[std::size_t(row)].leaves.size(), std::size_t(rule[u"tests_total"].toInt()));
        }
        if (mine.rowCount() > 0)
            QVERIFY(page->summary().startsWith(
                QStringLiteral("%1 of %2 rules").arg(json[u"found"].toInt()).arg(json[u"rules_total"].toInt())));
    }

    void match_data()
    {
        QTest::addColumn<QString>("name");
        for (const char* name :
            {"dns_query_win_dev_tunnel_domains.yml", "dns_query_win_remote_desktop_software_domains.yml",
                "file_event_win_lsass_dump_file.yml", "proc_creation_win_vscode_tunnel_start.yml",
                "../rules-elastic/command_and_control_vscode_tunnel.toml", // EQL
                "../rules-elastic/credential_access_lsass_dump_file.toml", // KQL
                "../rules-elastic/execution_powershell_encoded_command.toml", // ES|QL
                "../rules-splunk/detections/anydesk_installed_without_a_dialog.yml", // SPL, a data model
                "../rules-splunk/detections/tunnel_service_by_table.yml"}) // SPL, a lookup table
            QTest::newRow(name) << QString::fromLatin1(name);
    }

    void match()
    {
        QFETCH(QString, name);
        openRule(name.toStdString());
        QTRY_VERIFY_WITH_TIMEOUT(m_author->desk->session().result()->report != nullptr, patience);
        const auto matched = m_author->desk->session().result()->report; // the session goes on to another
        const rulewright::match::MatchReport& report = *matched;
        const QJsonObject json = answer({"match", builtInRule(name.toStdString())});
        QCOMPARE(quint64(json[u"matched"].toInteger()), quint64(report.matched));
        QCOMPARE(quint64(json[u"events_in_scope"].toInteger()), quint64(report.eventsInScope));
        QVERIFY(report.matched > 0);
        QCOMPARE(m_author->hits(), quint64(report.matched));
        // What makes a result approximate is the same, and is said in the same words.
        QCOMPARE(json[u"approximate"].toBool(), report.approximate);
        QCOMPARE(m_author->desk->session().result()->figures.isApproximate, report.approximate);
        QStringList notes;
        for (const QJsonValue note : json[u"notes"].toArray())
            notes << note.toString();
        QStringList shown;
        for (const std::string& note : report.notes)
            shown << QString::fromStdString(note);
        QCOMPARE(shown, notes);
        // Once more with what the guide's prices, near misses and other rules have left in the cache of bitmaps.
        m_author->desk->session().runNow();
        m_author->settle();
        QCOMPARE(m_author->desk->session().result()->report->approximate, report.approximate);
        QCOMPARE(m_author->desk->session().result()->report->notes, report.notes);
        const QJsonArray predicates = json[u"predicates"].toArray();
        QCOMPARE(predicates.size(), qsizetype(report.predicates.size()));
        for (qsizetype i = 0; i < predicates.size(); ++i) {
            const auto& mine = report.predicates[std::size_t(i)];
            const QJsonObject theirs = predicates[i].toObject();
            QCOMPARE(quint64(theirs[u"matched"].toInteger()), quint64(mine.matched));
            QCOMPARE(quint64(theirs[u"removes"].toInteger()), quint64(mine.removes));
            QCOMPARE(quint64(theirs[u"adds"].toInteger()), quint64(mine.adds));
        }
    }

    void explain()
    {
        openRule("proc_creation_win_vscode_tunnel_start.yml");
        m_author->trigger(Command::NextHit);
        QTRY_VERIFY_WITH_TIMEOUT(m_author->desk->session().explanation() != nullptr, patience);
        const auto explained = m_author->desk->session().explanation();
        QVERIFY(explained->explanation);
        QVERIFY(explained->explanation->matched);
        // The same event as a file of one record.
        const auto raw = events::rawText(*explained->events, explained->event);
        QVERIFY(raw.has_value());
        const QTemporaryDir folder;
        const QString file = writeFile(folder, QStringLiteral("one.json"), QByteArray::fromStdString(*raw));
        const QJsonObject json = answer({"explain", builtInRule("proc_creation_win_vscode_tunnel_start.yml"),
            "--events", file.toStdString(), "--record", "1"});
        QCOMPARE(json[u"matched"].toBool(), true);
        const rulewright::match::ExplainNode& root = explained->explanation->root;
        QCOMPARE(json[u"node"].toObject()[u"children"].toArray().size(), qsizetype(root.children.size()));
    }

    void guide()
    {
        m_author->desk->showGuide({.technique = "T1219", .mode = corpus::GuideMode::WithSubtechniques, .vendors = {}});
        QTRY_COMPARE_WITH_TIMEOUT(m_author->desk->guide().guide().technique, std::string("T1219"), patience);
        const corpus::Guide& guide = m_author->desk->guide().guide();
        const QJsonObject json = answer({"guide", "T1219", "--with-subtechniques"});
        QCOMPARE(json[u"rules"].toArray().size(), qsizetype(guide.rules.size()));
        QCOMPARE(json[u"indicator_count"].toInteger(), qint64(guide.indicators.size()));
        QCOMPARE(json[u"exclusion_count"].toInteger(), qint64(guide.exclusions.size()));
        const QJsonArray indicators = json[u"indicators"].toArray();
        for (qsizetype i = 0; i < indicators.size(); ++i) {
            const corpus::GuideRow& row = guide.indicators[std::size_t(i)];
            QCOMPARE(indicators[i].toObject()[u"value"].toString(), QString::fromStdString(row.key.value.value_or("")));
            QCOMPARE(indicators[i].toObject()[u"rules"].toInteger(), qint64(row.rules.size()));
            QCOMPARE(indicators[i].toObject()[u"reach"].toInteger(), qint64(row.reach));
        }
    }

    void corpus()
    {
        qint64 rules = 0;
        for (const QJsonValue vendor : answer({"corpus"})[u"vendors"].toArray())
            rules += vendor.toObject()[u"rules"].toInteger();
        QCOMPARE(rules, qint64(m_author->desk->corpusStore().profile()->rules().size()));
    }

    void check()
    {
        openRule("dns_query_win_dev_tunnel_domains.yml");
        m_author->editor().selectAll();
        m_author->editor().insertPlainText(
            QStringLiteral("title: t\nlogsource:\n    product: windows\ndetection:\n    a:\n"
                           "        f|contians: x\n    condition: a and b\n"));
        m_author->settle();
        const QTemporaryDir folder;
        const QString path = writeFile(folder, QStringLiteral("r.yml"), m_author->editor().toPlainText().toUtf8());
        const QJsonArray found
            = answer({"check", path.toStdString()})[u"files"].toArray()[0].toObject()[u"diagnostics"].toArray();
        const Diagnostics& problems = m_author->desk->documents().current()->problems().problems();
        QCOMPARE(found.size(), qsizetype(problems.size()));
        QVERIFY(found.size() >= 2);
        for (qsizetype i = 0; i < found.size(); ++i) {
            QCOMPARE(found[i].toObject()[u"code"].toString(), QString::fromUtf8(problems[std::size_t(i)].code.text));
            QCOMPARE(
                found[i].toObject()[u"message"].toString(), QString::fromStdString(problems[std::size_t(i)].message));
        }
    }
};

RULEWRIGHT_TEST(SameNumbersTest)

#include "test_same_numbers.moc"
