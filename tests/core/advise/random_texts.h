// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/corpus/guide.h"
#include "core/events/event_set.h"

#include <random>
#include <string>

namespace rulewright::tests {

// Sigma rules as texts, rows of a guide and labelled events over a small alphabet, so that rows often change what a
// rule matches. The same for the same seed.
class RandomTexts {
public:
    explicit RandomTexts(std::uint32_t seed)
        : m_random(seed)
    {
    }

    std::string rule();
    corpus::RowKey row();
    std::uint32_t caret(const std::string& text);
    events::EventSet events(std::uint32_t count);

    std::uint32_t below(std::uint32_t limit) { return static_cast<std::uint32_t>(m_random() % limit); }

    bool chance(std::uint32_t percent) { return below(100) < percent; }

private:
    std::string selection(const std::string& name);
    std::string map(const std::string& first, const std::string& indent);
    std::string test(const std::string& indent, std::string& usedKeys);
    std::string condition(std::uint32_t selections, int depth);
    std::string value();

    std::mt19937 m_random;
};

} // namespace rulewright::tests
