// SPDX-License-Identifier: Apache-2.0
#include "core/rulefile/processing_file.h"

#include "core/rule/placeholder.h"
#include "core/rule/walk.h"
#include "core/rulefile/yaml_parser.h"
#include "core/text/diagnostic_codes.h"

#include <algorithm>
#include <format>
#include <fstream>
#include <iterator>
#include <utility>

namespace rulewright::rulefile {

namespace {

constexpr std::size_t mostBytes = 10 * 1000 * 1000;

Result<SourceText> readText(const std::filesystem::path& path)
{
    std::ifstream file(path, std::ios::binary);
    std::string text;
    char block[65536];
    while (file && text.size() <= mostBytes) {
        file.read(block, sizeof block);
        text.append(block, static_cast<std::size_t>(file.gcount()));
    }
    if (!file.is_open() || file.bad() || text.size() > mostBytes) {
        return std::unexpected(Diagnostics{{Severity::Error, codes::fileUnreadable, {},
            std::format("The file \"{}\" cannot be read{}: check its name", path.string(),
                text.size() > mostBytes ? " (it is larger than 10 MB)" : ""),
            {}}});
    }
    return SourceText(path.string(), std::move(text));
}

template <class T, class Parse> Parsed<T> parseFirst(const SourceText& source, Parse&& parse)
{
    YamlStream stream = parseYaml(source);
    if (hasErrors(stream.diagnostics))
        return {std::nullopt, std::move(stream.diagnostics)};
    const YamlNode empty;
    Parsed<T> result = parse(source, stream.documents.empty() ? empty : stream.documents.front().root);
    std::ranges::move(stream.diagnostics, std::back_inserter(result.diagnostics));
    return result;
}

// The places of placeholders that still have no values.
bool isOpen(const rule::Document& document, Span place)
{
    bool found = false;
    for (const rule::Rule& rule : document.rules) {
        rule::forEachTest(rule, [&](const rule::Test& test) {
            found = found
                || (rule::hasPlaceholders(test) && std::ranges::any_of(test.values, [&](const rule::Value& one) {
                       const auto* text = std::get_if<std::string>(&one.scalar);
                       return one.span.encloses(place) && text != nullptr && !rule::placeholders(*text).empty();
                   }));
        });
    }
    return found;
}

} // namespace

Parsed<lang::sigma::ProcessingPipeline> parsePipeline(const SourceText& source)
{
    return parseFirst<lang::sigma::ProcessingPipeline>(source, lang::sigma::parseProcessing);
}

Parsed<lang::sigma::ProcessingPipeline> loadPipeline(const std::filesystem::path& path)
{
    Result<SourceText> source = readText(path);
    if (!source)
        return {std::nullopt, std::move(source.error())};
    return parsePipeline(*source);
}

Parsed<lang::sigma::PlaceholderValues> parsePlaceholderValues(const SourceText& source)
{
    return parseFirst<lang::sigma::PlaceholderValues>(source, lang::sigma::parseValues);
}

Parsed<lang::sigma::PlaceholderValues> loadValues(const std::filesystem::path& path)
{
    Result<SourceText> source = readText(path);
    if (!source)
        return {std::nullopt, std::move(source.error())};
    return parsePlaceholderValues(*source);
}

void process(Parsed<rule::Document>& parsed, const Processing& processing)
{
    if (!parsed.value || processing.isEmpty())
        return;
    Diagnostics failures = lang::sigma::process(*parsed.value, processing.pipelines, processing.values);
    std::erase_if(parsed.diagnostics, [&](const Diagnostic& diagnostic) {
        return diagnostic.code == codes::sigmaPlaceholder && !isOpen(*parsed.value, diagnostic.span);
    });
    std::ranges::move(failures, std::back_inserter(parsed.diagnostics));
    std::ranges::stable_sort(parsed.diagnostics, {},
        [](const Diagnostic& diagnostic) { return std::pair(diagnostic.span.begin, diagnostic.severity); });
}

} // namespace rulewright::rulefile
