// SPDX-License-Identifier: Apache-2.0
// Any bytes as a Windows event's XML.
#include "tests/fuzz/formats_fuzz.h"

#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace rulewright::fuzz;
    const std::string_view text = textOf(data, size);
    readEverything(text);
    readEverything("<Event><System><EventID>1</EventID>" + std::string(text) + "</System></Event>");
    return 0;
}
