// SPDX-License-Identifier: Apache-2.0
#include "ui/window/workspace.h"

#include "ui/window/hairline_splitter.h"
#include "ui/window/panel.h"
#include "ui/window/tab_bar.h"
#include "ui/window/theme.h"

#include <QApplication>
#include <QEvent>
#include <QPainter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

namespace rulewright::ui {

namespace {

constexpr int wideFrom = 1400;
constexpr int mediumFrom = 1100;

class FocusLine : public QWidget {
public:
    explicit FocusLine(QWidget* parent)
        : QWidget(parent)
    {
        setAttribute(Qt::WA_TransparentForMouseEvents);
        hide();
    }

protected:
    void paintEvent(QPaintEvent*) override { QPainter(this).fillRect(rect(), palette().color(QPalette::Accent)); }
};

std::size_t at(Workspace::Pane pane) { return std::size_t(pane); }

} // namespace

Workspace::Workspace(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_main(new HairlineSplitter(Qt::Horizontal, this))
    , m_right(new HairlineSplitter(Qt::Vertical))
    , m_centre(new HairlineSplitter(Qt::Vertical))
    , m_left(new QWidget)
    , m_leftTabs(new TabBar(theme, m_left))
    , m_leftStack(new QStackedWidget(m_left))
    , m_focusLine(new FocusLine(this))
{
    auto* own = new QVBoxLayout(this);
    own->setContentsMargins(0, 0, 0, 0);
    own->addWidget(m_main);
    auto* left = new QVBoxLayout(m_left);
    left->setContentsMargins(0, 0, 0, 0);
    left->setSpacing(0);
    left->addWidget(m_leftTabs);
    left->addWidget(m_leftStack, 1);
    m_leftTabs->setAccessibleName(tr("Guide, Why and Event"));
    m_main->addWidget(m_left);
    m_main->addWidget(m_centre);
    m_main->addWidget(m_right);
    m_main->setStretchFactor(0, 0);
    m_main->setStretchFactor(1, 1);
    m_main->setStretchFactor(2, 0);
    connect(m_leftTabs, &TabBar::currentChanged, m_leftStack, &QStackedWidget::setCurrentIndex);
    connect(m_main, &QSplitter::splitterMoved, this, [this] { placeFocusLine(); });
    connect(m_centre, &QSplitter::splitterMoved, this, [this] { placeFocusLine(); });
    connect(qApp, &QApplication::focusChanged, this, [this](QWidget*, QWidget* now) { onFocusChanged(now); });
}

Workspace::~Workspace()
{
    // QWidget's destructor takes the focus away, when this is no Workspace any more.
    disconnect(qApp, nullptr, this, nullptr);
}

void Workspace::setSidePanels(Panel* guide, Panel* why, Panel* event)
{
    m_widgets[at(Pane::Guide)] = guide;
    m_widgets[at(Pane::Why)] = why;
    m_widgets[at(Pane::Event)] = event;
    for (const Pane pane : {Pane::Guide, Pane::Why, Pane::Event}) {
        auto* panel = static_cast<Panel*>(widgetOf(pane));
        panel->installEventFilter(this);
        connect(panel, &Panel::closeRequested, this, [this, pane] { setPaneShown(pane, false); });
        connect(panel, &Panel::nameChanged, this, [this, panel] {
            const int tab = m_leftStack->indexOf(panel);
            if (tab >= 0 && tab < m_leftTabs->count())
                m_leftTabs->setTabText(tab, panel->name());
        });
    }
    arrange();
}

void Workspace::setCentre(QWidget* editor, QWidget* events)
{
    m_widgets[at(Pane::Editor)] = editor;
    m_widgets[at(Pane::Events)] = events;
    m_centre->addWidget(editor);
    m_centre->addWidget(events);
    editor->setMinimumHeight(m_theme.height(120));
    events->setMinimumHeight(m_theme.height(120));
    events->setMinimumWidth(m_theme.width(320)); // whatever it shows: other panes keep their widths
    m_centre->setStretchFactor(0, 64);
    m_centre->setStretchFactor(1, 36);
    editor->installEventFilter(this);
    events->installEventFilter(this);
}

void Workspace::setEventsShown(bool isShown)
{
    m_isShown[at(Pane::Events)] = isShown;
    if (QWidget* events = widgetOf(Pane::Events))
        events->setVisible(isShown);
    placeFocusLine();
}

namespace {

constexpr std::pair<Workspace::Pane, const char*> sideNames[]{
    {Workspace::Pane::Guide, "guide"}, {Workspace::Pane::Why, "why"}, {Workspace::Pane::Event, "event"}};

} // namespace

QString Workspace::state() const
{
    QStringList words;
    for (const auto& [pane, name] : sideNames) {
        if (isPaneShown(pane))
            words << QString::fromLatin1(name);
    }
    const QList<int> sizes = m_centre->sizes();
    const int whole = sizes.value(0) + sizes.value(1);
    // A page over the whole height hides the events: then the share is what it was.
    const int share = sizes.value(1) > 0 && whole > 0 ? sizes.value(0) * 100 / whole : m_centreShare;
    return (words << QString::number(share)).join(u' ');
}

void Workspace::setState(const QString& state)
{
    const QStringList words = state.split(u' ', Qt::SkipEmptyParts);
    for (const auto& [pane, name] : sideNames)
        setPaneShown(pane, words.contains(QLatin1StringView(name)));
    m_centreShare = std::clamp(words.isEmpty() ? 64 : words.last().toInt(), 20, 80);
    divideCentre();
}

void Workspace::divideCentre()
{
    const int height = m_centre->height();
    m_centre->setSizes({height * m_centreShare / 100, height * (100 - m_centreShare) / 100});
}

QWidget* Workspace::widgetOf(Pane pane) const { return m_widgets[at(pane)]; }

bool Workspace::isPaneShown(Pane pane) const { return m_isShown[at(pane)]; }

void Workspace::setCentreAlone(bool isAlone)
{
    if (m_isAlone == isAlone)
        return;
    m_isAlone = isAlone;
    arrange();
}

void Workspace::setPaneShown(Pane pane, bool isShown)
{
    if (m_isShown[at(pane)] == isShown)
        return;
    m_isShown[at(pane)] = isShown;
    arrange();
    emit paneShownChanged(pane, isShown);
}

Columns Workspace::columnsFor(int width) const
{
    if (width >= m_theme.width(wideFrom))
        return Columns::Wide;
    return width >= m_theme.width(mediumFrom) ? Columns::Medium : Columns::Narrow;
}

void Workspace::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    const Columns columns = columnsFor(width());
    if (!m_isArranged || columns != m_columns) {
        m_columns = columns;
        m_isArranged = true;
        arrange();
    } else if (columns == Columns::Narrow) {
        setSizes();
    }
    if (!m_isCentreSized && m_centre->height() > 100) {
        m_isCentreSized = true;
        divideCentre();
    }
    placeFocusLine();
}

void Workspace::arrange()
{
    if (!widgetOf(Pane::Guide))
        return;
    QWidget* focus = QApplication::focusWidget();
    const bool hadFocus = focus && isAncestorOf(focus);
    m_columns == Columns::Wide ? arrangeWide() : arrangeWithTabs();
    setSizes();
    if (hadFocus && focus->isVisible())
        focus->setFocus(Qt::OtherFocusReason);
    placeFocusLine();
}

void Workspace::arrangeWide()
{
    while (m_leftTabs->count() > 0)
        m_leftTabs->removeTab(0);
    m_leftTabs->hide();
    for (const Pane pane : {Pane::Guide, Pane::Why, Pane::Event}) {
        auto* panel = static_cast<Panel*>(widgetOf(pane));
        panel->setTitleShown(true);
        if (pane == Pane::Guide)
            m_leftStack->addWidget(panel);
        else
            m_right->addWidget(panel);
        panel->setVisible(isPaneShown(pane));
    }
    m_leftStack->setCurrentWidget(widgetOf(Pane::Guide));
    m_left->setVisible(isPaneShown(Pane::Guide) && !m_isAlone);
    m_right->setVisible((isPaneShown(Pane::Why) || isPaneShown(Pane::Event)) && !m_isAlone);
}

void Workspace::arrangeWithTabs()
{
    QWidget* current = m_leftStack->currentWidget();
    {
        const QSignalBlocker quiet(m_leftTabs);
        while (m_leftTabs->count() > 0)
            m_leftTabs->removeTab(0);
        for (const Pane pane : {Pane::Guide, Pane::Why, Pane::Event}) {
            auto* panel = static_cast<Panel*>(widgetOf(pane));
            m_leftStack->removeWidget(panel);
            if (!isPaneShown(pane)) {
                panel->setParent(this);
                panel->hide();
                continue;
            }
            panel->setTitleShown(false);
            m_leftStack->addWidget(panel);
            m_leftTabs->addTab(panel->name());
        }
    }
    m_leftTabs->show();
    if (current && m_leftStack->indexOf(current) >= 0)
        m_leftTabs->setCurrentIndex(m_leftStack->indexOf(current));
    m_leftStack->setCurrentIndex(m_leftTabs->currentIndex());
    m_left->setVisible(m_leftTabs->count() > 0 && !m_isAlone);
    m_right->hide();
}

void Workspace::setSizes()
{
    const int whole = width();
    switch (m_columns) {
    case Columns::Wide: {
        const int left = m_theme.width(472);
        const int right = m_theme.width(366);
        m_main->setSizes({left, whole - left - right, right});
        m_right->setSizes({height() * 46 / 100, height() * 54 / 100});
        break;
    }
    case Columns::Medium: {
        const int left = m_theme.width(400);
        m_main->setSizes({left, whole - left, 0});
        break;
    }
    case Columns::Narrow: {
        // 340 at 900 to 372 at 1024.
        const int left = std::clamp(340 + (whole - 900) * 32 / 124, 340, m_theme.width(372));
        m_main->setSizes({left, whole - left, 0});
        break;
    }
    }
}

bool Workspace::isReachable(Pane pane) const
{
    const bool isSide = pane != Pane::Editor && pane != Pane::Events;
    return widgetOf(pane) && isPaneShown(pane) && !(isSide && m_isAlone);
}

void Workspace::focusPane(Pane pane)
{
    if (!widgetOf(pane))
        return;
    if (pane != Pane::Editor && pane != Pane::Events)
        setCentreAlone(false);
    if (pane != Pane::Events)
        setPaneShown(pane, true);
    if (const int tab = m_leftStack->indexOf(widgetOf(pane)); tab >= 0 && m_columns != Columns::Wide)
        m_leftTabs->setCurrentIndex(tab);
    QWidget* widget = widgetOf(pane);
    widget->setFocus(Qt::ShortcutFocusReason);
    // A pane that shows its empty state has its list hidden: the first thing in it that takes the focus.
    const QWidget* focus = QApplication::focusWidget();
    if (focus && (focus == widget || widget->isAncestorOf(focus)))
        return;
    const QList<QWidget*> children = widget->findChildren<QWidget*>();
    const auto first = std::ranges::find_if(children, [](const QWidget* child) {
        return child->isVisible() && child->isEnabled() && (child->focusPolicy() & Qt::TabFocus) != 0;
    });
    if (first != children.end())
        (*first)->setFocus(Qt::ShortcutFocusReason);
}

void Workspace::focusNext(int direction)
{
    const int count = int(allPanes.size());
    // From nowhere F6 leads to the first pane.
    int place = m_focused >= 0 ? m_focused : direction > 0 ? count - 1 : 0;
    for (int step = 0; step < count; ++step) {
        place = (place + direction + count) % count;
        const Pane pane = allPanes[std::size_t(place)];
        if (!isReachable(pane))
            continue;
        focusPane(pane);
        return;
    }
}

void Workspace::onFocusChanged(QWidget* now)
{
    m_focused = -1;
    for (std::size_t i = 0; i < m_widgets.size(); ++i) {
        if (now && m_widgets[i] && (m_widgets[i] == now || m_widgets[i]->isAncestorOf(now)))
            m_focused = int(i);
    }
    placeFocusLine();
}

void Workspace::placeFocusLine()
{
    QWidget* pane = m_focused >= 0 ? m_widgets[std::size_t(m_focused)] : nullptr;
    const bool isShown = pane && pane->isVisible();
    m_focusLine->setVisible(isShown);
    if (!isShown)
        return;
    QPoint corner = pane->mapTo(this, QPoint(0, 0));
    // Where tabs carry the names the line stands above them.
    if (m_columns != Columns::Wide && m_left->isAncestorOf(pane))
        corner = m_left->mapTo(this, QPoint(0, 0));
    m_focusLine->setGeometry(QRect(corner, QSize(pane->width(), 2)));
    m_focusLine->raise();
}

bool Workspace::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() == QEvent::Resize || event->type() == QEvent::Move || event->type() == QEvent::Show)
        placeFocusLine();
    return QWidget::eventFilter(watched, event);
}

void Workspace::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() != QEvent::StyleChange || !m_isArranged)
        return;
    // Arranging deletes splitter handles, and the application is walking over its widgets just now.
    QMetaObject::invokeMethod(
        this,
        [this] {
            m_columns = columnsFor(width());
            arrange();
        },
        Qt::QueuedConnection);
}

} // namespace rulewright::ui
