// SPDX-License-Identifier: Apache-2.0
#include "ui/test/removed_view.h"

#include "core/match/explain_leaf.h"
#include "ui/test/event_model.h"
#include "ui/test/event_text.h"
#include "ui/test/marked_line.h"
#include "ui/window/marks.h"
#include "ui/window/theme.h"
#include "ui/window/words.h"

#include <QPainter>

#include <algorithm>

namespace rulewright::ui {

namespace {

constexpr std::size_t before = 14; // bytes of a long value that stand before the first mark

/// A value on one line, from a little before what fits.
class RemovedDelegate : public SideDelegate {
public:
    RemovedDelegate(const RemovedModel& model, const Theme& theme, SideTable& table)
        : SideDelegate(theme, table)
        , m_model(model)
    {
    }

protected:
    void paintCell(QPainter& painter, const QRect& box, const QModelIndex& index) const override
    {
        if (index.column() == RemovedModel::Time)
            paintTime(painter, box, index);
        else
            paintValue(painter, box, index);
    }

private:
    void paintTime(QPainter& painter, const QRect& box, const QModelIndex& index) const
    {
        painter.setFont(tabular(theme().font(Type::Body)));
        painter.setPen(theme().text2);
        painter.drawText(box.adjusted(padding, 0, -2, 0), Qt::AlignLeft | Qt::AlignVCenter, index.data().toString());
    }

    void paintValue(QPainter& painter, const QRect& box, const QModelIndex& index) const
    {
        const RemovedModel::Match match = m_model.match(index.row());
        std::size_t from
            = match.ranges.empty() || match.ranges.front().begin <= before ? 0 : match.ranges.front().begin - before;
        while (from > 0 && from < match.value.size() && (static_cast<unsigned char>(match.value[from]) & 0xC0) == 0x80)
            --from;
        const ShownText shown = shownText(std::string_view(match.value).substr(from), LineBreaks::AsSymbols);
        const QString head = from > 0 ? QStringLiteral("…") : QString();
        QList<QTextLayout::FormatRange> marks;
        for (const ByteRange range : match.ranges) {
            const int start = int(head.size()) + shown.place(std::uint32_t(range.begin - from));
            const int end = int(head.size()) + shown.place(std::uint32_t(range.end - from));
            marks << matchFormat(start, end - start, theme());
        }
        painter.setPen(theme().text);
        paintMarkedLine(
            painter, box.adjusted(padding, 0, -2, 0), head + shown.text, marks, theme().font(Type::ValueSmall));
    }

    const RemovedModel& m_model;
};

} // namespace

void RemovedModel::setExclusion(const ExclusionResultPtr& result, int row, const TimeLook& look)
{
    beginResetModel();
    m_result = result;
    m_look = look;
    m_test.reset();
    m_exclusion = nullptr;
    if (result && row >= 0 && std::size_t(row) < result->found.rows.size()) {
        m_exclusion = &result->found.rows[std::size_t(row)];
        m_test = advise::rowTest(m_exclusion->key);
    }
    endResetModel();
}

bool RemovedModel::isBenign(int row) const
{
    return m_result->of->events->label(event(row)).side == events::Side::Benign;
}

RemovedModel::Match RemovedModel::match(int row) const
{
    Match match;
    if (!m_test || !m_test->leaf)
        return match;
    match::ExplainNode node;
    explainLeaf(node, *m_test->leaf, {}, false, *m_result->of->events, event(row));
    match.value = node.actual.value_or("");
    match.ranges = node.ranges;
    return match;
}

int RemovedModel::rowCount(const QModelIndex& parent) const
{
    return m_exclusion && !parent.isValid() ? int(m_exclusion->events.size()) : 0;
}

int RemovedModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : ColumnCount; }

QVariant RemovedModel::headerData(int section, Qt::Orientation orientation, int role) const
{
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole || section == Side)
        return {};
    if (section == Value)
        return m_exclusion ? QString::fromStdString(m_exclusion->key.field) : tr("Value");
    return captionOf({.kind = EventColumn::Kind::Time, .field = {}}, m_look);
}

QVariant RemovedModel::data(const QModelIndex& index, int role) const
{
    if (!index.isValid() || !m_exclusion)
        return {};
    if (role == EventModel::EventRole)
        return QVariant::fromValue<quint32>(events::index(event(index.row())));
    if (role == EventModel::SideRole)
        return static_cast<int>(isBenign(index.row()) ? events::Side::Benign : events::Side::Attack);
    const QString time = shownTime(m_result->of->events->time(event(index.row())), m_look);
    switch (role) {
    case Qt::DisplayRole:
        return index.column() == Side ? QString() : index.column() == Time ? time : shownLine(match(index.row()).value);
    case Qt::AccessibleTextRole: {
        const QString value = shownLine(match(index.row()).value);
        return index.column() == Value
            ? value
            : tr("%1 event of %2, %3").arg(isBenign(index.row()) ? tr("benign") : tr("attack"), time, value);
    }
    default:
        return {};
    }
}

RemovedView::RemovedView(const Theme& theme, QWidget* parent)
    : RemovedView(new RemovedModel, theme, parent)
{
}

RemovedView::RemovedView(RemovedModel* model, const Theme& theme, QWidget* parent)
    : SideTable(model, tr("Removed events"), theme, parent)
    , m_theme(theme)
    , m_model(model)
    , m_title(tr("Removed by an exclusion"))
{
    m_model->setParent(this);
    setItemDelegate(new RemovedDelegate(*m_model, theme, *this));
    setObjectName(QStringLiteral("removedEvents"));
}

void RemovedView::setExclusion(const ExclusionResultPtr& result, int row, const TimeLook& look)
{
    m_model->setExclusion(result, row, look);
    m_look = look;
    const bool isThere = result && row >= 0 && std::size_t(row) < result->found.rows.size();
    m_title = isThere ? tr("Removed by exclusion %1").arg(row + 1) : tr("Removed by an exclusion");
    m_subtitle = QString();
    if (isThere) {
        const advise::Exclusion& own = result->found.rows[std::size_t(row)];
        m_subtitle = tr("%1 of %2 benign hits")
                         .arg(grouped(qint64(own.removes)), grouped(qint64(result->found.falsePositives)));
        if (own.events.size() < own.removes)
            m_subtitle += tr(", the first %1").arg(grouped(qint64(own.events.size())));
    }
    setAccessibleName(m_title);
    setAccessibleDescription(m_subtitle);
    fitColumns();
    emit titleChanged();
}

void RemovedView::fitColumns()
{
    setColumnWidth(RemovedModel::Side, m_theme.width(sideWidth));
    setColumnWidth(RemovedModel::Time, timeWidth(m_look, m_theme));
}

void RemovedView::resizeEvent(QResizeEvent* event)
{
    SideTable::resizeEvent(event);
    fitColumns();
}

} // namespace rulewright::ui
