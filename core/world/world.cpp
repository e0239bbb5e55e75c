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

int securityTask(std::uint32_t eventId)
{
    switch (eventId) {
    case 4672:
        return 12548;
    case 4688:
        return 13312;
    case 4697:
        return 12289;
    case 4720:
        return 13824;
    default:
        return 12544;
    }
}

EventKind kindOf(const Recorded& event)
{
    const auto id = static_cast<int>(event.eventId);
    switch (event.log) {
    case Log::Sysmon:
        return {"Microsoft-Windows-Sysmon", "5770385F-C22A-43E0-BF4C-06F5698FFBD9",
            "Microsoft-Windows-Sysmon/Operational", "0x8000000000000000", id == 1 || id == 3 || id == 22 ? 5 : 2, 4,
            id};
    case Log::System:
        return {
            "Service Control Manager", "555908D1-A6D7-4695-8E1E-26931D2012F4", "System", "0x8080000000000000", 0, 4, 0};
    case Log::PowerShell:
        return {"Microsoft-Windows-PowerShell", "A0C1853B-5C40-4B15-8766-3CF1C58F985A",
            "Microsoft-Windows-PowerShell/Operational", "0x0", 1, id == 4104 ? 5 : 4, id == 4104 ? 2 : 106};
    default:
        return {"Microsoft-Windows-Security-Auditing", "54849625-5478-4994-A5BA-3E3B0328C30D", "Security",
            id == 4625 ? "0x8010000000000000" : "0x8020000000000000", 2, 0, securityTask(event.eventId)};
    }
}

/// Whether the log is one of Windows', so that its records have a System part and a number.
bool isWindows(Log log) { return log != Log::Audit && log != Log::CloudTrail; }

/// Drops the last of the benign events that nothing refers to, then the last of all, until `count` are left.
void trim(std::vector<Recorded>& events, std::size_t count)
{
    std::size_t excess = events.size() > count ? events.size() - count : 0;
    for (auto at = events.rbegin(); at != events.rend() && excess > 0; ++at) {
        if (at->canBeDropped) {
            at->data.clear(); // dropped
            --excess;
        }
    }
    std::erase_if(events, [](const Recorded& event) { return event.data.empty(); });
    if (events.size() > count)
        events.erase(events.begin() + static_cast<std::ptrdiff_t>(count), events.end());
}

void appendLine(std::string& out, const Recorded& event, std::uint64_t recordId)
{
    if (!isWindows(event.log)) {
        out += std::format("{{{}}}\n", event.data);
        return;
    }
    const EventKind kind = kindOf(event);
    const bool isSysmon = event.log == Log::Sysmon;
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
    const std::size_t days = intrusions * 2;
    Recorder recorder(seed);
    Desks desks(recorder, firstMidnight, days);
    doSupportWork(recorder, desks);
    for (std::size_t i = 0; i < intrusions; ++i)
        breakIn(recorder, desks, i * 2);
    while (recorder.size() < count)
        doSomeWork(recorder, desks);

    std::vector<Recorded> events = recorder.take();
    std::ranges::stable_sort(events, {}, &Recorded::time);
    trim(events, count);

    World world;
    world.text.reserve(events.size() * 1'300);
    world.labels.reserve(events.size());
    std::array<std::array<std::uint64_t, logCount>, 16> records{}; // by host and log
    for (Recorded& event : events) {
        const auto machine = static_cast<std::size_t>(event.host);
        std::uint64_t& number = records[machine][static_cast<std::size_t>(event.log)];
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
