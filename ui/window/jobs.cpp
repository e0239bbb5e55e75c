// SPDX-License-Identifier: Apache-2.0
#include "ui/window/jobs.h"

#include <algorithm>

namespace rulewright::ui {

namespace {
constexpr int stepMilliseconds = 100;
constexpr qint64 firstGuessMilliseconds = 1500; // earlier guesses of the time left jump about
} // namespace

Jobs::Jobs(QObject* parent)
    : QObject(parent)
{
    // The interactive lane keeps a core.
    m_pool.setMaxThreadCount(std::max(1, QThread::idealThreadCount() - 1));
    m_timer.setInterval(stepMilliseconds);
    connect(&m_timer, &QTimer::timeout, this, [this] { tick(); });
}

Jobs::~Jobs()
{
    for (const Running& running : m_running)
        running.task->stop();
    m_pool.waitForDone();
}

void Jobs::cancel()
{
    if (m_running.empty())
        return;
    m_running.front().task->stop();
    tick();
}

std::shared_ptr<Task> Jobs::begin(const QString& title)
{
    auto task = std::make_shared<Task>();
    m_running.push_back({title, task, {}});
    m_running.back().since.start();
    m_timer.start();
    return task;
}

void Jobs::end(const std::shared_ptr<Task>& task)
{
    std::erase_if(m_running, [&](const Running& running) { return running.task == task; });
    if (!m_running.empty())
        return;
    m_timer.stop();
    emit idle();
}

void Jobs::tick()
{
    if (m_running.empty())
        return;
    const Running& running = m_running.front();
    const qint64 elapsed = running.since.elapsed();
    if (elapsed < patienceMilliseconds)
        return;
    JobState state;
    state.title = running.title;
    state.isStopping = running.task->isStopped();
    const auto total = running.task->total();
    state.share = total == 0 ? -1.0 : std::min(1.0, double(running.task->done()) / double(total));
    if (state.share > 0.02 && elapsed >= firstGuessMilliseconds)
        state.secondsLeft = qint64(double(elapsed) * (1.0 - state.share) / state.share / 1000.0 + 0.5);
    emit stateChanged(state);
}

} // namespace rulewright::ui
