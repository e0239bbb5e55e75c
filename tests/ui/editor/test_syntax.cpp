// SPDX-License-Identifier: Apache-2.0
// The Sigma definition: it loads without a warning, and colours what it should.
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

class TestSyntax : public QObject {
    Q_OBJECT

private slots:

    void init() { QTest::failOnWarning(); }

    void loads()
    {
        const KSyntaxHighlighting::Repository repository;
        const auto definition = repository.definitionForName(QStringLiteral("Sigma"));
        QVERIFY(definition.isValid());
        const FormatTable formats = formatTable(tests::lightTheme());
        for (const KSyntaxHighlighting::Format& format : definition.formats())
            QVERIFY2(formats.contains(format.name()), qPrintable(format.name()));
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
        const KSyntaxHighlighting::Repository repository;
        Recorder recorder;
        recorder.setDefinition(repository.definitionForName(QStringLiteral("Sigma")));
        // Neighbouring tokens of one kind may be one or several: compare without regard to that.
        const auto joined = [](const QString& line) {
            QStringList kinds;
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
        };
        QCOMPARE(joined(recorder.lines(text).constLast()), joined(tokens));
    }
};

} // namespace

RULEWRIGHT_TEST(TestSyntax)

#include "test_syntax.moc"
