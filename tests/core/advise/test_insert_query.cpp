// SPDX-License-Identifier: Apache-2.0
// Rows of the guide in rules of query languages: in the words of the language, where the caret is.
#include "core/advise/insert.h"
#include "core/rulefile/rulefile.h"
#include "tests/support/runner.h"

#include <string>

using namespace rulewright;

namespace {

corpus::RowKey row(std::string field, rule::Op op, std::optional<std::string> value)
{
    corpus::RowKey key;
    key.field = std::move(field);
    key.op = op;
    key.value = std::move(value);
    return key;
}

/// The text with the row put in at `|`; the error's words where that cannot be.
std::string inserted(const std::string& name, std::string text, const corpus::RowKey& key)
{
    const std::size_t caret = std::min(text.find('@'), text.size());
    if (caret < text.size())
        text.erase(caret, 1);
    const SourceText source(name, text);
    const Parsed<rule::Document> parsed = rulefile::parse(source);
    if (!parsed.value || hasErrors(parsed.diagnostics))
        return "cannot be read";
    const auto insertion = advise::insertion(parsed.value->text, *parsed.value, static_cast<std::uint32_t>(caret), key);
    if (!insertion)
        return insertion.error().front().message;
    if (insertion->kind == advise::Insertion::Kind::AlreadyThere)
        return "already there";
    const std::string after = applyEdits(text, {insertion->edit});
    if (hasErrors(rulefile::parse(SourceText(name, after)).diagnostics))
        return "broken: " + after;
    return after;
}

class TestInsertQuery : public QObject {
    Q_OBJECT

private slots:

    void speaksTheLanguage_data()
    {
        QTest::addColumn<std::string>("name");
        QTest::addColumn<std::string>("text");
        QTest::addColumn<std::string>("field");
        QTest::addColumn<int>("op");
        QTest::addColumn<std::string>("value");
        QTest::addColumn<std::string>("after");
        const auto add = [](const char* what, const char* name, const char* text, const char* field, rule::Op op,
                             const char* value, const char* after) {
            QTest::newRow(what) << std::string(name) << std::string(text) << std::string(field) << static_cast<int>(op)
                                << std::string(value) << std::string(after);
        };
        using enum rule::Op;
        add("eql base name", "a.eql", "process where a == 1", "Image", EndsWith, "\\cmd.exe",
            "process where a == 1 and process.name in~ (\"cmd.exe\")");
        add("eql contains", "a.eql", "process where a == 1", "CommandLine", Contains, " -enc ",
            "process where a == 1 and process.command_line : \"* -enc *\"");
        add("eql literal star", "a.eql", "process where a == 1", "CommandLine", Contains, "*.*",
            "process where a == 1 and stringContains~(process.command_line, \"*.*\")");
        add("eql or", "a.eql", "process where a == 1 or b == 2", "CommandLine", StartsWith, "x",
            "process where (a == 1 or b == 2) and process.command_line : \"x*\"");
        add("eql joins a list", "a.eql", "process where process.command_line : (\"*a*\", @\"*b*\")", "CommandLine",
            Contains, "c", "process where process.command_line : (\"*a*\", \"*b*\", \"*c*\")");
        add("eql there already", "a.eql", "process where process.command_line : \"*A*\"", "CommandLine", Contains, "a",
            "already there");
        add("eql step", "a.eql", "sequence by h [process where a == 1] [file where @b == 2]", "TargetFilename",
            EndsWith, ".ps1", "sequence by h [process where a == 1] [file where b == 2 and file.path : \"*.ps1\"]");
        add("eql nothing yet", "a.eql", "process where true", "Image", EndsWith, "\\a.exe",
            "process where process.name in~ (\"a.exe\")");
        add("eql event data", "a.eql", "any where a == 1", "LogonGuid", Eq, "x",
            "any where a == 1 and winlog.event_data.LogonGuid in~ (\"x\")");
        add("eql network", "a.eql", "any where a == 1", "DestinationIp", Cidr, "10.0.0.0/8",
            "any where a == 1 and cidrMatch(destination.ip, \"10.0.0.0/8\")");
        add("kql", "a.kuery", "a:1", "CommandLine", Contains, "c:\\x *",
            "a:1 and process.command_line:*c\\:\\\\x\\ \\**");
        add("kql base name", "a.kuery", "a:1 or b:2", "Image", EndsWith, "\\cmd.exe",
            "(a:1 or b:2) and process.name:\"cmd.exe\"");
        add("kql has no expressions", "a.kuery", "a:1", "Image", Regex, "x",
            "KQL has no words for regex on \"Image\": write the test by hand");
        add("esql", "a.esql", "FROM x\n| WHERE a == 1\n| KEEP a", "Image", EndsWith, "\\Cmd.exe",
            "FROM x\n| WHERE a == 1 AND TO_LOWER(process.name) == \"cmd.exe\"\n| KEEP a");
        const char* tstats
            = "| tstats count from datamodel=Endpoint.Processes where Processes.process=\"*a*\" by _time";
        add("spl data model", "a.spl", tstats, "Image", EndsWith, "\\cmd.exe",
            "| tstats count from datamodel=Endpoint.Processes where Processes.process=\"*a*\" "
            "Processes.process_name=\"cmd.exe\" by _time");
        add("spl joins a list", "a.spl",
            "| tstats count from datamodel=Endpoint.Processes where Processes.process=\"@*a*\" by _time", "CommandLine",
            Contains, "c:\\x",
            "| tstats count from datamodel=Endpoint.Processes where Processes.process=(\"*a*\", \"*c:\\\\x*\") by "
            "_time");
        add("spl there already", "a.spl", tstats, "CommandLine", Contains, "A", "already there");
        add("spl model without the field", "a.spl", tstats, "ScriptBlockText", Contains, "a",
            "SPL has no words for contains on \"ScriptBlockText\": write the test by hand");
        add("spl raw", "a.spl", "EventCode=1 (a=1 OR b=2)", "Image", EndsWith, "\\cmd.exe",
            "EventCode=1 (a=1 OR b=2) Image=\"*\\\\cmd.exe\"");
        add("spl or binds tighter", "a.spl", "a=1 OR b=2 | stats count", "EventID", Eq, "11",
            "a=1 OR b=2 EventCode=\"11\" | stats count");
        add("spl where", "a.spl", "a=1 | where @b == \"c\" OR d == \"e\"", "CommandLine", StartsWith, "X",
            "a=1 | where (b == \"c\" OR d == \"e\") AND like(lower(CommandLine), \"x%\")");
        add("spl in yaml", "a.yml", "name: A\ntype: TTP\nsearch: 'a=1'\n", "CommandLine", Contains, "it's",
            "name: A\ntype: TTP\nsearch: 'a=1 CommandLine=\"*it''s*\"'\n");
        add("esql pattern", "a.esql", "FROM x | WHERE a == 1", "CommandLine", Contains, "c:\\x",
            "FROM x | WHERE a == 1 AND TO_LOWER(process.command_line) LIKE \"*c:\\\\\\\\x*\"");
        add("toml literal", "a.toml", "[rule]\nlanguage = \"eql\"\nquery = '''\nany where a == 1\n'''", "CommandLine",
            Contains, "c:\\",
            "[rule]\nlanguage = \"eql\"\nquery = '''\nany where a == 1 and process.command_line : "
            "\"*c:\\\\*\"\n'''");
        add("toml text", "a.toml", "[rule]\nlanguage = \"eql\"\nquery = \"any where a == 1\"", "Image", EndsWith,
            "\\a.exe", "[rule]\nlanguage = \"eql\"\nquery = \"any where a == 1 and process.name in~ (\\\"a.exe\\\")\"");
    }

    void speaksTheLanguage()
    {
        QFETCH(std::string, name);
        QFETCH(std::string, text);
        QFETCH(std::string, field);
        QFETCH(int, op);
        QFETCH(std::string, value);
        QFETCH(std::string, after);
        QCOMPARE(inserted(name, text, row(field, static_cast<rule::Op>(op), value)), after);
    }

    void asksForPresence()
    {
        const corpus::RowKey exists = row("CommandLine", rule::Op::Exists, std::nullopt);
        QCOMPARE(inserted("a.eql", "any where a == 1", exists), "any where a == 1 and process.command_line != null");
        QCOMPARE(inserted("a.kuery", "a:1", exists), "a:1 and process.command_line:*");
        QCOMPARE(inserted("a.esql", "FROM x | WHERE a == 1", exists),
            "FROM x | WHERE a == 1 AND process.command_line IS NOT NULL");
        const corpus::RowKey isNull = row("CommandLine", rule::Op::IsNull, std::nullopt);
        QCOMPARE(inserted("a.kuery", "a:1", isNull), "a:1 and not process.command_line:*");
    }
};

} // namespace

RULEWRIGHT_TEST(TestInsertQuery)

#include "test_insert_query.moc"
