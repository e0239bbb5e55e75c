// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/check_files.h"
#include "app/cli/json.h"
#include "app/cli/output.h"

#include <vector>

namespace rulewright::cli {

// `check` as text: one line a finding, `path:line:column: severity: message [code]`, then the sums.
void printCheck(const std::vector<CheckedFile>& files, Output& output);

// `check` as the contract has it.
Json checkJson(const std::vector<CheckedFile>& files);

// `check` as SARIF 2.1.0: one run, columns in UTF-8 bytes are given as byte offsets too.
Json checkSarif(const std::vector<CheckedFile>& files);

} // namespace rulewright::cli
