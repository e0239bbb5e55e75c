// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/lang/spl/lookup_table.h"
#include "core/lang/spl/macros.h"
#include "core/rule/predicate.h"
#include "core/text/diagnostic.h"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace rulewright::lang::spl {

/// What all parts of one parse share. After an error nothing more is read.
struct Context {
    const ExpandedText& text;
    Diagnostics& diagnostics;
    /// Reads `[ … ]` within a predicate: what its results say about the event.
    std::function<rule::Predicate(std::size_t begin, std::size_t end)> subsearch;
    bool failed = false;
    int depth = 0;

    void fail(std::size_t begin, std::size_t end, std::string message);
};

/// Counts how deep a recursion is; `isTooDeep` reports an error once.
class Depth {
public:
    Depth(Context& context, std::size_t at);

    ~Depth() { --m_context.depth; }

    Depth(const Depth&) = delete;
    Depth& operator=(const Depth&) = delete;

private:
    Context& m_context;
};

/// A text in double quotes: `text` is what stands between them, escapes as written.
struct Quoted {
    std::string_view text;
    std::size_t begin = 0; ///< with the quotes
    std::size_t end = 0;
};

/// A place in a range of the expanded search.
class Cursor {
public:
    Cursor(Context& context, std::size_t begin, std::size_t end)
        : m_context(context)
        , m_at(begin)
        , m_end(end)
    {
    }

    [[nodiscard]] Context& context() const { return m_context; }

    [[nodiscard]] std::size_t at() const { return m_at; }

    [[nodiscard]] std::size_t end() const { return m_end; }

    void moveTo(std::size_t at) { m_at = at; }

    [[nodiscard]] std::string_view rest() const
    {
        return std::string_view(m_context.text.text).substr(m_at, m_end - m_at);
    }

    [[nodiscard]] std::string_view slice(std::size_t begin, std::size_t end) const
    {
        return std::string_view(m_context.text.text).substr(begin, end - begin);
    }

    [[nodiscard]] bool isAtEnd() const { return m_at >= m_end; }

    [[nodiscard]] char peek(std::size_t ahead = 0) const
    {
        return m_at + ahead < m_end ? m_context.text.text[m_at + ahead] : '\0';
    }

    void skipBlanks();
    void skipBlanksAndCommas();
    bool take(char c); ///< after blanks
    bool take(std::string_view mark); ///< after blanks
    [[nodiscard]] bool isWord(std::string_view word) const; ///< here, in any letter case, and whole
    bool takeWord(std::string_view word); ///< after blanks
    /// Reads a text in double quotes, if one begins here. One that does not end is an error.
    std::optional<Quoted> takeQuoted();
    /// Skips `( … )` or `[ … ]` that begins here; gives the range between. An error where it does not end.
    std::optional<std::pair<std::size_t, std::size_t>> takeBracket();
    /// The macro that was left in the text here; null where none was.
    const ExpandedText::OpenMacro* takeMacro();

    [[nodiscard]] Span span(std::size_t begin, std::size_t end) const { return m_context.text.span(begin, end); }

    void fail(std::string message) { m_context.fail(m_at, m_end, std::move(message)); }

private:
    Context& m_context;
    std::size_t m_at;
    std::size_t m_end;
};

[[nodiscard]] bool isBlank(char c);
[[nodiscard]] bool isNameChar(char c); ///< a letter, digit or underscore, or a byte beyond ASCII

/// `\\` and `\"` resolved; any other backslash is a backslash.
[[nodiscard]] std::string unescaped(std::string_view text);

/// A value of `search` and tstats: escapes resolved, `*` is a wildcard.
[[nodiscard]] rule::Pattern searchPattern(std::string_view text);

/// A field as it is written, without the quotes around it.
[[nodiscard]] rule::FieldRef fieldRef(std::string_view name, Span span);

[[nodiscard]] bool isNumber(std::string_view text);

} // namespace rulewright::lang::spl
