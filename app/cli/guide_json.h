// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/json.h"
#include "core/corpus/guide.h"

namespace rulewright::cli {

// A guide in the shape of docs/cli.md, without `seconds`.
Json guideJson(const corpus::Guide& guide, const corpus::Profile& profile);

} // namespace rulewright::cli
