// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/author/complete.h"

#include <optional>
#include <string>
#include <vector>

namespace rulewright::author {

/// What is known of the word at a place: a title and sentences, all plain text.
struct Hover {
    Span span; ///< of the word
    std::string title; ///< "endswith", "T1219.002 Remote Desktop Software"
    std::vector<std::string> lines;
    bool operator==(const Hover&) const = default;
};

/// `document` is what the text was parsed to (null where nothing could be made of it): values are read from it.
[[nodiscard]] std::optional<Hover> hoverAt(const SourceText& source, const rule::Document* document,
    std::uint32_t offset, const Knowledge& knowledge, const Task& task);

/// How a value reads after YAML's quotes and Sigma's escapes, piece by piece: "begins with", "any text" …
[[nodiscard]] std::vector<std::string> literalReading(const rule::Test& test, const rule::Value& value);

} // namespace rulewright::author
