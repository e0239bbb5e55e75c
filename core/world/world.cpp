// SPDX-License-Identifier: Apache-2.0
#include "core/world/world.h"

#include "core/world/intrusion.h"
#include "core/world/office.h"

#include <algorithm>
#include <array>
#include <format>

namespace rulewright::world {

namespace {

/// Monday, 2 March 2026, 00:00 UTC.
constexpr Micros firstMidnight = 20'514 * day;

struct EventKind {
    std::string_view provider;
    std::string_view providerGuid;
    std::string_view channel;
    std::string_view keywords;
    int version;
    int level;
    int task;
};

EventKind kindOf(std::uint32_t eventId)
{
    if (eventId < 1000) {
        const int version = eventId == 11 || eventId == 13 ? 2 : 5;
        return {"Microsoft-Windows-Sysmon", "5770385F-C22A-43E0-BF4C-06F5698FFBD9",
            "Microsoft-Windows-Sysmon/Operational", "0x8000000000000000", version, 4, static_cast<int>(eventId)};
    }
    return {"Microsoft-Windows-Security-Auditing", "54849625-5478-4994-A5BA-3E3B0328C30D", "Security",
        "0x8020000000000000", 2, 0, eventId == 4688 ? 13312 : 12544};
}

/// Drops the last of the benign events that nothing refers to, then the last of all, until `count` are left.
void trim(std::vector<Recorded>& events, std::size_t count)
{
    std::size_t excess = events.size() > count ? events.size() - count : 0;
    for (auto at = events.rbegin(); at != events.rend() && excess > 0; ++at) {
        if (at->canBeDropped) {
            at->eventId = 0; // dropped
            --excess;
        }
    }
    std::erase_if(events, [](const Recorded& event) { return event.eventId == 0; });
    if (events.size() > count)
        events.erase(events.begin() + static_cast<std::ptrdiff_t>(count), events.end());
}

void appendLine(std::string& out, const Recorded& event, std::uint64_t recordId)
{
    const EventKind kind = kindOf(event.eventId);
    const bool isSysmon = event.eventId < 1000;
    out += std::format(
        R"({{"Event":{{"#attributes":{{"xmlns":"http://schemas.microsoft.com/win/2004/08/events/event"}},"System":{{)"
        R"("Provider":{{"#attributes":{{"Name":"{}","Guid":"{}"}}}},"EventID":{},"Version":{},"Level":{},"Task":{},"Opcode":0,)"
        R"("Keywords":"{}","TimeCreated":{{"#attributes":{{"SystemTime":"{}"}}}},"EventRecordID":{},"Correlation":null,)"
        R"("Execution":{{"#attributes":{{"ProcessID":{},"ThreadID":{}}}}},"Channel":"{}","Computer":"{}","Security":{}}},)"
        R"("EventData":{{{}}}}}}})"
        "\n",
        kind.provider, kind.providerGuid, event.eventId, kind.version, kind.level, kind.task, kind.keywords,
        systemTime(event.time), recordId, event.process, event.process + 8, kind.channel, fullName(event.host),
        isSysmon ? R"({"#attributes":{"UserID":"S-1-5-18"}})" : "null", event.data);
}

} // namespace

World generateWorld(std::uint64_t seed, std::uint32_t count)
{
    const std::size_t intrusions = std::max<std::size_t>(1, count / builtInCount);
    const std::size_t days = std::max<std::size_t>(intrusions * 2, count / 600);
    Recorder recorder(seed);
    Desks desks(recorder, firstMidnight, days);
    doSupportWork(recorder, desks);
    for (std::size_t i = 0; i < intrusions; ++i)
        breakIn(recorder, desks, i * days / intrusions + std::min<std::size_t>(1, days / intrusions - 1));
    while (recorder.size() < count)
        doSomeWork(recorder, desks);

    std::vector<Recorded> events = recorder.take();
    std::ranges::stable_sort(events, {}, &Recorded::time);
    trim(events, count);

    World world;
    world.labels.reserve(events.size());
    std::array<std::array<std::uint64_t, 2>, 16> records{}; // by host and channel
    for (Recorded& event : events) {
        const auto machine = static_cast<std::size_t>(event.host);
        std::uint64_t& number = records[machine][event.eventId < 1000 ? 0 : 1];
        if (number == 0)
            number = 10'000 + 7'919 * machine;
        appendLine(world.text, event, ++number);
        world.labels.push_back(std::move(event.label));
    }
    return world;
}

std::string labelsText(const World& world)
{
    std::string text = "{\"side\":\"benign\"}\n";
    for (std::size_t i = 0; i < world.labels.size(); ++i) {
        const events::Label& label = world.labels[i];
        if (label.side != events::Side::Attack)
            continue;
        text += std::format("{{\"record\":{},\"side\":\"attack\",\"techniques\":[", i + 1);
        for (std::size_t k = 0; k < label.techniques.size(); ++k)
            text += std::format("{}\"{}\"", k > 0 ? "," : "", label.techniques[k]);
        text += "]}\n";
    }
    return text;
}

} // namespace rulewright::world
