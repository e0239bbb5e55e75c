// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/event_set.h"
#include "core/export/line_diff.h"
#include "core/export/repository_place.h"
#include "core/git/repository.h"
#include "core/rule/rule.h"

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace rulewright::exporting {

/// An event that is stored with the rule, which must match it.
struct TestEvent {
    const events::EventSet* events = nullptr;
    events::EventId event{};
};

struct ExportRequest {
    std::filesystem::path repository;
    std::string bytes; ///< of the rule's file
    const rule::Rule* rule = nullptr; ///< what it was parsed to
    std::size_t rulesInFile = 1;
    std::string ownName; ///< of the rule's file
    std::string date; ///< today: 2026-11-28
    std::optional<std::string> branch; ///< else rule/NAME
    std::optional<std::string> folder; ///< in place of the proposed one
    std::optional<std::string> fileName;
    std::optional<std::string> message;
    std::vector<TestEvent> tests;
};

/// A file as it will be written.
struct PlannedFile {
    git::File file;
    bool isNew = true;
    std::vector<DiffLine> diff;
};

/// What an export will do.
struct ExportPlan {
    std::filesystem::path repository;
    std::string base; ///< the commit that it follows; empty before the first
    std::string branch;
    bool isNewBranch = true;
    RepositoryPlace place;
    std::string message;
    std::vector<PlannedFile> files; ///< the rule first
};

/// Plans the export: a rule whose id is in the repository already keeps its file; else it goes where SigmaHQ's
/// convention wants it, under another name where that is taken. Events go to the regression folder, one file each
/// with info.yml, and the rule names it. Errors are one sentence.
[[nodiscard]] git::Outcome<ExportPlan> planExport(const ExportRequest& request);

/// Commits what was planned; see git::commit.
[[nodiscard]] git::Outcome<git::Commit> commitExport(const ExportPlan& plan);

} // namespace rulewright::exporting
