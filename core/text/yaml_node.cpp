// SPDX-License-Identifier: Apache-2.0
#include "core/text/yaml_node.h"

#include <algorithm>

namespace rulewright {

namespace {

bool isBlank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/// Where the content of a scalar begins in the source: behind the quote, or behind a block scalar's header.
std::size_t contentBegin(const YamlNode& scalar, std::string_view source)
{
    std::size_t at = scalar.span.begin;
    switch (scalar.style) {
    case YamlStyle::Plain:
        return at;
    case YamlStyle::SingleQuoted:
    case YamlStyle::DoubleQuoted:
        return at + 1;
    case YamlStyle::Literal:
    case YamlStyle::Folded:
        at = std::min(source.find('\n', at), source.size());
        while (at < source.size() && isBlank(source[at]))
            ++at;
        return at;
    }
    return at;
}

/// The length of the escape at `at` of a double-quoted scalar: `\x41`, `\u00e9`, `\n`.
std::size_t escapeLength(std::string_view source, std::size_t at)
{
    const char kind = at + 1 < source.size() ? source[at + 1] : '\0';
    switch (kind) {
    case 'x':
        return 4;
    case 'u':
        return 6;
    case 'U':
        return 10;
    default:
        return 2;
    }
}

} // namespace

bool YamlNode::isNull() const
{
    return kind == YamlKind::Scalar && style == YamlStyle::Plain && !isTaggedString
        && (text.empty() || text == "~" || text == "null" || text == "Null" || text == "NULL");
}

const YamlEntry* YamlNode::find(std::string_view key) const
{
    const auto found = std::ranges::find_if(
        entries, [key](const YamlEntry& entry) { return entry.key.isScalar() && entry.key.text == key; });
    return found == entries.end() ? nullptr : &*found;
}

std::vector<std::uint32_t> yamlSourceOffsets(const YamlNode& scalar, const SourceText& sourceText)
{
    const std::string_view source = sourceText.text().substr(0, scalar.span.end);
    const std::string& text = scalar.text;
    std::vector<std::uint32_t> offsets;
    offsets.reserve(text.size() + 1);
    if (scalar.isAlias) {
        offsets.assign(text.size(), scalar.span.begin);
        offsets.push_back(scalar.span.end);
        return offsets;
    }
    std::size_t at = contentBegin(scalar, source);
    for (std::size_t i = 0; i < text.size(); ++i) {
        offsets.push_back(static_cast<std::uint32_t>(std::min(at, source.size())));
        if (at >= source.size())
            continue;
        const bool isLastOfBlank = isBlank(text[i]) && (i + 1 == text.size() || !isBlank(text[i + 1]));
        if (scalar.style == YamlStyle::DoubleQuoted && source[at] == '\\') {
            const std::size_t length = escapeLength(source, at);
            // An escape may stand for several bytes of UTF-8: they share its place.
            const auto lead = static_cast<unsigned char>(text[i]);
            const std::size_t bytes = length == 2 || lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
            for (std::size_t rest = 1; rest < bytes && i + 1 < text.size(); ++rest, ++i)
                offsets.push_back(static_cast<std::uint32_t>(at));
            at += length;
        } else if (isLastOfBlank) {
            while (at < source.size() && isBlank(source[at]))
                ++at;
        } else if (isBlank(text[i])) {
            ++at;
        } else {
            at += scalar.style == YamlStyle::SingleQuoted && source[at] == '\'' ? 2 : 1;
        }
    }
    const bool isQuoted = scalar.style == YamlStyle::SingleQuoted || scalar.style == YamlStyle::DoubleQuoted;
    const std::size_t end = isQuoted && scalar.span.end > scalar.span.begin ? scalar.span.end - 1 : scalar.span.end;
    offsets.push_back(static_cast<std::uint32_t>(std::max<std::size_t>(end, offsets.empty() ? 0 : offsets.back())));
    return offsets;
}

Span yamlSourceSpan(const YamlNode& scalar, const SourceText& source, std::size_t begin, std::size_t end)
{
    const std::vector<std::uint32_t> offsets = yamlSourceOffsets(scalar, source);
    const std::size_t last = offsets.size() - 1;
    begin = std::min(begin, last);
    end = std::clamp(end, begin, last);
    if (begin == end)
        return {offsets[begin], offsets[begin]};
    // The end of a part is behind its last byte, not where the next part begins: blanks may lie between.
    const std::uint32_t lastByte = offsets[end - 1];
    const std::uint32_t next = offsets[end];
    const bool wasBlank = isBlank(scalar.text[end - 1]);
    std::uint32_t stop = next;
    if (!wasBlank && !scalar.isAlias) {
        stop = std::min(next, lastByte + 1);
        if (scalar.style == YamlStyle::DoubleQuoted || scalar.style == YamlStyle::SingleQuoted)
            stop = next;
    }
    return {offsets[begin], std::max(stop, offsets[begin])};
}

} // namespace rulewright
