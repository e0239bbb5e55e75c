// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "app/cli/json.h"
#include "core/world/world.h"

#include <algorithm>
#include <fstream>
#include <memory>
#include <optional>
#include <print>
#include <string>

namespace rulewright::cli {

namespace {

/// All events stand in memory while they are made, 2 KB each.
constexpr std::uint64_t maximumEvents = 1'000'000;

struct GenerateOptions {
    std::optional<std::uint64_t> seed;
    std::optional<std::uint64_t> events;
    std::optional<std::string> out;
    Format format = Format::Text;
};

bool write(const std::string& path, std::string_view text)
{
    std::ofstream stream(path, std::ios::binary | std::ios::trunc);
    stream.write(text.data(), static_cast<std::streamsize>(text.size()));
    stream.close();
    return !stream.fail();
}

int runGenerate(const GenerateOptions& options, Output& output)
{
    const std::uint64_t count = options.events.value_or(world::builtInCount);
    if (!options.out) {
        std::println(output.err, "generate writes two files: name the first with --out FILE.");
        return exitCannotRun;
    }
    if (count == 0 || count > maximumEvents) {
        std::println(output.err, "--events {} is out of range: give a number from 1 to {}.", count, maximumEvents);
        return exitCannotRun;
    }
    const world::World world
        = world::generateWorld(options.seed.value_or(world::builtInSeed), static_cast<std::uint32_t>(count));
    const std::string labels = *options.out + ".labels.json";
    if (!write(*options.out, world.text) || !write(labels, world::labelsText(world))) {
        std::println(
            output.err, "'{}' or '{}' cannot be written: choose another place with --out FILE.", *options.out, labels);
        return exitCannotRun;
    }
    const auto attack = std::ranges::count(world.labels, events::Side::Attack, &events::Label::side);
    if (options.format == Format::Json) {
        Json result = Json::object();
        result.set("out", *options.out).set("labels", labels).set("events", count).set("attack", attack);
        result.set("benign", static_cast<std::int64_t>(count) - attack);
        std::println(output.out, "{}", result.text());
    } else {
        std::println(
            output.out, "{} events in {}, {} of them attack; labels in {}", count, *options.out, attack, labels);
    }
    return exitDone;
}

} // namespace

Run declareGenerate(Syntax& syntax)
{
    auto options = std::make_shared<GenerateOptions>();
    syntax.option("--seed", options->seed, "Number that the events follow from; the built-in events have 1");
    syntax.option("--events", options->events, "How many; 40,000 unless given");
    syntax.option("--out", options->out, "NDJSON file to write; FILE.labels.json is written beside it");
    syntax.format(options->format);
    return [options](Output& output) { return runGenerate(*options, output); };
}

} // namespace rulewright::cli
