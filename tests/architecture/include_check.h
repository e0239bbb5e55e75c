// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace rulewright::tests {

// Who may include whom: for each folder, the folders that it names directly. "core/lang/*" stands for every folder of
// core/lang, beside what that folder's own line says.
using IncludeTable = std::map<std::string, std::vector<std::string>, std::less<>>;

// Reads the fenced block that begins with ```includes: a line is a folder and those that it may include.
IncludeTable parseIncludeTable(std::string_view markdown);

struct SourceFile {
    std::string path; // from the project's folder, as in "core/text/span.h"
    std::string text;
};

// One sentence for each include line that the table or the rules of docs/architecture.md forbid:
// a folder includes itself and whatever is reachable from it in the table; quoted includes are paths from the
// project's folder; core and app/cli include no Qt; each costly third-party header has one translation unit.
std::vector<std::string> forbiddenIncludes(const IncludeTable& table, const std::vector<SourceFile>& files);

} // namespace rulewright::tests
