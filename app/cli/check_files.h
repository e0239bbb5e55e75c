// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rule/rule.h"
#include "core/rulefile/processing_file.h"
#include "core/text/diagnostic.h"

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace rulewright::cli {

// A rule file as `check` sees it.
struct CheckedFile {
    std::filesystem::path path;
    std::string name; // what results call it: as given, or relative to the folder given
    std::optional<rule::Document> document; // none where it cannot be opened
    Diagnostics diagnostics;
    std::size_t fixed = 0; // findings that were mended in place
    std::string rule; // the id or name of the one rule that is asked about; empty: all of the file

    std::size_t count(Severity severity) const;
};

// The rule files that the paths name, in their order, FILE#ID and FILE#NAME among them; those of a folder by code point
// of their relative path.
std::vector<CheckedFile> checkedFiles(const std::vector<std::string>& paths);

// Reads and checks a file; with `fix` its safe fixes are applied in place first. Returns false where it cannot be
// opened or written: its diagnostics say why. What is said of placeholders heeds `processing`, and fixes do not.
bool check(CheckedFile& file, bool fix, const rulefile::Processing& processing = {});

// Adds what is wrong with references between the files' documents and those below the folders of `ruleFolders`.
void checkReferences(std::vector<CheckedFile>& files, const std::vector<std::string>& ruleFolders);

} // namespace rulewright::cli
