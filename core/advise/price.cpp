// SPDX-License-Identifier: Apache-2.0
#include "core/advise/price.h"

#include "core/advise/value_row.h"
#include "core/match/compile.h"
#include "core/match/leaf_batch.h"
#include "core/match/place.h"
#include "core/match/scope.h"
#include "core/rule/filters.h"
#include "core/rulefile/rulefile.h"

#include <algorithm>
#include <array>
#include <format>
#include <map>

namespace rulewright::advise {

namespace {

using match::Bitmap;

enum Side : std::uint8_t { Attack, Benign };

constexpr std::array sides{Attack, Benign};

SidePrice& sideOf(Price& price, Side side) { return side == Attack ? price.attack : price.benign; }

// What a place does to one side's events of one segment.
struct SideGaps {
    Bitmap gainedTrue;
    Bitmap lostTrue;
    Bitmap gainedFalse;
    Bitmap lostFalse;
    std::uint64_t gainedFalseCount = 0;
    std::uint64_t lostFalseCount = 0;
};

struct PricedSegment {
    match::SegmentPointer segment;
    Bitmap scope;
    std::array<Bitmap, 2> looked; ///< of each side, in scope
    std::array<Bitmap, 2> possible; ///< of them, those that match
    std::vector<std::array<SideGaps, 2>> places;
    std::vector<match::BitmapPointer> holds; ///< of each row that is a test: where it is true
};

// The places of one rule that rows go to, each once.
class Places {
public:
    // Tests of filters that were joined to the rule have ids from `nodes` on.
    Places(const match::Program& program, std::uint32_t nodes)
        : m_program(program)
        , m_nodes(nodes)
    {
    }

    // Nothing where only the edited text tells.
    std::optional<std::size_t> find(const Insertion& insertion)
    {
        const bool isKey = insertion.kind == Insertion::Kind::Key;
        if (insertion.beside.isEmpty() || (!isKey && insertion.kind != Insertion::Kind::ListItem))
            return std::nullopt;
        const match::TestUse* use = nullptr;
        for (const match::TestUse& test : m_program.tests) {
            if (test.test->span != insertion.beside || static_cast<std::uint32_t>(test.node) >= m_nodes)
                continue;
            if (use != nullptr)
                return std::nullopt; // one text, several tests: an alias
            use = &test;
        }
        if (use == nullptr)
            return std::nullopt;
        const Change change = insertion.replaces ? Change::Other : isKey ? Change::Key : Change::Value;
        const auto [found, isNew] = m_at.try_emplace({use, change}, m_places.size());
        if (isNew)
            m_places.push_back(placeOf(*use, change));
        return found->second;
    }

    [[nodiscard]] const std::vector<match::Place>& all() const { return m_places; }

private:
    // A further value, a further key, another test in place of this one.
    enum class Change : std::uint8_t { Value, Key, Other };

    static match::Place placeOf(const match::TestUse& use, Change change)
    {
        switch (change) {
        case Change::Value:
            return match::valuePlace(use);
        case Change::Key:
            return match::keyPlace(use);
        case Change::Other:
            break;
        }
        return match::replacedPlace(use);
    }

    const match::Program& m_program;
    std::uint32_t m_nodes;
    std::map<std::pair<const match::TestUse*, Change>, std::size_t> m_at;
    std::vector<match::Place> m_places;
};

class Pricer {
public:
    Pricer(const PriceInput& input, Task& task)
        : m_input(input)
        , m_task(task)
        , m_rule(input.document != nullptr ? insertionRule(*input.document, input.caret) : nullptr)
        , m_options(input.options)
    {
        m_options.document = input.document;
        m_excludes = input.excludes && input.document != nullptr
            && !isExcludingPlace(input.source, *input.document, input.caret);
        if (m_rule != nullptr) {
            m_scope = match::scopeOf(m_rule->logSource, input.taxonomy);
            const std::vector<rule::RuleInDocument> filters
                = rule::filtersOf(*m_rule, {m_options.document, m_options.rules});
            if (!filters.empty())
                m_joined = rule::joined(*m_rule, filters);
            Result<match::Program> program = match::compile(m_joined ? m_joined->rule : *m_rule, input.taxonomy);
            if (program)
                m_program = *std::move(program);
            else
                m_problem = program.error().front().message;
        }
        if (input.options.ignoreLogSource) {
            m_scope = {};
            if (m_program)
                m_program->scope.reset();
        }
    }

    std::vector<Price> run(std::span<const RowTest> rows)
    {
        std::vector<Price> prices(rows.size());
        std::vector<std::optional<std::size_t>> placeOf(rows.size());
        std::vector<std::optional<Insertion>> insertions(rows.size());
        const match::Program empty;
        const match::Program& program = m_program ? *m_program : empty;
        Places places(program, m_rule != nullptr ? m_rule->nodeCount : 0);
        for (std::size_t i = 0; i < rows.size(); ++i) {
            insertions[i] = place(rows[i], prices[i]);
            if (insertions[i])
                placeOf[i] = places.find(*insertions[i]);
        }
        prepare(program, places.all(), rows);
        std::size_t leaf = 0;
        for (std::size_t i = 0; i < rows.size(); ++i) {
            if (m_task.isStopped())
                return {};
            if (rows[i].leaf) {
                count(leaf, placeOf[i], prices[i]);
                if (m_excludes && prices[i].hasPlace && prices[i].kind != Insertion::Kind::AlreadyThere)
                    countExcluded(leaf, prices[i]);
                ++leaf;
            }
            if (insertions[i] && !placeOf[i] && insertions[i]->kind != Insertion::Kind::AlreadyThere)
                matchAgain(*insertions[i], prices[i]);
            judge(rows[i], prices[i]);
        }
        return m_task.isStopped() ? std::vector<Price>() : prices;
    }

private:
    std::optional<Insertion> place(const RowTest& row, Price& price) const
    {
        if (!row.leaf) {
            silence(price, Silence::NotInSigma, row.problem);
            return std::nullopt;
        }
        if (m_rule == nullptr)
            return std::nullopt;
        if (m_excludes) {
            exclusionPlace(row, price);
            return std::nullopt;
        }
        Result<Insertion> found = insertion(m_input.source, *m_input.document, m_input.caret, row.key);
        if (!found) {
            silence(price, Silence::NoPlace, found.error().front().message);
            return std::nullopt;
        }
        price.kind = found->kind;
        price.selection = found->selection;
        const bool isThere = found->kind == Insertion::Kind::AlreadyThere;
        price.offset = isThere ? found->place.begin : found->edit.span.begin;
        if (!m_program) {
            silence(price, Silence::NotTested, m_problem);
            return std::nullopt;
        }
        price.hasPlace = true;
        price.isApproximate = !m_program->opaqueReasons.empty();
        return *std::move(found);
    }

    void exclusionPlace(const RowTest& row, Price& price) const
    {
        const Result<ExclusionEdit> found = exclusionEdit(m_input.source, *m_input.document, m_input.caret, row.key);
        if (!found) {
            silence(price, Silence::NoPlace, found.error().front().message);
            return;
        }
        price.kind = found->edits.empty() ? Insertion::Kind::AlreadyThere : Insertion::Kind::Selection;
        price.selection = found->selection;
        price.offset = found->edits.empty() ? m_input.caret : found->edits.front().span.begin;
        if (!m_program) {
            silence(price, Silence::NotTested, m_problem);
            return;
        }
        price.hasPlace = true;
        price.isApproximate = !m_program->opaqueReasons.empty();
    }

    static void silence(Price& price, Silence reason, std::string sentence)
    {
        if (sentence.ends_with('.'))
            sentence.pop_back();
        price.silence = reason;
        price.sentence = std::move(sentence);
    }

    void prepare(const match::Program& program, const std::vector<match::Place>& places, std::span<const RowTest> rows)
    {
        std::vector<match::Leaf> leaves;
        for (const RowTest& row : rows) {
            if (row.leaf)
                leaves.push_back(*row.leaf);
        }
        match::LiteralSets sets(m_input.events.segments.size());
        const std::array<const Bitmap*, 2> masks{&m_input.facts.attack, &m_input.facts.benign};
        for (match::SegmentGaps& gaps :
            match::placeGaps(program, m_input.events, m_scope, places, m_input.cache, m_task)) {
            PricedSegment& segment = m_segments.emplace_back();
            segment.segment = gaps.segment;
            segment.holds
                = match::rowsOfLeaves(leaves, {m_input.events.fields, gaps.segment, m_input.cache, m_task}, sets);
            if (m_task.isStopped())
                return;
            m_inScope += gaps.scope.count();
            for (const Side side : sides) {
                segment.looked[side] = match::slice(*masks[side], gaps.begin, gaps.segment->rows) & gaps.scope;
                m_looked[side] += segment.looked[side].count();
                if (m_excludes)
                    segment.possible[side] = gaps.possible & segment.looked[side];
            }
            for (const match::PlaceGaps& place : gaps.places) {
                std::array<SideGaps, 2>& both = segment.places.emplace_back();
                for (const Side side : sides) {
                    const Bitmap& looked = segment.looked[side];
                    SideGaps& own = both[side];
                    own = {place.whenTrue.gained & looked, place.whenTrue.lost & looked,
                        place.whenFalse.gained & looked, place.whenFalse.lost & looked, 0, 0};
                    own.gainedFalseCount = own.gainedFalse.count();
                    own.lostFalseCount = own.lostFalse.count();
                }
            }
            segment.scope = std::move(gaps.scope);
        }
    }

    void count(std::size_t leaf, std::optional<std::size_t> place, Price& price)
    {
        for (const Side side : sides)
            sideOf(price, side).lookedAt = m_looked[side];
        for (const PricedSegment& segment : m_segments) {
            const match::BitmapPointer& holds = segment.holds[leaf];
            for (const Side side : sides) {
                SidePrice& own = sideOf(price, side);
                own.alone += countAnd(*holds, segment.looked[side]);
                if (!place)
                    continue;
                const SideGaps& gaps = segment.places[*place][side];
                own.added += countAnd(*holds, gaps.gainedTrue);
                own.removed += countAnd(*holds, gaps.lostTrue);
                own.added += gaps.gainedFalseCount - countAnd(*holds, gaps.gainedFalse);
                own.removed += gaps.lostFalseCount - countAnd(*holds, gaps.lostFalse);
            }
        }
    }

    // What the whole rule must not be: of its matches those go for which the row is true.
    void countExcluded(std::size_t leaf, Price& price) const
    {
        for (const PricedSegment& segment : m_segments) {
            for (const Side side : sides)
                sideOf(price, side).removed += countAnd(*segment.holds[leaf], segment.possible[side]);
        }
    }

    // The rule as the text has it after the insertion.
    void matchAgain(const Insertion& insertion, Price& price)
    {
        const auto number = static_cast<std::size_t>(m_rule - m_input.document->rules.data());
        const Parsed<rule::Document> parsed = rulefile::parse(
            SourceText(std::string(m_input.source.name()), applyEdits(m_input.source.text(), {insertion.edit})));
        const bool isWhole = parsed.value && !hasErrors(parsed.diagnostics)
            && parsed.value->rules.size() == m_input.document->rules.size();
        std::optional<Result<match::MatchReport>> after;
        if (isWhole)
            after = match::match(
                parsed.value->rules[number], m_input.events, m_input.taxonomy, m_input.options, m_input.cache, m_task);
        if (!after || !*after) {
            price.hasPlace = false;
            silence(price, Silence::NotTested, "With this row the rule cannot be tested");
            return;
        }
        if (!m_before) {
            m_before = match::match(*m_rule, m_input.events, m_input.taxonomy, m_options, m_input.cache, m_task);
        }
        if (!*m_before)
            return;
        const Bitmap& before = (*m_before)->possibleEvents;
        const Bitmap& now = (*after)->possibleEvents;
        const Bitmap gained = now.andNot(before);
        const Bitmap lost = before.andNot(now);
        price.attack.added = countAnd(gained, m_input.facts.attack);
        price.attack.removed = countAnd(lost, m_input.facts.attack);
        price.benign.added = countAnd(gained, m_input.facts.benign);
        price.benign.removed = countAnd(lost, m_input.facts.benign);
    }

    // Whether some event in scope carries the field.
    bool isCarried(const std::string& field)
    {
        const auto [found, isNew] = m_carried.try_emplace(field, false);
        if (isNew) {
            found->second = std::ranges::any_of(m_segments, [&](const PricedSegment& segment) {
                const match::LeafContext context{m_input.events.fields, segment.segment, m_input.cache, m_task};
                return countAnd(*match::rowsWithField(field, context), segment.scope) > 0;
            });
        }
        return found->second;
    }

    // Where the data cannot speak, the numbers are no price.
    void judge(const RowTest& row, Price& price)
    {
        for (const Side side : sides)
            sideOf(price, side).silence = silenceOf(side);
        if (price.silence != Silence::None || !row.leaf)
            return;
        const std::uint64_t total = m_input.events.size();
        if (total == 0) {
            silence(price, Silence::NoEvents, "No events are loaded: no price");
        } else if (m_inScope == 0) {
            silence(price, Silence::NoLogSource, match::missingEventsNote(m_scope, total));
        } else if (const std::optional<std::string> absent = absentField(*row.leaf)) {
            silence(price, Silence::FieldAbsent,
                std::format("{} is absent from all {} events that the rule looks at: no price", *absent, m_inScope));
        } else if (price.isApproximate) {
            price.sentence = "Parts of the rule cannot be tested and are taken as true: the price is of what may match";
        } else {
            sayOfSides(price);
        }
    }

    std::optional<std::string> absentField(const match::Leaf& leaf)
    {
        if (leaf.anyField)
            return std::nullopt;
        if (!isCarried(leaf.field))
            return leaf.field;
        const auto* other = std::get_if<match::FieldMatcher>(&leaf.matcher);
        return other != nullptr && !isCarried(other->other) ? std::optional(other->other) : std::nullopt;
    }

    [[nodiscard]] Silence silenceOf(Side side) const
    {
        const Bitmap& loaded = side == Attack ? m_input.facts.attack : m_input.facts.benign;
        if (loaded.isEmpty())
            return Silence::NoEvents;
        if (m_looked[side] == 0)
            return Silence::NoLogSource;
        return side == Benign && m_looked[side] < enoughBenign ? Silence::TooFewEvents : Silence::None;
    }

    void sayOfSides(Price& price) const
    {
        const auto add
            = [&](const std::string& sentence) { price.sentence += (price.sentence.empty() ? "" : "; ") + sentence; };
        for (const Side side : sides) {
            const std::string_view name = side == Attack ? "attack" : "benign";
            switch (sideOf(price, side).silence) {
            case Silence::NoEvents:
                add(std::format("No {0} events are loaded: no {0} price", name));
                break;
            case Silence::NoLogSource:
                add(std::format("None of the loaded {0} events is of the rule's log source: no {0} price", name));
                break;
            case Silence::TooFewEvents:
                add(std::format("The rule looks at {} benign event{} only, too few for a price", m_looked[Benign],
                    m_looked[Benign] == 1 ? "" : "s"));
                break;
            default:
                break;
            }
        }
    }

    const PriceInput& m_input;
    Task& m_task;
    const rule::Rule* m_rule;
    match::MatchOptions m_options;
    std::optional<rule::JoinedRule> m_joined; ///< with the filters that apply to it
    taxonomy::LogSourceScope m_scope;
    std::optional<match::Program> m_program;
    std::string m_problem; ///< why there is none
    std::vector<PricedSegment> m_segments;
    std::array<std::uint64_t, 2> m_looked{};
    std::uint64_t m_inScope = 0;
    std::map<std::string, bool> m_carried;
    std::optional<Result<match::MatchReport>> m_before;
    bool m_excludes = false; ///< rows become exclusions of the rule
};

} // namespace

std::string_view silenceName(Silence silence)
{
    static constexpr std::array<std::string_view, 8> names{"none", "no_events", "no_log_source", "field_absent",
        "too_few_events", "not_in_sigma", "no_place", "not_tested"};
    return names[static_cast<std::size_t>(silence)];
}

std::vector<Price> prices(const PriceInput& input, std::span<const RowTest> rows, Task& task)
{
    return Pricer(input, task).run(rows);
}

} // namespace rulewright::advise
