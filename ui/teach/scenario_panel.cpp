// SPDX-License-Identifier: Apache-2.0
#include "ui/teach/scenario_panel.h"

#include "ui/window/link_button.h"
#include "ui/window/marks.h"
#include "ui/window/theme.h"
#include "ui/window/themed_label.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QPushButton>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

namespace rulewright::ui {

namespace {

QString text(const std::string& utf8) { return QString::fromStdString(utf8); }

ThemedLabel* label(const QString& words, const Theme& theme, Type type, QColor Theme::* colour, QWidget* parent)
{
    auto* made = new ThemedLabel(theme, type, colour, parent);
    made->setText(words);
    made->setWordWrap(true);
    return made;
}

/// One bar a step: done, the one in front, still to come.
class Progress : public QWidget {
public:
    Progress(int steps, int step, const Theme& theme, QWidget* parent)
        : QWidget(parent)
        , m_steps(steps)
        , m_step(step)
        , m_theme(theme)
    {
        setFixedHeight(4);
        setAccessibleName(ScenarioPanel::tr("Step %1 of %2").arg(step + 1).arg(steps));
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        const int gap = 8;
        const int each = std::max(1, (width() - gap * (m_steps - 1)) / std::max(1, m_steps));
        for (int i = 0; i < m_steps; ++i)
            painter.fillRect(QRect(i * (each + gap), 0, each, 4), i <= m_step ? m_theme.accent : m_theme.line);
    }

private:
    int m_steps;
    int m_step;
    const Theme& m_theme;
};

/// A box that only the engine ticks: it takes no focus and no click.
class GoalBox : public QWidget {
public:
    GoalBox(const Theme& theme, QWidget* parent)
        : QWidget(parent)
        , m_theme(theme)
    {
        setFixedSize(theme.width(18), theme.width(18));
    }

    void setMet(bool isMet)
    {
        m_isMet = isMet;
        update();
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        painter.setRenderHint(QPainter::Antialiasing);
        const QRectF box = QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5);
        painter.setPen(m_isMet ? m_theme.accent : m_theme.control);
        painter.setBrush(m_isMet ? m_theme.accent : m_theme.base);
        painter.drawRoundedRect(box, 3, 3);
        if (m_isMet)
            paintMark(painter, Mark::Check, QRectF(rect()).adjusted(2, 2, -2, -2), m_theme.onAccent);
    }

private:
    const Theme& m_theme;
    bool m_isMet = false;
};

/// Stands before a hint.
class Bulb : public QWidget {
public:
    Bulb(const Theme& theme, QWidget* parent)
        : QWidget(parent)
        , m_theme(theme)
    {
        setFixedSize(theme.width(16), theme.width(16));
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        paintMark(painter, Mark::Hint, rect(), m_theme.text2);
    }

private:
    const Theme& m_theme;
};

QFrame* hairline(const Theme& theme, QWidget* parent)
{
    auto* line = new QFrame(parent);
    line->setFixedHeight(1);
    line->setAutoFillBackground(true);
    QPalette palette = line->palette();
    palette.setColor(QPalette::Window, theme.line);
    line->setPalette(palette);
    return line;
}

} // namespace

struct ScenarioPanel::GoalRow : public QWidget {
    GoalRow(const QString& words, const Theme& theme, QWidget* parent)
        : QWidget(parent)
        , box(new GoalBox(theme, this))
        , done(label(words, theme, Type::Body, &Theme::text, this))
        , open(label(words, theme, Type::BodyStrong, &Theme::text, this))
        , measure(label(QString(), theme, Type::Caption, &Theme::text2, this))
    {
        auto* row = new QHBoxLayout(this);
        row->setContentsMargins(0, 6, 0, 6);
        row->setSpacing(10);
        row->addWidget(box, 0, Qt::AlignTop);
        auto* column = new QVBoxLayout;
        column->setSpacing(1);
        column->addWidget(done);
        column->addWidget(open);
        column->addWidget(measure);
        row->addLayout(column, 1);
    }

    void setState(const teach::GoalState& state)
    {
        box->setMet(state.isMet);
        done->setVisible(state.isMet);
        open->setVisible(!state.isMet);
        measure->setText(text(state.measure));
        setAccessibleName(QStringLiteral("%1: %2, %3")
                .arg(done->text(), state.isMet ? ScenarioPanel::tr("met") : ScenarioPanel::tr("open"),
                    text(state.measure)));
    }

    GoalBox* box;
    ThemedLabel* done;
    ThemedLabel* open;
    ThemedLabel* measure;
};

ScenarioPanel::ScenarioPanel(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_scroll(new QScrollArea(this))
    , m_toGo(new ThemedLabel(theme, Type::Body, &Theme::text2, this))
    , m_back(new QPushButton(tr("&Back"), this))
    , m_next(new QPushButton(tr("&Next"), this))
{
    setAccessibleName(tr("Scenario"));
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    m_back->setToolTip(QStringLiteral("Alt+Left"));
    m_next->setToolTip(QStringLiteral("Alt+Right"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    m_scroll->setFrameShape(QFrame::NoFrame);
    m_scroll->setWidgetResizable(true);
    m_scroll->setAccessibleName(tr("Step"));
    column->addWidget(m_scroll, 1);
    column->addWidget(hairline(theme, this));
    auto* row = new QHBoxLayout;
    row->setContentsMargins(16, 10, 16, 10);
    m_back->setShortcut(QKeySequence(QStringLiteral("Alt+Left")));
    m_next->setShortcut(QKeySequence(QStringLiteral("Alt+Right")));
    row->setSpacing(12);
    row->addWidget(m_back);
    row->addWidget(m_toGo, 1, Qt::AlignVCenter);
    row->addWidget(m_next);
    column->addLayout(row);
    connect(m_back, &QPushButton::clicked, this, &ScenarioPanel::back);
    connect(m_next, &QPushButton::clicked, this, &ScenarioPanel::next);
    setFocusProxy(m_scroll);
}

const teach::Step& ScenarioPanel::current() const { return m_scenario->steps[std::size_t(m_step)]; }

void ScenarioPanel::setScenario(std::shared_ptr<const teach::Scenario> scenario, const QString& loaded)
{
    m_scenario = std::move(scenario);
    m_loaded = loaded;
    m_step = 0;
    m_hints = 0;
    m_states.clear();
    rebuild();
    emit stepChanged(m_step);
}

void ScenarioPanel::rebuild()
{
    auto* page = new QWidget;
    m_rows.clear();
    auto* column = new QVBoxLayout(page);
    column->setContentsMargins(16, 14, 16, 14);
    column->setSpacing(6);
    const teach::Step& step = current();
    const int steps = int(m_scenario->steps.size());
    column->addWidget(label(text(m_scenario->title), m_theme, Type::Caption, &Theme::text2, page));
    column->addWidget(label(text(step.title), m_theme, Type::PageTitle, &Theme::text, page));
    column->addWidget(new Progress(steps, m_step, m_theme, page));
    auto* places = new QHBoxLayout;
    places->addWidget(
        label(tr("Step %1 of %2").arg(m_step + 1).arg(steps), m_theme, Type::CaptionStrong, &Theme::text, page));
    m_counted = label(QString(), m_theme, Type::Caption, &Theme::text2, page);
    m_counted->setAlignment(Qt::AlignRight);
    places->addWidget(m_counted);
    column->addLayout(places);
    for (const std::string& paragraph : step.prose)
        column->addWidget(label(text(paragraph), m_theme, Type::Prose, &Theme::text, page));
    column->addSpacing(4);
    column->addWidget(hairline(m_theme, page));
    auto* goals = new QHBoxLayout;
    goals->addWidget(label(tr("Goals"), m_theme, Type::BodyStrong, &Theme::text, page));
    auto* ticked = label(tr("ticked by the engine at each key"), m_theme, Type::Caption, &Theme::text2, page);
    ticked->setAlignment(Qt::AlignRight);
    goals->addWidget(ticked);
    column->addLayout(goals);
    for (const teach::Goal& goal : step.goals) {
        m_rows.push_back(new GoalRow(text(goal.text), m_theme, page));
        column->addWidget(m_rows.back());
    }
    if (!step.hints.empty()) {
        column->addWidget(hairline(m_theme, page));
        auto* hints = new QHBoxLayout;
        hints->addWidget(label(tr("Hints"), m_theme, Type::BodyStrong, &Theme::text, page));
        auto* shown = label(
            tr("%1 of %2 shown").arg(m_hints).arg(step.hints.size()), m_theme, Type::Caption, &Theme::text2, page);
        shown->setAlignment(Qt::AlignRight);
        hints->addWidget(shown);
        column->addLayout(hints);
        for (int i = 0; i < m_hints; ++i) {
            auto* hint = new QHBoxLayout;
            hint->setSpacing(10);
            hint->addWidget(new Bulb(m_theme, page), 0, Qt::AlignTop);
            hint->addWidget(label(text(step.hints[std::size_t(i)]), m_theme, Type::Body, &Theme::text, page), 1);
            column->addLayout(hint);
        }
        if (m_hints < int(step.hints.size())) {
            auto* more = new LinkButton(tr("Show the next hint"), QString(), true, m_theme, page);
            more->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
            connect(more, &QAbstractButton::clicked, this, &ScenarioPanel::showHint, Qt::QueuedConnection);
            column->addWidget(more);
        }
    }
    column->addWidget(hairline(m_theme, page));
    column->addWidget(label(tr("Loaded for this step"), m_theme, Type::BodyStrong, &Theme::text, page));
    column->addWidget(label(m_loaded, m_theme, Type::Body, &Theme::text2, page));
    column->addStretch(1);
    page->setBackgroundRole(QPalette::Base);
    page->setAutoFillBackground(true);
    m_scroll->setWidget(page);
    m_back->setEnabled(m_step > 0);
    m_next->setText(m_step + 1 == steps ? tr("&Finish") : tr("&Next"));
    m_next->setShortcut(QKeySequence(QStringLiteral("Alt+Right")));
    updateGoals();
}

int ScenarioPanel::goalsMet() const { return int(std::ranges::count_if(m_states, &teach::GoalState::isMet)); }

bool ScenarioPanel::isMet() const
{
    return m_scenario && m_states.size() == current().goals.size() && goalsMet() == int(m_states.size());
}

void ScenarioPanel::setGoals(std::vector<teach::GoalState> states)
{
    if (m_states == states)
        return;
    m_states = std::move(states);
    updateGoals();
}

void ScenarioPanel::updateGoals()
{
    for (std::size_t i = 0; i < m_rows.size(); ++i)
        m_rows[i]->setState(i < m_states.size() ? m_states[i] : teach::GoalState{});
    const int whole = int(m_rows.size());
    const int toGo = whole - goalsMet();
    m_counted->setText(tr("%1 of %2 goals met").arg(goalsMet()).arg(whole));
    m_next->setEnabled(isMet());
    m_toGo->setText(toGo == 0 ? QString() : toGo == 1 ? tr("1 goal to go") : tr("%1 goals to go").arg(toGo));
}

void ScenarioPanel::next()
{
    if (!isMet())
        return;
    if (m_step + 1 == int(m_scenario->steps.size())) {
        emit finished();
        return;
    }
    ++m_step;
    m_hints = 0;
    m_states.clear();
    rebuild();
    emit stepChanged(m_step);
}

void ScenarioPanel::back()
{
    if (m_step == 0)
        return;
    --m_step;
    m_hints = 0;
    m_states.clear();
    rebuild();
    emit stepChanged(m_step);
}

void ScenarioPanel::showHint()
{
    if (m_hints < int(current().hints.size())) {
        ++m_hints;
        rebuild();
    }
}

} // namespace rulewright::ui
