// SPDX-License-Identifier: Apache-2.0
#include "core/version.h"

#include <QApplication>
#include <QIcon>
#include <QMainWindow>

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    QApplication::setApplicationName(QStringLiteral("rulewright"));
    QApplication::setApplicationDisplayName(QStringLiteral("Rulewright"));
    QApplication::setDesktopFileName(QStringLiteral("org.rulewright.Rulewright"));
    QApplication::setApplicationVersion(
        QString::fromUtf8(rulewright::version().data(), qsizetype(rulewright::version().size())));
    QApplication::setWindowIcon(QIcon(QStringLiteral(":/icons/rulewright.svg")));

    QMainWindow window;
    window.show();
    return QApplication::exec();
}
