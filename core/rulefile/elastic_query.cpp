// SPDX-License-Identifier: Apache-2.0
#include "core/rulefile/elastic_query.h"

#include "core/lang/eql/parser.h"
#include "core/lang/esql/parser.h"
#include "core/lang/kql/parser.h"
#include "core/text/diagnostic_codes.h"

#include <algorithm>
#include <iterator>

namespace rulewright::rulefile {

namespace {

/// KQL("…") within ES|QL. The ids within are those of the inner query, and so not unique in the rule; they are
/// given anew when the whole is read (renumber()).
std::optional<rule::Predicate> embeddedKql(std::string_view function, const EmbeddedText& text)
{
    if (function != "kql")
        return std::nullopt;
    Diagnostics ignored;
    return lang::kql::parse(text, ignored).predicate;
}

} // namespace

void readElasticQuery(const EmbeddedText& query, rule::Language language, rule::Rule& rule, Diagnostics& diagnostics)
{
    switch (language) {
    case rule::Language::Eql: {
        lang::eql::EqlResult result = lang::eql::parse(query, diagnostics);
        if (result.pipeline)
            rule.body = std::move(*result.pipeline);
        break;
    }
    case rule::Language::Esql: {
        lang::esql::EsqlResult result = lang::esql::parse(query, embeddedKql, diagnostics);
        if (result.pipeline)
            rule.body = std::move(*result.pipeline);
        std::ranges::move(result.indexPatterns, std::back_inserter(rule.logSource.indexPatterns));
        rule.missingRule = rule::MissingRule::IsUnknown;
        break;
    }
    case rule::Language::Kql: {
        lang::kql::KqlResult result = lang::kql::parse(query, diagnostics);
        if (result.predicate) {
            const Span span = rule::spanOf(*result.predicate);
            rule.body = rule::Pipeline{{rule::Filter{std::move(*result.predicate), span}}};
        }
        break;
    }
    default:
        diagnostics.push_back({Severity::Error, codes::fileLanguage, query.span(0, query.text.size()),
            "A query in Lucene cannot be read yet: write it in KQL (language = \"kuery\")", {}});
        break;
    }
}

} // namespace rulewright::rulefile
