// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/text/fold.h"

#include <cstdint>
#include <expected>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace rulewright::match {

struct RegexFlags {
    bool ignoreCase = false;
    bool multiLine = false; ///< ^ and $ at lines
    bool dotAll = false; ///< . fits a newline too
    bool operator==(const RegexFlags&) const = default;
};

/// A regular expression of RE2's syntax: unanchored, in linear time, bounded in memory. Shared, immutable.
class Regex {
public:
    /// The error is RE2's own words.
    [[nodiscard]] static std::expected<Regex, std::string> compile(std::string_view pattern, RegexFlags flags);

    [[nodiscard]] bool matches(std::string_view text) const;
    /// The leftmost match.
    [[nodiscard]] std::optional<ByteRange> find(std::string_view text) const;

    /// Whether it matches where letter case does not count; slow, for explanations.
    [[nodiscard]] bool matchesInAnyCase(std::string_view text) const;

    /// Folded texts of which a match contains some: see mayMatch(). Empty where nothing is required.
    [[nodiscard]] const std::vector<std::string>& requiredTexts() const;
    /// Whether a text can match that contains (after folding) those of requiredTexts() whose bits are set.
    [[nodiscard]] bool mayMatch(std::uint64_t contained) const;

private:
    struct Program;
    explicit Regex(std::shared_ptr<const Program> program);
    std::shared_ptr<const Program> m_program;
};

} // namespace rulewright::match
