// SPDX-License-Identifier: Apache-2.0
#include "ui/test/event_detail.h"

#include "core/events/load.h"
#include "ui/test/background.h"
#include "ui/test/detail_delegate.h"
#include "ui/test/detail_model.h"
#include "ui/test/event_summary.h"
#include "ui/test/event_text.h"
#include "ui/window/empty_state.h"
#include "ui/window/theme.h"
#include "ui/window/words.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QKeyEvent>
#include <QListView>
#include <QMenu>
#include <QPlainTextEdit>
#include <QResizeEvent>
#include <QStackedLayout>

#include <algorithm>

namespace rulewright::ui {

EventDetail::EventDetail(const Theme& theme, QWidget* parent, QThreadPool* pool)
    : QWidget(parent)
    , m_theme(theme)
    , m_model(new DetailModel(this))
    , m_delegate(new DetailDelegate(*m_model, theme, this))
    , m_view(new QListView(this))
    , m_raw(new QPlainTextEdit(this))
    , m_pool(pool != nullptr ? pool : QThreadPool::globalInstance())
    , m_empty(new EmptyState(theme, this))
    , m_body(new QStackedLayout(this))
{
    m_view->setObjectName(QStringLiteral("eventDetail"));
    m_view->setAccessibleName(tr("Event"));
    m_view->setFrameShape(QFrame::NoFrame);
    m_view->setModel(m_model);
    m_view->setItemDelegate(m_delegate);
    m_view->setResizeMode(QListView::Adjust);
    m_view->setVerticalScrollMode(QListView::ScrollPerPixel);
    m_view->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_view->setMouseTracking(true);
    m_view->viewport()->installEventFilter(this);
    m_body->addWidget(m_empty);
    m_body->addWidget(m_view);
    m_raw->setObjectName(QStringLiteral("rawEvent"));
    m_raw->setAccessibleName(tr("Event as it stands in its file"));
    m_raw->setFrameShape(QFrame::NoFrame);
    m_raw->document()->setDocumentMargin(8);
    m_raw->setReadOnly(true);
    m_raw->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
    m_raw->setFont(theme.font(Type::Value));
    m_body->addWidget(m_raw);
    setFocusProxy(m_empty);
    m_empty->setWords({.icon = QStringLiteral("document"),
        .lead = tr("No event chosen"),
        .text = tr("The fields of the chosen event appear here, with the matched characters marked."),
        .note = {}});

    auto* copy = new QAction(tr("Copy value"), m_view);
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetShortcut);
    copy->setStatusTip(tr("Copy the value as it stands in the event"));
    connect(copy, &QAction::triggered, this, [this] { requestValue(ValueAction::Copy); });
    m_view->addAction(copy);
    m_view->setContextMenuPolicy(Qt::CustomContextMenu);
    m_view->installEventFilter(this);
    connect(m_view, &QWidget::customContextMenuRequested, this, &EventDetail::showMenu);
}

std::optional<EventValue> EventDetail::currentValue() const
{
    const QModelIndex index = m_view->currentIndex();
    if (!index.isValid())
        return std::nullopt;
    const DetailModel::Row& row = m_model->rows()[static_cast<std::size_t>(index.row())];
    return EventValue{row.field, row.value};
}

void EventDetail::requestValue(ValueAction action)
{
    const std::optional<EventValue> value = currentValue();
    if (!value)
        return;
    if (action == ValueAction::Copy)
        QApplication::clipboard()->setText(QString::fromStdString(value->value));
    else
        emit valueRequested(action, *value);
}

void EventDetail::showMenu(const QPoint& place)
{
    const std::optional<EventValue> value = currentValue();
    if (!value)
        return;
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    fillValueMenu(*menu, *value, [this](ValueAction action) { requestValue(action); }, m_prices);
    menu->popup(m_view->viewport()->mapToGlobal(place));
}

void EventDetail::setEvent(const EventSetPtr& events, events::EventId event)
{
    const bool isShown = events && events::index(event) < events->size();
    m_event = isShown ? event : events::EventId::None;
    m_events = events;
    m_model->setEvent(events, m_event);
    updateBody();
    if (!isShown) {
        emit titleChanged({});
        return;
    }
    const QString record = tr("record %1").arg(grouped(events->source(event).record));
    const QString kind = eventName(*events, event);
    emit titleChanged(kind.isEmpty() ? record : kind + QStringLiteral(", ") + record);
    updateMarks();
}

void EventDetail::showRaw(bool isRaw)
{
    m_isRaw = isRaw;
    updateBody();
}

void EventDetail::showPage(QWidget* page)
{
    m_body->setCurrentWidget(page);
    setFocusProxy(page); // one that is hidden would swallow Tab
}

void EventDetail::updateBody()
{
    const quint64 run = ++m_rawRun;
    if (m_event == events::EventId::None) {
        showPage(m_empty);
        return;
    }
    showPage(m_isRaw ? static_cast<QWidget*>(m_raw) : m_view);
    if (!m_isRaw)
        return;
    // A member of an archive may have to be unpacked up to the record.
    runInBackground(
        m_pool, this,
        [events = m_events, event = m_event] {
            constexpr std::size_t maximumShown = 1'000'000;
            const auto raw = events::rawText(*events, event);
            if (!raw)
                return QString::fromStdString(raw.error().front().message);
            QString text = QString::fromUtf8(raw->data(), qsizetype(std::min(raw->size(), maximumShown)));
            if (raw->size() > maximumShown)
                text += tr("\n… and %1 more bytes").arg(grouped(qint64(raw->size() - maximumShown)));
            return text;
        },
        [this, run](const QString& text) {
            if (run == m_rawRun)
                m_raw->setPlainText(text);
        });
}

void EventDetail::setExplanation(const ExplainResultPtr& explanation)
{
    m_explanation = explanation;
    updateMarks();
}

void EventDetail::setChosenValue(rule::ValueId value)
{
    m_value = value;
    updateMarks();
}

void EventDetail::setStale(bool stale)
{
    m_delegate->setStale(stale);
    m_view->viewport()->update();
}

void EventDetail::updateMarks()
{
    std::vector<match::FieldMark> marks;
    if (m_explanation && m_explanation->explanation && m_explanation->event == m_event)
        marks = match::matchedMarks(*m_explanation->explanation);
    if (m_value != rule::ValueId::None) {
        const auto isOther = [this](const match::FieldMark& mark) { return mark.value != m_value; };
        if (!std::ranges::all_of(marks, isOther))
            std::erase_if(marks, isOther);
    }
    m_model->setMarks(marks);
}

bool EventDetail::eventFilter(QObject* watched, QEvent* event)
{
    ValueAction action{};
    if (watched == m_view && event->type() == QEvent::KeyPress
        && valueActionOf(*static_cast<QKeyEvent*>(event), action)) {
        requestValue(action);
        return true;
    }
    if (watched == m_view->viewport() && event->type() == QEvent::Resize) {
        m_delegate->setWidth(static_cast<QResizeEvent*>(event)->size().width());
        m_view->doItemsLayout();
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace rulewright::ui
