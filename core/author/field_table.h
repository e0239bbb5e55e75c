// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/text/diagnostic.h"

#include <string>
#include <string_view>
#include <vector>

namespace rulewright::author {

/// A field that authors know: where it is found and what it means.
struct KnownField {
    std::string name;
    std::vector<std::string> logSources; ///< "windows/process_creation", "windows/security"
    std::string meaning; ///< one sentence
    bool operator==(const KnownField&) const = default;
};

/// The table that the product carries (resources/author/fields.csv); a test reads it.
[[nodiscard]] Result<std::vector<KnownField>> knownFields();

/// Whether the field belongs to a log source; with an empty product any product will do. A log source without
/// category and service has every field of its product.
[[nodiscard]] bool isOf(
    const KnownField& field, std::string_view product, std::string_view category, std::string_view service);

} // namespace rulewright::author
