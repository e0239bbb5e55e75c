// SPDX-License-Identifier: Apache-2.0
#include "core/lang/eql/parser.h"

#include "core/lang/eql/expression.h"
#include "core/text/diagnostic_codes.h"
#include "core/text/fold.h"

#include <charconv>
#include <format>

namespace rulewright::lang::eql {

using namespace rule;

namespace {

constexpr std::uint32_t maximumRuns = 100;

/// `5m` → five minutes. Units: ms, s, m, h, d.
std::optional<Duration> duration(std::string_view text)
{
    std::int64_t amount = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), amount);
    if (error != std::errc() || amount < 0 || amount > 1'000'000'000)
        return std::nullopt;
    const std::string_view unit = text.substr(static_cast<std::size_t>(end - text.data()));
    static constexpr std::pair<std::string_view, std::int64_t> units[]
        = {{"ms", 1}, {"s", 1'000}, {"m", 60'000}, {"h", 3'600'000}, {"d", 86'400'000}};
    for (const auto& [name, factor] : units) {
        if (unit == name)
            return Duration(amount * factor);
    }
    return std::nullopt;
}

class QueryParser {
public:
    QueryParser(const EmbeddedText& query, std::span<const Token> tokens, Diagnostics& diagnostics)
        : m_parser(query, tokens, diagnostics)
    {
    }

    EqlResult read();

private:
    Predicate readEvent(); ///< category where condition
    Sequence readSequence(bool sample);
    Sequence::Step readStep();
    void readBy(std::vector<Expr>& by);
    bool readWith(Sequence& sequence);
    void readPipes(Pipeline& pipeline);

    ExpressionParser m_parser;
};

Predicate QueryParser::readEvent()
{
    const Token& category = m_parser.peek();
    const std::size_t begin = category.begin;
    const bool isName = category.kind == TokenKind::Word || category.kind == TokenKind::String
        || category.kind == TokenKind::QuotedWord;
    if (!isName || !m_parser.isWord("where", 1)) {
        m_parser.fail(
            category, "An event query begins with a category and \"where\": write process where …, or any where ….");
        return {};
    }
    m_parser.take();
    m_parser.take();
    const bool isAny = category.kind == TokenKind::Word && equalsFolded(category.text, "any");
    std::optional<Predicate> categoryTest;
    if (!isAny)
        categoryTest = m_parser.categoryTest(category);
    Predicate condition = m_parser.readPredicate();
    if (!categoryTest)
        return condition;
    And both;
    both.children.push_back(std::move(*categoryTest));
    both.children.push_back(std::move(condition));
    both.span = m_parser.span(begin, m_parser.lastEnd());
    return {m_parser.newNode(), std::move(both)};
}

void QueryParser::readBy(std::vector<Expr>& by)
{
    do
        by.push_back(m_parser.readExpr());
    while (m_parser.takeMark(","));
}

/// with maxspan=5m
bool QueryParser::readWith(Sequence& sequence)
{
    const Token& name = m_parser.take();
    if (!m_parser.expectMark("=", "behind \"with\""))
        return false;
    const Token& value = m_parser.take();
    if (!equalsFolded(name.text, "maxspan")) {
        m_parser.fail(name, std::format("\"{}\" is no setting of a sequence: maxspan is.", name.text));
        return false;
    }
    sequence.maxspan = duration(value.text);
    if (!sequence.maxspan)
        m_parser.fail(value, std::format("\"{}\" is no time span: write a number with ms, s, m, h or d.", value.text));
    return sequence.maxspan.has_value();
}

Sequence::Step QueryParser::readStep()
{
    Sequence::Step step;
    const std::size_t begin = m_parser.peek().begin;
    step.missing = m_parser.takeMark("!");
    if (!m_parser.expectMark("[", "in a sequence"))
        return step;
    step.where = readEvent();
    if (!m_parser.expectMark("]", "behind an event of a sequence"))
        return step;
    while (!m_parser.failed()) {
        if (m_parser.takeWord("by")) {
            readBy(step.by);
        } else if (m_parser.isWord("with") && m_parser.isWord("runs", 1)) {
            m_parser.take();
            m_parser.take();
            m_parser.expectMark("=", "behind \"runs\"");
            const Token& count = m_parser.take();
            const auto read = std::from_chars(count.text.data(), count.text.data() + count.text.size(), step.runs);
            if (read.ec != std::errc() || step.runs == 0 || step.runs > maximumRuns)
                m_parser.fail(count, std::format("\"{}\" is no number of runs: write one from 1 to 100.", count.text));
        } else {
            break;
        }
    }
    step.span = m_parser.span(begin, m_parser.lastEnd());
    return step;
}

Sequence QueryParser::readSequence(bool sample)
{
    Sequence sequence;
    sequence.sample = sample;
    const std::size_t begin = m_parser.peek().begin;
    m_parser.take();
    while (!m_parser.failed()) {
        if (m_parser.takeWord("by"))
            readBy(sequence.by);
        else if (!m_parser.takeWord("with") || !readWith(sequence))
            break;
    }
    while (!m_parser.failed() && (m_parser.isMark("[") || m_parser.isMark("!")))
        sequence.steps.push_back(readStep());
    if (!m_parser.failed() && m_parser.takeWord("until"))
        sequence.until = readStep();
    if (sequence.steps.empty())
        m_parser.fail(m_parser.peek(), "A sequence needs events in brackets: [process where …] [file where …].");
    sequence.span = m_parser.span(begin, m_parser.lastEnd());
    return sequence;
}

/// | head 10, | tail 5: what follows the matching changes no event's match.
void QueryParser::readPipes(Pipeline& pipeline)
{
    while (m_parser.takeMark("|")) {
        const Token& command = m_parser.peek();
        while (!m_parser.isMark("|") && m_parser.peek().kind != TokenKind::End)
            m_parser.take();
        const bool isKnown = equalsFolded(command.text, "head") || equalsFolded(command.text, "tail");
        if (!isKnown)
            pipeline.stages.emplace_back(
                OpaqueStage{std::string(command.text), std::format("the pipe \"{}\" is not read", command.text),
                    m_parser.span(command.begin, m_parser.lastEnd())});
    }
}

EqlResult QueryParser::read()
{
    EqlResult result;
    Pipeline pipeline;
    const bool sample = m_parser.isWord("sample") && !m_parser.isWord("where", 1);
    if (sample || (m_parser.isWord("sequence") && !m_parser.isWord("where", 1))) {
        pipeline.stages.emplace_back(readSequence(sample));
    } else {
        const std::size_t begin = m_parser.peek().begin;
        Predicate predicate = readEvent();
        pipeline.stages.emplace_back(Filter{std::move(predicate), m_parser.span(begin, m_parser.lastEnd())});
    }
    readPipes(pipeline);
    if (!m_parser.failed() && m_parser.peek().kind != TokenKind::End)
        m_parser.fail(m_parser.peek(),
            std::format("\"{}\" stands where the query should end or go on with and, or.", m_parser.peek().text));
    if (!m_parser.failed())
        result.pipeline = std::move(pipeline);
    result.nodeCount = m_parser.nodeCount();
    result.valueCount = m_parser.valueCount();
    return result;
}

} // namespace

EqlResult parse(const EmbeddedText& query, Diagnostics& diagnostics)
{
    const std::vector<Token> tokens = lex(query, diagnostics);
    if (hasErrors(diagnostics))
        return {};
    return QueryParser(query, tokens, diagnostics).read();
}

} // namespace rulewright::lang::eql
