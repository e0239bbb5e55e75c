// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/attack/attack_data.h"
#include "core/author/facts.h"
#include "core/author/field_table.h"
#include "core/author/place.h"
#include "core/corpus/profile.h"
#include "core/events/event_set.h"
#include "core/rule/rule.h"
#include "core/taxonomy/taxonomy.h"

#include <memory>
#include <span>
#include <string>
#include <vector>

namespace rulewright::author {

/// What completion and hovers know beside the text. Pointers may be null: then less is known.
struct Knowledge {
    const attack::AttackData& attack;
    const taxonomy::Taxonomy& taxonomy;
    std::span<const KnownField> fields;
    const corpus::Profile* corpus = nullptr;
    const events::EventSet* events = nullptr;
    /// Of the log source of the document at the caret. Null: made where it is needed, which reads all columns.
    const ScopeFacts* scope = nullptr;
};

/// What may stand at the caret.
struct Completion {
    enum class Kind : std::uint8_t { Key, Word, Modifier, Selection, Pattern, Tactic, Technique, Field, Value };
    Kind kind = Kind::Word;
    std::string label; ///< what is chosen: "CommandLine"
    std::string detail; ///< why: "98 % of 5,120 events · 14 rules"
    TextEdit edit; ///< of the word at the caret
    bool operator==(const Completion&) const = default;
};

/// The completions at the caret, the best first: how well they fit what is typed, then how much they are used, then
/// their name. At most `limit`. The document may be of an older text.
[[nodiscard]] std::vector<Completion> complete(const SourceText& source, std::uint32_t caret,
    const Knowledge& knowledge, const Task& task, std::size_t limit = 50);

/// The log source of the YAML document around an offset, read from its lines.
[[nodiscard]] rule::LogSource logSourceAt(const SourceText& source, std::uint32_t offset);

} // namespace rulewright::author
