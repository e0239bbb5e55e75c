// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/process_creations.h"

#include "core/events/builder.h"
#include "core/events/load.h"
#include "core/taxonomy/built_in.h"

#include <array>
#include <chrono>
#include <format>
#include <fstream>
#include <random>
#include <string>
#include <vector>

namespace rulewright::bench {

namespace {

constexpr std::uint32_t eventCount = 1'000'000;
// As in real recordings, most command lines stand once, and few make up most events.
constexpr std::uint32_t commandLineCount = 425'000;
constexpr std::uint32_t frequentCount = 25'000;
constexpr std::uint32_t imageCount = 1'500;

constexpr std::array<std::string_view, 12> folders{"C:\\Windows\\System32\\", "C:\\Windows\\SysWOW64\\",
    "C:\\Program Files\\Vendor\\Agent\\", "C:\\Program Files (x86)\\Common Files\\",
    "C:\\Users\\a.lind\\AppData\\Local\\", "C:\\ProgramData\\Package Cache\\",
    "C:\\Windows\\Microsoft.NET\\Framework64\\v4.0.30319\\", "C:\\Windows\\System32\\WindowsPowerShell\\v1.0\\",
    "D:\\build\\agent\\_work\\", "C:\\Tools\\", "C:\\Program Files\\Git\\usr\\bin\\", "C:\\Windows\\servicing\\"};

constexpr std::array<std::string_view, 10> names{"svchost.exe", "powershell.exe", "cmd.exe", "conhost.exe",
    "chrome.exe", "msiexec.exe", "rundll32.exe", "backgroundTaskHost.exe", "git.exe", "MsBuild.exe"};

constexpr std::array<std::string_view, 16> options{"-NoProfile", "-ExecutionPolicy Bypass", "/c", "--type=renderer",
    "/quiet", "-File", "--lang=en-US", "-k netsvcs", "-p -s Schedule", "/nodeReuse:true",
    "--field-trial-handle=", "-Command", "--enable-features=", "/norestart", "status --porcelain", "-Embedding"};

class Generator {
public:
    std::string image()
    {
        const std::string_view folder = folders[m_random() % folders.size()];
        if (m_random() % 4 != 0)
            return std::string(folder) + std::string(names[m_random() % names.size()]);
        return std::format("{}tool{}.exe", folder, m_random() % 400);
    }

    std::string commandLine()
    {
        std::string text = std::format("\"{}\"", image());
        while (text.size() < 95) {
            text += ' ';
            text += options[m_random() % options.size()];
            if (m_random() % 3 == 0)
                text += std::format(" {:08X}-{:04x}", m_random(), m_random() % 65'536);
        }
        text += std::format(" {}job-{}.ps1", folders[m_random() % folders.size()], m_random());
        return text;
    }

    std::uint32_t below(std::uint32_t limit) { return static_cast<std::uint32_t>(m_random() % limit); }

private:
    std::mt19937 m_random{20'261'125};
};

std::vector<std::string> many(std::uint32_t count, auto make)
{
    std::vector<std::string> texts;
    texts.reserve(count);
    for (std::uint32_t i = 0; i < count; ++i)
        texts.push_back(make());
    return texts;
}

struct Creation {
    std::string computer;
    std::string_view image;
    std::string_view commandLine;
    std::string_view parentImage;
    std::string user;
};

// Calls visit(creation) for each event.
void forEachCreation(std::uint32_t count, auto&& visit)
{
    Generator generator;
    const auto images = many(imageCount, [&] { return generator.image(); });
    const auto commandLines = many(commandLineCount, [&] { return generator.commandLine(); });
    for (std::uint32_t i = 0; i < count; ++i) {
        Creation creation;
        creation.computer = std::format("WS-{:03}", generator.below(200));
        // Two of five events have a line of their own (400,000 of a million), the others a frequent one.
        const std::uint32_t line = i % 5 < 2 ? frequentCount + i / 5 * 2 + i % 5 : generator.below(frequentCount);
        creation.image = images[generator.below(imageCount)];
        creation.commandLine = commandLines[line];
        creation.parentImage = images[generator.below(imageCount)];
        creation.user = std::format("EXAMPLE\\user{}", generator.below(300));
        visit(creation);
    }
}

events::EventSet made(std::uint32_t count)
{
    const auto taxonomy = taxonomy::builtInTaxonomy();
    events::EventSetBuilder builder(events::emptyEventSet(*taxonomy));
    const events::SourceId source = builder.addSource({.path = "generated"});
    std::uint32_t record = 0;
    forEachCreation(count, [&](const Creation& creation) {
        builder.beginEvent({.source = source, .record = ++record}, events::SourceKind::WindowsEvent);
        builder.addSystem("Provider_Name", "Microsoft-Windows-Sysmon");
        builder.addSystem("EventID", "1");
        builder.addSystem("Channel", "Microsoft-Windows-Sysmon/Operational");
        builder.addSystem("Computer", creation.computer);
        builder.add("Image", creation.image);
        builder.add("CommandLine", creation.commandLine);
        builder.add("ParentImage", creation.parentImage);
        builder.add("User", creation.user);
        builder.endEvent();
    });
    return std::move(builder).build();
}

std::string escaped(std::string_view text)
{
    std::string result;
    for (const char c : text) {
        if (c == '"' || c == '\\')
            result += '\\';
        result += c;
    }
    return result;
}

} // namespace

const events::EventSet& processCreations()
{
    static const events::EventSet set = made(eventCount);
    return set;
}

events::EventSet processCreationsOf(std::uint32_t count) { return made(count); }

std::string processCreationLines()
{
    std::string lines;
    forEachCreation(eventCount, [&](const Creation& creation) {
        lines += std::format(R"({{"Provider_Name":"Microsoft-Windows-Sysmon","EventID":1,)"
                             R"("Channel":"Microsoft-Windows-Sysmon/Operational","Computer":"{}","Image":"{}",)"
                             R"("CommandLine":"{}","ParentImage":"{}","User":"{}"}})"
                             "\n",
            creation.computer, escaped(creation.image), escaped(creation.commandLine), escaped(creation.parentImage),
            escaped(creation.user));
    });
    return lines;
}

bool writeProcessCreations(const std::string& path, std::uint32_t first, std::uint32_t count)
{
    constexpr std::int64_t start = 1'763'424'000'000; // 2025-11-18, in milliseconds
    constexpr std::int64_t span = 2 * 86'400'000;
    std::ofstream file(path, std::ios::binary);
    const auto guid = [](std::uint32_t process) { return std::format("{{5f2a0000-0000-0000-0000-{:012x}}}", process); };
    std::uint32_t i = 0;
    forEachCreation(first + count, [&](const Creation& creation) {
        const std::uint32_t process = i++;
        if (process < first)
            return;
        // A parent started at most fifty processes before; every thousandth has none that was recorded.
        const std::uint32_t parent
            = process % 1'000 == 0 ? eventCount + process : process - 1 - process % 50 % (process % 1'000);
        const std::chrono::sys_time time{std::chrono::milliseconds(start + span * process / eventCount)};
        file << std::format(
            R"({{"UtcTime":"{:%Y-%m-%d %H:%M:%S}","Provider_Name":"Microsoft-Windows-Sysmon","EventID":1,)"
            R"("Channel":"Microsoft-Windows-Sysmon/Operational","Computer":"{}","Image":"{}",)"
            R"("CommandLine":"{}","ParentImage":"{}","User":"{}","ProcessId":{},"ProcessGuid":"{}",)"
            R"("ParentProcessGuid":"{}"}})"
            "\n",
            time, creation.computer, escaped(creation.image), escaped(creation.commandLine),
            escaped(creation.parentImage), escaped(creation.user), process * 2'654'435'761U % 65'536, guid(process),
            guid(parent));
    });
    file.close();
    return bool(file);
}

} // namespace rulewright::bench
