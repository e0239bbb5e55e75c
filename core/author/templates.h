// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace rulewright::author {

/// A rule to begin with.
struct Template {
    enum class Kind : unsigned char { Detection, Correlation, Filter };
    std::string_view name; ///< "Process creation", "Correlation: event count"
    std::string_view fileName; ///< proc_creation_win_new.yml
    Kind kind = Kind::Detection;
    std::string_view logSource; ///< of a detection, as YAML: "category: process_creation\n    product: windows"
    std::string_view field; ///< of a detection: the key of its first test
    std::string_view type; ///< of a correlation
};

/// What is filled in for the author.
struct Filling {
    std::string_view id; ///< a UUID
    std::string_view otherId; ///< of the second document of a correlation
    std::string_view date; ///< 2026-11-28
    std::string_view author; ///< may be empty
    std::string_view technique; ///< T1219.002; may be empty
    std::string_view tactic; ///< command-and-control; may be empty
};

[[nodiscard]] std::span<const Template> templates();

/// The text of a new rule; a correlation's file holds the rule that it counts, too.
[[nodiscard]] std::string templateText(const Template& kind, const Filling& filling);

} // namespace rulewright::author
