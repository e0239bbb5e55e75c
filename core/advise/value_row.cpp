// SPDX-License-Identifier: Apache-2.0
#include "core/advise/value_row.h"

#include "core/advise/insert.h"
#include "core/advise/insert_place.h"
#include "core/advise/sigma_words.h"
#include "core/text/diagnostic_codes.h"
#include "core/text/fold.h"

#include <algorithm>
#include <cctype>
#include <format>
#include <optional>
#include <utility>

namespace rulewright::advise {

namespace {

std::unexpected<Diagnostics> byHand(Span span, std::string message)
{
    return std::unexpected(Diagnostics{{.severity = Severity::Error,
        .code = codes::adviseInsert,
        .span = span,
        .message = std::move(message),
        .fixes = {}}});
}

bool isText(std::string_view field)
{
    for (const std::string_view name :
        {"CommandLine", "ParentCommandLine", "ScriptBlockText", "Payload", "Data", "Message", "HostApplication"}) {
        if (field == name)
            return true;
    }
    return false;
}

/// The words of a condition: names with their wildcards, and brackets and pipes one by one.
std::vector<std::string> tokensOf(std::string_view condition)
{
    std::vector<std::string> tokens;
    std::string word;
    const auto end = [&] {
        if (!word.empty())
            tokens.push_back(std::exchange(word, {}));
    };
    for (const char c : condition) {
        if (c == '(' || c == ')' || c == '|') {
            end();
            tokens.emplace_back(1, c);
        } else if (std::isspace(static_cast<unsigned char>(c)) != 0) {
            end();
        } else {
            word += c;
        }
    }
    end();
    return tokens;
}

bool matchesName(std::string_view pattern, std::string_view name)
{
    return pattern.ends_with('*') ? name.starts_with(pattern.substr(0, pattern.size() - 1)) : pattern == name;
}

/// Whether the condition as a whole requires that the selection is not true: "… and not NAME" or "… and not 1 of NAME*"
/// outside of brackets, with nothing that is joined by "or".
bool isExcludedBy(const std::vector<std::string>& tokens, std::string_view name)
{
    int depth = 0;
    bool isExcluded = false;
    for (std::size_t i = 0; i < tokens.size(); ++i) {
        const std::string word = folded(tokens[i]);
        depth += word == "(" ? 1 : word == ")" ? -1 : 0;
        if (depth > 0)
            continue;
        if (word == "or")
            return false;
        if (word != "not" || i + 1 >= tokens.size())
            continue;
        const std::string next = folded(tokens[i + 1]);
        const bool isAny = (next == "1" || next == "any") && i + 3 < tokens.size() && folded(tokens[i + 2]) == "of";
        isExcluded = isExcluded || matchesName(isAny ? tokens[i + 3] : tokens[i + 1], name);
    }
    return isExcluded;
}

bool hasOuterOr(const std::vector<std::string>& tokens)
{
    int depth = 0;
    for (const std::string& token : tokens) {
        depth += token == "(" ? 1 : token == ")" ? -1 : 0;
        if (depth == 0 && folded(token) == "or")
            return true;
    }
    return false;
}

std::string filterName(const rule::Rule& rule, std::string_view field)
{
    std::string slug;
    for (const char c : field) {
        if (std::isalnum(static_cast<unsigned char>(c)) != 0 && slug.size() < 24)
            slug += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
    const std::string stem = "filter_main_" + (slug.empty() ? std::string("event") : slug);
    std::string name = stem;
    for (int i = 2; std::ranges::contains(rule.selections, name, &rule::Selection::name); ++i)
        name = std::format("{}_{}", stem, i);
    return name;
}

/// A filter with nothing but one test of this key: a further value of it excludes more, and nothing less.
const rule::Selection* fittingFilter(
    const rule::Rule& rule, const std::vector<std::string>& condition, const SigmaWords& words)
{
    for (const rule::Selection& selection : rule.selections) {
        const std::vector<SelectionMap> maps = mapsOf(selection);
        if (maps.size() != 1 || maps.front().isKeywords || maps.front().children.size() != 1
            || maps.front().tests.size() != 1 || !isExcludedBy(condition, selection.name))
            continue;
        const rule::Test& test = *maps.front().tests.front();
        if (test.field.raw == words.field && test.op == words.op && test.modifiers == words.modifiers && !test.negated
            && test.join == rule::Join::Any)
            return &selection;
    }
    return nullptr;
}

} // namespace

corpus::RowKey valueRow(std::string_view field, std::string_view value, bool isExclusion)
{
    corpus::RowKey row;
    row.field = field;
    row.value = std::string(value);
    const std::size_t slash = value.find_last_of("\\/");
    if (field.ends_with("Image") && slash != std::string_view::npos && slash + 1 < value.size() && !isExclusion) {
        row.op = rule::Op::EndsWith;
        row.value = std::string(value.substr(slash));
    } else if (isText(field)) {
        row.op = rule::Op::Contains;
    }
    return row;
}

Result<ExclusionEdit> exclusionEdit(
    const SourceText& source, const rule::Document& document, std::uint32_t caret, const corpus::RowKey& row)
{
    if (document.language != rule::Language::Sigma)
        return byHand({}, "Exclusions are written into Sigma rules: write this one by hand");
    const rule::Rule* rule = insertionRule(document, caret);
    if (rule == nullptr || rule->conditionSpan.isEmpty() || rule->selections.empty())
        return byHand({}, "The rule has no condition yet: an exclusion is a part of one");
    const std::optional<SigmaWords> words = sigmaWords(row);
    if (!words || words->field.empty())
        return byHand({}, "Sigma has no words for this value: write the exclusion by hand");
    const Lines lines(source);
    const std::string_view condition = lines.slice(lines.trimmed(rule->conditionSpan));
    const std::vector<std::string> tokens = tokensOf(condition);
    if (std::ranges::contains(tokens, "|"))
        return byHand(rule->conditionSpan, "A condition with an aggregation takes no exclusion: write it by hand");
    if (const rule::Selection* filter = fittingFilter(*rule, tokens, *words)) {
        // insertion() puts the value into the selection of the caret.
        const auto inserted = insertion(source, document, filter->nameSpan.begin, row);
        if (!inserted)
            return std::unexpected(inserted.error());
        ExclusionEdit result{{}, filter->name, inserted->preview};
        if (inserted->kind != Insertion::Kind::AlreadyThere)
            result.edits.push_back(inserted->edit);
        return result;
    }
    const std::uint32_t line = lines.of(rule->conditionSpan.begin);
    const std::string_view text = lines.text(line);
    const std::uint32_t indent = lines.column(rule->selections.front().nameSpan.begin);
    const bool isQuoted = condition.starts_with('\'') || condition.starts_with('"');
    if (condition.contains('\n') || condition.starts_with('-') || condition.starts_with('[') || isQuoted
        || lines.indent(line) != indent || !text.substr(indent).starts_with("condition"))
        return byHand(
            rule->conditionSpan, "The condition is not written on a line of its own: write the exclusion by hand");
    const std::string name = filterName(*rule, words->field);
    const std::string value = yamlScalar(words->value, words->isPlain ? YamlQuotes::Plain : YamlQuotes::Single);
    const std::string lineBreak = lines.lineBreak();
    const std::uint32_t unit = indentUnit(*rule, lines);
    ExclusionEdit result;
    result.selection = name;
    result.preview = std::format("{}: {}: {}", name, words->key, value);
    const std::uint32_t begin = lines.span(line).begin;
    result.edits.push_back({{begin, begin},
        std::string(indent, ' ') + name + ":" + lineBreak + std::string(indent + unit, ' ') + words->key + ": " + value
            + lineBreak});
    if (!isExcludedBy(tokens, name)) {
        const Span whole = lines.trimmed(rule->conditionSpan);
        if (hasOuterOr(tokens))
            result.edits.push_back({whole, std::format("({}) and not {}", condition, name)});
        else
            result.edits.push_back({{whole.end, whole.end}, " and not " + name});
    }
    return result;
}

bool isExcludingPlace(const SourceText& source, const rule::Document& document, std::uint32_t caret)
{
    const rule::Rule* rule = document.language == rule::Language::Sigma ? insertionRule(document, caret) : nullptr;
    if (rule == nullptr || rule->conditionSpan.isEmpty())
        return false;
    const Lines lines(source);
    const rule::Selection* selection = selectionAt(*rule, lines, caret);
    return selection != nullptr
        && isExcludedBy(tokensOf(lines.slice(lines.trimmed(rule->conditionSpan))), selection->name);
}

} // namespace rulewright::advise
