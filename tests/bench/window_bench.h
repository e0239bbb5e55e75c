// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/desk/desk.h"

#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>

#include <functional>
#include <string>
#include <vector>

namespace rulewright::bench {

// Notes each turn of the event loop.
class Pulse {
public:
    Pulse();

    void begin();
    // Ends the stretch since the last turn, too.
    void turn();

    // In milliseconds, since begin().
    double longest() const { return double(m_longest) / 1e6; }

private:
    QElapsedTimer m_clock;
    QTimer m_timer;
    qint64 m_last = 0;
    qint64 m_longest = 0;
};

// Lets the event loop turn.
void waitFor(int milliseconds);

// Runs actions on the desk from inside its event loop, and says for each the longest time that the loop did not turn.
class WindowBench {
public:
    static constexpr double wantedMilliseconds = 50;

    using Step = std::function<void()>;

    explicit WindowBench(desk::Desk& desk);

    // Measures the step so many times, each until nothing is left to do; before each one `prepare` runs unmeasured.
    void run(const std::string& name, const Step& step, int tries = 3, const Step& prepare = {});
    // One key after another, as fast as a quick typist.
    void type(const std::string& name, QWidget& widget, const QString& text, const Step& prepare = {});
    // Waits until nothing runs.
    void settle();

    // "31 of 33 actions …"
    void summary() const;

private:
    double measure(const Step& step);

    desk::Desk& m_desk;
    Pulse m_pulse;
    std::vector<double> m_medians;
    double m_worst = 0;
};

// Presses keys of the widget as a person does: press and release, each through the application.
void press(QWidget& widget, int key, Qt::KeyboardModifiers modifiers = Qt::NoModifier, const QString& text = {});

} // namespace rulewright::bench
