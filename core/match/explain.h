// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/match/match.h"
#include "core/text/fold.h"

#include <optional>
#include <string>
#include <vector>

namespace rulewright::match {

enum class ExplainKind : std::uint8_t { And, Or, Not, Of, Selection, Test, Compare, Opaque };
[[nodiscard]] std::string_view explainKindName(ExplainKind kind); ///< "and", …

enum class Truth : std::uint8_t { False, True, Unknown };

/// Why a leaf is as it is.
enum class Reason : std::uint8_t {
    None,
    Matched,
    FieldAbsent,
    FieldNull,
    FieldEmpty,
    ValueDiffers,
    CaseDiffers,
    NotANumber,
    NotAnAddress,
    NotATime,
    OtherFieldAbsent,
    NotTested,
};
[[nodiscard]] std::string_view reasonText(Reason reason); ///< "matched", "field absent", "value differs", …

/// A node of the explanation of one event. A Test node has one child of kind Test for each of its values
/// when it has several; then `value` tells which.
struct ExplainNode {
    ExplainKind kind = ExplainKind::Test;
    rule::NodeId node = rule::NodeId::None;
    rule::ValueId value = rule::ValueId::None;
    Span span; ///< in Explanation::texts[text]
    std::uint32_t text = 0;
    std::string title; ///< "selection_agent", "1 of selection_*", "CommandLine contains http"
    Truth truth = Truth::Unknown;
    Reason reason = Reason::None;
    std::string field; ///< leaves
    std::string operatorText; ///< leaves: "ends with"
    std::string valueText; ///< leaves: the wanted value as written
    std::optional<std::string> actual; ///< leaves: the event's value; of a list the one that decided
    std::string actualField; ///< leaves: the field that `actual` is from; of a keyword where it was found
    std::uint32_t valueIndex = 0; ///< leaves: which of that field's values `actual` is
    std::vector<ByteRange> ranges; ///< the matched UTF-8 bytes of `actual`, ascending, half-open
    std::vector<ExplainNode> children;
};

struct Explanation {
    bool matched = false; ///< log source included
    bool inScope = true;
    ExplainNode root;
    /// What spans are in: the rule's own document first (empty where it was not given), then those of other rules.
    std::vector<SourceText> texts;
    /// Of a correlation: the groups that the event is in, step by step.
    std::vector<GroupTimeline> timeline;
    std::vector<std::string> ruleTitles; ///< of a correlation's rules, by place: TimelineStep::rules
};

/// The truth of every node of the rule's condition, and of the filters that apply to it, for one event. The root's
/// verdict equals match()'s: a correlation is true for the events at which it fires. It looks at all events then, which
/// `cache` and `task` (either may be null) are for; a stopped task gives an explanation without them.
[[nodiscard]] Result<Explanation> explain(const rule::Rule& rule, const events::EventSet& events, events::EventId event,
    const taxonomy::Taxonomy& taxonomy, const MatchOptions& options, LeafCache* cache = nullptr, Task* task = nullptr);

/// The matched characters of each field of an event, over all positive leaves that hold; for the detail pane.
struct FieldMark {
    std::string field;
    std::uint32_t valueIndex = 0; ///< which of the field's values
    ByteRange range;
    rule::ValueId value = rule::ValueId::None;
};

[[nodiscard]] std::vector<FieldMark> matchedMarks(const Explanation& explanation);

} // namespace rulewright::match
