// SPDX-License-Identifier: Apache-2.0
#include "core/lang/esql/parser.h"

#include "core/lang/esql/condition_value.h"
#include "core/lang/esql/expression.h"
#include "core/text/fold.h"

#include <algorithm>
#include <format>

namespace rulewright::lang::esql {

using namespace rule;

namespace {

class QueryParser {
public:
    QueryParser(const EmbeddedText& query, std::span<const Token> tokens, const EmbeddedParser& embedded,
        Diagnostics& diagnostics)
        : m_query(query)
        , m_parser(query, tokens, embedded, diagnostics)
    {
    }

    EsqlResult read();

private:
    void readSource(EsqlResult& result);
    [[nodiscard]] Stage readCommand();
    Stage readEval(const Token& command);
    Stage readPattern(const Token& command); ///< GROK, DISSECT
    Stage readSelect(const Token& command, bool isDrop);
    Stage readRename(const Token& command);
    Aggregate readStats(const Token& command);
    Stage readCompletion(const Token& command);
    Stage readEnrich(const Token& command);
    Let::Assignment readAssignment();
    Aggregate::Output readOutput();
    void skipCommand();

    [[nodiscard]] bool isAtEnd() const { return m_parser.isMark("|") || m_parser.peek().kind == TokenKind::End; }

    [[nodiscard]] Span from(const Token& command) const { return m_parser.span(command.begin, m_parser.lastEnd()); }

    const EmbeddedText& m_query;
    ExpressionParser m_parser;
};

/// The names that a pattern of GROK or DISSECT makes: %{WORD:name}, (?<name>…), %{name}.
std::vector<std::string> namesIn(std::string_view pattern, bool isGrok)
{
    std::vector<std::string> names;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        std::string_view name;
        if (pattern.substr(i).starts_with("%{")) {
            const std::size_t end = pattern.find('}', i);
            if (end == std::string_view::npos)
                break;
            name = pattern.substr(i + 2, end - i - 2);
            if (isGrok) {
                const std::size_t colon = name.find(':');
                name = colon == std::string_view::npos ? std::string_view() : name.substr(colon + 1);
                name = name.substr(0, name.find(':')); // %{NUMBER:name:int}
            }
            while (!name.empty() && std::string_view("?+&*").contains(name.front()))
                name.remove_prefix(1);
        } else if (isGrok && pattern.substr(i).starts_with("(?<") && !pattern.substr(i + 3).starts_with("=")
            && !pattern.substr(i + 3).starts_with("!")) {
            const std::size_t end = pattern.find('>', i);
            if (end == std::string_view::npos)
                break;
            name = pattern.substr(i + 3, end - i - 3);
        }
        if (!name.empty() && !std::ranges::contains(names, name))
            names.emplace_back(name);
    }
    return names;
}

void QueryParser::skipCommand()
{
    while (!isAtEnd())
        m_parser.take();
}

/// FROM logs-a*, logs-b* METADATA _id
void QueryParser::readSource(EsqlResult& result)
{
    const Token& source = m_parser.take();
    if (equalsFolded(source.text, "from") || equalsFolded(source.text, "ts")) {
        std::size_t begin = m_parser.peek().begin;
        while (!isAtEnd() && !m_parser.isWord("metadata")) {
            const Token& token = m_parser.take();
            if (m_parser.isMark(",") || isAtEnd() || m_parser.isWord("metadata")) {
                const std::string_view text = m_query.text.substr(begin, token.end - begin);
                const bool isQuoted = text.size() >= 2 && text.front() == '"';
                result.indexPatterns.push_back(
                    {std::string(isQuoted ? text.substr(1, text.size() - 2) : text), m_parser.span(begin, token.end)});
                m_parser.takeMark(",");
                begin = m_parser.peek().begin;
            }
        }
        skipCommand();
        return;
    }
    if (equalsFolded(source.text, "row") || equalsFolded(source.text, "show")) {
        skipCommand();
        return;
    }
    m_parser.fail(source, "An ES|QL query begins with FROM and the names of indices.");
}

Let::Assignment QueryParser::readAssignment()
{
    Let::Assignment assignment;
    const Token& first = m_parser.peek();
    if (first.kind == TokenKind::Word && m_parser.isMark("=", 1)) {
        assignment.name = m_parser.take().value;
        m_parser.take();
    }
    assignment.value = m_parser.readExpr();
    assignment.span = from(first);
    if (assignment.name.empty()) // EVAL length(x): named by its own text
        assignment.name = std::string(m_query.text.substr(first.begin, m_parser.lastEnd() - first.begin));
    return assignment;
}

Stage QueryParser::readEval(const Token& command)
{
    Let let;
    let.command = "eval";
    do
        let.assignments.push_back(readAssignment());
    while (m_parser.takeMark(","));
    let.span = from(command);
    return let;
}

Stage QueryParser::readPattern(const Token& command)
{
    Let let;
    let.command = folded(command.text);
    Expr input = m_parser.readExpr();
    do {
        const Token& pattern = m_parser.peek();
        if (pattern.kind != TokenKind::String) {
            m_parser.fail(pattern, std::format("{} needs a pattern in quotes.", command.text));
            break;
        }
        m_parser.take();
        for (std::string& name : namesIn(pattern.value, let.command == "grok"))
            let.assignments.push_back({std::move(name), input, m_parser.span(pattern.begin, pattern.end)});
    } while (m_parser.takeMark(","));
    skipCommand(); // APPEND_SEPARATOR = ","
    let.span = from(command);
    return let;
}

Stage QueryParser::readSelect(const Token& command, bool isDrop)
{
    Select select;
    select.command = folded(command.text);
    do {
        const Token& name = m_parser.peek();
        FieldRef field = m_parser.fieldOf(name);
        if (m_parser.isMark("*")) {
            field.raw = field.name.text = "*";
            field.kind = FieldRef::Kind::NamePattern;
        }
        if (!isAtEnd())
            m_parser.take();
        if (m_parser.isMark("*")) { // kube* is a word and a star
            m_parser.take();
            field.raw += '*';
            field.name.text = field.raw;
            field.kind = FieldRef::Kind::NamePattern;
        }
        (isDrop ? select.dropped : select.kept).push_back(std::move(field));
    } while (m_parser.takeMark(","));
    skipCommand();
    select.span = from(command);
    return select;
}

Stage QueryParser::readRename(const Token& command)
{
    Select select;
    select.command = "rename";
    do {
        const Token& first = m_parser.take();
        if (m_parser.takeWord("as")) {
            const Token& name = m_parser.take();
            select.renamed.emplace_back(m_parser.fieldOf(first), name.value);
        } else if (m_parser.takeMark("=")) {
            select.renamed.emplace_back(m_parser.fieldOf(m_parser.take()), first.value);
        } else {
            m_parser.fail(m_parser.peek(), "RENAME needs AS between the old name and the new one.");
        }
    } while (m_parser.takeMark(","));
    select.span = from(command);
    return select;
}

Aggregate::Output QueryParser::readOutput()
{
    const Token& first = m_parser.peek();
    Let::Assignment assignment = readAssignment();
    Aggregate::Output output;
    output.name = std::move(assignment.name);
    if (auto* call = std::get_if<Call>(&assignment.value->node))
        output.call = std::move(*call);
    else
        output.call.arguments.push_back(std::move(*assignment.value));
    if (m_parser.takeWord("where")) {
        // COUNT(*) WHERE a == b: what it looks at is no event predicate of the rule
        const Predicate predicate = m_parser.readPredicate();
        output.call.arguments.push_back(conditionValue(predicate, from(first)));
    }
    output.span = from(first);
    return output;
}

Aggregate QueryParser::readStats(const Token& command)
{
    Aggregate aggregate;
    if (!m_parser.isWord("by") && !isAtEnd()) {
        do
            aggregate.outputs.push_back(readOutput());
        while (m_parser.takeMark(","));
    }
    if (m_parser.takeWord("by")) {
        do {
            Let::Assignment group = readAssignment();
            aggregate.by.push_back(std::move(*group.value));
            // BY bucket = date_trunc(…): the name is made here too
            const auto* field = std::get_if<FieldRef>(&aggregate.by.back().node);
            if (field == nullptr || field->raw != group.name)
                aggregate.outputs.push_back({group.name, Call{"by", {aggregate.by.back()}}, group.span});
        } while (m_parser.takeMark(","));
    }
    aggregate.span = from(command);
    return aggregate;
}

/// COMPLETION answer = prompt WITH { "inference_id": "…" }
Stage QueryParser::readCompletion(const Token& command)
{
    Let let;
    let.command = "completion";
    Let::Assignment assignment = readAssignment();
    if (assignment.name.empty())
        assignment.name = "completion";
    let.assignments.push_back(std::move(assignment));
    skipCommand();
    let.span = from(command);
    return let;
}

/// ENRICH policy ON field WITH a = b, c
Stage QueryParser::readEnrich(const Token& command)
{
    Lookup lookup;
    lookup.table = std::string(m_parser.take().text);
    if (m_parser.takeWord("on")) {
        const Token& key = m_parser.take();
        lookup.keys.emplace_back("", m_parser.fieldOf(key));
    }
    if (m_parser.takeWord("with")) {
        do {
            const Token& name = m_parser.take();
            std::string column = name.value;
            if (m_parser.takeMark("="))
                column = m_parser.take().value;
            lookup.outputs.emplace_back(std::move(column), name.value);
        } while (m_parser.takeMark(","));
    }
    skipCommand();
    lookup.span = from(command);
    return lookup;
}

Stage QueryParser::readCommand()
{
    const Token& command = m_parser.take();
    const std::string name = folded(command.text);
    if (name == "where") {
        Predicate predicate = m_parser.readPredicate();
        return Filter{std::move(predicate), from(command)};
    }
    if (name == "eval")
        return readEval(command);
    if (name == "grok" || name == "dissect")
        return readPattern(command);
    if (name == "keep" || name == "sort" || name == "limit" || name == "mv_expand")
        return readSelect(command, false);
    if (name == "drop")
        return readSelect(command, true);
    if (name == "rename")
        return readRename(command);
    if (name == "stats")
        return readStats(command);
    if ((name == "inline" && m_parser.takeWord("stats")) || name == "inlinestats") {
        Aggregate aggregate = readStats(command);
        aggregate.keepsEvents = true;
        return aggregate;
    }
    if (name == "completion")
        return readCompletion(command);
    if (name == "enrich")
        return readEnrich(command);
    skipCommand();
    return OpaqueStage{name, std::format("the command {} is not read", name), from(command)};
}

EsqlResult QueryParser::read()
{
    EsqlResult result;
    Pipeline pipeline;
    readSource(result);
    while (!m_parser.failed() && m_parser.takeMark("|")) {
        if (isAtEnd())
            m_parser.fail(m_parser.peek(), "A command is missing behind |.");
        else
            pipeline.stages.push_back(readCommand());
    }
    if (!m_parser.failed() && m_parser.peek().kind != TokenKind::End)
        m_parser.fail(m_parser.peek(),
            std::format("\"{}\" stands where the next command should begin with |.", m_parser.peek().text));
    if (!m_parser.failed())
        result.pipeline = std::move(pipeline);
    result.nodeCount = m_parser.nodeCount();
    result.valueCount = m_parser.valueCount();
    return result;
}

} // namespace

EsqlResult parse(const EmbeddedText& query, const EmbeddedParser& embedded, Diagnostics& diagnostics)
{
    const std::vector<Token> tokens = lex(query, diagnostics);
    if (hasErrors(diagnostics))
        return {};
    return QueryParser(query, tokens, embedded, diagnostics).read();
}

} // namespace rulewright::lang::esql
