// SPDX-License-Identifier: Apache-2.0
// Sequences as stories: each line of events is `SECOND KINDS [key]`, and a firing is the records of its events.
#include "core/events/builder.h"
#include "core/match/timeline_sequence.h"
#include "tests/support/runner.h"

#include <format>
#include <sstream>

using namespace rulewright;

namespace {

constexpr std::int64_t second = 10'000'000;

struct Story {
    events::EventSet events;
    std::vector<std::string> kinds; ///< of each event: the steps that it may be, by letter

    explicit Story(const std::string& text)
    {
        events::EventSetBuilder builder;
        builder.addSource({.path = "events.json"});
        std::istringstream lines(text);
        std::uint32_t number = 0;
        for (std::string line; std::getline(lines, line);) {
            std::istringstream words(line);
            double at = 0;
            std::string kind;
            std::string key;
            if (!(words >> at >> kind))
                continue;
            builder.beginEvent({.source = events::SourceId{0}, .record = ++number}, events::SourceKind::Other);
            builder.setTime(static_cast<std::int64_t>(at * second));
            if (words >> key)
                builder.add("host", key);
            builder.endEvent();
            kinds.push_back(kind);
        }
        events = std::move(builder).build();
    }

    match::SequenceStep step(char kind) const
    {
        match::SequenceStep result;
        result.events = match::Bitmap(events.size());
        for (std::uint32_t i = 0; i < kinds.size(); ++i) {
            if (kinds[i].find(kind) != std::string::npos)
                result.events.set(i);
        }
        return result;
    }

    // "AB" two steps, "A!BC" a missing one, "A3B" three runs, "AB/U" until.
    match::SequencePlan plan(const std::string& steps, std::optional<int> maxspan = {}, bool isJoined = false) const
    {
        match::SequencePlan result;
        result.values
            = [this](events::EventId event, const rule::FieldRef& field) { return events.values(event, field.raw); };
        bool isMissing = false;
        for (std::size_t i = 0; i < steps.size(); ++i) {
            if (steps[i] == '!') {
                isMissing = true;
            } else if (steps[i] == '/') {
                result.until = step(steps[++i]);
            } else if (steps[i] >= '0' && steps[i] <= '9') {
                result.steps.back().runs = static_cast<std::uint32_t>(steps[i] - '0');
            } else {
                result.steps.push_back(step(steps[i]));
                result.steps.back().missing = std::exchange(isMissing, false);
            }
        }
        if (isJoined) {
            result.names = {"host"};
            rule::FieldRef host;
            host.raw = "host";
            for (match::SequenceStep& one : result.steps)
                one.by = {host};
            if (result.until)
                result.until->by = {host};
        }
        if (maxspan)
            result.maxspan = *maxspan * second;
        return result;
    }

    std::string found(const match::SequencePlan& plan) const
    {
        Task task;
        const auto timeline = match::findSequences(plan, events, task);
        if (!timeline)
            return "stopped";
        std::string text;
        for (const match::Firing& firing : timeline->firings) {
            text += text.empty() ? "" : " ";
            std::string records;
            for (const events::EventId event : timeline->eventsOf(firing))
                records += std::format("{}{}", records.empty() ? "" : "-", events.source(event).record);
            text += records;
            for (const auto& [name, value] : firing.values)
                text += std::format("({})", value);
        }
        return text;
    }

    std::string found(const std::string& steps, std::optional<int> maxspan = {}, bool isJoined = false) const
    {
        return found(plan(steps, maxspan, isJoined));
    }
};

class TestSequence : public QObject {
    Q_OBJECT

private slots:

    void stepsFollowEachOther()
    {
        const Story story("0 A\n1 B\n2 C\n");
        QCOMPARE(story.found("ABC"), "1-2-3");
        QCOMPARE(story.found("ACB"), "");
        QCOMPARE(story.found("BA"), "");
        QCOMPARE(story.found("AC"), "1-3"); // what is between does not matter
    }

    // Of sequences that wait for the same step the newest stays.
    void newestTakesThePlace()
    {
        QCOMPARE(Story("0 A\n1 A\n2 B\n").found("AB"), "2-3");
        QCOMPARE(Story("0 A\n1 B\n2 A\n3 B\n4 C\n").found("ABC"), "3-4-5");
        QCOMPARE(Story("0 A\n1 B\n2 B\n").found("AB"), "1-2"); // the first B took it along
        QCOMPARE(Story("0 A\n1 B\n2 A\n3 B\n").found("AB"), "1-2 3-4");
    }

    void oneEventIsOneStep()
    {
        QCOMPARE(Story("0 AB\n").found("AB"), "");
        QCOMPARE(Story("0 AB\n1 AB\n2 AB\n").found("AB"), "1-2 2-3");
    }

    void sameMomentGoesByRecord()
    {
        QCOMPARE(Story("0 A\n0 B\n").found("AB"), "1-2");
        QCOMPARE(Story("0 B\n0 A\n").found("AB"), "");
    }

    void outOfOrderIsSorted() { QCOMPARE(Story("5 B\n0 A\n").found("AB"), "2-1"); }

    void maxspanIsFromFirstToLast()
    {
        const Story story("0 A\n5 B\n10 C\n");
        QCOMPARE(story.found("ABC", 10), "1-2-3");
        QCOMPARE(story.found("ABC", 9), "");
        QCOMPARE(Story("0 A\n5 A\n10 B\n").found("AB", 6), "2-3");
    }

    void joinsByValuesWithCase()
    {
        const Story story("0 A x\n1 A y\n2 B y\n3 B X\n4 B\n");
        QCOMPARE(story.found("AB", {}, true), "2-3(y)");
        const Story keyless("0 A\n1 B\n");
        QCOMPARE(keyless.found("AB", {}, true), "");
        const Story without("0 A\n1 B\n2 B x\n");
        match::SequencePlan optional = without.plan("AB", {}, true);
        for (match::SequenceStep& step : optional.steps)
            step.by.front().optional = true;
        QCOMPARE(without.found(optional), "1-2()");
    }

    void untilEndsWhatIsOpen()
    {
        QCOMPARE(Story("0 A\n1 U\n2 B\n").found("AB/U"), "");
        QCOMPARE(Story("0 A\n1 B\n2 U\n").found("AB/U"), "1-2");
        QCOMPARE(Story("0 A\n1 BU\n").found("AB/U"), "1-2"); // it is not between
        QCOMPARE(Story("0 U\n1 A\n2 B\n").found("AB/U"), "2-3");
        QCOMPARE(Story("0 A x\n1 U y\n2 B x\n").found("AB/U", {}, true), "1-3(x)"); // another's
    }

    void runsRepeat()
    {
        QCOMPARE(Story("0 A\n1 A\n2 A\n3 B\n").found("A3B"), "1-2-3-4");
        QCOMPARE(Story("0 A\n1 A\n3 B\n").found("A3B"), "");
        QCOMPARE(Story("0 A\n1 C\n2 A\n").found("A2"), "1-3");
    }

    void missingBetween()
    {
        QCOMPARE(Story("0 A\n2 C\n").found("A!BC", 10), "1-2");
        QCOMPARE(Story("0 A\n1 B\n2 C\n").found("A!BC", 10), "");
        QCOMPARE(Story("0 B\n1 A\n2 C\n3 B\n").found("A!BC", 10), "2-3");
    }

    void missingAtTheEnds()
    {
        QCOMPARE(Story("0 A\n").found("A!B", 5), "1");
        QCOMPARE(Story("0 A\n5 B\n").found("A!B", 5), "");
        QCOMPARE(Story("0 A\n6 B\n").found("A!B", 5), "1");
        QCOMPARE(Story("0 B\n5 A\n").found("!BA", 5), "");
        QCOMPARE(Story("0 B\n6 A\n").found("!BA", 5), "2");
        QCOMPARE(Story("0 A x\n1 B y\n").found("A!B", 5, true), "1(x)");
    }

    void samplesAreInAnyOrder()
    {
        const Story story("0 B x\n1 A x\n2 A y\n3 C x\n4 B x\n");
        match::SequencePlan plan = story.plan("AB", {}, true);
        plan.isSample = true;
        QCOMPARE(story.found(plan), "2-1(x)");
        const Story shared("0 AB x\n1 A x\n");
        match::SequencePlan different = shared.plan("AB", {}, true);
        different.isSample = true;
        QCOMPARE(shared.found(different), "2-1(x)"); // different events: the first gives way
        const Story one("0 AB x\n");
        match::SequencePlan alone = one.plan("AB", {}, true);
        alone.isSample = true;
        QCOMPARE(one.found(alone), "");
    }

    void stopsWhenAsked()
    {
        const Story story("0 A\n1 B\n");
        Task task;
        task.stop();
        QVERIFY(!match::findSequences(story.plan("AB"), story.events, task));
    }
};

} // namespace

RULEWRIGHT_TEST(TestSequence)

#include "test_sequence.moc"
