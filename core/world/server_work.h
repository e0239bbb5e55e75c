// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/world/place.h"

namespace rulewright::world {

// What machines do by themselves and administrators do with them: a few benign events each.

void scanProcesses(Place& at); ///< Defender and WMI look at processes, the system's among them
void keepHouse(Place& at); ///< keys of the registry, pipes, loaded libraries
void mistypePassword(Place& at); ///< Security 4625, then a logon
void elevate(Place& at); ///< a privileged logon: 4624 and 4672
void useOtherAccount(Place& at); ///< Security 4648
void scriptByHelpDesk(Place& at); ///< PowerShell 4103 and 4104, some of it encoded
void backUp(Place& at); ///< on a server: the agent reads everything, LSASS included
void serveFiles(Place& at); ///< on a server: logons over the network, pipes, files
void installByHelpDesk(Place& at); ///< System 7045 and Security 4697
void welcomeColleague(Place& at); ///< on the domain controller: Security 4720

} // namespace rulewright::world
