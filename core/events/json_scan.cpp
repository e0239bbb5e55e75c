// SPDX-License-Identifier: Apache-2.0
#include "core/events/json_scan.h"

#include <algorithm>
#include <vector>

namespace rulewright::events {

namespace {

bool isDigit(char c) { return c >= '0' && c <= '9'; }

bool isHexDigit(char c) { return isDigit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }

/// Behind the number at `at`; `at` itself where there is none.
std::size_t numberEnd(std::string_view text, std::size_t at)
{
    const std::size_t begin = at;
    const auto isAt = [&](char c) { return at < text.size() && text[at] == c; };
    const auto digits = [&] {
        const std::size_t first = at;
        while (at < text.size() && isDigit(text[at]))
            ++at;
        return at > first;
    };
    if (isAt('-'))
        ++at;
    if (isAt('0'))
        ++at;
    else if (!digits())
        return begin;
    if (isAt('.')) {
        ++at;
        if (!digits())
            return begin;
    }
    if (isAt('e') || isAt('E')) {
        ++at;
        if (isAt('+') || isAt('-'))
            ++at;
        if (!digits())
            return begin;
    }
    return at;
}

class Scanner {
public:
    Scanner(std::string_view text, std::size_t at)
        : m_text(text)
        , m_at(at)
    {
    }

    JsonScan run()
    {
        while (value() && !isDone()) { }
        return {m_at, m_depth, m_problem};
    }

private:
    bool isAt(char c) const { return m_at < m_text.size() && m_text[m_at] == c; }

    bool isDone() const { return m_isInObject.empty(); }

    bool fail(std::string_view problem)
    {
        m_problem = m_at >= m_text.size() ? "it ends too early" : problem;
        return false;
    }

    /// One scalar, or the opening of a container up to its first value; then every closing that follows.
    bool value()
    {
        m_at = skipJsonBlanks(m_text, m_at);
        if (isAt('{') || isAt('[')) {
            const bool isObject = m_text[m_at] == '{';
            ++m_at;
            m_isInObject.push_back(isObject);
            m_depth = std::max(m_depth, static_cast<std::uint32_t>(m_isInObject.size()));
            m_at = skipJsonBlanks(m_text, m_at);
            if (!isAt(isObject ? '}' : ']'))
                return !isObject || key();
        } else if (isAt('"')) {
            if (!string())
                return false;
        } else if (!word()) {
            return false;
        }
        return close();
    }

    /// After a value: closes what ends here, up to the comma before the next value.
    bool close()
    {
        while (!isDone()) {
            m_at = skipJsonBlanks(m_text, m_at);
            const bool isObject = m_isInObject.back();
            if (isAt(isObject ? '}' : ']')) {
                ++m_at;
                m_isInObject.pop_back();
                continue;
            }
            if (!isAt(','))
                return fail(isObject ? "a comma or } is missing" : "a comma or ] is missing");
            ++m_at;
            return !isObject || key();
        }
        return true;
    }

    bool key()
    {
        m_at = skipJsonBlanks(m_text, m_at);
        if (!isAt('"'))
            return fail("a name in double quotes is missing");
        if (!string())
            return false;
        m_at = skipJsonBlanks(m_text, m_at);
        if (!isAt(':'))
            return fail("a colon is missing after a name");
        ++m_at;
        return true;
    }

    bool string()
    {
        for (++m_at; m_at < m_text.size(); ++m_at) {
            const char c = m_text[m_at];
            if (c == '"') {
                ++m_at;
                return true;
            }
            if (static_cast<unsigned char>(c) < 0x20)
                return fail(c == '\n' || c == '\r' ? "a text does not end on its line"
                                                   : "a control character stands in a text");
            if (c == '\\' && !escape())
                return false;
        }
        return fail({});
    }

    bool escape()
    {
        ++m_at;
        if (m_at >= m_text.size())
            return fail({});
        if (m_text[m_at] != 'u') {
            if (std::string_view("\"\\/bfnrt").contains(m_text[m_at]))
                return true;
            return fail("a backslash stands before something that it cannot escape");
        }
        for (int i = 0; i < 4; ++i) {
            ++m_at;
            if (m_at >= m_text.size() || !isHexDigit(m_text[m_at]))
                return fail("\\u is not followed by four hexadecimal digits");
        }
        return true;
    }

    bool word()
    {
        for (const std::string_view literal : {"true", "false", "null"}) {
            if (m_text.substr(m_at, literal.size()) == literal) {
                m_at += literal.size();
                return true;
            }
        }
        const std::size_t end = numberEnd(m_text, m_at);
        if (end == m_at)
            return fail("a value is missing");
        m_at = end;
        return true;
    }

    std::string_view m_text;
    std::size_t m_at;
    std::vector<bool> m_isInObject;
    std::uint32_t m_depth = 0;
    std::string_view m_problem;
};

} // namespace

JsonScan scanJson(std::string_view text, std::size_t at) { return Scanner(text, at).run(); }

bool isJsonNumber(std::string_view token) { return !token.empty() && numberEnd(token, 0) == token.size(); }

} // namespace rulewright::events
