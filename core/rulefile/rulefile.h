// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rule/rule.h"
#include "core/text/diagnostic.h"

#include <filesystem>
#include <string>

namespace rulewright::rulefile {

class SplunkContent;

/// Reads the text of a rule file of any supported language, recognised by the source's name (extension) and
/// then by content. The value is there whenever something could be made of the text, despite errors.
/// Bounds: 10 MB of text, depth 200, a million nodes after aliases; beyond them a diagnostic.
/// `splunk`: the macros and tables that a Splunk rule is read with; null for those of the built-in rules alone.
/// `unfoldsTables`: whether a test of a table's flag gets the table's cells, as matching needs them.
[[nodiscard]] Parsed<rule::Document> parse(
    const SourceText& source, const SplunkContent* splunk = nullptr, bool unfoldsTables = true);

/// Reads the text of a rule that stands in this folder: a Splunk rule with the macros and tables of the repository
/// around it. As parse() where the folder's name is empty.
[[nodiscard]] Parsed<rule::Document> parseBeside(const SourceText& source, const std::filesystem::path& folder);

/// Reads a rule file. `name` is what results call it. A file that cannot be opened is an error that names it
/// and the reason; everything else is as parse() says. A Splunk rule is read with the macros and tables of the
/// repository that it stands in.
[[nodiscard]] Parsed<rule::Document> load(const std::filesystem::path& path, std::string name);

/// Whether load() could make sense of a file with this name at all: by its extension.
[[nodiscard]] bool isRuleFileName(std::string_view name);

} // namespace rulewright::rulefile
