// SPDX-License-Identifier: Apache-2.0
// How texts stand in the formats and languages that are written.
#include "core/text/csv.h"
#include "core/text/quotes.h"
#include "tests/support/runner.h"

using namespace rulewright;

class QuotesTest : public QObject {
    Q_OBJECT
private slots:
    void quotesAndBackslashesAreEscapedEverywhere();
    void breaksAreEscapedWhereTheLanguageHasALetterForThem();
    void jsonHasNoControlCharacters();
    void otherBytesStayAsTheyAre();
    void cellsAreQuotedWhereTheyMust();
};

void QuotesTest::quotesAndBackslashesAreEscapedEverywhere()
{
    for (const Escapes escapes : {Escapes::Quotes, Escapes::Breaks, Escapes::Controls, Escapes::Codes}) {
        QCOMPARE(inQuotes("", escapes), std::string(R"("")"));
        QCOMPARE(inQuotes(R"(cmd /c "C:\a")", escapes), std::string(R"("cmd /c \"C:\\a\"")"));
    }
}

void QuotesTest::breaksAreEscapedWhereTheLanguageHasALetterForThem()
{
    QCOMPARE(inQuotes("a\r\n\tb", Escapes::Quotes), std::string("\"a\r\n\tb\""));
    QCOMPARE(inQuotes("a\r\n\tb", Escapes::Breaks), std::string(R"("a\r\n\tb")"));
    QCOMPARE(jsonText("a\r\n\tb"), std::string(R"("a\r\n\tb")"));
}

void QuotesTest::jsonHasNoControlCharacters()
{
    QCOMPARE(inQuotes("\x1b[0m", Escapes::Breaks), std::string("\"\x1b[0m\""));
    QCOMPARE(jsonText("\x1b[0m"), std::string(R"("\u001b[0m")"));
    QCOMPARE(jsonText(std::string_view("\0", 1)), std::string(R"("\u0000")"));
    QCOMPARE(inQuotes("\n\x1b", Escapes::Codes), std::string(R"("\u000a\u001b")"));
}

void QuotesTest::otherBytesStayAsTheyAre() { QCOMPARE(jsonText("ü \xFF \x7F"), std::string("\"ü \xFF \x7F\"")); }

void QuotesTest::cellsAreQuotedWhereTheyMust()
{
    QCOMPARE(csvCell("a b"), std::string("a b"));
    QCOMPARE(csvCell("a,b"), std::string("\"a,b\""));
    QCOMPARE(csvCell("say \"a\"\n"), std::string("\"say \"\"a\"\"\n\""));
    const auto table = readCsv(SourceText("a.csv", "a,b\n" + csvCell("x,\"y\"\nz") + ",2\n"), {"a", "b"});
    QVERIFY(table.has_value());
    QCOMPARE(table->rows.front().cells, (std::vector<std::string>{"x,\"y\"\nz", "2"}));
}

RULEWRIGHT_TEST(QuotesTest)
#include "test_quotes.moc"
