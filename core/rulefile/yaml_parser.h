// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/text/diagnostic.h"
#include "core/text/source.h"
#include "core/text/yaml_node.h"

#include <cstddef>
#include <vector>

namespace rulewright::rulefile {

/// Bounds on what a file may hold; alias bombs and deep nesting end here.
struct YamlLimits {
    std::size_t depth = 200;
    std::size_t nodes = 1'000'000; ///< after aliases, over all documents
};

struct YamlStream {
    std::vector<YamlDocument> documents;
    Diagnostics diagnostics;
};

/// Reads YAML text. After a syntax error the document is kept as far as it was read (isPartial), and reading
/// goes on at the next line that begins a document. Text that YAML cannot hold (NUL, invalid UTF-8, control
/// characters) yields diagnostics and no document.
[[nodiscard]] YamlStream parseYaml(const SourceText& source, const YamlLimits& limits = {});

} // namespace rulewright::rulefile
