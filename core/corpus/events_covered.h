// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/corpus/mined_rule.h"
#include "core/rule/logsource.h"
#include "core/taxonomy/taxonomy.h"

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace rulewright::corpus {

/// The event catalogue by what leads to an event. Keeps references into the taxonomy.
class EventIndex {
public:
    explicit EventIndex(const taxonomy::Taxonomy& taxonomy);

    /// The (provider, id) pairs that a Sigma rule needs (corpora.md, section 6, "Events covered"): its category's
    /// events, among which EventID filter leaves choose; or its service's with these ids, and for system and
    /// application with the provider that the rule names. Sorted, each once.
    [[nodiscard]] std::vector<CoveredEvent> covered(
        const rule::LogSource& logSource, const std::vector<MinedLeaf>& leaves) const;

private:
    using Events = std::vector<const taxonomy::EventType*>;

    [[nodiscard]] Events ofCategory(std::string_view product, std::string_view category) const;
    [[nodiscard]] Events ofService(std::string_view service) const;

    std::unordered_map<std::string, Events> m_byCategory; ///< folded, with and without the product
    std::unordered_map<std::string, Events> m_byService; ///< folded
};

} // namespace rulewright::corpus
