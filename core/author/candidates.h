// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/author/complete.h"

namespace rulewright::author {

/// What may stand at a place, before it is held against what was typed.
struct Candidate {
    Completion::Kind kind = Completion::Kind::Word;
    std::string label;
    std::string detail;
    std::string text; ///< what replaces the word
    std::string otherName{}; ///< by which it is found too
    double weight = 0; ///< the more, the sooner it is offered
};

[[nodiscard]] std::vector<Candidate> candidatesAt(
    const SourceText& source, std::uint32_t caret, const Place& place, const Knowledge& knowledge, const Task& task);

// The parts of it (candidates_*.cpp).
[[nodiscard]] std::vector<Candidate> tagCandidates(const Place& place, const Knowledge& knowledge);
[[nodiscard]] std::vector<Candidate> logSourceCandidates(
    const SourceText& source, std::uint32_t caret, const Place& place, const Knowledge& knowledge);
[[nodiscard]] std::vector<Candidate> conditionCandidates(
    const SourceText& source, std::uint32_t caret, const Place& place);
[[nodiscard]] std::vector<Candidate> fieldCandidates(
    const SourceText& source, std::uint32_t caret, const Place& place, const Knowledge& knowledge, const Task& task);
[[nodiscard]] std::vector<Candidate> valueCandidates(
    const SourceText& source, std::uint32_t caret, const Place& place, const Knowledge& knowledge, const Task& task);

/// The scope's facts: those given, else made.
[[nodiscard]] ScopeFacts factsFor(const rule::LogSource& logSource, const Knowledge& knowledge, const Task& task);

/// "98 % of 5,120 events", "< 1 % of 5,120 events".
[[nodiscard]] std::string shareText(std::uint64_t part, std::uint64_t whole);

} // namespace rulewright::author
