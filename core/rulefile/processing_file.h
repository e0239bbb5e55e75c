// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/lang/sigma/processing.h"

#include <filesystem>

namespace rulewright::rulefile {

/// How rules are to be read: what the options --pipeline and --values give.
struct Processing {
    std::vector<lang::sigma::ProcessingPipeline> pipelines;
    lang::sigma::PlaceholderValues values;

    [[nodiscard]] bool isEmpty() const { return pipelines.empty() && values.empty(); }
};

/// Reads a processing pipeline (YAML, as pySigma has them); a file that cannot be opened is an error.
[[nodiscard]] Parsed<lang::sigma::ProcessingPipeline> loadPipeline(const std::filesystem::path& path);
[[nodiscard]] Parsed<lang::sigma::ProcessingPipeline> parsePipeline(const SourceText& source);

/// Reads a file of values for placeholders: a YAML map of names with a value or a list each.
[[nodiscard]] Parsed<lang::sigma::PlaceholderValues> loadValues(const std::filesystem::path& path);
[[nodiscard]] Parsed<lang::sigma::PlaceholderValues> parsePlaceholderValues(const SourceText& source);

/// Applies pipelines and values to a document that was read, and takes back the warnings of placeholders that have
/// values now; failures that a pipeline asks for are added.
void process(Parsed<rule::Document>& parsed, const Processing& processing);

} // namespace rulewright::rulefile
