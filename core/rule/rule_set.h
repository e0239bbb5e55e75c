// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rule/rule.h"

#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace rulewright::rule {

/// A rule and the document that it stands in.
struct RuleInDocument {
    const Rule* rule = nullptr;
    const Document* document = nullptr;
    bool operator==(const RuleInDocument&) const = default;
};

/// Documents that were loaded together, among which references to other rules are looked up.
class RuleSet {
public:
    void add(std::shared_ptr<const Document> document);

    /// The rule with this id, else with this name; of several the one that was added first. Null where there is none.
    [[nodiscard]] RuleInDocument find(std::string_view idOrName) const;

    /// Every filter document, in the order in which they were added.
    [[nodiscard]] const std::vector<RuleInDocument>& filters() const { return m_filters; }

    [[nodiscard]] const std::vector<std::shared_ptr<const Document>>& documents() const { return m_documents; }

private:
    std::vector<std::shared_ptr<const Document>> m_documents;
    std::vector<RuleInDocument> m_filters;
    std::unordered_map<std::string, RuleInDocument> m_byId;
    std::unordered_map<std::string, RuleInDocument> m_byName;
};

/// Where the references of a rule are looked up: in its own document by id, then by name, then among the loaded rules
/// (sigma-readings.md, "Documents"). Either may be null.
struct References {
    const Document* own = nullptr;
    const RuleSet* loaded = nullptr;

    [[nodiscard]] RuleInDocument find(std::string_view idOrName) const;
};

} // namespace rulewright::rule
