// SPDX-License-Identifier: Apache-2.0
// An event set is read by several threads at once, and files are loaded by several.
#include "core/events/load.h"
#include "tests/support/runner.h"

#include <QTemporaryDir>

#include <atomic>
#include <filesystem>
#include <format>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

using namespace rulewright;
using namespace rulewright::events;

namespace {

std::string lines(int count)
{
    std::string text;
    for (int i = 0; i < count; ++i)
        text += std::format(
            "{{\"EventID\":{},\"Channel\":\"Security\",\"Provider_Name\":\"P\",\"NewProcessName\":\"p{}\","
            "\"Threat Name\":\"t\",\"text\":\"{}\"}}\n",
            4'688 + i % 2, i, std::string(300, 'x'));
    return text;
}

class ThreadEvents : public QObject {
    Q_OBJECT

private slots:

    void readTogether()
    {
        Task task;
        const EventSet events = loadText("a", lines(2'000),
            emptyEventSet(std::vector<FieldAlias>{
                {.name = "Image", .original = "NewProcessName", .provider = "P", .eventIds = {4688}}}),
            Side::Unknown, task)
                                    .events;
        std::atomic<int> wrong = 0;
        {
            std::vector<std::jthread> threads;
            for (int t = 0; t < 4; ++t) {
                threads.emplace_back([&events, &wrong, t] {
                    const EventSet copy = events;
                    for (std::uint32_t i = 0; i < 500; ++i) {
                        const EventId event{(i * 7 + static_cast<std::uint32_t>(t)) % 2'000};
                        const bool isAliased = copy.systemText(event, SystemField::EventId) == "4688";
                        wrong += copy.values(event, "Image").size() != (isAliased ? 1u : 0u);
                        wrong += copy.values(event, "ThreatName").size() != 1;
                        wrong += copy.event(event).size() != (isAliased ? 8u : 7u);
                        wrong += static_cast<int>(copy.fields.resolve(*copy.segments[0], std::format("f{}", i)).size());
                    }
                });
            }
        }
        QCOMPARE(wrong.load(), 0);
    }

    void loadTogether()
    {
        const QTemporaryDir folder;
        std::vector<EventInput> inputs;
        for (int i = 0; i < 4; ++i) {
            const std::filesystem::path file = std::filesystem::path(folder.path().toStdString()) / std::to_string(i);
            std::ofstream(file) << lines(15'000);
            inputs.push_back({.path = file});
        }
        Task task;
        const auto result = load(inputs, {}, task, {.labels = {}, .workers = 3});
        QVERIFY(result.has_value());
        QCOMPARE(result->report.records, 60'000u);
        QCOMPARE(task.done(), task.total());
    }

    void stopWhileLoading()
    {
        const QTemporaryDir folder;
        const std::filesystem::path file = std::filesystem::path(folder.path().toStdString()) / "a.json";
        std::ofstream(file) << lines(60'000);
        Task task;
        const std::jthread stopper([&task] {
            while (task.done() == 0 && !task.isStopped())
                std::this_thread::yield();
            task.stop();
        });
        const EventInput input{.path = file};
        const auto result = load({&input, 1}, {}, task);
        task.stop();
        QVERIFY(result.has_value());
        QVERIFY(result->report.isCancelled);
        QCOMPARE(result->events.size(), result->report.records);
    }
};

} // namespace

RULEWRIGHT_TEST(ThreadEvents)

#include "thread_events.moc"
