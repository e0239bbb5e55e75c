// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/corpus/profile.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace rulewright::corpus {

/// A rule that could not be read, and why.
struct FailedRule {
    std::string path;
    std::string reason;
    bool operator==(const FailedRule&) const = default;
};

/// How much of one vendor's rules the product understands. rules = complete + partial + noQuery + failed.
struct VendorSummary {
    Vendor vendor = Vendor::Sigma;
    std::uint32_t rules = 0;
    std::uint32_t complete = 0;
    std::uint32_t partial = 0;
    std::uint32_t noQuery = 0;
    std::vector<NamedCount> partialReasons; ///< by number of rules descending, then reason
    std::vector<FailedRule> failed; ///< by path
    std::vector<NamedCount> operators; ///< rules that use each in event context, in whatever role; likewise
    bool operator==(const VendorSummary&) const = default;
};

/// What is in the loaded corpora: cli.md's `corpus`.
struct CorpusSummary {
    std::vector<VendorSummary> vendors;
    std::vector<NamedCount> sigmaModifiers; ///< occurrences on field keys, by count descending, then name
    std::uint32_t techniques = 0; ///< distinct current ids that a rule is tagged with
    std::uint32_t indicatorKeys = 0; ///< distinct keys of filter leaves
    std::uint32_t sharedByTwo = 0; ///< of them, in use with two or more vendors
    std::uint32_t sharedByAll = 0; ///< with all three
    bool operator==(const CorpusSummary&) const = default;
};

[[nodiscard]] CorpusSummary summarise(const Profile& profile);

} // namespace rulewright::corpus
