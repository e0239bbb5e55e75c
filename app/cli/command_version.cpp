// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "app/cli/json.h"
#include "core/version.h"

#include <memory>
#include <print>

namespace rulewright::cli {

namespace {

struct VersionOptions {
    Format format = Format::Text;
};

int runVersion(const VersionOptions& options, Output& output)
{
    if (options.format == Format::Json) {
        Json result = Json::object();
        result.set("name", "rulewright").set("version", version());
        std::println(output.out, "{}", result.text());
    } else {
        std::println(output.out, "rulewright {}", version());
    }
    return exitDone;
}

} // namespace

Run declareVersion(Syntax& syntax)
{
    auto options = std::make_shared<VersionOptions>();
    syntax.format(options->format);
    return [options](Output& output) { return runVersion(*options, output); };
}

} // namespace rulewright::cli
