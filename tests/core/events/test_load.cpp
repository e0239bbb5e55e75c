// SPDX-License-Identifier: Apache-2.0
// Files, folders, labels, and going back to the source.
#include "core/events/label_file.h"
#include "core/events/load.h"
#include "core/events/padded_text.h"
#include "tests/core/events/print_events.h"
#include "tests/support/runner.h"

#include <QTemporaryDir>

#include <filesystem>
#include <fstream>
#include <string>

using namespace rulewright;
using namespace rulewright::events;
using namespace rulewright::tests;

namespace {

namespace fs = std::filesystem;

// A folder of files that goes with the test.
class Folder {
public:
    fs::path path() const { return m_folder.path().toStdString(); }

    fs::path write(const std::string& name, std::string_view text) const
    {
        const fs::path file = path() / name;
        fs::create_directories(file.parent_path());
        std::ofstream(file, std::ios::binary) << text;
        return file;
    }

private:
    QTemporaryDir m_folder;
};

Result<LoadResult> read(std::vector<EventInput> inputs, const LoadOptions& options = {})
{
    Task task;
    return load(inputs, {}, task, options);
}

std::string message(const Result<LoadResult>& result)
{
    return result ? std::string() : result.error().front().message;
}

class TestLoad : public QObject {
    Q_OBJECT

private slots:

    void readsFoldersInOrder()
    {
        const Folder folder;
        folder.write("b.json", "{\"f\":\"b\"}");
        folder.write("Z.ndjson", "{\"f\":\"Z1\"}\n{\"f\":\"Z2\"}\n");
        folder.write("a/x.log", "{\"f\":\"ax\"}");
        folder.write("a/readme.md", "# Notes\n");
        folder.write("a/.git/x.json", "{\"f\":\"git\"}");
        folder.write("c.evtx", std::string_view("ElfFile\0rest", 12));
        folder.write("d.zip", "PK\x03\x04rest");
        const auto result = read({{.path = folder.path()}});
        QVERIFY(result.has_value());
        QCOMPARE(printedEvents(result->events), "f=Z1\nf=Z2\nf=ax\nf=b\n");
        QCOMPARE(result->report.files, 4u);
        QCOMPARE(result->report.records, 4u);
        QCOMPARE(result->report.skipped.size(), 3u);
        QCOMPARE(result->report.skipped[0].file, "a/readme.md");
        QCOMPARE(result->report.skipped[0].reason, "not an event file");
        QCOMPARE(result->report.skipped[0].count, 0u);
        QCOMPARE(result->report.skipped[1].reason, "the file ends within its header at byte 0");
        QVERIFY(result->report.skipped[2].reason.starts_with("the archive "));
        QCOMPARE(result->events.sources[index(result->events.source(EventId{2}).source)].path, "a/x.log");
        QCOMPARE(result->events.find("Z.ndjson", 2), EventId{1});
        QCOMPARE(result->events.segments.size(), 1u);
    }

    void namesWhatCannotBeOpened()
    {
        const Folder folder;
        const std::string missing = (folder.path() / "missing.json").string();
        QCOMPARE(message(read({{.path = missing}})), std::format("there is no file or folder \"{}\".", missing));
    }

    void readsANamedFileThatBeginsBroken()
    {
        const Folder folder;
        const fs::path file = folder.write("a.json", "{broken\n{also broken\n{\"a\":1}\n");
        QCOMPARE(read({{.path = file}})->report.records, 1u);
        QCOMPARE(read({{.path = folder.path()}})->report.records, 0u);
    }

    void severalWorkersReadTheSame()
    {
        const Folder folder;
        std::vector<EventInput> inputs;
        for (int file = 0; file < 6; ++file) {
            std::string text;
            for (int i = 0; i < 12'000; ++i)
                text += std::format("{{\"f{}\":{},\"text\":\"{}\",\"Channel\":\"c{}\"}}\n", (file * 7 + i) % 90, i,
                    std::string(400, static_cast<char>('a' + file)), i % 3);
            inputs.push_back({.path = folder.write(std::format("{}.json", file), text)});
        }
        folder.write("4.json.labels.json", "[{\"record\":7,\"side\":\"attack\"}]");
        const auto one = read(inputs, {.labels = {}, .workers = 1});
        const auto three = read(inputs, {.labels = {}, .workers = 3});
        QVERIFY(one && three);
        QCOMPARE(one->report.records, 72'000u);
        QCOMPARE(three->report.records, 72'000u);
        QVERIFY(three->events.segments.size() > one->events.segments.size());
        QVERIFY(printedEvents(one->events) == printedEvents(three->events));
        QCOMPARE(three->events.side(EventId{48'006}), Side::Attack);
        QCOMPARE(three->events.side(EventId{48'007}), Side::Unknown);
        for (const std::uint32_t event : {0u, 40'000u, 71'999u}) {
            QCOMPARE(*rawText(one->events, EventId{event}), *rawText(three->events, EventId{event}));
            QCOMPARE(one->events.systemText(EventId{event}, SystemField::Channel),
                three->events.systemText(EventId{event}, SystemField::Channel));
        }
    }

    void addsToASet()
    {
        const Folder folder;
        Task task;
        const EventInput first{.path = folder.write("a.json", "{\"a\":1}"), .side = Side::Benign};
        const EventInput second{.path = folder.write("b.json", "{\"b\":1}"), .side = Side::Attack};
        const auto one = load({&first, 1}, {}, task);
        const auto two = load({&second, 1}, one->events, task);
        QCOMPARE(printedEvents(two->events), "a=1\nb=1\n");
        QCOMPARE(two->events.segments[0], one->events.segments[0]);
        QCOMPARE(two->events.side(EventId{0}), Side::Benign);
        QCOMPARE(two->events.side(EventId{1}), Side::Attack);
    }

    void goesBackToTheSource()
    {
        const Folder folder;
        const fs::path file = folder.write("a.json", "\xEF\xBB\xBF{\"a\":1}\r\n  {\"a\": 2 }  \r\n");
        const fs::path wide = folder.write("w.json",
            std::string_view("\xFF\xFE{\0\"\0a\0\"\0:\0"
                             "1\0}\0\n\0",
                18));
        const auto result = read({{.path = file}, {.path = wide}});
        QCOMPARE(*rawText(result->events, EventId{0}), "{\"a\":1}");
        QCOMPARE(*rawText(result->events, EventId{1}), "{\"a\": 2 }");
        QCOMPARE(*rawText(result->events, EventId{2}), "{\"a\":1}");
        folder.write("a.json", "{\"a\":1}");
        QVERIFY(rawText(result->events, EventId{1}).error().front().message.contains("has changed"));
        fs::remove(file);
        QVERIFY(rawText(result->events, EventId{0}).error().front().message.contains("cannot be read"));
    }

    void readsLabels()
    {
        const Folder folder;
        const std::string text = "{\"a\":1}\n{\"a\":2}\n{\"a\":3}\n{\"a\":4}\n";
        const fs::path file = folder.write("a.json", text);
        const std::string hash = contentHash(text);
        folder.write("a.json.labels.json",
            "[{\"sha256\":\"" + hash
                + "\",\"side\":\"benign\"},\n"
                  "{\"record\":2,\"side\":\"attack\",\"techniques\":[\"T1219\",\"T1105\"],\"true_positive_of\":[\"r1\"]"
                  "},\n"
                  "{\"from\":3,\"to\":4,\"false_positive_of\":\"r2\",\"side\":\"attack\"}]");
        const auto result = read({{.path = folder.path()}});
        QVERIFY(result->report.skipped.empty());
        QCOMPARE(result->report.records, 4u);
        QCOMPARE(result->events.sources[0].hash, hash);
        QCOMPARE(result->events.side(EventId{0}), Side::Benign);
        QCOMPARE(result->events.side(EventId{1}), Side::Attack);
        QCOMPARE(result->events.label(EventId{1}).techniques, (std::vector<std::string>{"T1219", "T1105"}));
        QCOMPARE(result->events.label(EventId{1}).truePositiveOf, (std::vector<std::string>{"r1"}));
        QCOMPARE(result->events.label(EventId{3}).falsePositiveOf, (std::vector<std::string>{"r2"}));
    }

    void readsLabelsThatAreGiven()
    {
        const Folder folder;
        const fs::path file = folder.write("a.json", "{\"a\":1}\n{\"a\":2}\n");
        const fs::path other = folder.write("b.json", "{\"a\":1}\n");
        const fs::path labels = folder.write("my.labels.json",
            "{\"sha256\":\"" + contentHash("{\"a\":1}\n")
                + "\",\"side\":\"attack\"}\n"
                  "{\"file\":\"a.json\",\"record\":9,\"side\":\"benign\"}\n");
        const auto result = read({{.path = file, .side = Side::Benign}, {.path = other}}, {.labels = {labels}});
        QCOMPARE(result->events.side(EventId{0}), Side::Benign);
        QCOMPARE(result->events.side(EventId{2}), Side::Attack);
        QCOMPARE(printedSkips(result->report), "0 labels name record 9, which it does not have\n");
    }

    // A label decides; without a side it leaves an event where its file is.
    void aLabelOfUnknownSideTakesAnEventFromItsFilesSide()
    {
        const Folder folder;
        const fs::path file = folder.write("a.json", "{\"a\":1}\n{\"a\":2}\n{\"a\":3}\n");
        const auto sides = [&](std::string_view labels) {
            const auto result
                = read({{.path = file, .side = Side::Benign}}, {.labels = {folder.write("l.labels.json", labels)}});
            std::vector<Side> found;
            for (std::uint32_t i = 0; i < result->events.size(); ++i)
                found.push_back(result->events.side(EventId{i}));
            return found;
        };
        using enum Side;
        QCOMPARE(sides("[{\"record\":2,\"side\":\"unknown\"}]"), (std::vector{Benign, Unknown, Benign}));
        QCOMPARE(sides("[{\"side\":\"unknown\"},{\"record\":3,\"side\":\"attack\"}]"),
            (std::vector{Unknown, Unknown, Attack}));
        QCOMPARE(sides("[{\"record\":1,\"true_positive_of\":[\"r\"]}]"), (std::vector{Benign, Benign, Benign}));
    }

    void readsLabelsInAnObject()
    {
        const auto entries = readLabels("l",
            "{\"version\":1,\"labels\":[\n{\"record\":1,\"side\":\"attack\",\"techniques\":[\"T1219\",\"T1105\"]},\n"
            "{\"record\":2,\"side\":\"benign\",\"techniques\":[]},\n{\"record\":4,\"techniques\":[\"T1003\"]}]}\n");
        QVERIFY(entries.has_value());
        QCOMPARE(entries->size(), 3u);
        QCOMPARE(entries->at(0).label.techniques, (std::vector<std::string>{"T1219", "T1105"}));
        QCOMPARE(entries->at(1).first, 2u);
        QCOMPARE(entries->at(1).label.side, Side::Benign);
        QVERIFY(entries->at(1).label.techniques.empty());
        QCOMPARE(entries->at(2).label.techniques, (std::vector<std::string>{"T1003"}));
        QVERIFY(readLabels("l", "{\"version\":1,\"labels\":[]}")->empty());
    }

    void saysWhatIsWrongWithLabels()
    {
        const Folder folder;
        const fs::path file = folder.write("a.json", "{\"a\":1}\n");
        const auto problem = [&](std::string_view text) {
            return message(read({{.path = file}}, {.labels = {folder.write("l.json", text)}}));
        };
        QCOMPARE(problem("[{\"side\":\"evil\"}]"),
            "label 1 in \"l.json\": the side \"evil\" is neither attack, benign nor unknown; see docs/labels.md.");
        QCOMPARE(problem("[{\"record\":1},{\"record\":\"x\"}]"),
            "label 2 in \"l.json\": \"x\" is no record's number; see docs/labels.md.");
        QCOMPARE(problem("[{\"sidee\":\"attack\"}]"),
            "label 1 in \"l.json\": \"sidee\" is no name that a label has; see docs/labels.md.");
        QVERIFY(problem("[{\"side\":").contains("broken JSON at line 1"));
        folder.write("a.json.labels.json", "[{\"sha256\":\"00\",\"side\":\"attack\"}]");
        const auto stale = read({{.path = file}});
        QCOMPARE(stale->events.side(EventId{0}), Side::Unknown);
        QCOMPARE(printedSkips(stale->report), "0 the labels beside it are for another content of the file\n");
    }

    void hashes()
    {
        QCOMPARE(contentHash(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        QCOMPARE(contentHash("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        QCOMPARE(contentHash(std::string(1'000'000, 'a')),
            "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
    }
};

} // namespace

RULEWRIGHT_TEST(TestLoad)

#include "test_load.moc"
