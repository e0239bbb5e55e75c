// SPDX-License-Identifier: Apache-2.0
#include "core/rulefile/yaml_parser.h"

#include "core/rulefile/yaml_error.h"
#include "core/rulefile/yaml_marks.h"
#include "core/rulefile/yaml_tree.h"

#include <yaml.h>

#include <cstring>
#include <optional>
#include <utility>

namespace rulewright::rulefile {

namespace {

std::string anchorText(const yaml_char_t* anchor)
{
    return anchor == nullptr ? std::string() : std::string(reinterpret_cast<const char*>(anchor));
}

YamlStyle styleOf(yaml_scalar_style_t style)
{
    switch (style) {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE:
        return YamlStyle::SingleQuoted;
    case YAML_DOUBLE_QUOTED_SCALAR_STYLE:
        return YamlStyle::DoubleQuoted;
    case YAML_LITERAL_SCALAR_STYLE:
        return YamlStyle::Literal;
    case YAML_FOLDED_SCALAR_STYLE:
        return YamlStyle::Folded;
    default:
        return YamlStyle::Plain;
    }
}

/// libyaml's parser over the source from a byte offset on.
class EventReader {
public:
    EventReader(std::string_view text, std::uint32_t base)
        : m_marks(text, base)
    {
        m_isReady = yaml_parser_initialize(&m_parser) == 1;
        if (!m_isReady)
            return;
        yaml_parser_set_encoding(&m_parser, YAML_UTF8_ENCODING);
        const std::string_view rest = text.substr(base);
        yaml_parser_set_input_string(&m_parser, reinterpret_cast<const unsigned char*>(rest.data()), rest.size());
    }

    ~EventReader()
    {
        release();
        if (m_isReady)
            yaml_parser_delete(&m_parser);
    }

    EventReader(const EventReader&) = delete;
    EventReader& operator=(const EventReader&) = delete;

    /// Reads the next event; false where the text is broken.
    bool next()
    {
        release();
        m_hasEvent = m_isReady && yaml_parser_parse(&m_parser, &m_event) == 1;
        return m_hasEvent;
    }

    [[nodiscard]] const yaml_event_t& event() const { return m_event; }

    [[nodiscard]] std::uint32_t begin() { return m_marks.offset(m_event.start_mark.line, m_event.start_mark.column); }

    [[nodiscard]] std::uint32_t end() { return m_marks.offset(m_event.end_mark.line, m_event.end_mark.column); }

    [[nodiscard]] YamlProblem problem(std::uint32_t documentBegin)
    {
        YamlProblem problem;
        problem.problem = m_parser.problem == nullptr ? "" : m_parser.problem;
        problem.context = m_parser.context == nullptr ? "" : m_parser.context;
        problem.at = m_marks.offset(m_parser.problem_mark.line, m_parser.problem_mark.column);
        if (m_parser.context != nullptr)
            problem.contextAt = m_marks.offset(m_parser.context_mark.line, m_parser.context_mark.column);
        problem.documentBegin = documentBegin;
        return problem;
    }

private:
    void release()
    {
        if (m_hasEvent)
            yaml_event_delete(&m_event);
        m_hasEvent = false;
    }

    YamlMarks m_marks;
    yaml_parser_t m_parser{};
    yaml_event_t m_event{};
    bool m_isReady = false;
    bool m_hasEvent = false;
};

/// Where the first line at or after `from` begins that starts a document (`---`).
std::optional<std::uint32_t> nextDocument(std::string_view text, std::size_t from)
{
    for (std::size_t at = from; at < text.size();) {
        const bool isLineStart = at == 0 || text[at - 1] == '\n' || text[at - 1] == '\r';
        if (isLineStart && text.substr(at).starts_with("---")) {
            const char after = at + 3 < text.size() ? text[at + 3] : '\n';
            if (after == ' ' || after == '\n' || after == '\r' || after == '\t')
                return static_cast<std::uint32_t>(at);
        }
        at = text.find_first_of("\r\n", at);
        if (at == std::string_view::npos)
            return std::nullopt;
        ++at;
    }
    return std::nullopt;
}

class StreamReader {
public:
    StreamReader(const SourceText& source, const YamlLimits& limits)
        : m_source(source)
        , m_limits(limits)
    {
    }

    YamlStream read()
    {
        // Each start reads the rest of the text again: a file of nothing but errors is not read to its end.
        constexpr int mostErrors = 50;
        std::optional<std::uint32_t> base = 0;
        for (int errors = 0; base && errors < mostErrors && m_nodeCount <= m_limits.nodes; ++errors)
            base = readFrom(*base);
        return std::move(m_stream);
    }

private:
    /// Reads documents from `base` to the end, or to an error: then the place to go on from.
    std::optional<std::uint32_t> readFrom(std::uint32_t base)
    {
        EventReader reader(m_source.text(), base);
        m_documentBegin = base;
        std::optional<YamlTree> tree;
        while (reader.next()) {
            switch (reader.event().type) {
            case YAML_STREAM_END_EVENT:
                return std::nullopt;
            case YAML_DOCUMENT_START_EVENT:
                m_documentBegin = reader.begin();
                tree.emplace(m_source, m_limits, m_nodeCount, m_stream.diagnostics);
                break;
            case YAML_DOCUMENT_END_EVENT:
                keep(*tree, false);
                tree.reset();
                m_documentBegin = reader.end();
                break;
            default:
                if (tree && !feed(*tree, reader)) {
                    keep(*tree, true);
                    return nextDocument(m_source.text(), reader.end());
                }
            }
        }
        const YamlProblem problem = reader.problem(m_documentBegin);
        if (tree)
            keep(*tree, true);
        m_stream.diagnostics.push_back(explainYamlProblem(m_source, problem));
        // An unclosed quote runs into the next document's line: that line is where the error is, and begins it.
        return nextDocument(m_source.text(), std::max(problem.at, m_documentBegin + 1));
    }

    bool feed(YamlTree& tree, EventReader& reader)
    {
        const yaml_event_t& event = reader.event();
        const Span span{reader.begin(), reader.end()};
        switch (event.type) {
        case YAML_SCALAR_EVENT:
            return tree.scalar(scalarNode(event, span), anchorText(event.data.scalar.anchor));
        case YAML_ALIAS_EVENT:
            return tree.alias(anchorText(event.data.alias.anchor), span);
        case YAML_SEQUENCE_START_EVENT:
            m_isFlow.push_back(event.data.sequence_start.style == YAML_FLOW_SEQUENCE_STYLE);
            return tree.open(
                YamlKind::Sequence, {span.begin, span.begin}, anchorText(event.data.sequence_start.anchor));
        case YAML_MAPPING_START_EVENT:
            m_isFlow.push_back(event.data.mapping_start.style == YAML_FLOW_MAPPING_STYLE);
            return tree.open(YamlKind::Mapping, {span.begin, span.begin}, anchorText(event.data.mapping_start.anchor));
        case YAML_SEQUENCE_END_EVENT:
        case YAML_MAPPING_END_EVENT: {
            const bool isFlow = !m_isFlow.empty() && m_isFlow.back();
            if (!m_isFlow.empty())
                m_isFlow.pop_back();
            tree.close(isFlow ? std::optional(span.end) : std::nullopt);
            return true;
        }
        default:
            return true;
        }
    }

    YamlNode scalarNode(const yaml_event_t& event, Span span) const
    {
        const auto& scalar = event.data.scalar;
        YamlNode node;
        node.style = styleOf(scalar.style);
        node.text.assign(reinterpret_cast<const char*>(scalar.value), scalar.length);
        const auto* tag = reinterpret_cast<const char*>(scalar.tag);
        node.isTaggedString = tag != nullptr && (std::strcmp(tag, "!") == 0 || std::strcmp(tag, YAML_STR_TAG) == 0);
        node.span = contentSpan(node, span);
        return node;
    }

    /// libyaml counts an anchor and a tag into a scalar, and the blank lines behind a block scalar.
    Span contentSpan(const YamlNode& node, Span span) const
    {
        const std::string_view text = m_source.text();
        while (span.begin < span.end && (text[span.begin] == '&' || text[span.begin] == '!')) {
            std::size_t at = text.find_first_of(" \t\r\n", span.begin);
            at = at == std::string_view::npos ? span.end : text.find_first_not_of(" \t\r\n", at);
            span.begin = static_cast<std::uint32_t>(std::min<std::size_t>(at, span.end));
        }
        if (node.style == YamlStyle::Literal || node.style == YamlStyle::Folded) {
            while (span.end > span.begin + 1 && std::strchr(" \t\r\n", text[span.end - 1]) != nullptr)
                --span.end;
        }
        return span;
    }

    void keep(YamlTree& tree, bool isPartial)
    {
        m_isFlow.clear();
        if (std::optional<YamlNode> root = tree.finish()) {
            const Span span = root->span;
            m_stream.documents.push_back({std::move(*root), span, isPartial});
        }
    }

    const SourceText& m_source;
    const YamlLimits& m_limits;
    YamlStream m_stream;
    std::size_t m_nodeCount = 0;
    std::uint32_t m_documentBegin = 0;
    std::vector<bool> m_isFlow;
};

} // namespace

YamlStream parseYaml(const SourceText& source, const YamlLimits& limits)
{
    YamlStream stream;
    stream.diagnostics = findForbiddenCharacters(source);
    if (!stream.diagnostics.empty())
        return stream;
    return StreamReader(source, limits).read();
}

} // namespace rulewright::rulefile
