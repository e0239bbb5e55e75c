// SPDX-License-Identifier: Apache-2.0
// Types a text into a rule with its swap file, a character each 10 ms, and says each character once it is typed. The
// test kills it somewhere.
#include "app/desk/swap_files.h"
#include "core/rulefile/rulefile.h"

#include <QGuiApplication>
#include <QTextCursor>
#include <QTimer>

#include <cstdio>

using namespace rulewright;

int main(int argc, char** argv)
{
    const QGuiApplication application(argc, argv);
    if (argc != 3)
        return 2;
    desk::SwapFiles swap(QString::fromLocal8Bit(argv[1]));
    ui::RuleDocument document([](const SourceText& source) { return rulefile::parse(source); });
    document.setContents(QStringLiteral("typed.yml"), "title: Typed\n");
    swap.watch(document);
    const QString text = QString::fromUtf8(argv[2]);
    int typed = 0;
    QTimer timer;
    QObject::connect(&timer, &QTimer::timeout, &document, [&] {
        QTextCursor cursor(&document.text());
        cursor.movePosition(QTextCursor::End);
        cursor.insertText(text.at(typed % text.size()));
        ++typed;
        std::printf("%d\n", typed);
        std::fflush(stdout);
    });
    timer.start(10);
    return QGuiApplication::exec();
}
