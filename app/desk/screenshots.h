// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/desk/desk.h"

#include <QString>

namespace rulewright::desk {

// Writes named pictures of the window in its states and prints the path of each on a line of standard
// output. Returns the exit status.
int takeScreenshots(const Facts& facts, const SampleEvents& samples, const QString& folder, const QStringList& names = {});

} // namespace rulewright::desk
