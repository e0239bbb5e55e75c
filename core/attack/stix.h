// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/attack/attack_data.h"

#include <filesystem>
#include <string>

namespace rulewright::attack {

/// Reads ATT&CK's Enterprise bundle in STIX 2.1, as MITRE publishes it: tactics, techniques with their descriptions,
/// and what a revoked one became. `json` is the file's bytes. Errors: no JSON, or no bundle of ATT&CK. Techniques that
/// are deprecated without a successor are left out.
[[nodiscard]] Result<AttackData> readStix(const std::string& json);

/// The same from a file of at most 256 MB.
[[nodiscard]] Result<AttackData> loadStix(const std::filesystem::path& path);

} // namespace rulewright::attack
