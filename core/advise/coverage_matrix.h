// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/corpus/coverage.h"
#include "core/match/bitmap.h"

#include <cstdint>
#include <span>
#include <string>
#include <vector>

namespace rulewright::advise {

/// Which rules and techniques a matrix counts. Empty parts leave nothing out.
struct CoverageFilter {
    std::vector<corpus::Vendor> vendors;
    std::string platform; ///< of the technique: "Windows"
    std::string logSource; ///< one of the words of a rule's log source: "process_creation"
    std::string level; ///< of the rule: "high"
    bool operator==(const CoverageFilter&) const = default;
};

/// A technique or sub-technique with its numbers. Those of a technique are with its sub-techniques: a rule that is
/// tagged with several of them counts once, and so does an event.
struct MatrixCell {
    std::string id;
    std::string name;
    std::uint32_t rules = 0;
    std::uint32_t exact = 0; ///< tagged with this id itself
    corpus::TechniqueCoverage::Counts byVendor{}; ///< of `rules`
    corpus::TechniqueCoverage::Counts exactByVendor{};
    std::uint64_t events = 0; ///< loaded events that one of the rules matches; 0 where nothing was matched
    std::uint32_t rulesWithHits = 0;

    [[nodiscard]] std::uint32_t vendors() const; ///< how many have a rule
    bool operator==(const MatrixCell&) const = default;
};

struct MatrixTechnique {
    MatrixCell cell;
    std::vector<MatrixCell> subtechniques; ///< by id
    bool operator==(const MatrixTechnique&) const = default;
};

struct MatrixTactic {
    std::string id; ///< TA0011
    std::string name;
    std::vector<MatrixTechnique> techniques; ///< by rules descending, then id
    [[nodiscard]] std::size_t covered() const; ///< techniques with a rule
    bool operator==(const MatrixTactic&) const = default;
};

/// Tactics across, techniques down; a technique of several tactics stands under each of them.
struct CoverageMatrix {
    std::vector<MatrixTactic> tactics; ///< in ATT&CK's order
    std::size_t techniques = 0; ///< without sub-techniques, each once
    std::size_t techniquesCovered = 0;
    std::size_t all = 0; ///< with sub-techniques
    std::size_t allCovered = 0; ///< that have a rule of their own, or of a sub-technique
    std::size_t rules = 0; ///< that the filter lets through
    bool hasEvents = false; ///< the numbers of events were counted
};

/// `hits`: what each rule of the profile matches among the loaded events, by RuleId; empty: not known.
[[nodiscard]] CoverageMatrix coverageMatrix(const corpus::Profile& profile, const attack::AttackData& attack,
    const CoverageFilter& filter, std::span<const match::Bitmap> hits = {});

/// What the filters can be set to: every platform, word of a log source and level that there is, sorted.
struct CoverageChoices {
    std::vector<std::string> platforms;
    std::vector<std::string> logSources;
    std::vector<std::string> levels;
};

[[nodiscard]] CoverageChoices coverageChoices(const corpus::Profile& profile, const attack::AttackData& attack);

} // namespace rulewright::advise
