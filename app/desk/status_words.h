// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/advise/status_figures.h"
#include "ui/window/status_line.h"

#include <optional>

namespace rulewright::desk {

// What the status line has to speak about.
struct StatusFacts {
    bool hasRule = false;
    quint64 loadedEvents = 0;
    bool isLoading = false;
    int errors = 0; // in the text: it is not tested
    QString cannotMatch; // the rule can be read but not matched
    std::optional<advise::StatusFigures> figures; // of the last good result
    QString exclusion; // "3 after exclusion 1", of the benign hits
};

// The sentence at the left of the status line: hits, true positives kept, price in benign events.
std::vector<ui::StatusPart> statusParts(const StatusFacts& facts);

} // namespace rulewright::desk
