// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/cli/command_line.h"

#include <span>
#include <string_view>

// To add a command: write command_NAME.cpp with one `declare` function, name it here, and add its row to the table in
// commands.cpp and its file to CMakeLists.txt.
namespace rulewright::cli {

// A command: its name, one line for --help, and the function that declares its arguments and returns what it does.
struct Command {
    std::string_view name;
    std::string_view summary;
    Run (*declare)(Syntax&);
};

// Every command that is built, in the order of --help.
std::span<const Command> commands();

Run declareCheck(Syntax& syntax);
Run declareCorpus(Syntax& syntax);
Run declareCoverage(Syntax& syntax);
Run declareDiagnostics(Syntax& syntax);
Run declareEvents(Syntax& syntax);
Run declareExplain(Syntax& syntax);
Run declareExport(Syntax& syntax);
Run declareFields(Syntax& syntax);
Run declareGenerate(Syntax& syntax);
Run declareGuide(Syntax& syntax);
Run declareLanguages(Syntax& syntax);
Run declareMatch(Syntax& syntax);
Run declarePlay(Syntax& syntax);
Run declareNearMisses(Syntax& syntax);
Run declareRegress(Syntax& syntax);
Run declareScan(Syntax& syntax);
Run declareSearch(Syntax& syntax);
Run declareSuggest(Syntax& syntax);
Run declareVersion(Syntax& syntax);

} // namespace rulewright::cli
