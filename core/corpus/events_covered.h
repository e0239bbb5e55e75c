// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/corpus/mined_rule.h"
#include "core/rule/rule.h"
#include "core/taxonomy/taxonomy.h"

#include <cstdint>
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

    /// The pairs that an Elastic rule needs: those of its event.code leaves alone, if there are any; else 4104 for
    /// powershell.file.*; else those of its event categories, for the systems that it names. Sorted, each once.
    [[nodiscard]] std::vector<CoveredEvent> coveredByElastic(
        const rule::Rule& rule, const std::vector<MinedLeaf>& leaves) const;

    /// The pairs that a Splunk rule needs: those of its data sources, and those that its EventCode leaves name among
    /// the events of these sources' providers and of the macros that it calls. Sorted, each once.
    [[nodiscard]] std::vector<CoveredEvent> coveredBySplunk(
        const rule::Rule& rule, const std::vector<MinedLeaf>& leaves) const;

private:
    /// What an event.code alone does not say: which provider's event it is.
    enum class CodeNeeds : std::uint8_t { Nothing, SysmonIndexOrProvider, Provider };

    struct CodedEvent {
        const taxonomy::EventType* event = nullptr;
        CodeNeeds needs = CodeNeeds::Nothing;
    };

    using Events = std::vector<const taxonomy::EventType*>;

    [[nodiscard]] Events ofCategory(std::string_view product, std::string_view category) const;
    /// The pairs of the events, sorted, each once.
    [[nodiscard]] static std::vector<CoveredEvent> pairsOf(const Events& events);
    void addElastic(const taxonomy::EventType& event);
    void addSplunk(const taxonomy::EventType& event);
    [[nodiscard]] Events ofCodes(const rule::Rule& rule, const std::vector<MinedLeaf>& leaves) const;
    [[nodiscard]] Events ofService(std::string_view service) const;

    std::unordered_map<std::string, Events> m_byCategory; ///< folded, with and without the product
    std::unordered_map<std::string, Events> m_byService; ///< folded
    std::unordered_map<std::string, std::vector<CodedEvent>> m_byCode; ///< Elastic's event.code
    std::unordered_map<std::string, Events> m_byDataSource; ///< Splunk's: "Sysmon EventID 1"
    std::unordered_map<std::string, Events> m_byMacro; ///< of Splunk's log sources: "sysmon"
    std::unordered_map<std::string, Events> m_byProvider;
    std::unordered_map<std::string, Events> m_byElastic; ///< "windows process", "powershell.file.*"
};

} // namespace rulewright::corpus
