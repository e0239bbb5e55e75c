// SPDX-License-Identifier: Apache-2.0
// What is said about a search over rules: where it cannot be read, and why a rule was found.
#include "core/corpus/catalogue_reason.h"
#include "tests/core/corpus/corpus_texts.h"
#include "tests/support/runner.h"

using namespace rulewright;
using namespace rulewright::tests;
using corpus::CatalogueReason;

namespace {

const corpus::Profile& kitchen()
{
    static const corpus::Profile profile = profileOf({
        {"a_kettle.yml", R"(title: Kettle Started
id: 5f1a2b3c-0000-4000-8000-000000000021
status: test
description: |
  Long before anybody else is awake in the house somebody goes down and makes a Pot of tea,
  which nobody minds as long as enough of it is left for everyone.
level: high
tags: [attack.command-and-control, attack.t1219.002]
logsource: {product: windows, category: process_creation}
detection:
  selection:
    Image|endswith: \kettle.exe
    CommandLine|contains: [' --boil', ' --boil-dry']
  filter:
    ParentImage: C:\Kitchen\cook.exe
  condition: selection and not filter
)"},
        {"b_cup.yml", R"(title: Cup
tags: [attack.t1105]
logsource: {product: linux, category: file_event}
detection:
  selection: {TargetFilename|contains: [cup, saucer, CUP]}
  condition: selection
)"},
    });
    return profile;
}

corpus::CatalogueQuery query(const std::string& text)
{
    return corpus::parseCatalogueQuery(text, attackFacts()).value_or(corpus::CatalogueQuery());
}

std::string partName(CatalogueReason::Part part)
{
    static constexpr std::string_view names[] = {"test", "description", "id", "tag", "status"};
    return std::string(names[static_cast<std::size_t>(part)]);
}

std::string marked(std::string_view text, const std::vector<std::string>& words)
{
    std::string result;
    std::size_t at = 0;
    for (const ByteRange place : corpus::markedPlaces(text, words)) {
        result += std::string(text.substr(at, place.begin - at)) + '['
            + std::string(text.substr(place.begin, place.end - place.begin)) + ']';
        at = place.end;
    }
    return result + std::string(text.substr(at));
}

std::string joined(const std::vector<std::string>& words)
{
    std::string text;
    for (const std::string& word : words)
        text += (text.empty() ? "" : "|") + word;
    return text;
}

} // namespace

class TestCatalogue : public QObject {
    Q_OBJECT

private slots:

    void whatCannotBeReadSaysWhere_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("part");
        const auto row = [](const char* text, const char* part) {
            QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(part);
        };
        row("kettle level:hihg cup", "level:hihg");
        row("field: cup", "field:");
        row("größe vendor:acme", "vendor:acme");
        row("NOT technique:T9999", "technique:T9999");
        row("operator:\"is like\" x", "operator:\"is like\"");
    }

    void whatCannotBeReadSaysWhere()
    {
        QFETCH(QString, text);
        QFETCH(QString, part);
        const std::string bytes = text.toStdString();
        const auto read = corpus::parseCatalogueQuery(bytes, attackFacts());
        QVERIFY(!read);
        const Span place = read.error().place;
        QCOMPARE(QString::fromStdString(bytes.substr(place.begin, place.length())), part);
        QVERIFY(!read.error().sentence.ends_with('.'));
    }

    void aTermKnowsItsPlace()
    {
        const std::string text = "tea NOT field:Image value:x field:User";
        const corpus::CatalogueQuery read = query(text);
        std::string places;
        for (const corpus::CatalogueTerm& term : read.terms)
            places += '<' + text.substr(term.place.begin, term.place.length()) + '>';
        QCOMPARE(places, std::string("<tea><NOT field:Image value:x><field:User>"));
    }

    /// A word that looks like a part is still looked for; only the remark says what was probably meant.
    void aMistypedPartIsRemarkedUpon_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("remarks");
        const auto row = [](const char* text, const char* remarks) {
            QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(remarks);
        };
        row("feild:Image", "feild:Image");
        row("tea NOT tatcic:x kettle", "tatcic:x");
        row("field:Image", "");
        row("FIELD:Image", "");
        row("C:\\Kitchen", "");
        row("http://kettle", "");
        row("XmlWinEventLog:Security", "");
        row("\"feild:Image\"", "");
        row("value:cmd:x", "");
        row("cup:", "");
    }

    void aMistypedPartIsRemarkedUpon()
    {
        QFETCH(QString, text);
        QFETCH(QString, remarks);
        const std::string bytes = text.toStdString();
        const auto read = corpus::parseCatalogueQuery(bytes, attackFacts());
        QVERIFY(read);
        std::string found;
        for (const corpus::CatalogueRemark& remark : read->remarks) {
            found += bytes.substr(remark.place.begin, remark.place.length());
            for (const std::string_view key : corpus::catalogueKeys())
                QVERIFY2(remark.sentence.contains(key), remark.sentence.c_str());
        }
        QCOMPARE(QString::fromStdString(found), remarks);
    }

    void aRuleSaysWhyItIsThere_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("reasons"); // of the first hit
        const auto row = [](const char* text, const char* reasons) {
            QTest::newRow(text) << QString::fromUtf8(text) << QString::fromUtf8(reasons);
        };
        row("kettle", "test: Image ends_with \\kettle.exe");
        row("started", "");
        row("value:boil", "test: CommandLine contains  --boil; test: CommandLine contains  --boil-dry");
        row("field:Parent*", "test: ParentImage eq C:\\Kitchen\\cook.exe");
        row("operator:eq", "test: ParentImage eq C:\\Kitchen\\cook.exe");
        row("pot", "description: … house somebody goes down and makes a Pot of tea, which nobody minds as long as …");
        row("long", "description: Long before anybody else is awake in the …");
        row("everyone", "description: … as long as enough of it is left for everyone. ");
        row("id:0021", "id: 5f1a2b3c-0000-4000-8000-000000000021");
        row("000000000021", "id: 5f1a2b3c-0000-4000-8000-000000000021");
        row("command-and", "tag: attack.command-and-control");
        row("status:test", "status: test");
        row("t1219.002", ""); // it stands among the techniques
        row("a_kettle", ""); // in the path
        row("level:high", "");
        row("kettle NOT value:saucer", "test: Image ends_with \\kettle.exe");
        row("title:cup value:cup", "test: TargetFilename contains cup; test: TargetFilename contains CUP");
    }

    void aRuleSaysWhyItIsThere()
    {
        QFETCH(QString, text);
        QFETCH(QString, reasons);
        const corpus::CatalogueQuery asked = query(text.toStdString());
        const std::vector<corpus::CatalogueHit> hits = corpus::Catalogue(kitchen()).find(asked);
        QVERIFY(!hits.empty());
        QStringList found;
        for (const CatalogueReason& reason : reasonsOf(kitchen(), asked, hits.front(), 9, nullptr))
            found << QString::fromStdString(partName(reason.part) + ": " + reason.text);
        QCOMPARE(found.join(QStringLiteral("; ")), reasons);
    }

    void reasonsAreBounded()
    {
        const corpus::CatalogueQuery asked = query("field:*");
        const corpus::CatalogueHit hit = corpus::Catalogue(kitchen()).find(asked).front();
        std::size_t left = 0;
        QCOMPARE(reasonsOf(kitchen(), asked, hit, 1, &left).size(), std::size_t(1));
        QCOMPARE(left, hit.leaves.size() - 1);
        QCOMPARE(reasonsOf(kitchen(), asked, hit, 1, nullptr).front().role, corpus::Role::Filter);
        QCOMPARE(reasonsOf(kitchen(), asked, hit, 100, &left).size(), hit.leaves.size());
        QCOMPARE(left, std::size_t(0));
    }

    void wordsAreMarkedWhereTheyMayStand()
    {
        const corpus::CatalogueMarks marks
            = corpus::marksOf(query("Tea NOT coffee title:Cup field:*Image* value:X.exe technique:T1105 "
                                    "logsource:win*/proc level:high vendor:splunk"));
        QCOMPARE(joined(marks.title), std::string("tea|cup"));
        QCOMPARE(joined(marks.path), std::string("tea"));
        QCOMPARE(joined(marks.technique), std::string("tea|t1105"));
        QCOMPARE(joined(marks.reason), std::string("tea|image|x.exe"));
        QCOMPARE(joined(marks.logSource), std::string("win|proc"));
        QCOMPARE(joined(marks.level), std::string("high"));
        QCOMPARE(joined(marks.vendor), std::string("splunk"));
    }

    void placesAreThoseOfTheText()
    {
        QCOMPARE(marked("A Kettle, a KETTLE", {"kettle"}), std::string("A [Kettle], a [KETTLE]"));
        QCOMPARE(marked("kettle", {"ket", "ettl", "x", ""}), std::string("[kettl]e"));
        QCOMPARE(marked("aaa", {"aa"}), std::string("[aa]a"));
        // The Kelvin sign is longer than the k that it folds to.
        QCOMPARE(marked("a \xE2\x84\xAA"
                        "ettle",
                     {"kettle"}),
            std::string("a [\xE2\x84\xAA"
                        "ettle]"));
        QCOMPARE(marked("Größe", {folded("GRÖSSE"), "ö"}), std::string("Gr[ö]ße"));
        QCOMPARE(marked("", {"a"}), std::string());
    }
};

RULEWRIGHT_TEST(TestCatalogue)

#include "test_catalogue.moc"
