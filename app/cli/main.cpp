// SPDX-License-Identifier: Apache-2.0
#include "app/cli/command_line.h"

#include <iostream>

int main(int argc, char** argv)
{
    std::ios::sync_with_stdio(false);
    rulewright::cli::Output output {std::cout, std::cerr};
    const int status = rulewright::cli::runCommandLine({argv + 1, argv + argc}, output);
    std::cout.flush();
    return status;
}
