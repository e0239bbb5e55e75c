// SPDX-License-Identifier: Apache-2.0
#include "core/lang/spl/stages.h"

#include "core/lang/spl/eval.h"
#include "core/text/fold.h"

#include <algorithm>
#include <array>

namespace rulewright::lang::spl {

using namespace rule;

namespace {

template <std::size_t N> bool isOneOf(std::string_view word, const std::array<std::string_view, N>& words)
{
    return std::ranges::contains(words, word);
}

std::string_view withoutQuotes(std::string_view name)
{
    if (name.size() >= 2 && name.front() == name.back() && (name.front() == '"' || name.front() == '\''))
        return name.substr(1, name.size() - 2);
    return name;
}

std::string_view trimmed(std::string_view text)
{
    while (!text.empty() && (isBlank(text.front()) || text.front() == ','))
        text.remove_prefix(1);
    while (!text.empty() && isBlank(text.back()))
        text.remove_suffix(1);
    return text;
}

/// The names of the groups of a regular expression: (?<name>…), (?P<name>…).
std::vector<std::string_view> groupNames(std::string_view pattern)
{
    std::vector<std::string_view> names;
    for (std::size_t i = pattern.find("(?"); i != std::string_view::npos; i = pattern.find("(?", i + 2)) {
        std::string_view rest = pattern.substr(i + 2);
        if (rest.starts_with('P'))
            rest.remove_prefix(1);
        if (!rest.starts_with('<') || rest.size() < 2 || rest[1] == '=' || rest[1] == '!')
            continue;
        if (const std::size_t end = rest.find('>'); end != std::string_view::npos)
            names.push_back(rest.substr(1, end - 1));
    }
    return names;
}

/// The expression from here on; what is behind it up to a comma is skipped where it is not read.
std::optional<Expr> readValue(Cursor& cursor)
{
    Diagnostics ignored;
    Context& outer = cursor.context();
    Context context{.text = outer.text,
        .diagnostics = ignored,
        .subsearch = outer.subsearch,
        .failed = false,
        .depth = outer.depth};
    Cursor trial(context, cursor.at(), cursor.end());
    Expr value = readExpression(trial);
    trial.skipBlanks();
    if (!context.failed && (trial.isAtEnd() || trial.peek() == ',')) {
        cursor.moveTo(trial.at());
        return value;
    }
    int level = 0;
    while (!cursor.isAtEnd() && !outer.failed && (level > 0 || cursor.peek() != ',')) {
        const char c = cursor.peek();
        if (c == '"') {
            (void)cursor.takeQuoted();
            continue;
        }
        level += c == '(' ? 1 : c == ')' ? -1 : 0;
        cursor.moveTo(cursor.at() + 1);
    }
    return std::nullopt;
}

} // namespace

std::string_view takeListed(Cursor& cursor)
{
    cursor.skipBlanksAndCommas();
    if (const std::optional<Quoted> quoted = cursor.takeQuoted())
        return cursor.slice(quoted->begin, quoted->end);
    const std::size_t begin = cursor.at();
    if (cursor.peek() == '\'') {
        cursor.moveTo(begin + 1);
        while (!cursor.isAtEnd() && cursor.peek() != '\'')
            cursor.moveTo(cursor.at() + 1);
        cursor.moveTo(std::min(cursor.at() + 1, cursor.end()));
        return cursor.slice(begin, cursor.at());
    }
    while (!cursor.isAtEnd() && !isBlank(cursor.peek()) && cursor.peek() != ',') {
        if (cursor.peek() == '[' && cursor.at() > begin)
            break; // join type=inner[search …]
        if (cursor.peek() == '(' || cursor.peek() == '[') {
            if (!cursor.takeBracket())
                break;
        } else if (cursor.peek() == '"') {
            if (!cursor.takeQuoted())
                break;
        } else {
            cursor.moveTo(cursor.at() + 1);
        }
    }
    return cursor.slice(begin, cursor.at());
}

std::vector<std::pair<std::string_view, std::string_view>> readOptions(Cursor& cursor)
{
    std::vector<std::pair<std::string_view, std::string_view>> options;
    for (;;) {
        cursor.skipBlanksAndCommas();
        const std::size_t begin = cursor.at();
        while (!cursor.isAtEnd() && isNameChar(cursor.peek()))
            cursor.moveTo(cursor.at() + 1);
        const std::string_view name = cursor.slice(begin, cursor.at());
        cursor.skipBlanks();
        if (name.empty() || cursor.isAtEnd() || cursor.peek() != '=' || cursor.peek(1) == '=') {
            cursor.moveTo(begin);
            return options;
        }
        cursor.take('=');
        cursor.skipBlanks();
        options.emplace_back(name, withoutQuotes(takeListed(cursor)));
    }
}

rule::Let readEval(Cursor& cursor, Span span)
{
    Let let;
    let.command = "eval";
    let.span = span;
    while (!cursor.context().failed) {
        cursor.skipBlanksAndCommas();
        if (cursor.isAtEnd())
            break;
        const std::size_t begin = cursor.at();
        while (!cursor.isAtEnd() && cursor.peek() != '=') {
            if (cursor.peek() == '"') {
                if (!cursor.takeQuoted())
                    break;
            } else {
                cursor.moveTo(cursor.at() + 1);
            }
        }
        const std::string_view name = withoutQuotes(trimmed(cursor.slice(begin, cursor.at())));
        if (!cursor.take('=')) {
            let.assignments.push_back({std::string(name), std::nullopt, cursor.span(begin, cursor.at())});
            break;
        }
        std::optional<Expr> value = readValue(cursor);
        let.assignments.push_back({std::string(name), std::move(value), cursor.span(begin, cursor.at())});
    }
    return let;
}

bool isMaking(std::string_view command)
{
    static constexpr std::array<std::string_view, 20> commands{"rex", "spath", "iplocation", "makemv", "xmlkv", "kv",
        "extract", "convert", "replace", "fillnull", "addtotals", "addinfo", "strcat", "rangemap", "filldown",
        "foreach", "transaction", "accum", "delta", "nomv"};
    return isOneOf(command, commands);
}

rule::Let readMaking(Cursor& cursor, std::string_view command, Span span)
{
    Let let;
    let.command = command;
    let.span = span;
    const auto add = [&](std::string_view name) {
        if (!name.empty())
            let.assignments.push_back({std::string(withoutQuotes(name)), std::nullopt, span});
    };
    const auto options = readOptions(cursor);
    const auto option = [&](std::string_view name) {
        const auto found = std::ranges::find(options, name, &std::pair<std::string_view, std::string_view>::first);
        return found == options.end() ? std::string_view() : found->second;
    };
    if (command == "rex" && option("mode") != "sed") {
        for (std::string_view pattern = takeListed(cursor); !pattern.empty(); pattern = takeListed(cursor)) {
            for (const std::string_view name : groupNames(pattern))
                add(name);
        }
    } else if (command == "spath") {
        if (!option("output").empty() || !option("path").empty())
            add(option("output").empty() ? option("path") : option("output"));
    } else if (command == "iplocation") {
        for (const std::string_view name :
            {"City", "Country", "Region", "Continent", "lat", "lon", "MetroCode", "Timezone"})
            let.assignments.push_back({std::string(option("prefix")) + std::string(name), std::nullopt, span});
    } else if (command == "addtotals") {
        add(option("fieldname").empty() ? std::string_view("Total") : option("fieldname"));
    } else if (command == "transaction") {
        add("duration");
        add("eventcount");
    } else if (command == "replace") {
        // replace "a" with "b" in field, field
        while (!cursor.isAtEnd() && !cursor.context().failed) {
            if (equalsFolded(takeListed(cursor), "in"))
                break;
            cursor.skipBlanksAndCommas();
        }
        for (std::string_view name = takeListed(cursor); !name.empty(); name = takeListed(cursor))
            add(name);
    } else if (command == "addinfo") {
        for (const std::string_view name : {"info_min_time", "info_max_time", "info_sid", "info_search_time"})
            add(name);
    }
    return let;
}

bool isSelecting(std::string_view command)
{
    static constexpr std::array<std::string_view, 22> commands{"fields", "table", "sort", "dedup", "head", "tail",
        "bin", "bucket", "mvexpand", "mvcombine", "outputlookup", "collect", "reverse", "sendemail", "makecontinuous",
        "untable", "xyseries", "localize", "uniq", "outputcsv", "regexfilter", "noop"};
    return isOneOf(command, commands);
}

rule::Select readSelect(Cursor& cursor, std::string_view command, Span span)
{
    Select select;
    select.command = command;
    select.span = span;
    if (command != "fields" && command != "table")
        return select;
    cursor.skipBlanks();
    const bool drops = command == "fields" && cursor.take('-');
    (void)cursor.take('+');
    for (std::string_view name = takeListed(cursor); !name.empty(); name = takeListed(cursor)) {
        const std::size_t end = cursor.at();
        (drops ? select.dropped : select.kept).push_back(fieldRef(name, cursor.span(end - name.size(), end)));
    }
    return select;
}

rule::Select readRename(Cursor& cursor, Span span)
{
    Select select;
    select.command = "rename";
    select.span = span;
    for (std::string_view name = takeListed(cursor); !name.empty(); name = takeListed(cursor)) {
        const std::size_t end = cursor.at();
        FieldRef field = fieldRef(name, cursor.span(end - name.size(), end));
        if (field.raw.contains('*'))
            field.kind = FieldRef::Kind::NamePattern;
        if (!cursor.takeWord("AS"))
            break;
        select.renamed.emplace_back(std::move(field), std::string(withoutQuotes(takeListed(cursor))));
    }
    return select;
}

std::optional<rule::Let> readTimeCut(Cursor& cursor, std::string_view command, Span span)
{
    if (command != "bin" && command != "bucket")
        return std::nullopt;
    const std::size_t begin = cursor.at();
    std::string_view width;
    std::string_view field;
    std::string_view name;
    while (!cursor.isAtEnd() && !cursor.context().failed) {
        for (const auto& [option, value] : readOptions(cursor)) {
            if (equalsFolded(option, "span"))
                width = value;
        }
        if (cursor.isAtEnd())
            break;
        const bool isAlias = cursor.takeWord("AS");
        const std::string_view word = withoutQuotes(takeListed(cursor));
        if (word.empty())
            break;
        (isAlias ? name : field) = word;
    }
    if (field != "_time" || width.empty()) {
        cursor.moveTo(begin);
        return std::nullopt;
    }
    Let let;
    let.command = "bin";
    let.span = span;
    let.assignments.push_back({std::string(name.empty() ? field : name),
        Expr{Call{"bin", {Expr{fieldRef(field, span), span}, Expr{Scalar(std::string(width)), span}}}, span}, span});
    return let;
}

rule::Expr timeGroup(const std::vector<std::pair<std::string_view, std::string_view>>& options, Span span)
{
    Call call{"span", {Expr{fieldRef("_time", span), span}}};
    for (const auto& [option, value] : options) {
        if (equalsFolded(option, "span"))
            call.arguments.push_back(Expr{Scalar(std::string(value)), span});
    }
    return {std::move(call), span};
}

bool isAggregating(std::string_view command)
{
    static constexpr std::array<std::string_view, 12> commands{"stats", "chart", "timechart", "top", "rare",
        "eventstats", "streamstats", "sistats", "geostats", "mstats", "tstats", "cluster"};
    return isOneOf(command, commands);
}

void readOutputs(Cursor& cursor, rule::Aggregate& aggregate)
{
    static constexpr std::array<std::string_view, 4> ends{"by", "groupby", "from", "where"};
    while (!cursor.context().failed) {
        (void)readOptions(cursor);
        cursor.skipBlanksAndCommas();
        if (cursor.isAtEnd() || std::ranges::any_of(ends, [&](std::string_view word) { return cursor.isWord(word); }))
            return;
        const std::size_t begin = cursor.at();
        while (!cursor.isAtEnd() && isNameChar(cursor.peek()))
            cursor.moveTo(cursor.at() + 1);
        Aggregate::Output output;
        output.call.function = folded(cursor.slice(begin, cursor.at()));
        if (cursor.peek() == '(' && !cursor.isAtEnd()) {
            if (const auto inner = cursor.takeBracket()) {
                Cursor argument(cursor.context(), inner->first, inner->second);
                const std::string_view text = trimmed(cursor.slice(inner->first, inner->second));
                const Span place = cursor.span(inner->first, inner->second);
                const bool isName = !text.empty() && !text.contains('(') && !text.contains(' ');
                if (isName)
                    output.call.arguments.push_back({fieldRef(text, place), place});
                else if (std::optional<Expr> value = text.empty() ? std::nullopt : readValue(argument))
                    output.call.arguments.push_back(std::move(*value));
                else if (!text.empty())
                    output.call.arguments.push_back({Scalar(std::string(text)), place});
            }
        }
        if (cursor.at() == begin) { // nothing of an output
            (void)takeListed(cursor);
            if (cursor.at() == begin)
                return;
            continue;
        }
        output.name = cursor.slice(begin, cursor.at());
        const std::size_t behind = cursor.at();
        if (cursor.takeWord("AS"))
            output.name = withoutQuotes(takeListed(cursor));
        else
            cursor.moveTo(behind);
        output.span = cursor.span(begin, cursor.at());
        aggregate.outputs.push_back(std::move(output));
    }
}

namespace {

void cutTime(rule::Aggregate& aggregate, std::string_view width, Span place)
{
    for (Expr& by : aggregate.by) {
        const auto* field = std::get_if<FieldRef>(&by.node);
        if (field != nullptr && field->raw == "_time")
            by = {Call{"span", {Expr{*field, by.span}, Expr{Scalar(std::string(width)), place}}}, by.span};
    }
}

} // namespace

void readGroups(Cursor& cursor, rule::Aggregate& aggregate)
{
    if (!cursor.takeWord("by") && !cursor.takeWord("groupby"))
        return;
    for (std::string_view name = takeListed(cursor); !name.empty(); name = takeListed(cursor)) {
        const Span place = cursor.span(cursor.at() - name.size(), cursor.at());
        if (!name.contains('=') || name.starts_with('"'))
            aggregate.by.push_back({fieldRef(name, place), place});
        else if (name.starts_with("span=")) // the time among the groups is cut to it
            cutTime(aggregate, name.substr(5), place);
    }
}

rule::Lookup readLookup(Cursor& cursor, Span span)
{
    Lookup lookup;
    lookup.span = span;
    (void)readOptions(cursor);
    lookup.table = withoutQuotes(takeListed(cursor));
    bool isOutput = false;
    for (;;) {
        cursor.skipBlanksAndCommas();
        if (cursor.isAtEnd() || cursor.context().failed)
            return lookup;
        if (cursor.takeWord("OUTPUT") || cursor.takeWord("OUTPUTNEW")) {
            isOutput = true;
            continue;
        }
        const std::string_view column = withoutQuotes(takeListed(cursor));
        Span place = cursor.span(cursor.at() - std::min(cursor.at(), column.size()), cursor.at());
        std::string_view name = column;
        const std::size_t behind = cursor.at();
        if (cursor.takeWord("AS")) {
            name = withoutQuotes(takeListed(cursor));
            place = cursor.span(cursor.at() - name.size(), cursor.at());
        } else {
            cursor.moveTo(behind);
        }
        if (isOutput)
            lookup.outputs.emplace_back(column, name);
        else
            lookup.keys.emplace_back(column, fieldRef(name, place));
    }
}

std::optional<rule::Predicate> readRegex(Cursor& cursor, Span span)
{
    Test test;
    test.op = Op::Regex;
    test.caseRule = CaseRule::Sensitive;
    test.span = span;
    cursor.skipBlanks();
    const std::size_t begin = cursor.at();
    if (cursor.peek() == '"') {
        test.field = fieldRef("_raw", cursor.span(begin, begin));
    } else {
        while (!cursor.isAtEnd() && cursor.peek() != '=' && cursor.peek() != '!' && !isBlank(cursor.peek()))
            cursor.moveTo(cursor.at() + 1);
        test.field = fieldRef(cursor.slice(begin, cursor.at()), cursor.span(begin, cursor.at()));
        if (cursor.take("!="))
            test.negated = true;
        else if (!cursor.take('='))
            return std::nullopt;
        cursor.skipBlanks();
    }
    const std::size_t at = cursor.at();
    std::string_view text;
    if (const std::optional<Quoted> quoted = cursor.takeQuoted()) {
        text = quoted->text;
    } else {
        text = trimmed(cursor.slice(at, cursor.end()));
        cursor.moveTo(cursor.end());
    }
    if (text.empty() || test.field.raw.empty())
        return std::nullopt;
    Value value;
    std::string pattern; // \\ is a backslash here too; \" means the same to a regular expression
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\\' && i + 1 < text.size() && text[i + 1] == '\\')
            ++i;
        pattern += text[i];
    }
    value.pattern = literalPattern(pattern);
    value.scalar = std::move(pattern);
    value.source = cursor.slice(at, cursor.at());
    value.span = cursor.span(at, cursor.at());
    test.values.push_back(std::move(value));
    return Predicate{NodeId::None, std::move(test)};
}

const rule::FieldRef* passedOn(const rule::Call& call)
{
    static constexpr std::array<std::string_view, 7> functions{
        "values", "list", "latest", "earliest", "first", "last", "mode"};
    if (call.arguments.size() != 1 || !isOneOf(call.function, functions))
        return nullptr;
    return std::get_if<FieldRef>(&call.arguments.front().node);
}

} // namespace rulewright::lang::spl
