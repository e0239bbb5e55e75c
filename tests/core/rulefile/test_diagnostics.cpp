// SPDX-License-Identifier: Apache-2.0
// Every code that the product knows is explained in docs/diagnostics.md, and something produces it: a file of
// tests/data/diagnostics, or a scene below where no small file can.
#include "app/cli/command_line.h"
#include "core/advise/insert.h"
#include "core/corpus/built_in.h"
#include "core/corpus/corpus.h"
#include "core/events/load.h"
#include "core/git/clone.h"
#include "core/match/match.h"
#include "core/rulefile/processing_file.h"
#include "core/rulefile/references.h"
#include "core/rulefile/rulefile.h"
#include "core/taxonomy/built_in.h"
#include "core/teach/scenario.h"
#include "core/text/csv.h"
#include "core/text/diagnostic_codes.h"
#include "tests/support/paths.h"
#include "tests/support/runner.h"

#include <QFile>
#include <QTemporaryDir>

#include <filesystem>
#include <format>
#include <map>
#include <set>
#include <sstream>

using namespace rulewright;

namespace {

using Codes = std::set<std::string>;

Codes codesOf(const Diagnostics& diagnostics)
{
    Codes codes;
    for (const Diagnostic& diagnostic : diagnostics)
        codes.insert(std::string(diagnostic.code.text));
    return codes;
}

const taxonomy::Taxonomy& taxonomyTables()
{
    static const Result<taxonomy::Taxonomy> tables = taxonomy::builtInTaxonomy();
    return *tables;
}

events::EventSet oneEvent()
{
    Task task;
    return events::loadText("events.ndjson", R"({"Image":"x","CommandLine":"y"})",
        events::emptyEventSet(taxonomyTables()), events::Side::Unknown, task)
        .events;
}

Codes matchCodes(const rule::Document& document)
{
    Codes codes;
    for (const rule::Rule& rule : document.rules) {
        match::MatchOptions options;
        options.document = &document;
        Task task;
        const auto report = match::match(rule, oneEvent(), taxonomyTables(), options, nullptr, task);
        if (!report)
            codes.merge(codesOf(report.error()));
    }
    return codes;
}

// What reading a file, looking up its references and matching its rules say.
Codes codesOfFile(const std::filesystem::path& path)
{
    const std::string name = path.filename().string();
    if (name.starts_with("pipeline.")) {
        auto pipeline = rulefile::loadPipeline(path);
        Codes codes = codesOf(pipeline.diagnostics);
        if (pipeline.value) {
            Parsed<rule::Document> parsed = rulefile::parse(SourceText("a.yml",
                "title: A\nlogsource:\n    product: windows\ndetection:\n    a:\n        b: c\n    condition: a\n"));
            rulefile::process(parsed, {{*pipeline.value}, {}});
            codes.merge(codesOf(parsed.diagnostics));
        }
        return codes;
    }
    if (name.starts_with("events.labels")) {
        Task task;
        events::LoadOptions options;
        options.labels.push_back(path);
        const std::vector<events::EventInput> inputs{{.path = path.parent_path() / "README.md"}};
        const auto loaded = events::load(inputs, events::emptyEventSet(taxonomyTables()), task, options);
        return loaded ? Codes() : codesOf(loaded.error());
    }
    const Parsed<rule::Document> parsed = rulefile::load(path, name);
    Codes codes = codesOf(parsed.diagnostics);
    if (parsed.value) {
        codes.merge(codesOf(rulefile::unknownReferences(*parsed.value, [](std::string_view) { return false; })));
        codes.merge(matchCodes(*parsed.value));
    }
    return codes;
}

// A value that only a file of values brings is looked at when the rule is matched.
Codes withValues(const char* key, const char* value)
{
    Parsed<rule::Document> parsed = rulefile::parse(SourceText("a.yml",
        std::format(
            "title: A\nlogsource:\n    product: windows\ndetection:\n    a:\n        {}: '%x%'\n    condition: a\n",
            key)));
    rulefile::Processing processing;
    processing.values["x"] = {value};
    rulefile::process(parsed, processing);
    return parsed.value ? matchCodes(*parsed.value) : Codes();
}

Codes adviseInsert()
{
    // A file without a rule has no place for a row.
    const SourceText source("a.eql", "process where true");
    const auto result = advise::insertion(source, rule::Document{source, rule::Language::Eql, {}}, 0, {});
    return result ? Codes() : codesOf(result.error());
}

Codes corpusFolder()
{
    Task task;
    const auto corpus = corpus::loadCorpus(corpus::Vendor::Sigma, "/no/such/folder", taxonomyTables(), task);
    return corpus ? Codes() : codesOf(corpus.error());
}

Codes corpusFile()
{
    const auto text = corpus::ruleText("/no/such/folder", "rule.yml");
    return text ? Codes() : codesOf(text.error());
}

Codes dataTable()
{
    const auto table = readCsv(SourceText("a.csv", "a,b\n1\n"), {"a", "b"});
    return table ? Codes() : codesOf(table.error());
}

Codes eventsUnreadable()
{
    Task task;
    const std::vector<events::EventInput> inputs{{.path = "/no/such/file.json"}};
    const auto loaded = events::load(inputs, events::emptyEventSet(taxonomyTables()), task, {});
    return loaded ? Codes() : codesOf(loaded.error());
}

Codes fileUnreadable() { return codesOf(rulefile::load("/no/such/rule.yml", "rule.yml").diagnostics); }

Codes fileSize() { return codesOf(rulefile::parse(SourceText("a.yml", std::string(11'000'000, 'a'))).diagnostics); }

// `check --fix` writes beside the file and renames; a folder of that name is in the way.
Codes fileUnwritable()
{
    const QTemporaryDir folder;
    const std::string path = folder.filePath("a.yml").toStdString();
    QFile file(QString::fromStdString(path));
    if (!file.open(QIODevice::WriteOnly))
        return {};
    file.write("title: A\nlogsource:\n    product: windows\ndetection:\n    a:\n        i|cidr: 10.1.2.3/8\n"
               "    condition: a\n");
    file.close();
    std::filesystem::create_directories(path + ".rulewright-new/x");
    std::ostringstream out;
    std::ostringstream err;
    cli::Output output{out, err};
    cli::runCommandLine({"check", path, "--fix"}, output);
    // The command says it in words alone.
    return err.str().contains("cannot be written") ? Codes{"file.unwritable"} : Codes();
}

Codes scenarioInvalid()
{
    const auto scenario = teach::parseScenario(SourceText("s.yml", "unknown: key\n"));
    return scenario ? Codes() : codesOf(scenario.error());
}

const std::map<std::string, Codes (*)()>& scenes()
{
    static const std::map<std::string, Codes (*)()> all{
        {"advise.insert", adviseInsert},
        {"corpus.file", corpusFile},
        {"corpus.folder", corpusFolder},
        {"data.table", dataTable},
        {"events.unreadable", eventsUnreadable},
        {"file.size", fileSize},
        {"file.unreadable", fileUnreadable},
        {"file.unwritable", fileUnwritable},
        {"git.failed", [] { return codesOf(git::describe("/no/such/folder").error()); }},
        {"match.cidr.invalid", [] { return withValues("a|cidr|expand", "ten"); }},
        {"match.regex.invalid", [] { return withValues("a|re|expand", "(a"); }},
        {"scenario.invalid", scenarioInvalid},
    };
    return all;
}

std::map<std::string, std::filesystem::path> files()
{
    std::map<std::string, std::filesystem::path> result;
    for (const auto& entry : std::filesystem::directory_iterator(tests::dataPath("diagnostics")))
        result.emplace(entry.path().stem().string(), entry.path());
    return result;
}

class TestDiagnostics : public QObject {
    Q_OBJECT

private slots:

    void isProduced_data()
    {
        QTest::addColumn<QString>("code");
        for (const DiagnosticKind& kind : diagnosticKinds())
            QTest::newRow(std::string(kind.code.text).c_str()) << QString::fromUtf8(kind.code.text);
    }

    void isProduced()
    {
        QFETCH(QString, code);
        const std::string wanted = code.toStdString();
        static const std::map<std::string, std::filesystem::path> known = files();
        Codes codes;
        if (const auto scene = scenes().find(wanted); scene != scenes().end())
            codes = scene->second();
        else if (const auto file = known.find(wanted); file != known.end())
            codes = codesOfFile(file->second);
        else
            QFAIL("tests/data/diagnostics holds no file for this code");
        std::string got;
        for (const std::string& one : codes)
            got += one + ' ';
        QVERIFY2(codes.contains(wanted), std::format("got {}", got).c_str());
    }

    void isDocumented()
    {
        const std::string page = tests::readFile(tests::sourcePath("docs/diagnostics.md"));
        for (const DiagnosticKind& kind : diagnosticKinds()) {
            std::string meaning(kind.meaning);
            for (std::size_t at = meaning.find('|'); at != std::string::npos; at = meaning.find('|', at + 2))
                meaning.insert(at, "\\"); // a bar within a table
            const std::string row
                = std::format("| `{}` | {} | {} |", kind.code.text, severityName(kind.severity), meaning);
            QVERIFY2(page.contains(row), row.c_str());
        }
    }

    // Codes and files are in step both ways.
    void everyFileIsOfACode()
    {
        for (const auto& [name, path] : files()) {
            if (name == "README")
                continue;
            const bool isKnown = std::ranges::any_of(
                diagnosticKinds(), [&](const DiagnosticKind& kind) { return kind.code.text == name; });
            QVERIFY2(isKnown, path.filename().string().c_str());
        }
    }
};

} // namespace

RULEWRIGHT_TEST(TestDiagnostics)

#include "test_diagnostics.moc"
