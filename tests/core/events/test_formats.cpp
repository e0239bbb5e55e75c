// SPDX-License-Identifier: Apache-2.0
// Every file of tests/data/events is a case: its records, what was skipped and its fields stand beside it as
// FILE.expected. With RULEWRIGHT_REFRESH set these files are written anew.
#include "core/events/load.h"
#include "core/events/source_kind.h"
#include "core/taxonomy/built_in.h"
#include "tests/core/events/print_events.h"
#include "tests/support/paths.h"
#include "tests/support/runner.h"

#include <QTemporaryDir>

#include <algorithm>
#include <filesystem>
#include <format>
#include <fstream>
#include <iterator>
#include <map>
#include <string>
#include <vector>

using namespace rulewright;
using namespace rulewright::events;
using namespace rulewright::tests;

namespace {

namespace fs = std::filesystem;

constexpr std::string_view expectedSuffix = ".expected";

std::string contentOf(const fs::path& path)
{
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

LoadResult read(const fs::path& path)
{
    const auto taxonomy = taxonomy::builtInTaxonomy();
    Task task;
    const std::vector<EventInput> inputs{{.path = path}};
    return *load(inputs, emptyEventSet(*taxonomy), task);
}

// Line ends and other control characters would hide in the file.
std::string visible(std::string_view text)
{
    std::string shown;
    for (const char c : text) {
        if (c == '\n')
            shown += "\\n";
        else if (static_cast<unsigned char>(c) < 0x20)
            shown += std::format("\\x{:02x}", static_cast<unsigned>(c));
        else
            shown += c;
    }
    return shown;
}

std::string described(const LoadResult& result)
{
    std::string text = std::format("{} records in {} files\n", result.report.records, result.report.files);
    for (const FileReport& file : result.report.read)
        text += std::format("{}: {}, {} records\n", file.file, file.format, file.records);
    for (const Skipped& skipped : result.report.skipped)
        text += std::format("skipped {} in {}: {}\n", skipped.count, skipped.file, skipped.reason);
    for (std::uint32_t i = 0; i < result.events.size(); ++i) {
        const EventId event{i};
        const auto [segment, row] = result.events.locate(event);
        text += std::format("\n{} {}", i + 1, sourceKindName(result.events.segments[segment]->kind[index(row)]));
        // The year of a time without one is that in which the file was written.
        if (const std::int64_t time = result.events.time(event); time != Segment::noTime)
            text += " " + isoTime(time);
        text += "\n";
        for (const EventField& field : result.events.event(event)) {
            text += std::format("  {}{} =", field.isAlias ? "~" : "", field.name);
            if (field.cell == Cell::Null)
                text += " null";
            for (const std::string& value : field.values)
                text += " [" + visible(value) + "]";
            text += "\n";
        }
    }
    return text;
}

// GUIDs without braces, times with six digits, no blanks at the end.
std::string normalised(std::string text)
{
    if (text.size() == 38 && text.front() == '{' && text.back() == '}')
        text = text.substr(1, 36);
    if (text.size() > 27 && text.size() < 32 && text[10] == 'T' && text[19] == '.' && text.back() == 'Z')
        text.replace(26, std::string::npos, "Z");
    while (text.ends_with(' '))
        text.pop_back();
    return text;
}

// Which of the three was needed for a value, with the field where it is none that every event has.
std::string normalisation(const EventField& field, std::string_view evtx)
{
    if (field.name.ends_with("_SystemTime"))
        return "time";
    if (evtx.starts_with('{') && evtx.ends_with('}'))
        return "GUID";
    return "blanks " + field.name;
}

void compare(const std::vector<EventField>& evtx, const std::vector<EventField>& json,
    std::vector<std::string>& differences, std::map<std::string, int>& normalisations)
{
    const auto add = [&](const EventField& field, const EventField* other) {
        for (std::size_t v = 0; v < field.values.size(); ++v) {
            const std::string theirs = other != nullptr && v < other->values.size() ? other->values[v] : "(absent)";
            if (normalised(field.values[v]) == normalised(theirs))
                normalisations[normalisation(field, field.values[v])]
                    += field.values[v] != theirs && !field.isAlias ? 1 : 0;
            else if (!field.isAlias)
                differences.push_back(std::format("{}: {}, {}", field.name, field.values[v], theirs));
        }
        if (other == nullptr || field.values.size() < other->values.size() || field.cell != other->cell)
            differences.push_back(field.name + " differs");
    };
    const auto find = [](const std::vector<EventField>& fields, const std::string& name) {
        const auto at = std::ranges::find(fields, name, &EventField::name);
        return at == fields.end() ? nullptr : &*at;
    };
    for (const EventField& field : evtx)
        add(field, find(json, field.name));
    for (const EventField& field : json) {
        if (find(evtx, field.name) == nullptr)
            differences.push_back(field.name + " is in the JSON alone");
    }
}

class TestFormats : public QObject {
    Q_OBJECT

private slots:

    // What one line of a log looks like must not decide for the others.
    void noLineIsLostToAnotherFormat()
    {
        const std::string event = "<Event><System><EventID>1</EventID></System></Event>\n";
        const std::string line = "<14>Jan  1 00:00:00 host sshd[1]: a session began\n";
        const LoadResult syslog = loaded(line + line + "<14>Jan  1 00:00:00 host sysmon: " + event + line);
        QCOMPARE(syslog.report.records, 4u);
        QCOMPARE(printedSkips(syslog.report), std::string());

        const LoadResult words = loaded(line + "<14>Jan  1 00:00:00 host app: the word <Event> alone\n" + line);
        QCOMPARE(words.report.records, 3u);

        const LoadResult xml = loaded(event + line + "\n  another line\n" + event + "  <!-- a comment -->\n" + line);
        QCOMPARE(xml.report.records, 2u);
        QCOMPARE(printedSkips(xml.report), std::string("3 a line that stands in no Event at lines 2, 4 and 7\n"));

        const LoadResult rooted = loaded("<Events>\n<About>\nwords\n</About>\n" + event + "</Events>\n");
        QCOMPARE(rooted.report.records, 1u);
        QCOMPARE(printedSkips(rooted.report), std::string());

        const std::string audit = "type=SYSCALL msg=audit(1600000000.1:1): a=b\n";
        const LoadResult brace = loaded("{no JSON\n" + audit + audit);
        QCOMPARE(brace.report.records, 2u);
        QCOMPARE(printedSkips(brace.report), std::string("1 a line that is no audit record at line 1\n"));
    }

    void readsAsExpected_data()
    {
        QTest::addColumn<std::string>("file");
        std::vector<std::string> names;
        for (const auto& entry : fs::directory_iterator(dataPath("events"))) {
            if (!entry.path().string().ends_with(expectedSuffix))
                names.push_back(entry.path().filename().string());
        }
        std::ranges::sort(names);
        for (const std::string& name : names)
            QTest::newRow(name.c_str()) << name;
    }

    void readsAsExpected()
    {
        QFETCH(std::string, file);
        const fs::path path = dataPath("events") / file;
        const LoadResult result = read(path);
        const fs::path expected = path.string() + std::string(expectedSuffix);
        std::string text = described(result);
        if (file.starts_with("syslog_3164")) // the year depends on when the file was written
            for (std::size_t at = 0; (at = text.find("-03-01T", at)) != std::string::npos; ++at)
                text.replace(at - 4, 4, "YEAR");
        if (qEnvironmentVariableIsSet("RULEWRIGHT_REFRESH"))
            std::ofstream(expected, std::ios::binary) << text;
        QCOMPARE(QString::fromStdString(text), QString::fromStdString(contentOf(expected)));
        for (std::uint32_t i = 0; i < result.events.size(); ++i) {
            const auto raw = rawText(result.events, EventId{i});
            QVERIFY2(raw && !raw->empty(), file.c_str());
        }
    }

    void whatMayBeAnythingIsReadOnlyWhereItIsNamed()
    {
        const LoadResult result = read(dataPath("events"));
        const auto skipOf = [&](std::string_view file) {
            const auto at = std::ranges::find(result.report.skipped, file, &Skipped::file);
            return at == result.report.skipped.end() ? std::string() : std::format("{} {}", at->count, at->reason);
        };
        QCOMPARE(skipOf("lines.txt"), "0 not an event file");
        QCOMPARE(skipOf("pairs.log"), "0 not an event file");
        QCOMPARE(skipOf("packed.zip!readme.txt"), "0 not an event file");
        QVERIFY(std::ranges::none_of(
            result.report.read, [](const FileReport& file) { return file.file.ends_with(expectedSuffix); }));
    }

    void theFormatOfTheContentCountsAndNotTheName()
    {
        const std::string text = "name,value,other\na,1,2\nb,3,4\n";
        Task task;
        QCOMPARE(loadText("a.json", text, {}, Side::Unknown, task).report.records, 2u);
    }

    void textsOfOtherKindsAreNoEvents_data()
    {
        QTest::addColumn<std::string>("text");
        QTest::newRow("prose") << std::string("Hello, this is prose, with commas\nIt goes on, and on, and on\n");
        QTest::newRow("markdown") << std::string("# Title\n\n- one, two\n- three\n");
        QTest::newRow("yaml") << std::string("title: a\nlogsource:\n  product: windows\n");
        QTest::newRow("source") << std::string("#include <a>\n\nint main(int a, char b, int c)\n{\n}\n");
        QTest::newRow("html") << std::string("<!DOCTYPE html>\n<html><body>EventData</body></html>\n");
        QTest::newRow("ini") << std::string("[a]\nkey=value\nother=1\n");
        QTest::newRow("binary") << std::string("\x7F"
                                               "ELF\0\0\0\0",
            8);
        QTest::newRow("empty") << std::string();
    }

    void textsOfOtherKindsAreNoEvents()
    {
        QFETCH(std::string, text);
        QTemporaryDir folder;
        std::ofstream((fs::path(folder.path().toStdString()) / "file").string(), std::ios::binary) << text;
        const LoadResult result = read(folder.path().toStdString());
        QCOMPARE(result.report.files, 0u);
        QCOMPARE(printedSkips(result.report), "0 not an event file\n");
    }

    void aBigFileIsReadInParts()
    {
        std::string text = "name,value,filler\n";
        std::string xml;
        for (int i = 0; i < 40'000; ++i) {
            text += std::format("n{},\"a\n{}\",{}\n", i, i, std::string(90, 'x'));
            xml += std::format("<Event><System><EventID>{}</EventID><Channel>c</Channel></System><EventData><Data "
                               "Name='A'>{}</Data></EventData></Event>",
                i, std::string(60, 'y'));
        }
        QVERIFY(text.size() > (std::size_t{4} << 20));
        for (const std::string& whole : {text, xml}) {
            Task task;
            const LoadResult result = loadText("big", whole, {}, Side::Unknown, task);
            QCOMPARE(result.report.records, 40'000u);
            QCOMPARE(printedSkips(result.report), "");
            const std::uint32_t last = 39'999;
            QVERIFY(rawText(result.events, EventId{last})->contains("39999"));
            QCOMPARE(result.events.source(EventId{last}).record, 40'000u);
        }
    }

    // Those with an Event in them too, and one that does not end.
    void anEventBehindManyCommentsIsRead()
    {
        const auto eventOf = [](std::string_view data) {
            return std::format("<Event><System><EventID>7</EventID><Channel>c</Channel></System><EventData>"
                               "<Data Name='A'>{}</Data></EventData></Event>",
                data);
        };
        std::string text = "<Events>";
        for (int i = 0; i < 100'000; ++i)
            text += i % 100 == 0 ? std::format("<!-- {} -->", eventOf("none")) : "<!-- none -->";
        text += eventOf("first") + "<!---->" + eventOf("second");
        for (const std::string_view end : {"</Events>", "<!-- none"}) {
            Task task;
            const LoadResult result = loadText("comments", text + std::string(end), {}, Side::Unknown, task);
            QCOMPARE(result.report.records, 2u);
            QCOMPARE(result.events.values(EventId{0}, "A"), std::vector<std::string>{"first"});
            QCOMPARE(result.events.values(EventId{1}, "A"), std::vector<std::string>{"second"});
        }
    }

    void aZipBombIsRefused()
    {
        const LoadResult result = read(dataPath("bombs/lines.zip"));
        QVERIFY(result.report.records < 70);
        QVERIFY(printedSkips(result.report).contains("zip bomb"));
        const LoadResult nested = read(dataPath("bombs/nested.zip"));
        QVERIFY(printedSkips(nested.report).contains("zip bomb"));
    }

    void sourcesOfAnArchiveComeInTheOrderOfTheirNames()
    {
        const LoadResult result = read(dataPath("events/packed.tar"));
        QCOMPARE(result.events.sources.size(), 2u);
        QCOMPARE(result.events.sources[0].path, "packed.tar!a.json");
        QCOMPARE(result.events.values(EventId{0}, "a"), std::vector<std::string>{"a"});
        QCOMPARE(result.events.find("packed.tar!b.json", 1), EventId{1});
    }

    // docs/event-formats.md, "EVTX beside JSON": the normalisations and the one difference stand there.
    void evtxSaysWhatTheJsonBesideItSays()
    {
        const fs::path shared = sharedFolder();
        SKIP_WITHOUT_SHARED(shared);
        std::size_t pairs = 0;
        std::size_t events = 0;
        std::vector<std::string> differences;
        std::map<std::string, int> normalisations;
        for (const auto& entry : fs::recursive_directory_iterator(shared / "events/sigma-regression")) {
            fs::path json = entry.path();
            json.replace_extension(".json");
            if (entry.path().extension() != ".evtx" || !fs::exists(json))
                continue;
            ++pairs;
            const LoadResult evtx = read(entry.path());
            const LoadResult beside = read(json);
            QCOMPARE(evtx.report.records, beside.report.records);
            events += evtx.report.records;
            for (std::uint32_t i = 0; i < evtx.events.size(); ++i)
                compare(evtx.events.event(EventId{i}), beside.events.event(EventId{i}), differences, normalisations);
        }
        std::erase_if(normalisations, [](const auto& entry) { return entry.second == 0; });
        const std::map<std::string, int> table{{"GUID", 368}, {"time", 115}, {"blanks ParentCommandLine", 37},
            {"blanks CommandLine", 8}, {"blanks Details", 1}, {"blanks Error Description", 1}};
        for (const auto& [name, count] : normalisations)
            QVERIFY2(table.contains(name) && table.at(name) == count, std::format("{} {}", name, count).c_str());
        QCOMPARE(normalisations.size(), table.size());
        QCOMPARE(pairs, 99u);
        QCOMPARE(events, 115u);
        QCOMPARE(differences,
            std::vector<std::string>{"ParentCommandLine: C:\\Windows\\Explorer.EXE, C:\\Windows\\Explorer.exe"});
    }

    void readsThePublicRecordings()
    {
        const fs::path shared = sharedFolder();
        SKIP_WITHOUT_SHARED(shared);
        std::uint64_t records = 0;
        std::vector<std::uint64_t> counts;
        for (const auto& entry : fs::recursive_directory_iterator(shared / "events/security-datasets")) {
            if (entry.path().extension() != ".zip")
                continue;
            const LoadResult result = read(entry.path());
            counts.push_back(result.report.records);
            records += result.report.records;
            QCOMPARE(result.report.files, 1u);
            for (const Skipped& skipped : result.report.skipped)
                QCOMPARE(skipped.count, 0u);
            QVERIFY(!result.events.values(EventId{0}, "SourceName").empty());
            QCOMPARE(result.events.values(EventId{0}, "SourceName"), result.events.values(EventId{0}, "Provider_Name"));
            QCOMPARE(result.events.values(EventId{0}, "Hostname"), result.events.values(EventId{0}, "Computer"));
        }
        std::ranges::sort(counts);
        QCOMPARE(counts, (std::vector<std::uint64_t>{282, 451, 506, 509, 790, 1'182}));
        QCOMPARE(records, 3'720u);
    }
};

} // namespace

RULEWRIGHT_TEST(TestFormats)

#include "test_formats.moc"
