// SPDX-License-Identifier: Apache-2.0
#include "tests/support/runner.h"
#include "ui/editor/line_edits.h"

#include <QTextDocument>

#include <memory>

using namespace rulewright::ui;

namespace {

// A text with the caret as |, the selection between [ and ].
struct Text {
    QTextDocument document;
    QTextCursor cursor;

    explicit Text(QString marked)
    {
        const qsizetype anchor = marked.indexOf(u'[');
        if (anchor >= 0)
            marked.remove(anchor, 1);
        const qsizetype caret = marked.indexOf(anchor >= 0 ? u']' : u'|');
        marked.remove(caret, 1);
        document.setPlainText(marked);
        cursor = QTextCursor(&document);
        cursor.setPosition(static_cast<int>(anchor >= 0 ? anchor : caret));
        cursor.setPosition(static_cast<int>(caret), QTextCursor::KeepAnchor);
    }

    QString shown() const { return document.toPlainText(); }

    QString withCaret() const { return shown().insert(cursor.position(), u'|'); }
};

class TestLineEdits : public QObject {
    Q_OBJECT

private slots:

    void pastedValues_data()
    {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("pasted");
        QTest::addColumn<QString>("after"); // nothing: it is pasted as it is
        const auto row = [](const char* name, const char* before, const char* pasted, const char* after) {
            QTest::newRow(name) << QString::fromUtf8(before) << QString::fromUtf8(pasted) << QString::fromUtf8(after);
        };
        row("item", "a:\n    - 'x'\n    - |\nb: c", "evil.exe\nbad.dll\n",
            "a:\n    - 'x'\n    - 'evil.exe'\n    - 'bad.dll'|\nb: c");
        row("key", "    a|contains: |", "C:\\it's.ps1\r\n\r\n  -enc x\r\n",
            "    a|contains: \n        - 'C:\\it''s.ps1'\n        - '-enc x'|");
        row("one value", "    - |", "evil.exe\n", "");
        row("items already", "    - |", "- a\n- b", "");
        row("a map", "    - |", "Image: a\nUser: b", "");
        row("behind a value", "    - 'x'|", "a\nb", "");
        row("before a value", "    - |'x'", "a\nb", "");
        row("a title or description", "description: |", "a\nb", "");
        row("in a text", "description: some |", "a\nb", "");
    }

    void pastedValues()
    {
        QFETCH(QString, before);
        QFETCH(QString, pasted);
        QFETCH(QString, after);
        // The caret's mark is a character of Sigma's too: the last one counts.
        QString text = before;
        const qsizetype caret = text.lastIndexOf(u'|');
        text.remove(caret, 1);
        QTextDocument document;
        document.setPlainText(text);
        QTextCursor cursor(&document);
        cursor.setPosition(int(caret));
        QCOMPARE(pasteValues(cursor, pasted, 4), !after.isEmpty());
        QCOMPARE(document.toPlainText().insert(after.isEmpty() ? caret : cursor.position(), u'|'),
            after.isEmpty() ? before : after);
        document.undo();
        QCOMPARE(document.toPlainText(), text);
    }

    void enter_data()
    {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("after");
        const auto row = [](const char* name, const char* before, const char* after) {
            QTest::newRow(name) << QString::fromUtf8(before) << QString::fromUtf8(after);
        };
        row("item", "a:\n    - 'x'|", "a:\n    - 'x'\n    - |");
        row("empty item ends the list", "a:\n    - 'x'\n    - |", "a:\n    - 'x'\n|");
        row("key opens", "    a:|", "    a:\n        |");
        row("key with value", "    a: b|", "    a: b\n    |");
        row("key in item", "    - a:|", "    - a:\n        |");
        row("before text", "    |a: b", "    \n    |a: b");
        row("within", "    - 'a| b'", "    - 'a\n    - |b'");
        row("comment", "    # a:|", "    # a:\n    |");
        row("block", "    a: |-|", "    a: |-\n        |");
        row("replaces", "    a: [b]", "    a: \n        |");
    }

    void enter()
    {
        QFETCH(QString, before);
        QFETCH(QString, after);
        if (QByteArray(QTest::currentDataTag()) == "block") {
            // The caret's mark is a character of YAML's too.
            Text text(QStringLiteral("    a: >-|"));
            breakLine(text.cursor, 4);
            QCOMPARE(text.withCaret(), QStringLiteral("    a: >-\n        |"));
            return;
        }
        Text text(before);
        breakLine(text.cursor, 4);
        QCOMPARE(text.withCaret(), after);
        text.document.undo();
        QCOMPARE(text.shown(), Text(before).shown());
    }

    void indents()
    {
        Text caret(QStringLiteral("a|"));
        indent(caret.cursor, 4);
        QCOMPARE(caret.withCaret(), QStringLiteral("a   |"));
        Text lines(QStringLiteral("[a\n\n  b\n]c"));
        indent(lines.cursor, 4);
        QCOMPARE(lines.shown(), QStringLiteral("    a\n\n      b\nc"));
        outdent(lines.cursor, 4);
        QCOMPARE(lines.shown(), QStringLiteral("a\n\n    b\nc"));
    }

    void stepOfTheText()
    {
        const QTextDocument two(QStringLiteral("a:\n  b: c\n"));
        QCOMPARE(indentStep(two), 2);
        const QTextDocument none(QStringLiteral("a: b\n"));
        QCOMPARE(indentStep(none), 4);
    }

    void comments()
    {
        Text text(QStringLiteral("[    a:\n\n        b: c]"));
        toggleComment(text.cursor);
        QCOMPARE(text.shown(), QStringLiteral("    # a:\n\n    #     b: c"));
        text.cursor.select(QTextCursor::Document);
        toggleComment(text.cursor);
        QCOMPARE(text.shown(), QStringLiteral("    a:\n\n        b: c"));
    }

    void moves()
    {
        Text text(QStringLiteral("a\nb|b\nc"));
        text.cursor = moveLines(text.cursor, -1);
        QCOMPARE(text.withCaret(), QStringLiteral("b|b\na\nc"));
        text.cursor = moveLines(text.cursor, -1);
        QCOMPARE(text.withCaret(), QStringLiteral("b|b\na\nc"));
        text.cursor = moveLines(text.cursor, 1);
        text.cursor = moveLines(text.cursor, 1);
        QCOMPARE(text.withCaret(), QStringLiteral("a\nc\nb|b"));
    }

    void duplicates()
    {
        Text text(QStringLiteral("a|\nb"));
        text.cursor = duplicateLines(text.cursor);
        QCOMPARE(text.withCaret(), QStringLiteral("a\na|\nb"));
    }
};

} // namespace

RULEWRIGHT_TEST(TestLineEdits)

#include "test_line_edits.moc"
