// SPDX-License-Identifier: Apache-2.0
// Any bytes as lines of syslog, CEF, LEEF, audit records and pairs.
#include "tests/fuzz/formats_fuzz.h"

#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size)
{
    using namespace rulewright::fuzz;
    const std::string_view text = textOf(data, size);
    readEverything(text);
    for (const std::string_view head : {"<34>1 2026-03-01T08:00:00Z host app 1 id ", "<34>Mar  1 08:00:00 host app: ", "CEF:0|V|P|1|",
             "LEEF:2.0|V|P|1|4|^|", "type=EXECVE msg=audit(1.0:1): ", "level=info ", "{\"result\":{\"_raw\":\"\"}}\n"})
        readEverything(std::string(head) + std::string(text));
    return 0;
}
