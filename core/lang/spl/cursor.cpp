// SPDX-License-Identifier: Apache-2.0
#include "core/lang/spl/cursor.h"

#include "core/text/diagnostic_codes.h"
#include "core/text/fold.h"

#include <charconv>
#include <utility>

namespace rulewright::lang::spl {

namespace {

constexpr int mostDepth = 150;

} // namespace

void Context::fail(std::size_t begin, std::size_t end, std::string message)
{
    if (failed)
        return;
    failed = true;
    diagnostics.push_back({Severity::Error, codes::splSyntax, text.span(begin, end), std::move(message), {}});
}

Depth::Depth(Context& context, std::size_t at)
    : m_context(context)
{
    if (++m_context.depth > mostDepth)
        m_context.fail(at, at, "The search is nested too deeply to be read: take some brackets away");
}

bool isBlank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; }

bool isNameChar(char c)
{
    return c == '_' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
        || static_cast<unsigned char>(c) >= 0x80;
}

void Cursor::skipBlanks()
{
    while (m_at < m_end && isBlank(m_context.text.text[m_at]))
        ++m_at;
}

void Cursor::skipBlanksAndCommas()
{
    while (m_at < m_end && (isBlank(peek()) || peek() == ','))
        ++m_at;
}

bool Cursor::take(char c)
{
    skipBlanks();
    if (isAtEnd() || peek() != c)
        return false;
    ++m_at;
    return true;
}

bool Cursor::take(std::string_view mark)
{
    skipBlanks();
    if (!rest().starts_with(mark))
        return false;
    m_at += mark.size();
    return true;
}

bool Cursor::isWord(std::string_view word) const
{
    const std::string_view here = rest();
    return here.size() >= word.size() && equalsFolded(here.substr(0, word.size()), word)
        && (here.size() == word.size() || !isNameChar(here[word.size()]));
}

bool Cursor::takeWord(std::string_view word)
{
    skipBlanks();
    if (!isWord(word))
        return false;
    m_at += word.size();
    return true;
}

std::optional<Quoted> Cursor::takeQuoted()
{
    if (peek() != '"' || isAtEnd())
        return std::nullopt;
    const std::size_t begin = m_at;
    for (std::size_t i = m_at + 1; i < m_end; ++i) {
        const char c = m_context.text.text[i];
        if (c == '\\')
            ++i;
        else if (c == '"') {
            m_at = i + 1;
            return Quoted{slice(begin + 1, i), begin, i + 1};
        }
    }
    m_context.fail(begin, m_end, "A text in quotes has no end: close the quotes");
    m_at = m_end;
    return std::nullopt;
}

std::optional<std::pair<std::size_t, std::size_t>> Cursor::takeBracket()
{
    const char open = peek();
    const char close = open == '(' ? ')' : ']';
    const std::size_t begin = m_at;
    int level = 0;
    while (!isAtEnd()) {
        if (peek() == '"') {
            if (!takeQuoted())
                return std::nullopt;
            continue;
        }
        if (peek() == '\\')
            ++m_at;
        else if (peek() == open)
            ++level;
        else if (peek() == close && --level == 0)
            return std::pair(begin + 1, m_at++);
        ++m_at;
    }
    m_at = m_end;
    m_context.fail(
        begin, m_end, open == '(' ? "A bracket has no end: close it" : "A subsearch has no end: close it with \"]\"");
    return std::nullopt;
}

const ExpandedText::OpenMacro* Cursor::takeMacro()
{
    if (peek() != macroMark || isAtEnd())
        return nullptr;
    std::size_t number = 0;
    const std::string_view here = rest().substr(1);
    const auto [last, error] = std::from_chars(here.data(), here.data() + here.size(), number);
    if (error != std::errc() || number >= m_context.text.open.size())
        return nullptr;
    m_at += static_cast<std::size_t>(last - here.data()) + 2;
    return &m_context.text.open[number];
}

std::string unescaped(std::string_view text)
{
    std::string result;
    result.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\\' && i + 1 < text.size() && (text[i + 1] == '\\' || text[i + 1] == '"'))
            ++i;
        result += text[i];
    }
    return result;
}

rule::Pattern searchPattern(std::string_view text)
{
    rule::Pattern pattern;
    std::string literal;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '*') {
            pattern.append(literal);
            literal.clear();
            pattern.append(rule::PatternPart::Kind::Many);
            continue;
        }
        if (text[i] == '\\' && i + 1 < text.size() && (text[i + 1] == '\\' || text[i + 1] == '"'))
            ++i;
        literal += text[i];
    }
    pattern.append(literal);
    return pattern;
}

rule::FieldRef fieldRef(std::string_view name, Span span)
{
    if (name.size() >= 2 && name.front() == name.back() && (name.front() == '\'' || name.front() == '"'))
        name = name.substr(1, name.size() - 2);
    rule::FieldRef field;
    field.raw = name;
    field.name.text = field.raw;
    field.span = span;
    return field;
}

bool isNumber(std::string_view text)
{
    if (text.starts_with('-'))
        text.remove_prefix(1);
    return !text.empty() && text.find_first_not_of("0123456789.") == std::string_view::npos && text != "."
        && text.back() != '.' && text.find('.') == text.rfind('.');
}

} // namespace rulewright::lang::spl
