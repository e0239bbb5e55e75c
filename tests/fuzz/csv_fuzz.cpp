// SPDX-License-Identifier: Apache-2.0
// Any bytes as a table.
#include "tests/fuzz/formats_fuzz.h"

#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace rulewright::fuzz;
    const std::string_view text = textOf(data, size);
    readEverything(text);
    readEverything("name,value,other\n" + std::string(text));
    return 0;
}
