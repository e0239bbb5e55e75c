// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/text/source.h"
#include "core/text/span.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace rulewright {

enum class YamlKind : std::uint8_t { Scalar, Sequence, Mapping };

/// How a scalar is written. Sigma's typing depends on it: only a plain scalar can be a number, a bool or null.
enum class YamlStyle : std::uint8_t { Plain, SingleQuoted, DoubleQuoted, Literal, Folded };

struct YamlEntry;

/// A node of a YAML document with its place. Aliases and merge keys are resolved: an alias is a copy of its
/// anchor's node whose own span is the alias's (`*name`), while what is below keeps the anchor's places.
struct YamlNode {
    YamlKind kind = YamlKind::Scalar;
    YamlStyle style = YamlStyle::Plain;
    bool isTaggedString = false; ///< `!!str` or `!` stands before it
    bool isAlias = false;
    Span span; ///< a scalar with its quotes; a collection up to the end of its last item
    std::string text; ///< scalars: after quoting and folding
    std::vector<YamlNode> items; ///< sequences
    std::vector<YamlEntry> entries; ///< mappings, in text order

    [[nodiscard]] bool isScalar() const { return kind == YamlKind::Scalar; }

    [[nodiscard]] bool isSequence() const { return kind == YamlKind::Sequence; }

    [[nodiscard]] bool isMapping() const { return kind == YamlKind::Mapping; }

    /// A plain scalar that YAML 1.2 reads as null: nothing, `~` or `null`.
    [[nodiscard]] bool isNull() const;
    /// The first entry with this key; null where there is none, or where this is no mapping.
    [[nodiscard]] const YamlEntry* find(std::string_view key) const;
};

struct YamlEntry {
    YamlNode key;
    YamlNode value;
};

struct YamlDocument {
    YamlNode root;
    Span span; ///< from its first to its last node
    bool isPartial = false; ///< a syntax error cut it off: what is missing means nothing
};

/// Where each byte of a scalar's text stands in the source: `offsets[i]` for text[i], and one more for the end.
/// Follows folding, indentation and escapes; exact to the escape for everything else.
[[nodiscard]] std::vector<std::uint32_t> yamlSourceOffsets(const YamlNode& scalar, const SourceText& source);

/// The source span of a part of a scalar's text.
[[nodiscard]] Span yamlSourceSpan(const YamlNode& scalar, const SourceText& source, std::size_t begin, std::size_t end);

} // namespace rulewright
