// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/world/desk.h"

namespace rulewright::world {

/// One piece of ordinary work (a document, some pages, mail, an update, a console …) on some machine at some
/// time, chosen by the recorder's numbers: a few benign events.
void doSomeWork(Recorder& recorder, Desks& desks);

/// The user's Outlook, opened when it is first asked for.
[[nodiscard]] const Process& openMail(Recorder& recorder, Desk& desk);

/// What happens once in any world: a vendor's support session at the reception, with AnyDesk from the
/// downloads folder, and the help desk's round with TeamViewer. Benign, and near to what the rules look for.
void doSupportWork(Recorder& recorder, Desks& desks);

} // namespace rulewright::world
