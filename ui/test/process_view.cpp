// SPDX-License-Identifier: Apache-2.0
#include "ui/test/process_view.h"

#include "ui/test/background.h"
#include "ui/test/event_text.h"
#include "ui/window/marks.h"
#include "ui/window/theme.h"
#include "ui/window/words.h"

#include <QPainter>
#include <QStandardItemModel>
#include <QStyledItemDelegate>

namespace rulewright::ui {

namespace {

constexpr int designedRow = 22;

/// What an event is about: the first of these that it has.
QString about(const events::EventSet& events, events::EventId event)
{
    for (const char* field : {"TargetFilename", "TargetObject", "QueryName", "ImageLoaded", "DestinationHostname",
             "DestinationIp", "PipeName", "TargetImage", "ScriptBlockText", "CommandLine"}) {
        const std::vector<std::string> values = events.values(event, field);
        if (!values.empty() && !values.front().empty())
            return shownLine(values.front());
    }
    return {};
}

class ProcessDelegate : public QStyledItemDelegate {
public:
    ProcessDelegate(const Theme& theme, QTreeView& view)
        : QStyledItemDelegate(&view)
        , m_theme(theme)
    {
    }

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override
    {
        return {200, m_theme.height(designedRow)};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        QRect row = option.rect.adjusted(4, 0, -8, 0);
        const bool isChosen = index.data(ProcessView::ChosenRole).toBool();
        const QFont font = m_theme.font(isChosen ? Type::BodyStrong : Type::Body);
        const QString time = index.data(ProcessView::TimeRole).toString();
        painter->setFont(m_theme.font(Type::Body));
        painter->setPen(m_theme.text2);
        painter->drawText(row, Qt::AlignRight | Qt::AlignVCenter, time);
        row.setRight(row.right() - QFontMetrics(painter->font()).horizontalAdvance(time) - 12);
        const QPointF centre(row.left() + 5.0, row.center().y() + 0.5);
        const auto side = static_cast<events::Side>(index.data(ProcessView::SideRole).toInt());
        if (side == events::Side::Attack)
            paintDisc(*painter, centre, 3.5, m_theme.attack);
        else if (side == events::Side::Benign)
            paintRing(*painter, centre, 3.5, m_theme.benign);
        row.setLeft(row.left() + 16);
        const QString name = index.data().toString();
        painter->setFont(font);
        painter->setPen(m_theme.text);
        painter->drawText(row, Qt::AlignLeft | Qt::AlignVCenter, shortenedEnd(name, font, row.width()));
        row.setLeft(row.left() + QFontMetrics(font).horizontalAdvance(name) + 10);
        QFont mono = m_theme.font(Type::Value);
        mono.setWeight(QFont::Normal);
        painter->setFont(mono);
        painter->setPen(m_theme.text2);
        if (row.width() > 24)
            painter->drawText(row, Qt::AlignLeft | Qt::AlignVCenter,
                shortenedMiddle(index.data(ProcessView::DetailRole).toString(), mono, row.width()));
    }

private:
    const Theme& m_theme;
};

} // namespace

ProcessView::ProcessView(const Theme& theme, QThreadPool* pool, QWidget* parent)
    : QTreeView(parent)
    , m_theme(theme)
    , m_pool(pool)
    , m_model(new QStandardItemModel(this))
{
    setModel(m_model);
    setItemDelegate(new ProcessDelegate(theme, *this));
    setHeaderHidden(true);
    setFrameShape(NoFrame);
    setEditTriggers(NoEditTriggers);
    setUniformRowHeights(true);
    setMouseTracking(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setIndentation(18);
    setAccessibleName(tr("Processes"));
    setObjectName(QStringLiteral("processes"));
    say(tr("Choose an event: its process stands here with its parents, its children and what they did."));
}

ProcessView::~ProcessView()
{
    if (m_task)
        m_task->stop();
}

void ProcessView::say(const QString& sentence)
{
    m_sentence = sentence;
    emit sentenceChanged();
}

void ProcessView::setEvent(
    const std::shared_ptr<const events::EventSet>& events, events::EventId event, const TimeLook& look)
{
    if (events == m_events && event == m_event && look == m_look)
        return;
    m_events = events;
    m_event = event;
    m_look = look;
    if (m_task)
        m_task->stop();
    m_task.reset();
    if (!events || event == events::EventId::None) {
        m_model->clear();
        say(tr("Choose an event: its process stands here with its parents, its children and what they did."));
        return;
    }
    m_task = std::make_shared<Task>();
    say(tr("Looking for the process"));
    runInBackground(
        m_pool, this, [events, event, task = m_task] { return processTree(*events, event, *task); },
        [this, task = m_task](const ProcessTreePtr& tree) {
            if (task != m_task)
                return;
            m_task.reset();
            if (tree)
                show(*tree);
        });
}

QStandardItem* ProcessView::eventItem(events::EventId event) const
{
    const QString id = QString::fromStdString(m_events->systemText(event, events::SystemField::EventId));
    auto* item = new QStandardItem(id.isEmpty() ? tr("event") : tr("event %1").arg(shownLine(id.toStdString())));
    item->setData(QVariant::fromValue<quint32>(events::index(event)), EventRole);
    item->setData(about(*m_events, event), DetailRole);
    item->setData(shownTime(m_events->time(event), m_look), TimeRole);
    item->setData(static_cast<int>(m_events->side(event)), SideRole);
    item->setData(item->text() + u' ' + item->data(DetailRole).toString() + u' ' + item->data(TimeRole).toString(),
        Qt::AccessibleTextRole);
    return item;
}

QStandardItem* ProcessView::itemOf(const ProcessTree& tree, std::size_t place, QStandardItem*& chosen) const
{
    const ProcessNode& node = tree.nodes[place];
    const bool isKnown = node.creation != events::EventId::None;
    auto* item = new QStandardItem(node.image.empty() ? tr("process") : shownFileName(node.image));
    item->setData(QVariant::fromValue<quint32>(events::index(node.creation)), EventRole);
    item->setData(isKnown ? shownLine(node.commandLine) : tr("its creation is not among the events"), DetailRole);
    item->setData(node.isChosen, ChosenRole);
    if (isKnown) {
        item->setData(shownTime(m_events->time(node.creation), m_look), TimeRole);
        item->setData(static_cast<int>(m_events->side(node.creation)), SideRole);
    }
    item->setData((node.isChosen ? tr("process of the chosen event: ") : tr("process: ")) + item->text() + u' '
            + item->data(DetailRole).toString(),
        Qt::AccessibleTextRole);
    if (node.isChosen)
        chosen = item;
    for (const std::size_t child : node.children)
        item->appendRow(itemOf(tree, child, chosen));
    for (const events::EventId event : node.events)
        item->appendRow(eventItem(event));
    return item;
}

void ProcessView::show(const ProcessTree& tree)
{
    m_isShowing = true;
    m_model->clear();
    if (tree.nodes.empty()) {
        m_isShowing = false;
        say(tr("This event names no process: it has no ProcessGuid."));
        return;
    }
    QStandardItem* chosen = nullptr;
    m_model->appendRow(itemOf(tree, 0, chosen));
    std::uint64_t events = 0;
    for (const ProcessNode& node : tree.nodes)
        events += node.eventCount + (node.creation != events::EventId::None ? 1 : 0);
    for (QModelIndex index = chosen->index(); index.isValid(); index = index.parent())
        expand(index);
    // The event itself where it is listed, else its process.
    QModelIndex current = chosen->index();
    for (int i = 0; i < chosen->rowCount(); ++i) {
        if (chosen->child(i)->data(EventRole).toUInt() == events::index(m_event))
            current = chosen->child(i)->index();
    }
    setCurrentIndex(current);
    scrollTo(current);
    m_isShowing = false;
    const auto processes = static_cast<qint64>(tree.nodes.size());
    QString text = processes == 1 ? tr("1 process with %1 events").arg(grouped(qint64(events)))
                                  : tr("%1 processes with %2 events").arg(grouped(processes), grouped(qint64(events)));
    if (tree.isCut)
        text += tr("; there are more");
    say(text);
}

void ProcessView::drawRow(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    paintRowGround(*painter, QRect(0, option.rect.top(), viewport()->width(), option.rect.height()),
        selectionModel()->isSelected(index), hasFocus(), option.state.testFlag(QStyle::State_MouseOver), m_theme);
    QTreeView::drawRow(painter, option, index);
}

void ProcessView::drawBranches(QPainter* painter, const QRect& rect, const QModelIndex& index) const
{
    if (m_model->rowCount(index) > 0)
        paintChevron(*painter, QRectF(rect.right() - indentation() + 1, rect.top(), indentation(), rect.height()),
            isExpanded(index), m_theme.text3);
}

void ProcessView::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    QTreeView::currentChanged(current, previous);
    if (m_isShowing || !current.isValid())
        return;
    const auto event = static_cast<events::EventId>(current.data(EventRole).toUInt());
    if (event == events::EventId::None)
        return;
    m_event = event; // the tree stays as it is
    emit eventChosen(event);
}

void ProcessView::focusInEvent(QFocusEvent* event)
{
    QTreeView::focusInEvent(event);
    viewport()->update();
}

void ProcessView::focusOutEvent(QFocusEvent* event)
{
    QTreeView::focusOutEvent(event);
    viewport()->update();
}

} // namespace rulewright::ui
