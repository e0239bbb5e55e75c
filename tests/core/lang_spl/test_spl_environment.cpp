// SPDX-License-Identifier: Apache-2.0
// SPL with what a repository defines: macros, tables.
#include "core/lang/spl/parser.h"
#include "core/rulefile/splunk_content.h"
#include "tests/support/rule_dump.h"
#include "tests/support/runner.h"

#include <QTemporaryDir>

#include <fstream>
#include <map>

using namespace rulewright;
using namespace rulewright::tests;
using namespace rulewright::lang;

class SplEnvironmentTest : public QObject {
    Q_OBJECT
private slots:
    void macrosAreReplaced();
    void macrosEnd();
    void aMacroMayBeStages();
    void flagsOfTablesAreTests();
    void defaultsOfTablesCount();
    void rowsOfTablesAreTerms();
    void contentIsReadFromFolders();

private:
    std::string meaning(std::string_view search) const;

    std::map<std::string, spl::Macro, std::less<>> m_macros;
    std::map<std::string, spl::LookupTable, std::less<>> m_tables;
    bool m_unfoldsTables = true;
};

std::string SplEnvironmentTest::meaning(std::string_view search) const
{
    const spl::Environment environment{
        .macros = [this](std::string_view name, std::size_t arguments) -> const spl::Macro* {
            const auto found = m_macros.find(name);
            return found == m_macros.end() || found->second.arguments.size() != arguments ? nullptr : &found->second;
        },
        .tables = [this](std::string_view name) -> const spl::LookupTable* {
            const auto found = m_tables.find(name);
            return found == m_tables.end() ? nullptr : &found->second;
        },
        .unfoldsTables = m_unfoldsTables};
    Diagnostics diagnostics;
    const spl::SplResult result = spl::parse({search, 0, {}}, environment, diagnostics);
    return result.pipeline ? printed(*result.pipeline) : diagnostics.front().message;
}

void SplEnvironmentTest::macrosAreReplaced()
{
    m_macros = {{"shells", {"shells", {}, "(p=cmd.exe OR p=\"pwsh.exe\")"}},
        {"of", {"of", {"f", "v"}, "$f$=\"$v$*\" `shells`"}}};
    QCOMPARE(meaning("`shells` a=1"), std::string("(and (or [p~ eq 'cmd.exe'] [p~ eq 'pwsh.exe']) [a~ eq 1])"));
    QCOMPARE(
        meaning("`of(x, \"y z\")`"), std::string("(and [x~ eq 'y z*'] (or [p~ eq 'cmd.exe'] [p~ eq 'pwsh.exe']))"));
    QCOMPARE(meaning("`of(x)` a=1"), std::string("(and #the macro \"of\" is not defined [a~ eq 1])"));
    QCOMPARE(meaning("a=\"`shells`\""), std::string("[a~ eq '`shells`']"));
    QCOMPARE(meaning("a=1 | map search=\"search `shells`\""),
        std::string("[a~ eq 1] | map [(or [p~ eq 'cmd.exe'] [p~ eq 'pwsh.exe'])]"));
}

void SplEnvironmentTest::macrosEnd()
{
    m_macros = {{"a", {"a", {}, "x=1 `b`"}}, {"b", {"b", {}, "`a`"}}};
    QCOMPARE(meaning("`a`"), std::string("(and [x~ eq 1] #the macro \"a\" expands to itself)"));
    m_macros.clear();
    for (int i = 0; i < 40; ++i) {
        const std::string name = "m" + std::to_string(i);
        const std::string next = "`m" + std::to_string(i + 1) + "` ";
        m_macros.emplace(name, spl::Macro{name, {}, next + next + next});
    }
    m_macros.emplace("m40", spl::Macro{"m40", {}, "x=1"});
    const std::string text = meaning("`m0`");
    QVERIFY(QString::fromStdString(text.substr(0, 200)).contains(QStringLiteral("expands to")));
}

void SplEnvironmentTest::aMacroMayBeStages()
{
    m_macros = {{"flagged", {"flagged", {}, "eval f=if(b=\"x\", 1, 0) | search f=1"}}};
    QCOMPARE(
        meaning("a=1 | `flagged`"), std::string("[a~ eq 1] | eval f=if(b == x, 1, 0) | [f~ eq 1]{eval: [b eq 'x']}"));
}

void SplEnvironmentTest::flagsOfTablesAreTests()
{
    spl::LookupTable table{.name = "tools",
        .isStatic = true,
        .columns = {"program", "domain", "flag"},
        .rows = {{"a*.exe", "x.org", "TRUE"}, {"b.exe", "", "TRUE"}, {"c.exe", "y.org", "FALSE"}},
        .matchTypes = {{"program", spl::CellMatch::Wildcard}},
        .isCaseSensitive = false,
        .defaultMatch = "false"};
    m_tables = {{"tools", table}};
    QCOMPARE(meaning("a=1 | lookup tools program AS p OUTPUT flag, domain as d | search flag = True"),
        std::string("[a~ eq 1] | lookup tools p=program | [flag~ eq 'True']{lookup:tools: [p~ eq 'a*.exe' 'b.exe']}"));
    QCOMPARE(meaning("lookup_of=1 | lookup tools domain OUTPUTNEW flag | where flag=\"TRUE\""),
        std::string(
            "[lookup_of~ eq 1] | lookup tools domain=domain | [flag eq 'TRUE']{lookup:tools: [domain~ eq 'x.org']}"));
    // Two keys must stand in one row.
    QCOMPARE(meaning("a=1 | lookup tools program as p, domain as d OUTPUT flag | search flag=true"),
        std::string("[a~ eq 1] | lookup tools p=program, d=domain | [flag~ eq 'true']{lookup:tools: (and [p~ eq "
                    "'a*.exe'] [d~ eq 'x.org'])}"));
    QCOMPARE(meaning("a=1 | lookup tools other as p OUTPUT flag | search flag=true"),
        std::string("[a~ eq 1] | lookup tools p=other | [flag~ eq 'true']{lookup:tools: #the table \"tools\" has other "
                    "columns}"));
    // The key's own name may be made too.
    QCOMPARE(
        meaning("a=1 | stats values(prog) as p by user | lookup tools program as p OUTPUT flag | search flag=true"),
        std::string("[a~ eq 1] | stats p by user | lookup tools p=program | "
                    "[flag~ eq 'true']{lookup:tools: [prog~ eq 'a*.exe' 'b.exe']}"));
}

void SplEnvironmentTest::defaultsOfTablesCount()
{
    m_tables = {{"known",
        {.name = "known",
            .isStatic = true,
            .columns = {"name", "good"},
            .rows = {{"a", "true"}, {"b", "false"}},
            .matchTypes = {},
            .isCaseSensitive = true,
            .defaultMatch = "false"}}};
    QCOMPARE(meaning("x=1 | lookup known name OUTPUT good | where good=\"false\""),
        std::string("[x~ eq 1] | lookup known name=name | [good eq 'false']{lookup:known: (or [name eq 'b'] (not [name "
                    "eq 'a']))}"));
    QCOMPARE(meaning("x=1 | lookup known name OUTPUT good | search good!=false"),
        std::string("[x~ eq 1] | lookup known name=name | [good~ !eq 'false']{lookup:known: [name eq 'a']}"));
}

void SplEnvironmentTest::rowsOfTablesAreTerms()
{
    m_tables = {{"apps",
        {.name = "apps",
            .isStatic = true,
            .columns = {"app", "why"},
            .rows = {{"a.exe", "1"}, {"b.exe", "2"}},
            .matchTypes = {},
            .isCaseSensitive = false,
            .defaultMatch = {}}}};
    QCOMPARE(meaning("| tstats count where x=1 [| inputlookup apps | rename app as P.name | eval P.name=\"*\" . P.name "
                     "| table P.name] by y"),
        std::string("(and [x~ eq 1] [P.name~ eq '[inputlookup apps]']{lookup:apps: [P.name~ eq '*a.exe' '*b.exe']}) | "
                    "inline stats count by y"));
    QCOMPARE(meaning("x=1 NOT [| inputlookup gone]"),
        std::string("(and [x~ eq 1] (not #the table \"gone\" is filled elsewhere))"));
}

void SplEnvironmentTest::contentIsReadFromFolders()
{
    QTemporaryDir folder;
    QVERIFY(folder.isValid());
    const std::filesystem::path root = folder.path().toStdString();
    const auto write = [&](const char* name, std::string_view text) {
        const std::filesystem::path path = root / name;
        std::filesystem::create_directories(path.parent_path());
        std::ofstream(path, std::ios::binary) << text;
    };
    write("macros/one.yml", "name: one\ndefinition: a=1\n");
    write("macros/two.yml", "name: two\narguments:\n- x\ndefinition: b=$x$\n");
    write("macros/broken.yml", "name: [\n");
    write("lookups/t.yml",
        "name: t\nfilename: t.csv\nmatch_type: WILDCARD(k), CIDR(net)\ncase_sensitive_match: 'false'\ndefault_match: "
        "'no'\n");
    write("lookups/t.csv", "\xEF\xBB\xBFk, net ,flag\r\n\"a,\"\"b*\",10.0.0.0/8,yes\r\n,,\r\nc\r\n");
    write("lookups/seen.yml", "name: previously_seen_x\nfilename: t.csv\n");
    write("lookups/store.yml", "name: store\ncollection: store\nfields_list: _key, p, q\n");
    write("lookups/out.yml", "name: out\nfilename: ../macros/one.csv\n");
    write("detections/endpoint/rule.yml", "name: r\n");

    const auto content = rulefile::SplunkContent::near(root / "detections/endpoint");
    QCOMPARE(content->macro("one", 0)->definition, std::string("a=1"));
    QVERIFY(content->macro("one", 1) == nullptr);
    QCOMPARE(content->macro("two", 1)->arguments, std::vector<std::string>{"x"});
    const spl::LookupTable* table = content->table("t");
    QVERIFY(table != nullptr && table->isStatic && !table->isCaseSensitive);
    QCOMPARE(table->columns, (std::vector<std::string>{"k", "net", "flag"}));
    QCOMPARE(table->rows, (std::vector<std::vector<std::string>>{{"a,\"b*", "10.0.0.0/8", "yes"}, {"c", "", ""}}));
    QVERIFY(table->matchOf("k") == spl::CellMatch::Wildcard && table->matchOf("net") == spl::CellMatch::Cidr);
    QCOMPARE(*table->defaultMatch, std::string("no"));
    QVERIFY(!content->table("previously_seen_x")->isStatic);
    QVERIFY(!content->table("store")->isStatic);
    QCOMPARE(content->table("store")->columns, (std::vector<std::string>{"_key", "p", "q"}));
    QVERIFY(!content->table("out")->isStatic);
    QVERIFY(content->table("gone") == nullptr);
}

RULEWRIGHT_TEST(SplEnvironmentTest)
#include "test_spl_environment.moc"
