// SPDX-License-Identifier: Apache-2.0
#include "app/cli/commands.h"
#include "app/cli/json.h"
#include "core/text/diagnostic_codes.h"

#include <memory>
#include <print>

namespace rulewright::cli {

namespace {

struct DiagnosticsOptions {
    Format format = Format::Text;
};

Json diagnosticsJson()
{
    Json list = Json::array();
    for (const DiagnosticKind& kind : diagnosticKinds()) {
        Json object = Json::object();
        object.set("code", kind.code.text).set("severity", severityName(kind.severity)).set("meaning", kind.meaning);
        list.push(std::move(object));
    }
    Json result = Json::object();
    result.set("diagnostics", std::move(list));
    return result;
}

} // namespace

Run declareDiagnostics(Syntax& syntax)
{
    auto options = std::make_shared<DiagnosticsOptions>();
    syntax.format(options->format);
    return [options](Output& output) {
        if (options->format == Format::Json) {
            std::println(output.out, "{}", diagnosticsJson().text());
            return exitDone;
        }
        for (const DiagnosticKind& kind : diagnosticKinds()) {
            std::println(output.out, "{:<50}{:<12}{}", kind.code.text, severityName(kind.severity), kind.meaning);
        }
        return exitDone;
    };
}

} // namespace rulewright::cli
