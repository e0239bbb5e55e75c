// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QCoreApplication>
#include <QFuture>
#include <QObject>
#include <QThreadPool>
#include <QtConcurrentRun>

#include <memory>
#include <utility>

namespace rulewright::ui {

/// Runs `work()` on the pool and calls `done(value)` on the context's thread, unless the context is gone by then.
template <class Work, class Done> void runInBackground(QThreadPool* pool, QObject* context, Work work, Done done)
{
    QtConcurrent::run(pool, std::move(work)).then(context, std::move(done));
}

/// A shared value that a thread frees: that of a million events takes longer than a window may stand.
template <class T> std::shared_ptr<const T> releasedInBackground(T value)
{
    return {new T(std::move(value)), [](const T* released) {
                const auto release = [released] { delete released; };
                if (QCoreApplication::instance() != nullptr)
                    QThreadPool::globalInstance()->start(release);
                else
                    release();
            }};
}

} // namespace rulewright::ui
