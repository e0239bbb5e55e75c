// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/lang/spl/lookup_table.h"
#include "core/lang/spl/macros.h"
#include "core/rule/logsource.h"
#include "core/rule/pipeline.h"
#include "core/text/diagnostic.h"
#include "core/text/embedded_text.h"

#include <optional>

namespace rulewright::lang::spl {

/// What a search needs beside its text: the definitions of its repository.
struct Environment {
    MacroSource macros;
    TableSource tables;
    /// Whether a test of a table's flag gets the cells that it stands for. Without, it only gets their number.
    bool unfoldsTables = true;
};

/// A search of Splunk's language as a pipeline of stages (Splunk, Search Reference): search, where, regex and tstats'
/// where are Filters, eval, rex and their kin name values (Let), stats aggregates, `lookup` is a Lookup, join, append
/// and map are SubPipelines, what chooses or renames columns is a Select. A command that is not read is an
/// OpaqueStage. Macros are replaced first; a place within a macro's text is the place of its call. Ids are not set.
struct SplResult {
    std::optional<rule::Pipeline> pipeline; ///< none after an error
    std::vector<rule::LogSourcePart> macros; ///< that the search calls, each once
    std::optional<rule::LogSourcePart> dataModel; ///< of tstats, from or datamodel: Endpoint.Processes
};

[[nodiscard]] SplResult parse(const EmbeddedText& search, const Environment& environment, Diagnostics& diagnostics);

} // namespace rulewright::lang::spl
