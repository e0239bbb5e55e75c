// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/world/desk.h"

namespace rulewright::world {

/// An intrusion from the macro in an invoice to the cleared log, over two working days from `workingDay` (or
/// one, where there is no second): every event is labelled attack with the techniques of its step, and every
/// built-in rule finds at least one. Its events differ between intrusions in names, addresses and times.
void breakIn(Recorder& recorder, Desks& desks, std::size_t workingDay);

} // namespace rulewright::world
