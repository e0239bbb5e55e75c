// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <thread>
#include <vector>

namespace rulewright {

/// Calls work(i) for each i below `count`, by this thread and up to `workers` - 1 others. What work(i) makes must
/// not depend on the order of the calls.
template <class Work> void forEachParallel(std::size_t count, unsigned workers, Work&& work)
{
    std::atomic<std::size_t> next = 0;
    const auto run = [&] {
        for (std::size_t i = next.fetch_add(1); i < count; i = next.fetch_add(1))
            work(i);
    };
    std::vector<std::jthread> threads;
    for (std::size_t i = 1; i < std::min<std::size_t>(workers, count); ++i)
        threads.emplace_back(run);
    run();
}

/// How many threads are worth their while on this machine: at least one, at most eight.
[[nodiscard]] inline unsigned usefulWorkers() { return std::clamp(std::thread::hardware_concurrency(), 1U, 8U); }

} // namespace rulewright
