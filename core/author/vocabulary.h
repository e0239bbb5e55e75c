// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

namespace rulewright::author {

/// A word of the language with one sentence on it.
struct Word {
    std::string_view name;
    std::string_view meaning;
    bool opensBlock = false; ///< a key whose value is a map or list below it
};

[[nodiscard]] std::span<const Word> topKeys(); ///< of a rule, in the order in which they are written
[[nodiscard]] std::span<const Word> logSourceKeys();
[[nodiscard]] std::span<const Word> statuses();
[[nodiscard]] std::span<const Word> levels(); ///< from the lowest
[[nodiscard]] std::span<const Word> detectionKeys(); ///< beside selections
[[nodiscard]] std::span<const Word> selectionNames(); ///< that authors use
[[nodiscard]] std::span<const Word> correlationKeys();
[[nodiscard]] std::span<const Word> correlationTypes();
[[nodiscard]] std::span<const Word> correlationConditionKeys();
[[nodiscard]] std::span<const Word> filterKeys();
[[nodiscard]] std::span<const Word> relatedKeys();
[[nodiscard]] std::span<const Word> relatedTypes();
[[nodiscard]] std::span<const Word> timespans();
[[nodiscard]] std::span<const Word> otherTags(); ///< that name no technique and no tactic

/// The word of this name; null where there is none.
[[nodiscard]] const Word* find(std::span<const Word> words, std::string_view name);

/// A rule's line that shows what the modifier does: "CommandLine|contains: 'mimi'  matches  c:\mimikatz.exe".
[[nodiscard]] std::string_view modifierExample(std::string_view modifier);

} // namespace rulewright::author
