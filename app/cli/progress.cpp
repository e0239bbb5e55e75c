// SPDX-License-Identifier: Apache-2.0
#include "app/cli/progress.h"

#include <chrono>
#include <condition_variable>
#include <cstdio>
#include <format>
#include <mutex>
#include <stop_token>
#include <unistd.h>
#include <utility>

namespace rulewright::cli {

namespace {

constexpr auto interval = std::chrono::milliseconds(200);

void show(std::stop_token token, const Task& task, const std::string& what)
{
    std::mutex mutex;
    std::condition_variable_any wake;
    bool isShown = false;
    std::unique_lock lock(mutex);
    while (!wake.wait_for(lock, token, interval, [&] { return token.stop_requested(); })) {
        if (token.stop_requested())
            break;
        const std::string total = task.total() > 0 ? std::format(" of {}", task.total()) : std::string();
        std::fputs(std::format("\r{} {}{}\x1B[K", what, task.done(), total).c_str(), stderr);
        isShown = true;
    }
    if (isShown)
        std::fputs("\r\x1B[K", stderr);
}

} // namespace

Progress::Progress(const Task& task, std::string what)
{
    if (isatty(STDERR_FILENO) != 0) {
        m_thread = std::jthread(
            [&task, what = std::move(what)](std::stop_token token) { show(std::move(token), task, what); });
    }
}

Progress::~Progress() = default;

} // namespace rulewright::cli
