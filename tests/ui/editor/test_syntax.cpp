// SPDX-License-Identifier: Apache-2.0
// The definitions of the rule languages: they load without a warning, and colour what they should.
#include "tests/support/runner.h"
#include "tests/ui/editor/editor_support.h"
#include "ui/editor/highlighter.h"

#include <KSyntaxHighlighting/AbstractHighlighter>
#include <KSyntaxHighlighting/Definition>
#include <KSyntaxHighlighting/Format>
#include <KSyntaxHighlighting/Repository>
#include <KSyntaxHighlighting/State>

using namespace rulewright;
using namespace rulewright::ui;

namespace {

// Writes the tokens of a line: "Key:title Plain:x".
class Recorder : public KSyntaxHighlighting::AbstractHighlighter {
public:
    QStringList lines(const QString& text)
    {
        QStringList result;
        KSyntaxHighlighting::State state;
        for (const QString& line : text.split(u'\n')) {
            m_line = line;
            m_tokens.clear();
            state = highlightLine(line, state);
            result << m_tokens.join(u' ');
        }
        return result;
    }

protected:
    void applyFormat(int offset, int length, const KSyntaxHighlighting::Format& format) override
    {
        const QString text = m_line.mid(offset, length).trimmed();
        if (!text.isEmpty())
            m_tokens << format.name() + u':' + text;
    }

private:
    QString m_line;
    QStringList m_tokens;
};

// Neighbouring tokens of one kind may be one or several: texts are compared without regard to that.
QString joined(const QString& line)
{
    QString last;
    QString result;
    for (const QString& token : line.split(u' ')) {
        const qsizetype colon = token.indexOf(u':');
        const QString kind = colon < 0 ? last : token.left(colon);
        const QString word = colon < 0 ? token : token.mid(colon + 1);
        result += kind == last ? word : u' ' + kind + u':' + word;
        last = kind;
    }
    return result.trimmed();
}

QStringList linesOf(const QString& definition, const QString& text)
{
    const KSyntaxHighlighting::Repository repository;
    Recorder recorder;
    recorder.setDefinition(repository.definitionForName(definition));
    return recorder.lines(text);
}

class TestSyntax : public QObject {
    Q_OBJECT

private slots:

    void init() { QTest::failOnWarning(); }

    void loads_data()
    {
        QTest::addColumn<QString>("name");
        for (const char* const file : {"a.yml", "a.toml", "a.eql", "a.kuery", "a.kql", "a.lucene", "a.esql", "a.spl"})
            QTest::newRow(file) << syntaxName(QString::fromLatin1(file));
    }

    void loads()
    {
        QFETCH(QString, name);
        const KSyntaxHighlighting::Repository repository;
        const auto definition = repository.definitionForName(name);
        QVERIFY(definition.isValid());
        const FormatTable formats = formatTable(tests::lightTheme());
        for (const KSyntaxHighlighting::Format& format : definition.formats())
            QVERIFY2(formats.contains(format.name()), qPrintable(format.name()));
    }

    void coloursQueries_data()
    {
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("tokens"); // of the last line
        const auto row = [](const char* what, const char* name, const QString& text, const char* tokens) {
            QTest::newRow(what) << QString::fromLatin1(name) << text << QString::fromUtf8(tokens);
        };
        row("eql", "EQL", QStringLiteral("process where process.name : \"a*\" and not length(x) > 5"),
            "Key:process Key:where Selection:process.name Punctuation:: String:\" String:a Wildcard:* String:\" "
            "Operator:and Operator:not Modifier:length Punctuation:( Selection:x Punctuation:) Punctuation:> "
            "Placeholder:5");
        row("eql comment", "EQL", QStringLiteral("any where /* a\nb */ true"), "Comment:b Comment:*/ Placeholder:true");
        row("kql", "KQL", QStringLiteral("process.name:(cmd.exe or p*) and not a:\"b\""),
            "Selection:process.name Punctuation:: Punctuation:( String:cmd.exe Operator:or String:p Wildcard:* "
            "Punctuation:) Operator:and Operator:not Selection:a Punctuation:: String:\" String:b String:\"");
        row("lucene", "Lucene", QStringLiteral("+a:b* OR _exists_:c"),
            "Operator:+ Selection:a Punctuation:: String:b Wildcard:* Operator:OR Selection:_exists_ Punctuation:: "
            "String:c");
        row("esql", "ES|QL", QStringLiteral("FROM logs-*\n| WHERE TO_LOWER(a.b) LIKE \"c*\" // d"),
            "Punctuation:| Key:WHERE Modifier:TO_LOWER Punctuation:( Selection:a.b Punctuation:) Operator:LIKE "
            "String:\" String:c Wildcard:* String:\" Comment:// Comment:d");
        row("spl", "SPL",
            QStringLiteral("| tstats count from datamodel=E.P where P.name IN (\"a*\", b) NOT P.x!=1 by P.x"),
            "Punctuation:| Key:tstats String:count Key:from Selection:datamodel Punctuation:= String:E.P Key:where "
            "Selection:P.name Operator:IN Punctuation:( String:\" String:a Wildcard:* String:\" Punctuation:, String:b "
            "Punctuation:) Operator:NOT Selection:P.x Punctuation:! Punctuation:= Placeholder:1 Key:by String:P.x");
        row("spl macro", "SPL", QStringLiteral("`m(a)` 'f g'=\"\\\\b\" ```c\nd``` | where len(e)>5"),
            "Comment:d Comment:``` Punctuation:| Key:where Modifier:len Punctuation:( String:e Punctuation:) "
            "Punctuation:> Placeholder:5");
        row("splunk rule", "Sigma", QStringLiteral("name: A\nsearch: '| search a=b\n  | where c > 5 '"),
            "Punctuation:| Key:where Selection:c Punctuation:> Placeholder:5 Punctuation:'");
        row("behind the search", "Sigma", QStringLiteral("search: |-\n  a=b\ntags:"), "Key:tags Key::");
        row("elastic head", "Elastic Rule", QStringLiteral("name = \"A rule\""),
            "Key:name Punctuation:= String:\" String:A String:rule String:\"");
        row("elastic query", "Elastic Rule",
            QStringLiteral("language = \"eql\"\nquery = '''\nprocess where a == \"b\""),
            "Key:process Key:where Selection:a Punctuation:== String:\" String:b String:\"");
        row("behind the query", "Elastic Rule",
            QStringLiteral("language = \"kuery\"\nquery = '''\na:b\n'''\nseverity = \"low\""),
            "Key:severity Punctuation:= String:\" String:low String:\"");
    }

    void coloursQueries()
    {
        QFETCH(QString, name);
        QFETCH(QString, text);
        QFETCH(QString, tokens);
        QCOMPARE(joined(linesOf(name, text).constLast()), joined(tokens));
    }

    void colours_data()
    {
        QTest::addColumn<QString>("text");
        QTest::addColumn<QString>("tokens"); // of the last line
        const QString head = QStringLiteral("detection:\n    selection:\n");
        const auto row = [](const char* name, const QString& text, const char* tokens) {
            QTest::newRow(name) << text << QString::fromUtf8(tokens);
        };
        row("key", QStringLiteral("title: A rule"), "Key:title Key:: Plain:A Plain:rule");
        row("comment", QStringLiteral("# a: 'b'"), "Comment:# a: 'b'");
        row("comment behind", QStringLiteral("level: high # sure"), "Key:level Key:: Plain:high Comment:# sure");
        row("string", QStringLiteral("title: 'it''s'"),
            "Key:title Key:: String:' String:it Escape:'' String:s String:'");
        row("item", QStringLiteral("tags:\n    - attack.t1219"), "Plain:- Plain:attack.t1219");
        row("selection", QStringLiteral("detection:\n    selection_a:"), "Selection:selection_a Key::");
        row("field", head + QStringLiteral("        Image|endswith|all:"),
            "Key:Image Pipe:| Modifier:endswith Pipe:| Modifier:all Key::");
        row("value", head + QStringLiteral("        Image|endswith: '\\a.exe'"),
            "Key:Image Pipe:| Modifier:endswith Key:: String:' String:\\a.exe String:'");
        row("wildcards", head + QStringLiteral("        Image: '*a?\\*'"),
            "Key:Image Key:: String:' Wildcard:* String:a Wildcard:? Escape:\\* String:'");
        row("plain wildcard", head + QStringLiteral("        Image: C:*x"),
            "Key:Image Key:: Plain:C: Wildcard:* Plain:x");
        row("placeholder", head + QStringLiteral("        User|expand: '%admins%'"),
            "Key:User Pipe:| Modifier:expand Key:: String:' Placeholder:%admins% String:'");
        row("regex", head + QStringLiteral("        Image|re: 'a.*b'"),
            "Key:Image Pipe:| Modifier:re Key:: String:' String:a.*b String:'");
        row("regex list", head + QStringLiteral("        Image|re:\n            - 'a.*b'"),
            "Plain:- String:' String:a.*b String:'");
        row("after regex", head + QStringLiteral("        Image|re: 'a.*b'\n        User: '*x'"),
            "Key:User Key:: String:' Wildcard:* String:x String:'");
        row("condition", head + QStringLiteral("        a: b\n    condition: selection and not 1 of filter_*"),
            "Key:condition Key:: Selection:selection Operator:and Operator:not Operator:1 Operator:of "
            "Selection:filter_*");
        row("after condition", head + QStringLiteral("        a: b\n    condition: selection\nlevel: high"),
            "Key:level Key:: Plain:high");
        row("second selection", head + QStringLiteral("        a: b\n    filter:"), "Selection:filter Key::");
        row("block", QStringLiteral("description: |\n    it's: 'not' a key"), "Plain:it's: 'not' a key");
        row("after block", QStringLiteral("description: |\n    text\nauthor: me"), "Key:author Key:: Plain:me");
        row("broken quote", head + QStringLiteral("        a:\n            - 'open\n            - 'shut'"),
            "Plain:- String:' String:shut String:'");
    }

    void colours()
    {
        QFETCH(QString, text);
        QFETCH(QString, tokens);
        QCOMPARE(joined(linesOf(QStringLiteral("Sigma"), text).constLast()), joined(tokens));
    }
};

} // namespace

RULEWRIGHT_TEST(TestSyntax)

#include "test_syntax.moc"
