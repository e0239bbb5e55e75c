// SPDX-License-Identifier: Apache-2.0
#include "core/rulefile/elastic_query.h"

#include "core/lang/eql/parser.h"
#include "core/lang/esql/parser.h"
#include "core/lang/kql/parser.h"
#include "core/lang/lucene/parser.h"

#include <algorithm>
#include <iterator>

namespace rulewright::rulefile {

namespace {

/// A missing field reads as KQL has it, within ES|QL too.
void readAsKql(rule::Predicate& predicate)
{
    if (auto* test = std::get_if<rule::Test>(&predicate.node))
        test->missingRule = rule::MissingRule::IsFalse;
    else if (auto* both = std::get_if<rule::And>(&predicate.node))
        std::ranges::for_each(both->children, readAsKql);
    else if (auto* any = std::get_if<rule::Or>(&predicate.node))
        std::ranges::for_each(any->children, readAsKql);
    else if (auto* negation = std::get_if<rule::Not>(&predicate.node))
        readAsKql(*negation->child);
    else if (auto* nested = std::get_if<rule::Nested>(&predicate.node))
        readAsKql(*nested->inner);
}

/// KQL("…") and QSTR("…"), which is Lucene, within ES|QL. The ids within are those of the inner query, and so not
/// unique in the rule; they are given anew when the whole is read (renumber()).
std::optional<rule::Predicate> embeddedQuery(std::string_view function, const EmbeddedText& text)
{
    Diagnostics ignored;
    std::optional<rule::Predicate> predicate
        = function == "kql" ? lang::kql::parse(text, ignored).predicate : lang::lucene::parse(text, ignored).predicate;
    if (predicate)
        readAsKql(*predicate);
    return predicate;
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
        lang::esql::EsqlResult result = lang::esql::parse(query, embeddedQuery, diagnostics);
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
    case rule::Language::Lucene: {
        lang::lucene::LuceneResult result = lang::lucene::parse(query, diagnostics);
        if (result.predicate) {
            const Span span = rule::spanOf(*result.predicate);
            rule.body = rule::Pipeline{{rule::Filter{std::move(*result.predicate), span}}};
        }
        break;
    }
    case rule::Language::Sigma:
    case rule::Language::Spl:
        break;
    }
}

} // namespace rulewright::rulefile
