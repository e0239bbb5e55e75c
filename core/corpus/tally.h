// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/corpus/profile.h"

#include <algorithm>
#include <cstdint>
#include <vector>

namespace rulewright::corpus {

/// How often each of a few texts was used, by rule: a rule counts once for each text.
class Tally {
public:
    void add(TextId text, RuleId rule)
    {
        const auto known = std::ranges::find(m_entries, text, &Entry::text);
        if (known == m_entries.end())
            m_entries.push_back({text, rule, 1});
        else if (known->last != rule) {
            known->last = rule;
            ++known->rules;
        }
    }

    /// The text of most rules; ties: the smallest by code point.
    [[nodiscard]] TextId most(const Profile& profile) const
    {
        TextId best = TextId::None;
        std::uint32_t rules = 0;
        for (const Entry& entry : m_entries) {
            if (entry.rules > rules || (entry.rules == rules && profile.text(entry.text) < profile.text(best))) {
                best = entry.text;
                rules = entry.rules;
            }
        }
        return best;
    }

    /// All texts, by number of rules descending, then by text.
    [[nodiscard]] std::vector<NamedCount> counts(const Profile& profile) const
    {
        std::vector<NamedCount> counts;
        for (const Entry& entry : m_entries)
            counts.push_back({std::string(profile.text(entry.text)), entry.rules});
        std::ranges::sort(counts, [](const NamedCount& a, const NamedCount& b) {
            return a.rules != b.rules ? a.rules > b.rules : a.name < b.name;
        });
        return counts;
    }

private:
    struct Entry {
        TextId text = TextId::None;
        RuleId last = RuleId::None;
        std::uint32_t rules = 0;
    };

    std::vector<Entry> m_entries;
};

} // namespace rulewright::corpus
