// SPDX-License-Identifier: Apache-2.0
#include "core/rulefile/yaml_quotes.h"

#include <algorithm>

namespace rulewright::rulefile {

namespace {

bool isBreak(char c) { return c == '\n' || c == '\r'; }

bool isSpace(char c) { return c == ' ' || c == '\t'; }

class QuoteScanner {
public:
    QuoteScanner(std::string_view text, std::uint32_t begin, std::uint32_t end)
        : m_text(text)
        , m_end(end)
        , m_at(begin)
    {
    }

    std::optional<QuoteFault> scan()
    {
        while (!m_fault && m_at < m_text.size() && m_at < m_end)
            scanLine();
        return m_fault;
    }

private:
    [[nodiscard]] char peek(std::size_t ahead = 0) const
    {
        return m_at + ahead < m_text.size() ? m_text[m_at + ahead] : '\n';
    }

    void skipSpaces()
    {
        while (m_at < m_text.size() && isSpace(m_text[m_at]))
            ++m_at;
    }

    void skipLine()
    {
        while (m_at < m_text.size() && !isBreak(m_text[m_at]))
            ++m_at;
        while (m_at < m_text.size() && isBreak(m_text[m_at]))
            ++m_at;
    }

    void scanLine()
    {
        const std::size_t lineBegin = m_at;
        skipSpaces();
        const std::size_t indent = m_at - lineBegin;
        while ((peek() == '-' || peek() == '?') && (isSpace(peek(1)) || isBreak(peek(1)))) {
            ++m_at;
            skipSpaces();
        }
        // A key, then its value; or a value alone.
        for (int part = 0; part < 2; ++part) {
            if (peek() == '\'' || peek() == '"') {
                if (!scanQuoted(false) || peek() != ':')
                    break;
                ++m_at;
            } else if (peek() == '[' || peek() == '{') {
                scanFlow();
                break;
            } else if (peek() == '|' || peek() == '>') {
                skipBlockScalar(indent);
                return;
            } else if (peek() == '#' || part == 1 || !skipPlainKey()) {
                break;
            }
            skipSpaces();
        }
        if (!m_fault)
            skipLine();
    }

    /// Moves behind the colon of a plain key; false where the line has none.
    bool skipPlainKey()
    {
        for (std::size_t at = m_at; at < m_text.size() && !isBreak(m_text[at]); ++at) {
            const char after = at + 1 < m_text.size() ? m_text[at + 1] : '\n';
            if (m_text[at] == ':' && (isSpace(after) || isBreak(after))) {
                m_at = at + 1;
                return true;
            }
            if (m_text[at] == '#' && at > m_at && isSpace(m_text[at - 1]))
                return false;
        }
        return false;
    }

    void skipBlockScalar(std::size_t indent)
    {
        skipLine();
        while (m_at < m_text.size()) {
            const std::size_t lineBegin = m_at;
            skipSpaces();
            if (m_at < m_text.size() && !isBreak(m_text[m_at]) && m_at - lineBegin <= indent) {
                m_at = lineBegin;
                return;
            }
            skipLine();
        }
    }

    /// Moves behind a quoted scalar and the blanks that follow; false where it is at fault.
    bool scanQuoted(bool isInFlow)
    {
        const std::size_t open = m_at;
        const char quote = m_text[open];
        const bool isClosed = moveBehindClosingQuote(quote);
        const std::string_view inside = m_text.substr(open, m_at - open);
        const bool isOneLine = inside.find_first_of("\r\n") == std::string_view::npos;
        if (!isClosed) {
            m_fault = QuoteFault{QuoteFault::Kind::Unclosed, static_cast<std::uint32_t>(open), 0};
            return false;
        }
        const std::size_t close = m_at;
        skipSpaces();
        const char after = peek();
        const bool isFine = isBreak(after) || after == ':' || (after == '#' && m_at > close)
            || (isInFlow && (after == ',' || after == ']' || after == '}'));
        if (!isFine) {
            m_fault = QuoteFault{isOneLine ? QuoteFault::Kind::Trailing : QuoteFault::Kind::Unclosed,
                static_cast<std::uint32_t>(open), static_cast<std::uint32_t>(m_at)};
        }
        return isFine;
    }

    bool moveBehindClosingQuote(char quote)
    {
        for (++m_at; m_at < m_text.size(); ++m_at) {
            if (quote == '"' && m_text[m_at] == '\\') {
                ++m_at;
            } else if (m_text[m_at] == quote) {
                if (quote == '"' || peek(1) != quote) {
                    ++m_at;
                    return true;
                }
                ++m_at;
            }
        }
        m_at = m_text.size();
        return false;
    }

    void scanFlow()
    {
        std::size_t depth = 0;
        bool isTokenStart = true;
        while (!m_fault && m_at < m_text.size()) {
            const char c = m_text[m_at];
            if ((c == '\'' || c == '"') && isTokenStart) {
                if (!scanQuoted(true))
                    return;
                isTokenStart = false;
                continue;
            }
            ++m_at;
            if (c == '[' || c == '{') {
                ++depth;
            } else if (c == ']' || c == '}') {
                depth = depth > 0 ? depth - 1 : 0;
                if (depth == 0)
                    return;
            }
            isTokenStart = c == '[' || c == '{' || c == ',' || c == ':' || (isTokenStart && (isSpace(c) || isBreak(c)));
        }
    }

    std::string_view m_text;
    std::size_t m_end;
    std::size_t m_at;
    std::optional<QuoteFault> m_fault;
};

} // namespace

std::optional<QuoteFault> findQuoteFault(std::string_view text, std::uint32_t begin, std::uint32_t end)
{
    return QuoteScanner(text, begin, end).scan();
}

} // namespace rulewright::rulefile
