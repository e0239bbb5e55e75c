// SPDX-License-Identifier: Apache-2.0
#include "tests/support/runner.h"

#include <map>
#include <string>

namespace rulewright::tests {

namespace {

// Filled while the program starts, so it cannot be a global whose own turn may come later.
std::map<std::string, MakeTest>& tests()
{
    static std::map<std::string, MakeTest> all;
    return all;
}

} // namespace

bool addTest(const char* name, MakeTest make)
{
    return tests().emplace(name, std::move(make)).second;
}

int runTests(int argc, char** argv)
{
    QStringList arguments;
    for (int i = 0; i < argc; ++i)
        arguments.append(QString::fromLocal8Bit(argv[i]));
    std::string only;
    if (argc > 1 && tests().contains(argv[1])) {
        only = argv[1];
        arguments.removeAt(1);
    }
    int failed = 0;
    for (const auto& [name, make] : tests()) {
        if (only.empty() || only == name)
            failed += QTest::qExec(make().get(), arguments) != 0;
    }
    return failed == 0 ? 0 : 1;
}

} // namespace rulewright::tests
