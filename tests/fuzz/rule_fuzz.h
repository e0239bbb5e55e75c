// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rulefile/rulefile.h"
#include "core/rule/walk.h"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

namespace rulewright::fuzz {

/// Any bytes as a rule file of this name: nothing crashes or hangs, every place lies in the text, and an unreadable
/// text says why.
inline void parseAnything(std::string_view name, const std::uint8_t* data, std::size_t size)
{
    const SourceText source(std::string(name), std::string(reinterpret_cast<const char*>(data), size));
    const auto isInside = [&](Span span) { return span.begin <= span.end && span.end <= source.text().size(); };
    const Parsed<rule::Document> parsed = rulefile::parse(source);
    for (const Diagnostic& diagnostic : parsed.diagnostics) {
        if (diagnostic.message.empty() || diagnostic.span.begin > diagnostic.span.end)
            std::abort();
    }
    if (!parsed.value) {
        if (parsed.diagnostics.empty())
            std::abort();
        return;
    }
    for (const rule::Rule& rule : parsed.value->rules) {
        rule::forEachTest(rule, [&](const rule::Test& test) {
            for (const rule::Value& value : test.values) {
                if (!isInside(value.span))
                    std::abort();
            }
        });
    }
}

} // namespace rulewright::fuzz
