// SPDX-License-Identifier: Apache-2.0
#include "core/text/source.h"

#include <cstdint>
#include <cstdlib>
#include <string>

// Each offset of a text has one position, and that position leads back to it.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    const rulewright::SourceText source("fuzz", std::string(reinterpret_cast<const char*>(data), size));
    const auto length = static_cast<std::uint32_t>(source.text().size());
    for (std::uint32_t offset = 0; offset <= length; ++offset) {
        const rulewright::Position position = source.position(offset);
        // Between the two bytes of a "\r\n" no position stands: it is clipped to the end of the line.
        const std::uint32_t back = source.offset(position);
        if (back > offset || offset - back > 2 || position.line > source.lineCount())
            std::abort();
    }
    return 0;
}
