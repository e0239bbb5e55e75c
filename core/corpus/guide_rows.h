// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/corpus/profile.h"
#include "core/corpus/tally.h"

#include <span>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace rulewright::corpus {

/// The lists of a guide that are made of leaves, over the rules of one technique. Each function gives a complete
/// list in its order (corpora.md, section 6). Keeps references to the profile and the rules.
class GuideRows {
public:
    GuideRows(const Profile& profile, std::span<const RuleId> rules);

    [[nodiscard]] std::vector<GuideRow> indicators() const { return rows(Role::Filter); }

    [[nodiscard]] std::vector<GuideRow> exclusions() const { return rows(Role::Exclusion); }

    [[nodiscard]] std::vector<GuideRow> nestedNegations() const { return rows(Role::NestedNegation); }

    [[nodiscard]] std::vector<GuideField> fields() const;
    [[nodiscard]] std::vector<JointExclusion> jointExclusions() const;
    [[nodiscard]] std::vector<DerivedRow> derived() const;

private:
    struct Row {
        KeyId key = KeyId::None;
        RuleIds rules;
        Tally values;
    };

    [[nodiscard]] std::vector<Row> tallied(Role role) const;
    [[nodiscard]] std::vector<GuideRow> rows(Role role) const;
    [[nodiscard]] RowKey rowKey(KeyId key, TextId value) const;
    [[nodiscard]] std::string_view textOr(TextId text) const; ///< empty for None

    const Profile& m_profile;
    std::span<const RuleId> m_rules;
    std::unordered_map<TextId, TextId> m_fieldSpelling; ///< folded → as most rules of the guide spell it
};

} // namespace rulewright::corpus
