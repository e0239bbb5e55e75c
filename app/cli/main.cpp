// SPDX-License-Identifier: Apache-2.0
#include "app/cli/command_line.h"
#include "app/cli/visible_controls.h"

#include <iostream>

int main(int argc, char** argv)
{
    using namespace rulewright::cli;
    std::ios::sync_with_stdio(false);
    VisibleControls outText(*std::cout.rdbuf());
    VisibleControls errText(*std::cerr.rdbuf());
    std::ostream out(&outText);
    std::ostream err(&errText);
    err.setf(std::ios::unitbuf);
    Output output{out, err};
    const int status = runCommandLine({argv + 1, argv + argc}, output);
    out.flush();
    return status;
}
