// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <cstdint>
#include <stop_token>

namespace rulewright {

/// What a slow function is given: a way to hear that it should stop, and a place to say how far it is.
/// Shared between the thread that works and the one that watches; neither copyable nor movable.
class Task {
public:
    Task() = default;
    explicit Task(std::stop_token token) : m_token(std::move(token)) {}
    Task(const Task &) = delete;
    Task &operator=(const Task &) = delete;

    [[nodiscard]] bool isStopped() const { return m_stopped.load(std::memory_order_relaxed) || m_token.stop_requested(); }
    void stop() { m_stopped.store(true, std::memory_order_relaxed); }

    /// `total` 0 means that the amount of work is not known. The unit is the caller's: bytes, files, events.
    void setTotal(std::uint64_t total) { m_total.store(total, std::memory_order_relaxed); }
    void advance(std::uint64_t amount) { m_done.fetch_add(amount, std::memory_order_relaxed); }
    [[nodiscard]] std::uint64_t total() const { return m_total.load(std::memory_order_relaxed); }
    [[nodiscard]] std::uint64_t done() const { return m_done.load(std::memory_order_relaxed); }

private:
    std::stop_token m_token;
    std::atomic<bool> m_stopped = false;
    std::atomic<std::uint64_t> m_total = 0;
    std::atomic<std::uint64_t> m_done = 0;
};

} // namespace rulewright
