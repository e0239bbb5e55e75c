// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/corpus/vendor.h"

#include <filesystem>
#include <optional>
#include <string_view>

namespace rulewright::corpus {

/// Whose rules a folder holds, by what is written in its files: the vendor of most of the first few hundred that look
/// like rules. Nothing where none does.
[[nodiscard]] std::optional<Vendor> recognisedVendor(const std::filesystem::path& folder);

/// Whose rule a file of this name and text looks like.
[[nodiscard]] std::optional<Vendor> vendorOfFile(std::string_view extension, std::string_view text);

} // namespace rulewright::corpus
