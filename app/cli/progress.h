// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/text/task.h"

#include <string>
#include <thread>

namespace rulewright::cli {

// Shows on a terminal's standard error how far a task is, while this lives; nothing where there is no terminal.
class Progress {
public:
    Progress(const Task& task, std::string what);
    ~Progress();
    Progress(const Progress&) = delete;
    Progress& operator=(const Progress&) = delete;

private:
    std::jthread m_thread;
};

} // namespace rulewright::cli
