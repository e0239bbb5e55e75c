// SPDX-License-Identifier: Apache-2.0
// TOML while it is being typed: each mistake is one finding at its place.
#include "core/rulefile/toml_tree.h"
#include "core/text/diagnostic_codes.h"
#include "tests/support/runner.h"

using namespace rulewright;
using namespace rulewright::rulefile;

class TestToml : public QObject {
    Q_OBJECT
private slots:
    void aMistakeIsAFindingAtItsPlace_data();
    void aMistakeIsAFindingAtItsPlace();
    void lettersBehindABrokenLineBelongToTheText();
};

void TestToml::aMistakeIsAFindingAtItsPlace_data()
{
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<quint32>("line");
    QTest::newRow("no key behind a bracket") << QByteArray("[rule]\nname = 'a'\n[\n") << 3u;
    QTest::newRow("the file ends behind a bracket") << QByteArray("[rule]\n[") << 2u;
    QTest::newRow("a letter beyond ASCII in a key") << QByteArray("[rule]\ngröße = 1\n") << 2u;
    QTest::newRow("a letter beyond ASCII in a table's name") << QByteArray("[ruΚ]\nname = 'a'\n") << 1u;
    QTest::newRow("a letter beyond ASCII behind a value") << QByteArray("[rule]\nname = 'a' é\n") << 2u;
    QTest::newRow("no value") << QByteArray("[rule]\nname =\n") << 2u;
}

void TestToml::aMistakeIsAFindingAtItsPlace()
{
    QFETCH(QByteArray, text);
    QFETCH(quint32, line);
    const SourceText source("rule.toml", text.toStdString());
    const Parsed<TomlNode> parsed = parseToml(source);
    QVERIFY(!parsed.value);
    QCOMPARE(parsed.diagnostics.size(), std::size_t(1));
    QCOMPARE(parsed.diagnostics.front().code.text, codes::tomlSyntax.text);
    QCOMPARE(source.position(parsed.diagnostics.front().span.begin).line, line);
}

void TestToml::lettersBehindABrokenLineBelongToTheText()
{
    const SourceText source("rule.toml", "a = \"\"\"one \\\n   äther\"\"\"\nb = \"\"\"\\\n  Ж\"\"\"\n");
    const Parsed<TomlNode> parsed = parseToml(source);
    QVERIFY(parsed.value);
    QCOMPARE(parsed.value->textOf("a"), std::string_view("one äther"));
    QCOMPARE(parsed.value->textOf("b"), std::string_view("Ж"));
}

RULEWRIGHT_TEST(TestToml)
#include "test_toml.moc"
