// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rule/pipeline.h"

#include <string>
#include <string_view>
#include <unordered_map>

namespace rulewright::corpus {

/// The names that the stages of a query make, and how: a test on one of them is derived (corpora.md, section 6).
class MadeNames {
public:
    /// Takes notice of a stage that the query has passed.
    void add(const rule::Stage& stage);

    /// What made the name: "eval", "stats", "grok", "alias:process.name", "lookup:policy". Null for an event's field.
    [[nodiscard]] const std::string* origin(std::string_view name) const;

    /// Whether an aggregation was passed: what is tested behind it is no event.
    [[nodiscard]] bool isAggregated() const { return m_isAggregated; }

private:
    void set(std::string_view name, std::string origin);

    std::unordered_map<std::string, std::string> m_origins;
    bool m_isAggregated = false;
};

} // namespace rulewright::corpus
