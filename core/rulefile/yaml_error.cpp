// SPDX-License-Identifier: Apache-2.0
#include "core/rulefile/yaml_error.h"

#include "core/rulefile/yaml_quotes.h"
#include "core/text/diagnostic_codes.h"
#include "core/text/fold.h"

#include <algorithm>
#include <format>
#include <string_view>

namespace rulewright::rulefile {

namespace {

constexpr std::string_view blanks = " \t";

/// The line on which an offset stands, and what is written on it.
struct LineView {
    std::uint32_t number = 1;
    Span span;
    std::string_view text;
    std::size_t indent = 0; ///< bytes of white space at its start

    [[nodiscard]] bool isBlankOrComment() const { return indent == text.size() || text[indent] == '#'; }

    [[nodiscard]] Span content() const
    {
        const std::size_t last = text.find_last_not_of(blanks);
        const std::size_t end = last == std::string_view::npos ? text.size() : last + 1;
        return {span.begin + static_cast<std::uint32_t>(std::min(indent, end)),
            span.begin + static_cast<std::uint32_t>(end)};
    }
};

LineView lineOf(const SourceText& source, std::uint32_t number)
{
    LineView line;
    line.number = number;
    line.span = source.lineSpan(number);
    line.text = source.slice(line.span);
    line.indent = std::min(line.text.find_first_not_of(blanks), line.text.size());
    return line;
}

/// A colon that ends a key, at or after `from`.
std::size_t findColon(std::string_view line, std::size_t from)
{
    for (std::size_t at = line.find(':', from); at != std::string_view::npos; at = line.find(':', at + 1)) {
        if (at + 1 == line.size() || line[at + 1] == ' ' || line[at + 1] == '\t')
            return at;
    }
    return std::string_view::npos;
}

std::string quotedForYaml(std::string_view value)
{
    std::string result = "'";
    for (const char c : value) {
        result += c;
        if (c == '\'')
            result += c;
    }
    return result + "'";
}

class Explainer {
public:
    Explainer(const SourceText& source, const YamlProblem& problem)
        : m_source(source)
        , m_problem(problem)
        , m_line(lineOf(source, source.position(problem.at).line))
    {
    }

    Diagnostic explain()
    {
        if (says("unknown escape") || says("hexdecimal number") || says("invalid Unicode character"))
            return badEscape();
        if (const auto tab = findTab())
            return *tab;
        const std::string_view text = m_source.text();
        const auto documentEnd
            = static_cast<std::uint32_t>(std::min(text.find("\n---", m_problem.documentBegin + 1), text.size()));
        const std::uint32_t searchEnd = std::max(m_line.span.end + 1, m_problem.contextAt.value_or(0) + 1);
        if (const auto fault = findQuoteFault(text.substr(0, documentEnd), m_problem.documentBegin, searchEnd))
            return quoteFault(*fault);
        if (saysContext("quoted scalar"))
            return quoteFault({QuoteFault::Kind::Unclosed, *m_problem.contextAt, 0});
        return explainStructure();
    }

private:
    [[nodiscard]] bool says(std::string_view words) const { return m_problem.problem.contains(words); }

    [[nodiscard]] bool saysContext(std::string_view words) const
    {
        return m_problem.contextAt && m_problem.context.contains(words);
    }

    static Diagnostic error(DiagnosticCode code, Span span, std::string message, std::vector<Fix> fixes = {})
    {
        return {Severity::Error, code, span, std::move(message), std::move(fixes)};
    }

    [[nodiscard]] std::uint32_t lineNumber(std::uint32_t offset) const { return m_source.position(offset).line; }

    Diagnostic explainStructure()
    {
        if (says("cannot start any token") || says("alphabetic or numeric") || says("comment or line break")
            || saysContext("a tag") || saysContext("a directive") || saysContext("anchor") || saysContext("alias")
            || says("tag handle") || saysContext("block scalar"))
            return badValueStart();
        if (says("mapping values are not allowed"))
            return unexpectedColon();
        if (says("could not find expected ':'"))
            return missingColon(lineOf(m_source, lineNumber(m_problem.contextAt.value_or(m_problem.at))));
        if (says("',' or ']'") || says("',' or '}'") || saysContext("flow") || says("node content"))
            return unclosedBracket();
        if (says("block sequence entries are not allowed"))
            return misplacedItem();
        if (says("expected key") || says("'-' indicator") || says("<document start>"))
            return badIndentation();
        return error(codes::yamlSyntax, restOfLine(),
            std::format("The YAML cannot be read from {} on: look for a missing quote, colon or bracket on "
                        "this line and the one above",
                quotedWord()));
    }

    [[nodiscard]] Span restOfLine() const
    {
        const Span content = m_line.content();
        const std::uint32_t begin = std::min(m_problem.at, content.end);
        return begin < content.end ? Span{begin, content.end} : content;
    }

    [[nodiscard]] std::string quotedWord() const
    {
        const std::string_view rest = m_source.slice(restOfLine());
        const std::string_view word = rest.substr(0, std::min<std::size_t>(rest.find_first_of(blanks), 40));
        return word.empty() ? std::string("here") : std::format("\"{}\"", toValidUtf8(word));
    }

    [[nodiscard]] std::optional<Diagnostic> findTab() const
    {
        for (const std::uint32_t number : {m_line.number, lineNumber(m_problem.contextAt.value_or(m_problem.at))}) {
            const LineView line = lineOf(m_source, number);
            const std::size_t tab = line.text.substr(0, line.indent).find('\t');
            if (tab == std::string_view::npos || line.isBlankOrComment())
                continue;
            const std::size_t end = std::min(line.text.find_first_not_of('\t', tab), line.text.size());
            const Span span{
                line.span.begin + static_cast<std::uint32_t>(tab), line.span.begin + static_cast<std::uint32_t>(end)};
            return error(codes::yamlTab, span,
                std::format("A tab indents line {}: YAML takes spaces only, use four for each level", number),
                {{"Replace the tab by four spaces",
                    {{span, std::string(static_cast<std::size_t>(span.length()) * 4, ' ')}}, false}});
        }
        return std::nullopt;
    }

    [[nodiscard]] Diagnostic quoteFault(const QuoteFault& fault) const
    {
        const char quote = m_source.text()[fault.open];
        const LineView line = lineOf(m_source, lineNumber(fault.open));
        const std::uint32_t end = std::max(line.content().end, fault.open + 1);
        if (fault.kind == QuoteFault::Kind::Unclosed) {
            return error(codes::yamlQuoteUnclosed, {fault.open, end},
                std::format("This quote is never closed: add {} at the end of line {}", quote, line.number),
                {{"Close the quote", {{{end, end}, std::string(1, quote)}}, false}});
        }
        const Span rest{fault.trailing, std::max(end, fault.trailing)};
        const std::string_view advice = quote == '\'' ? "write '' for a quote inside single quotes"
                                                      : "write \\\" for a quote inside double quotes";
        return error(codes::yamlQuoteTrailing, rest,
            std::format("The text {} follows a closed quote: {}, or put the whole value into quotes",
                shortened(m_source.slice(rest)), advice));
    }

    static std::string shortened(std::string_view text)
    {
        return text.size() <= 40 ? std::format("\"{}\"", toValidUtf8(text))
                                 : std::format("\"{}…\"", toValidUtf8(text.substr(0, 37)));
    }

    [[nodiscard]] Diagnostic badEscape() const
    {
        const std::string_view text = m_source.text();
        // Of \uD83D the parser names the digits.
        std::uint32_t at = m_problem.at;
        std::uint32_t length = 2;
        if (at >= 2 && at < text.size() && text[at] != '\\' && text[at - 2] == '\\') {
            at -= 2;
            length = text[at + 1] == 'U' ? 10 : text[at + 1] == 'u' ? 6 : 4;
        }
        const Span span{at, std::min(at + length, static_cast<std::uint32_t>(text.size()))};
        const std::string code = folded(m_source.slice(span));
        if (code.size() == 6 && code.starts_with("\\ud") && code[3] >= '8') {
            return error(codes::yamlEscape, span,
                std::format("\"{}\" is half of a pair of surrogates, which is no character in YAML: write the "
                            "character itself, or its code with \\U and eight digits",
                    toValidUtf8(m_source.slice(span))));
        }
        return error(codes::yamlEscape, span,
            std::format("\"{}\" is no escape inside double quotes: put the value into single quotes, where a "
                        "backslash is plain, or double the backslash",
                toValidUtf8(m_source.slice(span))),
            {{"Double the backslash", {{{at, at}, "\\"}}, false}});
    }

    /// A plain value that begins with a character that means something else to YAML.
    [[nodiscard]] Diagnostic badValueStart() const
    {
        std::uint32_t at = m_problem.at;
        if (m_problem.contextAt && !says("cannot start any token"))
            at = *m_problem.contextAt;
        const LineView line = lineOf(m_source, lineNumber(at));
        const Span span{at, std::max(line.content().end, at + 1)};
        const std::string_view value = m_source.slice(span);
        const std::string_view first = value.substr(0, 1);
        return error(codes::yamlValueStart, span,
            std::format("A value without quotes may not begin with \"{}\": put it into single quotes", first),
            {{"Put the value into single quotes", {{span, quotedForYaml(value)}}, false}});
    }

    Diagnostic unexpectedColon()
    {
        const std::size_t column = m_problem.at - m_line.span.begin;
        const std::size_t first = findColon(m_line.text, m_line.indent);
        if (first != std::string_view::npos && first < column) {
            const std::size_t begin = std::min(m_line.text.find_first_not_of(blanks, first + 1), m_line.text.size());
            const Span value{m_line.span.begin + static_cast<std::uint32_t>(begin), m_line.content().end};
            return error(codes::yamlValueColon, value,
                std::format("The value {} holds a colon and a blank, which would begin a value within it: "
                            "put the value into single quotes",
                    shortened(m_source.slice(value))),
                {{"Put the value into single quotes", {{value, quotedForYaml(m_source.slice(value))}}, false}});
        }
        for (std::uint32_t number = m_line.number - 1; number > 0; --number) {
            const LineView line = lineOf(m_source, number);
            if (line.isBlankOrComment())
                continue;
            if (findColon(line.text, 0) == std::string_view::npos && line.text[line.indent] != '-'
                && line.indent <= m_line.indent)
                return missingColon(line);
            break;
        }
        return badIndentation();
    }

    static Diagnostic missingColon(const LineView& line)
    {
        const Span content = line.content();
        const std::string_view text = line.text.substr(line.indent, content.length());
        const std::size_t colon = text.find(':');
        if (colon != std::string_view::npos && colon + 1 < text.size()) {
            const std::uint32_t at = content.begin + static_cast<std::uint32_t>(colon) + 1;
            return error(codes::yamlColonMissing, content,
                std::format("No blank stands behind the colon of {}: write \"{}: {}\"", shortened(text),
                    text.substr(0, colon), text.substr(colon + 1)),
                {{"Put a blank behind the colon", {{{at, at}, " "}}, false}});
        }
        return error(codes::yamlColonMissing, content,
            std::format("The key {} has no colon: add : behind it on line {}", shortened(text), line.number),
            {{"Add a colon", {{{content.end, content.end}, ":"}}, false}});
    }

    [[nodiscard]] Diagnostic unclosedBracket() const
    {
        const std::string_view text = m_source.text();
        const std::uint32_t open = m_problem.contextAt.value_or(m_problem.at);
        const char bracket = open < text.size() ? text[open] : ' ';
        if (bracket != '[' && bracket != '{')
            return badIndentation();
        const LineView line = lineOf(m_source, lineNumber(open));
        return error(codes::yamlBracketUnclosed, {open, std::max(line.content().end, open + 1)},
            std::format("The bracket \"{0}\" is not closed before {1} on line {2}: add {3}, or put the value "
                        "into quotes if \"{0}\" is meant as text",
                bracket, quotedWord(), m_line.number, bracket == '[' ? ']' : '}'));
    }

    [[nodiscard]] Diagnostic misplacedItem() const
    {
        const std::string_view before = m_line.text.substr(0, m_problem.at - m_line.span.begin);
        if (findColon(before, 0) != std::string_view::npos) {
            return error(codes::yamlItemPlace, restOfLine(),
                "A list begins on the line of its key: put the \"-\" on a line of its own below, or take it "
                "away if one value is meant");
        }
        return badIndentation();
    }

    /// A line that fits no level above it.
    [[nodiscard]] Diagnostic badIndentation() const
    {
        const Span content = m_line.content();
        if (m_problem.at > content.begin && m_problem.at < content.end
            && m_line.text.substr(0, m_problem.at - m_line.span.begin).find_first_not_of(" \t-")
                != std::string_view::npos
            && !says("mapping values")) {
            return error(codes::yamlTextUnexpected, restOfLine(),
                std::format("The text {} does not belong to the value before it: put the whole value into "
                            "quotes",
                    shortened(m_source.slice(restOfLine()))));
        }
        std::uint32_t above = m_line.number - 1;
        while (above > 0 && lineOf(m_source, above).isBlankOrComment())
            --above;
        const std::string_view kind = m_line.text.substr(m_line.indent).starts_with("- ") ? "list item" : "line";
        if (above == 0) {
            return error(codes::yamlIndentation, content,
                std::format("This {} does not fit the YAML around it: align it with its neighbours", kind));
        }
        return error(codes::yamlIndentation, content,
            std::format("This {} is indented by {} and fits no level above it (line {} is indented by {}): "
                        "align it with the lines it belongs to",
                kind, m_line.indent, above, lineOf(m_source, above).indent));
    }

    const SourceText& m_source;
    const YamlProblem& m_problem;
    LineView m_line;
};

bool looksLikeUtf16(std::string_view text)
{
    return text.starts_with("\xFF\xFE") || text.starts_with("\xFE\xFF")
        || (text.size() >= 4 && ((text[0] == '\0') != (text[1] == '\0')) && ((text[2] == '\0') != (text[3] == '\0')));
}

/// Whether YAML 1.1 allows the code point at `at` (valid UTF-8 is given); `length` is its bytes.
bool isForbidden(std::string_view text, std::size_t at, std::size_t& length)
{
    const auto byte = static_cast<unsigned char>(text[at]);
    length = byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
    if (byte < 0x20)
        return byte != '\t' && byte != '\n' && byte != '\r';
    if (byte == 0x7F)
        return true;
    if (byte == 0xC2) { // C1 controls but NEL
        const auto second = static_cast<unsigned char>(text[at + 1]);
        return second < 0xA0 && second != 0x85;
    }
    if (byte == 0xEF) { // byte-order mark within the text, U+FFFE, U+FFFF
        const std::string_view character = text.substr(at, 3);
        return character == "\xEF\xBB\xBF" || character == "\xEF\xBF\xBE" || character == "\xEF\xBF\xBF";
    }
    return false;
}

} // namespace

Diagnostic explainYamlProblem(const SourceText& source, const YamlProblem& problem)
{
    return Explainer(source, problem).explain();
}

Diagnostics findForbiddenCharacters(const SourceText& source)
{
    constexpr std::size_t most = 20;
    const std::string_view text = source.text();
    const auto error = [](DiagnosticCode code, std::size_t begin, std::size_t length, std::string message) {
        const auto start = static_cast<std::uint32_t>(begin);
        return Diagnostic{
            Severity::Error, code, {start, start + static_cast<std::uint32_t>(length)}, std::move(message), {}};
    };
    if (looksLikeUtf16(text))
        return {error(codes::yamlEncodingUtf16, 0, std::min<std::size_t>(2, text.size()),
            "The file is written in UTF-16: save it as UTF-8")};
    Diagnostics found;
    std::size_t invalid = firstInvalidByte(text);
    for (std::size_t at = 0; at < text.size() && found.size() < most;) {
        if (at == invalid) {
            const auto byte = static_cast<unsigned char>(text[at]);
            if (byte == 0) {
                found.push_back(error(codes::yamlEncodingControl, at, 1,
                    "A NUL character stands here, which no rule can hold: remove it"));
            } else {
                found.push_back(error(codes::yamlEncodingInvalid, at, 1,
                    std::format("The byte 0x{:02X} is no valid UTF-8: save the file as UTF-8", byte)));
            }
            ++at;
            invalid = at + firstInvalidByte(text.substr(at));
            continue;
        }
        std::size_t length = 1;
        if (isForbidden(text, at, length)) {
            found.push_back(error(codes::yamlEncodingControl, at, length,
                "A control character that YAML does not allow stands here: remove it, or write it as "
                "an escape inside double quotes"));
        }
        at += length;
    }
    return found;
}

} // namespace rulewright::rulefile
