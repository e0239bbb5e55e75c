// SPDX-License-Identifier: Apache-2.0
#include "core/teach/scenario.h"

#include <cstddef>
#include <cstdint>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace rulewright;
    const SourceText source("scenario.yml", std::string(reinterpret_cast<const char*>(data), size));
    static_cast<void>(teach::parseScenario(source));
    return 0;
}
