// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QTest>

#include <functional>
#include <memory>

// Adds a QtTest class to the executable; write it after the class, before the .moc include.
#define RULEWRIGHT_TEST(Class)                                                                                         \
    namespace {                                                                                                        \
    const bool registered##Class                                                                                       \
        = rulewright::tests::addTest(#Class, [] { return std::unique_ptr<QObject>(std::make_unique<Class>()); });      \
    }

namespace rulewright::tests {

using MakeTest = std::function<std::unique_ptr<QObject>()>;

bool addTest(const char* name, MakeTest make);

// Runs every test object that was added, in the order of their names, and returns 0 where all passed. A first
// argument that is the name of a test object runs that one alone; the other arguments are QtTest's.
int runTests(int argc, char** argv);

} // namespace rulewright::tests
