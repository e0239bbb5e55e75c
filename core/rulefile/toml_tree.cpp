// SPDX-License-Identifier: Apache-2.0
#include "core/rulefile/toml_tree.h"

#include "core/text/diagnostic_codes.h"
#include "core/text/fold.h"

// Behind a "[" toml++ asserts, and where asserts are off assumes, that a key begins: an author who types has none yet.
// Without either it reports an error.
#undef NDEBUG
#define TOML_ASSERT(expr) static_cast<void>(0)
#define TOML_EXCEPTIONS 0
#define TOML_HEADER_ONLY 1
#define TOML_ENABLE_FORMATTERS 0
#include <toml++/toml.hpp>

#include <algorithm>
#include <charconv>
#include <format>
#include <sstream>

namespace rulewright::rulefile {

namespace {

/// toml++ counts lines and columns from 1, columns in code points.
class Places {
public:
    explicit Places(const SourceText& source)
        : m_source(source)
    {
    }

    [[nodiscard]] std::uint32_t offset(const toml::source_position& position) const
    {
        const Span line = m_source.lineSpan(position.line);
        const std::string_view text = m_source.slice(line);
        std::size_t at = 0;
        for (std::uint32_t column = 1; column < position.column && at < text.size(); ++column)
            (void)nextCodePoint(text, at);
        return line.begin + static_cast<std::uint32_t>(at);
    }

    [[nodiscard]] Span span(const toml::source_region& region) const
    {
        return {offset(region.begin), offset(region.end)};
    }

private:
    const SourceText& m_source;
};

constexpr int maximumDepth = 100;

template <class T> std::string printed(const T& value)
{
    std::ostringstream out;
    out << value;
    return out.str();
}

TomlNode converted(const toml::node& node, const Places& places, int depth)
{
    TomlNode result;
    result.span = places.span(node.source());
    if (depth > maximumDepth)
        return result;
    if (const auto* table = node.as_table()) {
        result.kind = TomlNode::Kind::Table;
        for (const auto& [key, value] : *table)
            result.entries.push_back({std::string(key.str()), converted(value, places, depth + 1)});
    } else if (const auto* list = node.as_array()) {
        result.kind = TomlNode::Kind::List;
        for (const auto& item : *list)
            result.items.push_back(converted(item, places, depth + 1));
    } else if (const auto* text = node.as_string()) {
        result.text = text->get();
    } else if (const auto* integer = node.as_integer()) {
        result.kind = TomlNode::Kind::Number;
        result.text = std::to_string(integer->get());
    } else if (const auto* real = node.as_floating_point()) {
        result.kind = TomlNode::Kind::Number;
        result.text = std::format("{}", real->get());
    } else if (const auto* boolean = node.as_boolean()) {
        result.kind = TomlNode::Kind::Boolean;
        result.text = boolean->get() ? "true" : "false";
    } else {
        result.kind = TomlNode::Kind::Time;
        if (const auto* date = node.as_date())
            result.text = printed(date->get());
        else if (const auto* time = node.as_time())
            result.text = printed(time->get());
        else if (const auto* both = node.as_date_time())
            result.text = printed(both->get());
    }
    return result;
}

/// Walks over a quoted text of the source and tells where each byte of its value comes from.
class TextPlaces {
public:
    TextPlaces(std::string_view source, std::uint32_t begin, std::uint32_t end)
        : m_source(source)
        , m_at(begin)
        , m_end(end)
    {
    }

    std::vector<std::uint32_t> offsets(std::string_view value)
    {
        const char quote = m_at < m_end ? m_source[m_at] : '\0';
        const bool isMultiline = m_source.substr(m_at, 3) == std::string(3, quote);
        m_at += isMultiline ? 3 : 1;
        if (isMultiline && m_source.substr(m_at).starts_with("\r\n"))
            m_at += 2;
        else if (isMultiline && m_source.substr(m_at).starts_with("\n"))
            m_at += 1;
        std::vector<std::uint32_t> places;
        places.reserve(value.size() + 1);
        while (places.size() < value.size()) {
            skipLineEnd(quote == '"' && isMultiline);
            const std::uint32_t begin = m_at;
            const std::size_t bytes = quote == '"' && m_source[m_at] == '\\' ? skipEscape() : (++m_at, 1);
            for (std::size_t i = 0; i < bytes && places.size() < value.size(); ++i)
                places.push_back(std::min(begin, m_end));
        }
        places.push_back(std::min(m_at, m_end));
        return places;
    }

private:
    /// A backslash at the end of a line swallows the line's end and the blanks that follow.
    void skipLineEnd(bool isPossible)
    {
        while (isPossible && m_at + 1 < m_end && m_source[m_at] == '\\' && isBlank(m_source[m_at + 1])) {
            ++m_at;
            while (m_at < m_end && isBlank(m_source[m_at]))
                ++m_at;
        }
    }

    static bool isBlank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

    /// Moves over an escape and returns how many bytes of the value it stands for.
    std::size_t skipEscape()
    {
        const char kind = m_at + 1 < m_end ? m_source[m_at + 1] : '\0';
        const std::uint32_t digits = kind == 'u' ? 4 : kind == 'U' ? 8 : 0;
        std::uint32_t codePoint = 0;
        if (digits > 0 && m_at + 2 + digits <= m_end)
            std::from_chars(m_source.data() + m_at + 2, m_source.data() + m_at + 2 + digits, codePoint, 16);
        m_at += 2 + digits;
        if (digits == 0)
            return 1;
        return codePoint < 0x80 ? 1 : codePoint < 0x800 ? 2 : codePoint < 0x10000 ? 3 : 4;
    }

    std::string_view m_source;
    std::uint32_t m_at;
    std::uint32_t m_end;
};

} // namespace

const TomlNode* TomlNode::find(std::string_view key) const
{
    const auto found = std::ranges::find(entries, key, &TomlEntry::key);
    return found == entries.end() ? nullptr : &found->value;
}

std::string_view TomlNode::textOf(std::string_view key) const
{
    const TomlNode* node = find(key);
    return node ? std::string_view(node->text) : std::string_view();
}

Parsed<TomlNode> parseToml(const SourceText& source)
{
    Parsed<TomlNode> result;
    const Places places(source);
    const toml::parse_result parsed = toml::parse(source.text());
    if (!parsed) {
        const toml::parse_error& error = parsed.error();
        const std::uint32_t at = places.offset(error.source().begin);
        result.diagnostics.push_back({Severity::Error, codes::tomlSyntax, {at, at + 1},
            std::format("This is no TOML: {}", error.description()), {}});
        return result;
    }
    result.value = converted(parsed.table(), places, 0);
    return result;
}

std::vector<std::uint32_t> tomlSourceOffsets(const TomlNode& text, const SourceText& source)
{
    return TextPlaces(source.text(), text.span.begin, text.span.end).offsets(text.text);
}

} // namespace rulewright::rulefile
