// SPDX-License-Identifier: Apache-2.0
#include "core/author/outline.h"

#include "core/author/yaml_line.h"

#include <algorithm>

namespace rulewright::author {

namespace {

Span spanOf(const SourceText& source, std::uint32_t line, std::size_t begin, std::size_t end)
{
    const std::uint32_t start = source.lineSpan(line).begin;
    return {start + static_cast<std::uint32_t>(begin), start + static_cast<std::uint32_t>(end)};
}

std::string valueOf(const YamlLine& line)
{
    std::string_view value = line.text.substr(std::min(line.value, line.text.size()));
    while (!value.empty() && (value.back() == ' ' || value.back() == '\t'))
        value.remove_suffix(1);
    if (value.size() >= 2 && (value.front() == '\'' || value.front() == '"') && value.back() == value.front())
        value = value.substr(1, value.size() - 2);
    return std::string(value);
}

bool isDetection(std::string_view key) { return key == "detection" || key == "filter"; }

/// Walks over the lines and knows which keys are open.
class Outliner {
public:
    explicit Outliner(const SourceText& source)
        : m_source(source)
    {
    }

    std::vector<Symbol> run()
    {
        beginDocument();
        for (std::uint32_t line = 1; line <= m_source.lineCount(); ++line) {
            const YamlLine parts = yamlLine(m_source.line(line));
            if (parts.isDocumentStart()) {
                close(0);
                beginDocument();
                continue;
            }
            if (parts.isBlank)
                continue;
            if (parts.hasKey())
                add(line, parts);
            else if (!parts.isItem)
                close(parts.indent); // what is half written at the edge of a block ends it
            m_end = m_source.lineSpan(line).end;
        }
        close(0);
        return std::move(m_symbols);
    }

private:
    struct Open {
        std::size_t symbol = 0;
        std::size_t column = 0;
    };

    void beginDocument() { m_rule.reset(); }

    void close(std::size_t column)
    {
        while (!m_open.empty() && m_open.back().column >= column) {
            m_symbols[m_open.back().symbol].span.end = m_end;
            m_open.pop_back();
        }
        if (column == 0 && m_rule)
            m_symbols[*m_rule].span.end = std::max(m_end, m_symbols[*m_rule].span.begin);
    }

    void add(std::uint32_t line, const YamlLine& parts)
    {
        close(parts.content);
        const Span name = spanOf(m_source, line, parts.content, parts.keyEnd);
        if (m_open.empty()) {
            if (!m_rule) {
                m_rule = m_symbols.size();
                m_symbols.push_back({Symbol::Kind::Rule, {}, name, {name.begin, name.end}, 0});
            }
            if (parts.key() == "title") {
                m_symbols[*m_rule].name = valueOf(parts);
                m_symbols[*m_rule].nameSpan = spanOf(m_source, line, parts.value, parts.text.size());
            }
        }
        const std::size_t depth = m_open.size();
        const std::string_view top = depth > 0 ? m_symbols[m_open[0].symbol].name : std::string_view();
        Symbol::Kind kind = Symbol::Kind::Section;
        if (isDetection(top) && depth == 1)
            kind = parts.key() == "condition" ? Symbol::Kind::Condition : Symbol::Kind::Selection;
        else if (isDetection(top))
            kind = Symbol::Kind::Test;
        if (depth == 1 && (parts.key() == "timeframe" || (top == "filter" && parts.key() == "rules")))
            kind = Symbol::Kind::Section;
        m_open.push_back({m_symbols.size(), parts.content});
        m_symbols.push_back({kind, std::string(parts.key()), name,
            {spanOf(m_source, line, parts.content, parts.content).begin, name.end},
            static_cast<std::uint32_t>(depth + 1)});
    }

    const SourceText& m_source;
    std::vector<Symbol> m_symbols;
    std::vector<Open> m_open;
    std::optional<std::size_t> m_rule;
    std::uint32_t m_end = 0;
};

} // namespace

std::vector<Symbol> outline(const SourceText& source) { return Outliner(source).run(); }

std::vector<Fold> folds(const SourceText& source)
{
    std::vector<Fold> folds;
    for (const Symbol& symbol : outline(source)) {
        const Fold fold{source.position(symbol.span.begin).line, source.position(symbol.span.end).line};
        if (fold.last > fold.first && symbol.kind != Symbol::Kind::Rule)
            folds.push_back(fold);
    }
    return folds;
}

} // namespace rulewright::author
