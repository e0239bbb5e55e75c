// SPDX-License-Identifier: Apache-2.0
// Each file of tests/data/insert is a case: a row of the guide, a rule with the caret as ‸, the rule afterwards.
#include "core/advise/insert.h"
#include "core/rulefile/rulefile.h"
#include "tests/support/paths.h"
#include "tests/support/runner.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <vector>

using namespace rulewright;

namespace {

constexpr std::string_view caretMark = "‸";

struct Case {
    std::map<std::string, std::string> head;
    std::string before;
    std::string after;
    std::uint32_t caretBefore = 0;
    std::uint32_t caretAfter = 0;
};

std::string unescaped(std::string_view text)
{
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\\' && i + 1 < text.size()) {
            const char c = text[++i];
            result += c == 'n' ? '\n' : c == 't' ? '\t' : c;
        } else {
            result += text[i];
        }
    }
    return result;
}

std::uint32_t takeCaret(std::string& text)
{
    const std::size_t at = text.find(caretMark);
    if (at == std::string::npos)
        return 0;
    text.erase(at, caretMark.size());
    return static_cast<std::uint32_t>(at);
}

std::string withOptions(std::string text, const std::string& options)
{
    if (options == "no-final-newline" && text.ends_with('\n'))
        text.pop_back();
    if (options != "crlf")
        return text;
    std::string result;
    for (const char c : text)
        result += c == '\n' ? std::string("\r\n") : std::string(1, c);
    return result;
}

Case readCase(const std::filesystem::path& path)
{
    const std::string text = tests::readFile(path);
    Case result;
    const std::size_t before = text.find("== before\n");
    const std::size_t after = text.find("== after\n");
    std::string_view head(text.data(), before);
    while (!head.empty()) {
        const std::size_t end = head.find('\n');
        const std::string_view line = head.substr(0, end);
        const std::size_t colon = line.find(": ");
        result.head[std::string(line.substr(0, colon))] = line.substr(colon + 2);
        head.remove_prefix(end + 1);
    }
    const std::string options = result.head["options"];
    result.before = withOptions(text.substr(before + 10, after - before - 10), options);
    result.after = withOptions(text.substr(after + 9), options);
    result.caretBefore = takeCaret(result.before);
    result.caretAfter = takeCaret(result.after);
    return result;
}

rule::Op operatorOf(const std::string& name)
{
    for (int i = 0; i <= static_cast<int>(rule::Op::Computed); ++i) {
        if (rule::operatorName(static_cast<rule::Op>(i)) == name)
            return static_cast<rule::Op>(i);
    }
    return rule::Op::Computed;
}

corpus::RowKey rowOf(Case& c)
{
    corpus::RowKey row;
    row.field = c.head["field"];
    row.op = operatorOf(c.head["operator"]);
    if (c.head.contains("value"))
        row.value = c.head["value"];
    if (c.head.contains("escaped"))
        row.value = unescaped(c.head["escaped"]);
    row.transform = c.head["transform"];
    return row;
}

class TestInsert : public QObject {
    Q_OBJECT

private slots:

    void insert_data()
    {
        QTest::addColumn<QString>("path");
        std::vector<std::filesystem::path> files;
        for (const auto& entry : std::filesystem::directory_iterator(tests::dataPath("insert")))
            files.push_back(entry.path());
        std::ranges::sort(files);
        QVERIFY(files.size() >= 40);
        for (const std::filesystem::path& file : files)
            QTest::newRow(file.stem().c_str()) << QString::fromStdString(file.string());
    }

    void insert()
    {
        QFETCH(QString, path);
        Case c = readCase(path.toStdString());
        const SourceText source("rule.yml", c.before);
        const Parsed<rule::Document> parsed = rulefile::parse(source);
        QVERIFY(parsed.value.has_value());
        const auto insertion = advise::insertion(source, *parsed.value, c.caretBefore, rowOf(c));
        const std::string expected = c.head["result"];
        if (expected == "error") {
            QVERIFY(!insertion.has_value());
            QVERIFY(!insertion.error().front().message.empty());
            return;
        }
        QVERIFY2(insertion.has_value(), insertion.has_value() ? "" : insertion.error().front().message.c_str());
        const bool isThere = insertion->kind == advise::Insertion::Kind::AlreadyThere;
        QCOMPARE(isThere, expected == "already");
        const std::string text = isThere ? c.before : applyEdits(c.before, {insertion->edit});
        QCOMPARE(QString::fromStdString(text), QString::fromStdString(c.after));
        QVERIFY(text == c.after);
        if (!isThere)
            QCOMPARE(insertion->caret, c.caretAfter);
    }

    // What was put in is found again: a second insertion changes nothing.
    void insertTwice_data() { insert_data(); }

    void insertTwice()
    {
        QFETCH(QString, path);
        Case c = readCase(path.toStdString());
        if (c.head.contains("result"))
            return;
        const SourceText source("rule.yml", c.after);
        const Parsed<rule::Document> parsed = rulefile::parse(source);
        QVERIFY(parsed.value.has_value());
        for (const Diagnostic& problem : parsed.diagnostics)
            QVERIFY2(problem.severity != Severity::Error, problem.message.c_str());
        const auto insertion = advise::insertion(source, *parsed.value, c.caretAfter, rowOf(c));
        QVERIFY(insertion.has_value());
        QCOMPARE(int(insertion->kind), int(advise::Insertion::Kind::AlreadyThere));
    }
};

} // namespace

RULEWRIGHT_TEST(TestInsert)

#include "test_insert.moc"
