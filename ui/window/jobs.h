// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/text/task.h"

#include <QElapsedTimer>
#include <QFuture>
#include <QObject>
#include <QPointer>
#include <QThreadPool>
#include <QTimer>
#include <QtConcurrentRun>

#include <functional>
#include <memory>
#include <vector>

namespace rulewright::ui {

// What the job bar shows of the running job.
struct JobState {
    QString title; // "Reading benign events"
    double share = 0; // 0 to 1; below 0 where the amount of work is not known
    qint64 secondsLeft = -1; // below 0 where it is not known yet
    bool isStopping = false;
};

// Runs slow work on a pool and delivers its value on the GUI thread. Work takes and returns values; it
// hears through its Task that it should stop.
class Jobs : public QObject {
    Q_OBJECT
public:
    // A job that runs shorter is never shown.
    static constexpr int patienceMilliseconds = 400;

    explicit Jobs(QObject* parent = nullptr);
    ~Jobs() override;

    // `done` is called with the value unless `context` is gone. A cancelled job delivers what it has.
    template <class Value>
    void run(QObject* context, const QString& title, std::function<Value(Task&)> work, std::function<void(Value)> done)
    {
        auto task = begin(title);
        QFuture<Value> future = QtConcurrent::run(&m_pool, [task, work = std::move(work)] { return work(*task); });
        future.then(this, [this, task, context = QPointer<QObject>(context), done = std::move(done)](Value value) {
            end(task);
            if (context)
                done(std::move(value));
        });
    }

    bool isRunning() const { return !m_running.empty(); }

    // Asks the oldest running job to stop.
    void cancel();

signals:
    // While a job runs longer than the patience; again with each step it makes.
    void stateChanged(const rulewright::ui::JobState& state);
    void idle();

private:
    struct Running {
        QString title;
        std::shared_ptr<Task> task;
        QElapsedTimer since;
    };

    std::shared_ptr<Task> begin(const QString& title);
    void end(const std::shared_ptr<Task>& task);
    void tick();

    QThreadPool m_pool;
    QTimer m_timer;
    std::vector<Running> m_running;
};

} // namespace rulewright::ui
