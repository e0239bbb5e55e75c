// SPDX-License-Identifier: Apache-2.0
#include "tests/support/runner.h"

#include <QCoreApplication>

int main(int argc, char** argv)
{
    QCoreApplication application(argc, argv);
    return rulewright::tests::runTests(argc, argv);
}
