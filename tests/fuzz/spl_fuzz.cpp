// SPDX-License-Identifier: Apache-2.0
#include "tests/fuzz/rule_fuzz.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    rulewright::fuzz::parseAnything("fuzz.spl", data, size);
    return 0;
}
