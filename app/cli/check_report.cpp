// SPDX-License-Identifier: Apache-2.0
#include "app/cli/check_report.h"

#include "core/rulefile/file_kind.h"
#include "core/text/diagnostic_codes.h"
#include "core/version.h"

#include <algorithm>
#include <format>
#include <print>
#include <string_view>

namespace rulewright::cli {

namespace {

struct Sums {
    std::size_t errors = 0;
    std::size_t warnings = 0;
    std::size_t fixed = 0;
};

Sums sumsOf(const std::vector<CheckedFile>& files)
{
    Sums sums;
    for (const CheckedFile& file : files) {
        sums.errors += file.count(Severity::Error);
        sums.warnings += file.count(Severity::Warning);
        sums.fixed += file.fixed;
    }
    return sums;
}

std::string counted(std::size_t count, std::string_view thing)
{
    return std::format("{} {}{}", count, thing, count == 1 ? "" : "s");
}

// The language of what was read; null for a container whose rules could not be read.
Json languageOf(const CheckedFile& file)
{
    if (!file.document)
        return nullptr;
    const rulefile::FileKind* kind = rulefile::fileKind(file.name);
    if (file.document->rules.empty() && kind != nullptr && !kind->language)
        return nullptr;
    return rule::languageName(file.document->language);
}

struct Place {
    Position begin;
    Position end;
};

Place placeOf(const CheckedFile& file, const Diagnostic& diagnostic)
{
    return {file.document->text.position(diagnostic.span.begin), file.document->text.position(diagnostic.span.end)};
}

Json diagnosticJson(const CheckedFile& file, const Diagnostic& diagnostic)
{
    const Place place = placeOf(file, diagnostic);
    Json fixes = Json::array();
    for (const Fix& fix : diagnostic.fixes) {
        Json object = Json::object();
        object.set("title", fix.title).set("safe", fix.isSafe);
        fixes.push(std::move(object));
    }
    Json object = Json::object();
    object.set("code", diagnostic.code.text)
        .set("severity", severityName(diagnostic.severity))
        .set("line", place.begin.line)
        .set("column", place.begin.column)
        .set("end_line", place.end.line)
        .set("end_column", place.end.column)
        .set("message", diagnostic.message)
        .set("fixes", std::move(fixes));
    return object;
}

std::string_view sarifLevel(Severity severity)
{
    switch (severity) {
    case Severity::Error:
        return "error";
    case Severity::Warning:
        return "warning";
    default:
        return "note";
    }
}

Json sarifMessage(std::string_view text)
{
    Json message = Json::object();
    message.set("text", text);
    return message;
}

// SARIF counts columns in UTF-16 units or code points; the byte offset is exact whatever a reader assumes.
Json sarifRegion(const CheckedFile& file, const Diagnostic& diagnostic)
{
    const auto column = [&file](std::uint32_t offset) {
        const SourceText& source = file.document->text;
        const Span line = source.lineSpan(source.position(offset).line);
        const std::string_view before = source.slice({line.begin, offset});
        const auto isStart = [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; };
        return static_cast<std::size_t>(std::ranges::count_if(before, isStart)) + 1;
    };
    const Place place = placeOf(file, diagnostic);
    Json region = Json::object();
    region.set("startLine", place.begin.line)
        .set("startColumn", column(diagnostic.span.begin))
        .set("endLine", place.end.line)
        .set("endColumn", column(diagnostic.span.end))
        .set("byteOffset", diagnostic.span.begin)
        .set("byteLength", diagnostic.span.length());
    return region;
}

// A path as a relative reference (RFC 3986): everything but its unreserved characters and / is escaped.
std::string sarifUri(std::string_view path)
{
    std::string uri;
    for (const char c : path) {
        const bool isKept = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
            || std::string_view("-._~/").contains(c);
        if (isKept)
            uri += c;
        else
            uri += std::format("%{:02X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
    }
    return uri;
}

Json sarifResult(const CheckedFile& file, const Diagnostic& diagnostic)
{
    Json artifact = Json::object();
    artifact.set("uri", sarifUri(file.name));
    Json physical = Json::object();
    physical.set("artifactLocation", std::move(artifact)).set("region", sarifRegion(file, diagnostic));
    Json location = Json::object();
    location.set("physicalLocation", std::move(physical));
    Json locations = Json::array();
    locations.push(std::move(location));
    Json result = Json::object();
    result.set("ruleId", diagnostic.code.text)
        .set("level", sarifLevel(diagnostic.severity))
        .set("message", sarifMessage(diagnostic.message))
        .set("locations", std::move(locations));
    return result;
}

} // namespace

void printCheck(const std::vector<CheckedFile>& files, Output& output)
{
    std::size_t read = 0;
    for (const CheckedFile& file : files) {
        if (!file.document)
            continue;
        ++read;
        for (const Diagnostic& diagnostic : file.diagnostics) {
            const Position begin = file.document->text.position(diagnostic.span.begin);
            std::println(output.out, "{}:{}:{}: {}: {} [{}]", file.name, begin.line, begin.column,
                severityName(diagnostic.severity), diagnostic.message, diagnostic.code.text);
            for (const Fix& fix : diagnostic.fixes)
                std::println(output.out, "    fix: {}{}", fix.title, fix.isSafe ? " (safe)" : "");
        }
    }
    if (read == 0)
        return; // why is said on the other stream
    const Sums sums = sumsOf(files);
    std::println(output.out, "{}, {} in {}{}", counted(sums.errors, "error"), counted(sums.warnings, "warning"),
        counted(read, "file"), sums.fixed > 0 ? std::format("; {} fixed", sums.fixed) : "");
}

Json checkJson(const std::vector<CheckedFile>& files)
{
    Json list = Json::array();
    for (const CheckedFile& file : files) {
        if (!file.document)
            continue;
        Json diagnostics = Json::array();
        for (const Diagnostic& diagnostic : file.diagnostics)
            diagnostics.push(diagnosticJson(file, diagnostic));
        Json object = Json::object();
        object.set("path", file.name).set("language", languageOf(file)).set("diagnostics", std::move(diagnostics));
        if (file.fixed > 0)
            object.set("fixed", file.fixed);
        list.push(std::move(object));
    }
    const Sums sums = sumsOf(files);
    Json result = Json::object();
    result.set("files", std::move(list)).set("errors", sums.errors).set("warnings", sums.warnings);
    return result;
}

Json checkSarif(const std::vector<CheckedFile>& files)
{
    Json rules = Json::array();
    for (const DiagnosticKind& kind : diagnosticKinds()) {
        Json rule = Json::object();
        rule.set("id", kind.code.text).set("shortDescription", sarifMessage(kind.meaning));
        rules.push(std::move(rule));
    }
    Json driver = Json::object();
    driver.set("name", "rulewright").set("version", version()).set("rules", std::move(rules));
    Json tool = Json::object();
    tool.set("driver", std::move(driver));
    Json results = Json::array();
    for (const CheckedFile& file : files) {
        if (!file.document)
            continue;
        for (const Diagnostic& diagnostic : file.diagnostics)
            results.push(sarifResult(file, diagnostic));
    }
    Json run = Json::object();
    run.set("tool", std::move(tool)).set("columnKind", "unicodeCodePoints").set("results", std::move(results));
    Json runs = Json::array();
    runs.push(std::move(run));
    Json result = Json::object();
    result.set("$schema", "https://json.schemastore.org/sarif-2.1.0.json")
        .set("version", "2.1.0")
        .set("runs", std::move(runs));
    return result;
}

} // namespace rulewright::cli
