// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/window_bench.h"

#include <QApplication>
#include <QEventLoop>
#include <QKeyEvent>

#include <algorithm>
#include <cstdio>

namespace rulewright::bench {

namespace {

constexpr qint64 patienceMilliseconds = 60'000;
constexpr int typistMilliseconds = 30;

double median(std::vector<double> values)
{
    std::ranges::sort(values);
    return values[values.size() / 2];
}

} // namespace

Pulse::Pulse()
{
    m_clock.start();
    m_timer.setTimerType(Qt::PreciseTimer);
    m_timer.setInterval(1);
    QObject::connect(&m_timer, &QTimer::timeout, &m_timer, [this] { turn(); });
    m_timer.start();
}

void Pulse::begin()
{
    m_longest = 0;
    m_last = m_clock.nsecsElapsed();
}

void Pulse::turn()
{
    const qint64 now = m_clock.nsecsElapsed();
    m_longest = std::max(m_longest, now - m_last);
    m_last = now;
}

void waitFor(int milliseconds)
{
    QEventLoop loop;
    QTimer::singleShot(milliseconds, &loop, &QEventLoop::quit);
    loop.exec();
}

void press(QWidget& widget, int key, Qt::KeyboardModifiers modifiers, const QString& text)
{
    for (const QEvent::Type kind : {QEvent::KeyPress, QEvent::KeyRelease}) {
        QKeyEvent event(kind, key, modifiers, text);
        QApplication::sendEvent(&widget, &event);
    }
}

WindowBench::WindowBench(desk::Desk& desk)
    : m_desk(desk)
{
    std::printf("%-58s %10s %10s %12s\n", "longest time that the window stood, in ms", "median", "worst", "until done");
}

void WindowBench::settle()
{
    QElapsedTimer since;
    since.start();
    int quiet = 0;
    while (quiet < 3 && since.elapsed() < patienceMilliseconds) {
        waitFor(20);
        quiet = m_desk.isSettled() && !m_desk.session().isRunning() ? quiet + 1 : 0;
    }
}

// Returns how long it took until nothing was left to do, in milliseconds.
double WindowBench::measure(const Step& step)
{
    QElapsedTimer since;
    since.start();
    m_pulse.begin();
    QEventLoop loop;
    QTimer::singleShot(0, &loop, [&] {
        step();
        loop.quit();
    });
    loop.exec();
    settle();
    const double done = double(since.nsecsElapsed()) / 1e6 - 60; // settle() looks three times
    m_pulse.turn();
    return done;
}

void WindowBench::run(const std::string& name, const Step& step, int tries, const Step& prepare)
{
    std::vector<double> longest;
    std::vector<double> done;
    for (int i = 0; i < tries; ++i) {
        if (prepare) {
            prepare();
            settle();
        }
        done.push_back(measure(step));
        longest.push_back(m_pulse.longest());
    }
    const double worst = std::ranges::max(longest);
    m_medians.push_back(median(longest));
    m_worst = std::max(m_worst, worst);
    std::printf("%-58s %10.1f %10.1f %12.0f%s\n", name.c_str(), m_medians.back(), worst, median(done),
        m_medians.back() > wantedMilliseconds ? "   over 50 ms" : "");
    std::fflush(stdout);
}

void WindowBench::type(const std::string& name, QWidget& widget, const QString& text, const Step& prepare)
{
    double longestKey = 0;
    run(
        name,
        [&] {
            for (const QChar c : text) {
                QElapsedTimer key;
                key.start();
                const int code = c == u'\b' ? Qt::Key_Backspace : c == u'\n' ? int(Qt::Key_Return) : 0;
                press(widget, code, Qt::NoModifier, code != 0 ? QString() : QString(c));
                longestKey = std::max(longestKey, double(key.nsecsElapsed()) / 1e6);
                waitFor(typistMilliseconds);
            }
        },
        2, prepare);
    std::printf("%-58s %10s %10.1f\n", "  the longest key alone", "", longestKey);
}

void WindowBench::summary() const
{
    const auto within = std::ranges::count_if(m_medians, [](double value) { return value <= wantedMilliseconds; });
    std::printf("\n%zd of %zu actions within %.0f ms in the median of their tries; the worst single try: %.1f ms.\n",
        within, m_medians.size(), wantedMilliseconds, m_worst);
}

} // namespace rulewright::bench
