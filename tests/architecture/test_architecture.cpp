// SPDX-License-Identifier: Apache-2.0
#include "tests/architecture/include_check.h"
#include "tests/support/paths.h"
#include "tests/support/runner.h"

using namespace rulewright::tests;

namespace {

const IncludeTable sample = parseIncludeTable("Text.\n```includes\n"
                                              "core\n"
                                              "core/text\n"
                                              "core/attack core/text\n"
                                              "core/rule core/text\n"
                                              "core/lang/* core/rule\n"
                                              "core/lang/sigma core/attack\n"
                                              "core/rulefile core/lang/*\n"
                                              "app/cli core/rulefile\n"
                                              "```\ncore/none core/text\n");

std::vector<SourceFile> sourcesBelow(std::string_view folder)
{
    std::vector<SourceFile> files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(sourcePath(folder))) {
        const std::filesystem::path& path = entry.path();
        if (path.extension() == ".cpp" || path.extension() == ".h")
            files.push_back({std::filesystem::relative(path, sourcePath()).string(), readFile(path)});
    }
    return files;
}

} // namespace

class ArchitectureTest : public QObject {
    Q_OBJECT
private slots:
    void theTableIsRead();
    void includesAreCheckedAgainstTheTable_data();
    void includesAreCheckedAgainstTheTable();
    void aCostlyHeaderHasOneTranslationUnit();
    void theProjectKeepsItsTable();
};

void ArchitectureTest::theTableIsRead()
{
    QCOMPARE(sample.size(), std::size_t(8));
    QCOMPARE(sample.at("core/lang/sigma"), std::vector<std::string> {"core/attack"});
    QVERIFY(sample.at("core/text").empty());
}

void ArchitectureTest::includesAreCheckedAgainstTheTable_data()
{
    QTest::addColumn<QString>("path");
    QTest::addColumn<QString>("line");
    QTest::addColumn<QString>("complaint"); // empty where the line is allowed

    const auto row = [](const char* name, const char* path, const char* line, const char* complaint) {
        QTest::newRow(name) << QString::fromUtf8(path) << QString::fromUtf8(line) << QString::fromUtf8(complaint);
    };
    row("own folder", "core/text/a.cpp", "#include \"core/text/a.h\"", "");
    row("named folder", "core/rule/a.h", "#include \"core/text/a.h\"", "");
    row("below a named folder", "core/rulefile/a.h", "#include \"core/text/a.h\"", "");
    row("every language", "core/rulefile/a.h", "#include \"core/lang/spl/a.h\"", "");
    row("a language's own line", "core/lang/sigma/a.h", "#include \"core/attack/a.h\"", "");
    row("a language without that line", "core/lang/spl/a.h", "#include \"core/attack/a.h\"",
        "core/lang/spl/a.h:1: core/lang/spl may not include core/attack");
    row("another language", "core/lang/spl/a.h", "#include \"core/lang/sigma/a.h\"",
        "core/lang/spl/a.h:1: core/lang/spl may not include core/lang/sigma");
    row("above", "core/text/a.h", "  #  include \"core/rule/a.h\"",
        "core/text/a.h:1: core/text may not include core/rule");
    row("folder in a folder", "core/rule/deep/a.h", "#include \"core/lang/sigma/a.h\"",
        "core/rule/deep/a.h:1: core/rule may not include core/lang/sigma");
    row("unknown folder", "core/new/a.h", "", "core/new/a.h: the table names no such folder");
    row("relative path", "core/rule/a.cpp", "#include \"a.h\"",
        "core/rule/a.cpp:1: \"a.h\" is no path from the project's folder");
    row("standard header", "core/rule/a.cpp", "#include <vector>", "");
    row("Qt in core", "core/rule/a.cpp", "#include <QString>",
        "core/rule/a.cpp:1: core/rule must do without Qt, <QString>");
    row("Qt in the command line", "app/cli/a.cpp", "#include <QtCore/qglobal.h>",
        "app/cli/a.cpp:1: app/cli must do without Qt, <QtCore/qglobal.h>");
    row("comment", "core/text/a.h", "// #include \"core/rule/a.h\"", "");
}

void ArchitectureTest::includesAreCheckedAgainstTheTable()
{
    QFETCH(QString, path);
    QFETCH(QString, line);
    QFETCH(QString, complaint);
    const std::vector<std::string> found
        = forbiddenIncludes(sample, {{path.toStdString(), line.toStdString() + "\nint x;\n"}});
    if (complaint.isEmpty()) {
        QCOMPARE(found, std::vector<std::string>());
    } else {
        QCOMPARE(found, std::vector<std::string> {complaint.toStdString()});
    }
}

void ArchitectureTest::aCostlyHeaderHasOneTranslationUnit()
{
    const std::vector<SourceFile> files {
        {"core/text/a.cpp", "#include <nlohmann/json.hpp>\n"},
        {"core/text/b.cpp", "#include <nlohmann/json.hpp>\n"},
        {"core/text/c.cpp", "#include <CLI/CLI.hpp>\n"},
    };
    QCOMPARE(forbiddenIncludes(sample, files),
        std::vector<std::string> {
            "nlohmann/ is included by 2 files and should be by 1: core/text/a.cpp, core/text/b.cpp"});
}

void ArchitectureTest::theProjectKeepsItsTable()
{
    const IncludeTable table = parseIncludeTable(readFile(sourcePath("docs/architecture.md")));
    QVERIFY2(!table.empty(), "docs/architecture.md has no table of includes");
    std::vector<SourceFile> files;
    for (const std::string_view folder : {"core", "ui", "app"})
        std::ranges::move(sourcesBelow(folder), std::back_inserter(files));
    QVERIFY(files.size() > 10);
    std::string complaints;
    for (const std::string& complaint : forbiddenIncludes(table, files))
        complaints += "\n" + complaint;
    QVERIFY2(complaints.empty(), complaints.c_str());
}

RULEWRIGHT_TEST(ArchitectureTest)
#include "test_architecture.moc"
