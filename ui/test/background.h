// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QFuture>
#include <QObject>
#include <QThreadPool>
#include <QtConcurrentRun>

#include <utility>

namespace rulewright::ui {

/// Runs `work()` on the pool and calls `done(value)` on the context's thread, unless the context is gone by then.
template <class Work, class Done> void runInBackground(QThreadPool* pool, QObject* context, Work work, Done done)
{
    QtConcurrent::run(pool, std::move(work)).then(context, std::move(done));
}

} // namespace rulewright::ui
