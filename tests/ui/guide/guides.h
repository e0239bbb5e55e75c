// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/corpus/guide.h"

#include <string>

namespace rulewright::tests {

// A guide made by hand: three rules, two events, two fields, `indicators` indicators, two exclusions that
// hold only together and one that stands alone, one nested negation.
corpus::Guide smallGuide(int indicators = 9);

corpus::GuideRow guideRow(
    std::string field, rule::Op op, std::string value, corpus::RuleIds rules, std::uint32_t reach);

} // namespace rulewright::tests
