// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/text/diagnostic.h"
#include "core/text/source.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace rulewright::rulefile {

struct TomlEntry;

/// A node of a TOML document with its place.
struct TomlNode {
    enum class Kind : std::uint8_t { Text, Number, Boolean, Time, List, Table };
    Kind kind = Kind::Text;
    std::string text; ///< of everything but lists and tables: the value as text ("true", "42")
    Span span; ///< of a text: with its quotes
    std::vector<TomlNode> items; ///< lists
    std::vector<TomlEntry> entries; ///< tables, by key

    [[nodiscard]] const TomlNode* find(std::string_view key) const; ///< null where there is none
    /// The text of an entry, or nothing at all where it is missing or no text.
    [[nodiscard]] std::string_view textOf(std::string_view key) const;
};

/// A key of a table and what it holds.
struct TomlEntry {
    std::string key;
    TomlNode value;
};

/// Reads TOML (1.0) text. After a syntax error there is no value, and one diagnostic at its place.
[[nodiscard]] Parsed<TomlNode> parseToml(const SourceText& source);

/// Where each byte of a text's value stands in the source: offsets[i] for text[i], one more for its end.
[[nodiscard]] std::vector<std::uint32_t> tomlSourceOffsets(const TomlNode& text, const SourceText& source);

} // namespace rulewright::rulefile
