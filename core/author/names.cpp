// SPDX-License-Identifier: Apache-2.0
// Definition, references and renaming of selections, and of rules that correlations name.
#include "core/author/outline.h"

#include "core/author/place.h"
#include "core/author/yaml_line.h"
#include "core/lang/sigma/condition.h"

#include <algorithm>
#include <format>

namespace rulewright::author {

namespace {

bool contains(Span span, std::uint32_t offset) { return span.begin <= offset && offset <= span.end; }

bool isNameByte(char c)
{
    return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '_' || c == '-'
        || c == '.' || static_cast<unsigned char>(c) >= 0x80;
}

bool isOperator(std::string_view word)
{
    constexpr std::string_view words[] = {"and", "or", "not", "of", "all", "any", "AND", "OR", "NOT", "OF"};
    return std::ranges::contains(words, word) || std::ranges::all_of(word, [](char c) { return c >= '0' && c <= '9'; });
}

bool isPattern(std::string_view text) { return text == "them" || text.contains('*'); }

/// The symbols of the document around an offset.
std::vector<Symbol> documentSymbols(const SourceText& source, std::uint32_t offset)
{
    const Span document = placeAt(source, offset).document;
    std::vector<Symbol> symbols = outline(source);
    std::erase_if(symbols,
        [&](const Symbol& symbol) { return symbol.span.begin < document.begin || symbol.span.begin >= document.end; });
    return symbols;
}

void addWords(const SourceText& source, Span span, std::vector<NameUse>& names)
{
    const std::string_view text = source.slice(span);
    for (std::size_t i = 0; i < text.size();) {
        if (text[i] == '#' && i > 0 && text[i - 1] == ' ') {
            i = std::min(text.find('\n', i), text.size());
            continue;
        }
        std::size_t end = i;
        while (end < text.size() && (isNameByte(text[end]) || text[end] == '*'))
            ++end;
        if (end == i) {
            ++i;
            continue;
        }
        const std::string_view word = text.substr(i, end - i);
        if (!isOperator(word) && word != "-")
            names.push_back({std::string(word),
                {span.begin + static_cast<std::uint32_t>(i), span.begin + static_cast<std::uint32_t>(end)}});
        i = end;
    }
}

/// A reference of a correlation or filter to a rule of the file, by name or id.
std::optional<std::string> ruleReferenceAt(const SourceText& source, std::uint32_t offset)
{
    const Place place = placeAt(source, offset);
    if (place.kind != Place::Kind::CorrelationRule)
        return std::nullopt;
    return std::string(source.slice(place.word));
}

std::optional<Span> ruleDefinition(const SourceText& source, std::string_view reference)
{
    for (std::uint32_t line = 1; line <= source.lineCount(); ++line) {
        const YamlLine parts = yamlLine(source.line(line));
        if (parts.indent != 0 || !parts.hasKey() || (parts.key() != "name" && parts.key() != "id"))
            continue;
        std::string_view value = parts.text.substr(std::min(parts.value, parts.text.size()));
        while (!value.empty() && value.back() == ' ')
            value.remove_suffix(1);
        if (value == reference) {
            const auto begin = source.lineSpan(line).begin + static_cast<std::uint32_t>(parts.value);
            return Span{begin, begin + static_cast<std::uint32_t>(value.size())};
        }
    }
    return std::nullopt;
}

/// The name of the selection at the offset, at its definition or in a condition; a pattern as it is.
std::optional<NameUse> nameAt(const SourceText& source, std::uint32_t offset)
{
    for (const auto& names : {selectionNames(source, offset), conditionNames(source, offset)}) {
        const auto found
            = std::ranges::find_if(names, [&](const NameUse& name) { return contains(name.span, offset); });
        if (found != names.end())
            return *found;
    }
    return std::nullopt;
}

bool fits(std::string_view name, std::string_view use)
{
    return use == name || (isPattern(use) && lang::sigma::fitsPattern(name, use));
}

} // namespace

std::vector<NameUse> conditionNames(const SourceText& source, std::uint32_t offset)
{
    std::vector<NameUse> names;
    for (const Symbol& symbol : documentSymbols(source, offset)) {
        if (symbol.kind == Symbol::Kind::Condition)
            addWords(source, {symbol.nameSpan.end + 1, std::max(symbol.span.end, symbol.nameSpan.end + 1)}, names);
    }
    return names;
}

std::vector<NameUse> selectionNames(const SourceText& source, std::uint32_t offset)
{
    std::vector<NameUse> names;
    for (const Symbol& symbol : documentSymbols(source, offset)) {
        if (symbol.kind == Symbol::Kind::Selection)
            names.push_back({symbol.name, symbol.nameSpan});
    }
    return names;
}

std::optional<Span> definitionAt(const SourceText& source, std::uint32_t offset)
{
    if (const auto reference = ruleReferenceAt(source, offset))
        return ruleDefinition(source, *reference);
    const auto use = nameAt(source, offset);
    if (!use)
        return std::nullopt;
    for (const NameUse& selection : selectionNames(source, offset)) {
        if (fits(selection.text, use->text))
            return selection.span;
    }
    return std::nullopt;
}

std::vector<Span> referencesAt(const SourceText& source, std::uint32_t offset)
{
    std::vector<Span> places;
    if (const auto reference = ruleReferenceAt(source, offset)) {
        if (const auto definition = ruleDefinition(source, *reference))
            places.push_back(*definition);
        places.push_back(placeAt(source, offset).word);
        return places;
    }
    const auto use = nameAt(source, offset);
    if (!use)
        return places;
    for (const NameUse& selection : selectionNames(source, offset)) {
        if (fits(selection.text, use->text))
            places.push_back(selection.span);
    }
    for (const NameUse& other : conditionNames(source, offset)) {
        if (other.text == use->text || fits(use->text, other.text))
            places.push_back(other.span);
    }
    return places;
}

std::expected<std::vector<TextEdit>, std::string> rename(
    const SourceText& source, std::uint32_t offset, std::string_view newName)
{
    const auto use = nameAt(source, offset);
    if (!use || isPattern(use->text))
        return std::unexpected("There is no selection here: place the caret on its name.");
    const std::string old = use->text;
    if (newName.empty() || !std::ranges::all_of(newName, isNameByte) || isOperator(newName) || newName == "them"
        || newName == "condition" || newName == "timeframe")
        return std::unexpected(std::format(
            "'{}' is no name for a selection: use letters, digits and underscores, and no word of conditions.",
            newName));
    std::vector<TextEdit> edits;
    for (const NameUse& selection : selectionNames(source, offset)) {
        if (selection.text == newName && newName != old)
            return std::unexpected(std::format("There is a selection '{}' already: choose another name.", newName));
        if (selection.text == old)
            edits.push_back({selection.span, std::string(newName)});
    }
    if (edits.empty())
        return std::unexpected(std::format("'{}' is not defined in this rule.", old));
    for (const NameUse& other : conditionNames(source, offset)) {
        if (other.text == old) {
            edits.push_back({other.span, std::string(newName)});
        } else if (isPattern(other.text)
            && lang::sigma::fitsPattern(old, other.text) != lang::sigma::fitsPattern(newName, other.text)) {
            return std::unexpected(lang::sigma::fitsPattern(old, other.text)
                    ? std::format(
                          "The condition names '{}' through '{}', which '{}' does not fit: choose a name that does.",
                          old, other.text, newName)
                    : std::format(
                          "'{}' in the condition would begin to mean '{}' too: choose a name that it does not fit.",
                          other.text, newName));
        }
    }
    std::ranges::sort(edits, {}, [](const TextEdit& edit) { return edit.span.begin; });
    return edits;
}

} // namespace rulewright::author
