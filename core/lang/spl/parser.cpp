// SPDX-License-Identifier: Apache-2.0
#include "core/lang/spl/parser.h"

#include "core/lang/spl/commands.h"
#include "core/lang/spl/eval.h"
#include "core/lang/spl/names.h"
#include "core/lang/spl/search.h"
#include "core/lang/spl/stage_ranges.h"
#include "core/lang/spl/stages.h"
#include "core/lang/spl/table_rows.h"
#include "core/text/fold.h"

#include <algorithm>
#include <format>
#include <utility>

namespace rulewright::lang::spl {

using namespace rule;

namespace {

constexpr int mostSubsearchDepth = 10;

std::string_view withoutQuotes(std::string_view text)
{
    if (text.size() >= 2 && text.front() == '"' && text.back() == '"')
        return text.substr(1, text.size() - 2);
    return text;
}

/// The model of `datamodel=Endpoint.Processes`, `datamodel:"Web"`, `datamodel Web.Web`.
std::string_view modelName(std::string_view text)
{
    for (const std::string_view prefix : {"datamodel=", "datamodel:"}) {
        if (text.size() > prefix.size() && equalsFolded(text.substr(0, prefix.size()), prefix))
            text.remove_prefix(prefix.size());
    }
    return withoutQuotes(text);
}

/// Reads one search or subsearch. Subsearches have names of their own.
class PipelineReader {
public:
    PipelineReader(Context& context, const Environment& environment, std::optional<LogSourcePart>& dataModel, int level)
        : m_context(context)
        , m_environment(environment)
        , m_dataModel(dataModel)
        , m_names(context, environment.tables, environment.unfoldsTables)
        , m_level(level)
    {
    }

    Pipeline read(TextRange range)
    {
        if (m_level > mostSubsearchDepth) {
            m_context.fail(range.begin, range.end, "Subsearches are nested too deeply to be read: take some away");
            return {};
        }
        bool isFirst = true;
        for (const TextRange& stage : stageRanges(m_context, range)) {
            if (m_context.failed)
                break;
            readStage(stage, isFirst);
            isFirst = false;
        }
        return std::move(m_pipeline);
    }

    /// `[ … ]` as a term: the rows of a table that came with the rules are values of its fields.
    Predicate subsearch(TextRange range)
    {
        const Span span = m_context.text.span(range.begin, range.end);
        PipelineReader reader(m_context, m_environment, m_dataModel, m_level + 1);
        Pipeline pipeline = reader.read(range);
        if (const auto* lookup = pipeline.stages.empty() ? nullptr : std::get_if<Lookup>(&pipeline.stages.front()))
            return tableRows(pipeline, *lookup, m_environment, span);
        m_subsearches.push_back({span, std::move(pipeline)});
        return {NodeId::None, Opaque{"the results of a subsearch are not known", span}};
    }

    [[nodiscard]] const Names& names() const { return m_names; }

private:
    struct Subsearch {
        Span span;
        Pipeline pipeline;
    };

    void readStage(TextRange range, bool isFirst)
    {
        Cursor cursor(m_context, range.begin, range.end);
        cursor.skipBlanks();
        if (cursor.isAtEnd())
            return;
        std::size_t end = range.end;
        while (end > cursor.at() && isBlank(m_context.text.text[end - 1]))
            --end;
        const Span span = cursor.span(cursor.at(), end);
        const std::size_t begin = cursor.at();
        if (!isFirst) {
            if (const ExpandedText::OpenMacro* macro = cursor.takeMacro()) {
                if (!macro->reason.empty())
                    add(OpaqueStage{std::format("`{}`", macro->name), macro->reason, span});
                return;
            }
        }
        while (!cursor.isAtEnd() && isNameChar(cursor.peek()))
            cursor.moveTo(cursor.at() + 1);
        const std::string command = folded(cursor.slice(begin, cursor.at()));
        const bool isCommand = !isFirst || (isGenerating(command) && !cursor.isAtEnd() && isBlank(cursor.peek()));
        if (!isCommand && command != "search") {
            cursor.moveTo(begin);
            return addSearch(cursor, span);
        }
        readCommand(command, cursor, span, begin);
    }

    void readCommand(const std::string& command, Cursor& cursor, Span span, std::size_t begin)
    {
        if (command == "search")
            addSearch(cursor, span);
        else if (command == "where")
            addWhere(cursor, span);
        else if (command == "tstats" || command == "mstats")
            addTstats(cursor, span);
        else if (command == "eval")
            addEval(cursor, span);
        else if (command == "regex")
            addRegex(cursor, span, begin);
        else if (command == "lookup")
            addLookup(cursor, span);
        else if (command == "inputlookup")
            addInputLookup(cursor, span);
        else if (command == "rename")
            addRename(cursor, span);
        else if (command == "from" || command == "datamodel")
            addModel(cursor);
        else if (command == "map")
            addMap(cursor, span);
        else if (command == "foreach")
            addMaking(cursor, command, span); // its subsearch is a template of evals
        else if (hasSubsearches(command))
            addSubsearches(cursor, command, span);
        else if (isAggregating(command))
            addAggregate(cursor, command, span);
        else if (isMaking(command))
            addMaking(cursor, command, span);
        else if (std::optional<Let> cut = readTimeCut(cursor, command, span))
            add(*std::move(cut));
        else if (isSelecting(command))
            add(readSelect(cursor, command, span));
        else
            addUnread(command, span);
    }

    void add(Stage stage) { m_pipeline.stages.push_back(std::move(stage)); }

    void addUnread(const std::string& command, Span span)
    {
        add(OpaqueStage{command,
            asksAModel(command) ? std::string("a machine-learning model decides")
                                : std::format("the command \"{}\" is not read", command),
            span});
    }

    /// A subsearch that is a term of its own keeps the rows that it finds too, as a join does.
    void joinSubsearches(Predicate& predicate)
    {
        const auto taken = [this](const Predicate& term) {
            const auto* opaque = std::get_if<Opaque>(&term.node);
            const auto found = opaque == nullptr ? m_subsearches.end()
                                                 : std::ranges::find(m_subsearches, opaque->span, &Subsearch::span);
            if (found == m_subsearches.end())
                return false;
            add(SubPipeline{"join", std::move(found->pipeline), found->span});
            m_subsearches.erase(found);
            return true;
        };
        if (taken(predicate))
            predicate = {NodeId::None, Constant{true, spanOf(predicate)}};
        else if (auto* all = std::get_if<And>(&predicate.node))
            std::erase_if(all->children, taken);
    }

    void addFilter(Predicate predicate, Span span)
    {
        joinSubsearches(predicate);
        m_names.annotate(predicate);
        const auto* constant = std::get_if<Constant>(&predicate.node);
        if (constant != nullptr && constant->value)
            return; // `search *`, a filter macro
        add(Filter{std::move(predicate), span});
    }

    void addSearch(Cursor& cursor, Span span) { addFilter(readSearch(cursor, false), span); }

    void addWhere(Cursor& cursor, Span span)
    {
        const Expr condition = readExpression(cursor);
        cursor.skipBlanks();
        if (!m_context.failed && !cursor.isAtEnd())
            cursor.fail(std::format(
                "\"{}\" stands where a condition has ended: take it away, or join it with AND.", cursor.peek()));
        if (!m_context.failed)
            addFilter(conditionOf(m_context, condition), span);
    }

    /// tstats [options] functions FROM datamodel=M WHERE … BY …, in this or another order.
    void addTstats(Cursor& cursor, Span span)
    {
        Aggregate aggregate;
        aggregate.span = span;
        while (!m_context.failed) {
            const std::size_t before = cursor.at();
            readOutputs(cursor, aggregate);
            if (cursor.takeWord("from")) {
                setModel(cursor);
            } else if (cursor.takeWord("where")) {
                const std::size_t begin = cursor.at();
                Predicate predicate = readSearch(cursor, true);
                addFilter(std::move(predicate), cursor.span(begin, cursor.at()));
            } else {
                readGroups(cursor, aggregate);
            }
            cursor.skipBlanks();
            if (cursor.isAtEnd() || cursor.at() == before)
                break;
        }
        addOutputs(aggregate);
        aggregate.keepsEvents = true; // a row stands for its events: what it is grouped by is an event's field still
        add(std::move(aggregate));
    }

    void setModel(Cursor& cursor)
    {
        const std::size_t begin = (cursor.skipBlanks(), cursor.at());
        std::string_view text = takeListed(cursor);
        if (equalsFolded(text, "datamodel") || text.ends_with('=')) {
            (void)cursor.take('=');
            text = takeListed(cursor);
        }
        const std::string_view model = modelName(text);
        if (!m_dataModel && !model.empty())
            m_dataModel = LogSourcePart{std::string(model), cursor.span(begin, cursor.at())};
    }

    void addModel(Cursor& cursor) { setModel(cursor); }

    void addOutputs(const Aggregate& aggregate)
    {
        for (const Aggregate::Output& output : aggregate.outputs)
            m_names.makeByAggregation(output.name, passedOn(output.call));
    }

    void addAggregate(Cursor& cursor, const std::string& command, Span span)
    {
        Aggregate aggregate;
        aggregate.span = span;
        aggregate.keepsEvents = command == "eventstats" || command == "streamstats";
        if (command == "top" || command == "rare") {
            (void)readOptions(cursor);
            while (!cursor.isWord("by") && !cursor.isAtEnd() && !m_context.failed) {
                const std::string_view name = takeListed(cursor);
                const Span place = cursor.span(cursor.at() - name.size(), cursor.at());
                aggregate.by.push_back({fieldRef(name, place), place});
                cursor.skipBlanksAndCommas();
            }
            for (const std::string_view name : {"count", "percent"})
                aggregate.outputs.push_back({std::string(name), Call{std::string(name), {}}, span});
        } else if (command == "timechart") {
            aggregate.by.push_back(timeGroup(readOptions(cursor), span));
            readOutputs(cursor, aggregate);
        } else {
            readOutputs(cursor, aggregate);
        }
        readGroups(cursor, aggregate);
        if (!aggregate.keepsEvents)
            m_names.aggregate();
        addOutputs(aggregate);
        add(std::move(aggregate));
    }

    void addEval(Cursor& cursor, Span span)
    {
        Let let = readEval(cursor, span);
        for (const Let::Assignment& assignment : let.assignments)
            m_names.makeByEval(assignment.name, assignment.value);
        add(std::move(let));
    }

    void addMaking(Cursor& cursor, const std::string& command, Span span)
    {
        Let let = readMaking(cursor, command, span);
        for (const Let::Assignment& assignment : let.assignments)
            m_names.make(assignment.name, originOf(command));
        add(std::move(let));
    }

    void addRegex(Cursor& cursor, Span span, std::size_t begin)
    {
        std::optional<Predicate> predicate = readRegex(cursor, span);
        if (predicate)
            addFilter(std::move(*predicate), span);
        else
            m_context.fail(begin, cursor.end(), "regex needs a field and a pattern in quotes: write regex field=\"…\"");
    }

    void addLookup(Cursor& cursor, Span span)
    {
        Lookup lookup = readLookup(cursor, span);
        const LookupUse use{lookup.table, lookup.keys};
        for (const auto& [column, name] : lookup.outputs)
            m_names.makeByLookup(name, column, use);
        if (lookup.outputs.empty())
            makeColumns(use);
        add(std::move(lookup));
    }

    /// Without OUTPUT a lookup gives all columns of its table but the keys. Of one that is a script nobody knows them;
    /// `x_lookup` gives x.
    void makeColumns(const LookupUse& use)
    {
        static constexpr std::string_view suffix = "_lookup";
        const LookupTable* table = m_environment.tables ? m_environment.tables(use.table) : nullptr;
        if (table != nullptr) {
            for (const std::string& column : table->columns) {
                if (!std::ranges::contains(use.keys, column, &std::pair<std::string, FieldRef>::first))
                    m_names.makeByLookup(column, column, use);
            }
        } else if (use.table.ends_with(suffix)) {
            const std::string name = use.table.substr(0, use.table.size() - suffix.size());
            m_names.makeByLookup(name, name, use);
        }
    }

    void addInputLookup(Cursor& cursor, Span span)
    {
        Lookup lookup;
        lookup.span = span;
        (void)readOptions(cursor);
        lookup.table = withoutQuotes(takeListed(cursor));
        m_names.makeAll(std::format("lookup:{}", lookup.table));
        if (const LookupTable* table = m_environment.tables ? m_environment.tables(lookup.table) : nullptr) {
            for (const std::string& column : table->columns)
                m_names.make(column, std::format("lookup:{}", lookup.table));
        }
        add(std::move(lookup));
        if (cursor.takeWord("where"))
            addWhere(cursor, span);
    }

    void addRename(Cursor& cursor, Span span)
    {
        Select select = readRename(cursor, span);
        for (const auto& [field, name] : select.renamed) {
            if (field.kind == FieldRef::Kind::NamePattern)
                continue; // rename Processes.* AS *: the node falls away
            if (const std::string* from = m_names.origin(field.raw))
                m_names.make(name, *from);
            else
                m_names.makeByEval(name, Expr{field, field.span});
        }
        add(std::move(select));
    }

    void addSubsearches(Cursor& cursor, const std::string& command, Span span)
    {
        bool isOuter = false;
        while (!cursor.isAtEnd() && !m_context.failed) {
            for (const auto& [name, value] : readOptions(cursor))
                isOuter = isOuter || (name == "type" && (equalsFolded(value, "outer") || equalsFolded(value, "left")));
            cursor.skipBlanksAndCommas();
            if (cursor.peek() != '[') {
                const std::size_t before = cursor.at();
                (void)takeListed(cursor);
                if (cursor.at() == before)
                    break;
                continue;
            }
            const auto inner = cursor.takeBracket();
            if (!inner)
                break;
            PipelineReader reader(m_context, m_environment, m_dataModel, m_level + 1);
            Pipeline pipeline = reader.read({inner->first, inner->second});
            m_names.add(reader.names());
            add(SubPipeline{isOuter ? command + " type=outer" : command, std::move(pipeline), span});
        }
    }

    /// map search="…": a search for each row, whose `$field$` are that row's values.
    void addMap(Cursor& cursor, Span span)
    {
        std::string text;
        for (;;) {
            const auto options = readOptions(cursor);
            for (const auto& [name, value] : options) {
                if (name == "search")
                    text = unescaped(value);
            }
            cursor.skipBlanks();
            if (cursor.peek() == '[' && !cursor.isAtEnd()) {
                if (const auto inner = cursor.takeBracket())
                    text = cursor.slice(inner->first, inner->second);
            } else if (options.empty()) {
                break;
            }
        }
        if (text.empty() || m_level > mostSubsearchDepth)
            return addUnread("map", span);
        const ExpandedText inner = expandAt(text, span, m_environment.macros);
        Context context{.text = inner,
            .diagnostics = m_context.diagnostics,
            .subsearch = {},
            .failed = false,
            .depth = m_context.depth};
        std::optional<LogSourcePart> model;
        PipelineReader reader(context, m_environment, model, m_level + 1);
        context.subsearch = [&reader](std::size_t begin, std::size_t end) { return reader.subsearch({begin, end}); };
        Pipeline pipeline = reader.read({0, inner.text.size()});
        m_context.failed = m_context.failed || context.failed;
        add(SubPipeline{"map", std::move(pipeline), span});
    }

    Context& m_context;
    const Environment& m_environment;
    std::optional<LogSourcePart>& m_dataModel;
    Names m_names;
    int m_level;
    std::vector<Subsearch> m_subsearches; ///< terms of predicates that were read, and are no filters yet
    Pipeline m_pipeline;
};

} // namespace

SplResult parse(const EmbeddedText& search, const Environment& environment, Diagnostics& diagnostics)
{
    SplResult result;
    const ExpandedText text = expand(search, environment.macros);
    for (const auto& [name, place] : text.called)
        result.macros.push_back({name, place});
    Context context{.text = text, .diagnostics = diagnostics, .subsearch = {}};
    PipelineReader reader(context, environment, result.dataModel, 0);
    context.subsearch = [&reader](std::size_t begin, std::size_t end) { return reader.subsearch({begin, end}); };
    Pipeline pipeline = reader.read({0, text.text.size()});
    if (context.failed)
        return result;
    if (pipeline.stages.empty() && !result.dataModel) {
        context.fail(0, text.text.size(), "The search is empty: write what to look for");
        return result;
    }
    result.pipeline = std::move(pipeline);
    return result;
}

} // namespace rulewright::lang::spl
