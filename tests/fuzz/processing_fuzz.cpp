// SPDX-License-Identifier: Apache-2.0
// Any bytes as a processing pipeline and as values of placeholders, applied to a rule with one of everything.
#include "core/rulefile/processing_file.h"
#include "core/rulefile/rulefile.h"

#include <cstdint>
#include <cstdlib>
#include <string>

using namespace rulewright;

namespace {

constexpr const char* ruleText = R"(title: Rule
name: rule
logsource:
    product: windows
    category: process_creation
detection:
    selection:
        Image|endswith: '\a.exe'
        CommandLine|contains|all|expand:
            - '%tools%'
            - x
        Hashes|contains: 'MD5=00'
        User: null
        Port|gt: 5
        Parent|fieldref: Image
    keywords:
        - one
    condition: selection or keywords
---
title: Many
correlation:
    type: value_count
    rules:
        - rule
    group-by:
        - User
    timespan: 5m
    aliases:
        who:
            rule: User
    condition:
        field: Image
        gte: 2
)";

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const SourceText source("fuzz.yml", std::string(reinterpret_cast<const char*>(data), size));
    rulefile::Processing processing;
    if (auto pipeline = rulefile::parsePipeline(source); pipeline.value)
        processing.pipelines.push_back(*std::move(pipeline.value));
    if (auto values = rulefile::parsePlaceholderValues(source); values.value)
        processing.values = *std::move(values.value);
    Parsed<rule::Document> parsed = rulefile::parse(SourceText("rule.yml", ruleText));
    rulefile::process(parsed, processing);
    if (!parsed.value || parsed.value->rules.size() != 2)
        std::abort();
    return 0;
}
