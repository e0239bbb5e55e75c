// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdlib>
#include <ctime>
#include <filesystem>

namespace rulewright::bench {

// Seconds of this thread: what else happens on the machine counts as little as it can.
inline double threadSeconds()
{
    timespec time{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_nsec) / 1e9;
}

double secondsOf(auto&& work)
{
    const double begin = threadSeconds();
    work();
    return threadSeconds() - begin;
}

// The shared folder of rules and events; a path that does not exist where there is none.
inline std::filesystem::path sharedFolder()
{
    const char* named = std::getenv("RULEWRIGHT_SHARED");
    return named != nullptr && *named != '\0' ? std::filesystem::path(named)
                                              : std::filesystem::path(RULEWRIGHT_SOURCE "/../shared");
}

} // namespace rulewright::bench
