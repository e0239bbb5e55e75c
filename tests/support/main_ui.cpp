// SPDX-License-Identifier: Apache-2.0
#include "tests/support/runner.h"

#include <QApplication>
#include <QStandardPaths>

int main(int argc, char** argv)
{
    QStandardPaths::setTestModeEnabled(true);
    QApplication application(argc, argv);
    return rulewright::tests::runTests(argc, argv);
}
