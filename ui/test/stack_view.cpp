// SPDX-License-Identifier: Apache-2.0
#include "ui/test/stack_view.h"

#include "ui/test/background.h"
#include "ui/test/event_text.h"
#include "ui/window/marks.h"
#include "ui/window/theme.h"
#include "ui/window/themed_label.h"
#include "ui/window/words.h"

#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <algorithm>

namespace rulewright::ui {

namespace {

constexpr int designedRow = 22;
constexpr int padding = 12;

/// Value at the left; at the right the bar of its share, attack and benign events, and the number.
class StackDelegate : public QStyledItemDelegate {
public:
    StackDelegate(const StackModel& model, const Theme& theme, QTreeView& view)
        : QStyledItemDelegate(&view)
        , m_model(model)
        , m_theme(theme)
        , m_view(view)
    {
    }

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override
    {
        return {100, m_theme.height(designedRow)};
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const StackedValue* value = m_model.value(index);
        if (value == nullptr)
            return;
        const QRect row = option.rect;
        paintRowGround(*painter, row, option.state.testFlag(QStyle::State_Selected), m_view.hasFocus(),
            option.state.testFlag(QStyle::State_MouseOver), m_theme);
        const QFont font = m_theme.font(Type::Body);
        const int number = m_theme.width(58);
        int right = row.right() - padding;
        const auto rightText = [&](const QString& text, const QColor& colour, int width) {
            painter->setFont(font);
            painter->setPen(colour);
            painter->drawText(
                QRect(right - width, row.top(), width, row.height()), Qt::AlignRight | Qt::AlignVCenter, text);
            right -= width;
        };
        rightText(grouped(value->events), m_theme.text, number);
        const auto side = [&](std::uint32_t count, bool isAttack) {
            rightText(count == 0 ? QString() : grouped(count), isAttack ? m_theme.attack : m_theme.benign, number);
            if (count == 0)
                return;
            const QPointF centre(
                right + number - QFontMetrics(font).horizontalAdvance(grouped(count)) - 9.0, row.center().y() + 0.5);
            isAttack ? paintDisc(*painter, centre, 3.5, m_theme.attack)
                     : paintRing(*painter, centre, 3.5, m_theme.benign);
        };
        side(value->benign, false);
        side(value->attack, true);
        const int bar = m_theme.width(80);
        if (row.width() > m_theme.width(420)) {
            right -= 12;
            const QRect box(right - bar, row.center().y() - 2, bar, 6);
            painter->fillRect(box, m_theme.idleSoft);
            const auto& values = m_model.stack()->values;
            const std::uint32_t most = values.empty() ? 1 : std::max<std::uint32_t>(1, values.back().events);
            const int filled = std::max(1, static_cast<int>(std::int64_t{bar} * value->events / most));
            painter->fillRect(QRect(box.left(), box.top(), std::min(filled, bar), box.height()), m_theme.barHi);
            right -= bar;
        }
        QFont mono = m_theme.font(Type::Value);
        mono.setWeight(QFont::Normal);
        painter->setFont(value->cell.isEmpty() ? font : mono);
        painter->setPen(value->cell.isEmpty() ? m_theme.text3 : m_theme.text);
        const int room = right - 12 - row.left() - padding;
        painter->drawText(QRect(row.left() + padding, row.top(), room, row.height()), Qt::AlignLeft | Qt::AlignVCenter,
            shortenedMiddle(index.data().toString(), painter->font(), room));
    }

private:
    const StackModel& m_model;
    const Theme& m_theme;
    QTreeView& m_view;
};

} // namespace

void StackModel::setStack(const ValueStackPtr& stack)
{
    beginResetModel();
    m_stack = stack;
    endResetModel();
}

const StackedValue* StackModel::value(const QModelIndex& index) const
{
    return m_stack && index.isValid() && index.row() < rowCount()
        ? &m_stack->values[static_cast<std::size_t>(index.row())]
        : nullptr;
}

int StackModel::rowCount(const QModelIndex& parent) const
{
    return m_stack && !parent.isValid() ? static_cast<int>(m_stack->values.size()) : 0;
}

QVariant StackModel::data(const QModelIndex& index, int role) const
{
    const StackedValue* stacked = value(index);
    if (stacked == nullptr)
        return {};
    const QString text = stacked->cell.isEmpty() ? tr("∅ absent or empty") : stacked->cell;
    if (role == Qt::DisplayRole)
        return text;
    if (role == Qt::AccessibleTextRole)
        return tr("%1, %2 of %3 events, %4 attack, %5 benign")
            .arg(text, grouped(stacked->events), grouped(qint64(m_stack->events)), grouped(stacked->attack),
                grouped(stacked->benign));
    return {};
}

StackView::StackView(const Theme& theme, QThreadPool* pool, QWidget* parent)
    : QWidget(parent)
    , m_pool(pool)
    , m_choice(new QComboBox(this))
    , m_note(new ThemedLabel(theme, Type::Caption, &Theme::text2, this))
    , m_list(new QTreeView(this))
    , m_model(new StackModel(this))
{
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    auto* line = new QHBoxLayout;
    line->setContentsMargins(12, 4, 12, 4);
    line->setSpacing(12);
    line->addWidget(m_choice);
    line->addWidget(m_note, 1);
    column->addLayout(line);
    column->addWidget(m_list, 1);
    m_choice->setAccessibleName(tr("Column to stack"));
    m_choice->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    m_note->setMinimumWidth(40);
    m_list->setModel(m_model);
    m_list->setItemDelegate(new StackDelegate(*m_model, theme, *m_list));
    m_list->setHeaderHidden(true);
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setRootIsDecorated(false);
    m_list->setIndentation(0);
    m_list->setUniformRowHeights(true);
    m_list->setMouseTracking(true);
    m_list->setEditTriggers(QAbstractItemView::NoEditTriggers);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_list->setAccessibleName(tr("Values, rare ones first"));
    m_list->setObjectName(QStringLiteral("stack"));
    m_list->setContextMenuPolicy(Qt::CustomContextMenu);
    m_list->installEventFilter(this);
    setFocusProxy(m_list);
    connect(m_list, &QWidget::customContextMenuRequested, this, &StackView::showMenu);
    connect(m_list, &QAbstractItemView::doubleClicked, this, [this] { run(ValueAction::Filter); });
    connect(m_choice, &QComboBox::activated, this, [this](int index) {
        if (index >= 0 && index < static_cast<int>(m_columns.size()))
            setColumn(m_columns[static_cast<std::size_t>(index)]);
    });
}

StackView::~StackView()
{
    if (m_task)
        m_task->stop();
}

void StackView::setRows(std::shared_ptr<const events::EventSet> events, EventRowsPtr rows,
    const std::vector<EventColumn>& columns, const TimeLook& look)
{
    const bool isSame = events == m_events && rows == m_rows && look == m_look;
    m_events = std::move(events);
    m_rows = std::move(rows);
    m_look = look;
    std::vector<EventColumn> choice = columns;
    std::erase_if(choice, [](const EventColumn& column) { return column.kind == EventColumn::Kind::Mark; });
    // A column that was asked for stays, whether the table shows it or not.
    if (m_isAskedFor && std::ranges::find(choice, m_column) == choice.end())
        choice.push_back(m_column);
    const bool hasOtherColumns = choice != m_columns;
    m_columns = std::move(choice);
    if (std::ranges::find(m_columns, m_column) == m_columns.end()) {
        auto first = std::ranges::find(m_columns, EventColumn::Kind::Field, &EventColumn::kind);
        if (first == m_columns.end())
            first = std::ranges::find(m_columns, EventColumn::Kind::Name, &EventColumn::kind);
        m_column = first != m_columns.end() ? *first : m_columns.empty() ? EventColumn{} : m_columns.front();
    } else if (isSame && !hasOtherColumns) {
        return;
    }
    if (hasOtherColumns) {
        m_choice->clear();
        for (const EventColumn& column : m_columns)
            m_choice->addItem(captionOf(column, m_look));
    }
    count();
}

void StackView::setColumn(const EventColumn& column)
{
    m_column = column;
    m_isAskedFor = true;
    if (m_rows && std::ranges::find(m_columns, column) == m_columns.end()) {
        m_columns.push_back(column);
        m_choice->addItem(captionOf(column, m_look));
    }
    count();
}

void StackView::count()
{
    if (m_task)
        m_task->stop();
    m_task.reset();
    const auto place = std::ranges::find(m_columns, m_column);
    m_choice->setCurrentIndex(place == m_columns.end() ? -1 : static_cast<int>(place - m_columns.begin()));
    if (!m_events || !m_rows || m_column.kind == EventColumn::Kind::Mark) {
        m_model->setStack(nullptr);
        updateNote();
        return;
    }
    m_task = std::make_shared<Task>();
    m_note->setText(tr("counting"));
    runInBackground(
        m_pool, this,
        [events = m_events, rows = m_rows, column = m_column, look = m_look, task = m_task] {
            return stackValues(*events, *rows, column, look, *task);
        },
        [this, task = m_task](const ValueStackPtr& stack) {
            if (task != m_task)
                return; // a newer count runs
            m_task.reset();
            m_model->setStack(stack);
            if (m_model->rowCount() > 0)
                m_list->setCurrentIndex(m_model->index(0));
            updateNote();
        });
}

void StackView::updateNote()
{
    const ValueStackPtr& stack = m_model->stack();
    if (!stack) {
        m_note->setText(QString());
        return;
    }
    const QString events = grouped(qint64(stack->events));
    QString text = stack->distinct == 1
        ? tr("1 value over %1 shown events").arg(events)
        : tr("%1 values over %2 shown events").arg(grouped(qint64(stack->distinct)), events);
    if (stack->distinct > stack->values.size())
        text += tr(", the %1 rarest listed").arg(grouped(qint64(stack->values.size())));
    m_note->setText(text + tr(". Enter shows its events, Del leaves them out."));
}

void StackView::run(ValueAction action)
{
    const StackedValue* value = m_model->value(m_list->currentIndex());
    if (value == nullptr)
        return;
    switch (action) {
    case ValueAction::Filter:
    case ValueAction::FilterOut:
        emit filterRequested(m_model->stack()->column, value->cell, action == ValueAction::FilterOut);
        break;
    case ValueAction::Copy:
        QApplication::clipboard()->setText(QString::fromStdString(value->value));
        break;
    default:
        if (!value->value.empty())
            emit valueRequested(action, {m_model->stack()->column.field, value->value});
    }
}

void StackView::showMenu(const QPoint& place)
{
    const StackedValue* value = m_model->value(m_list->currentIndex());
    if (value == nullptr)
        return;
    auto* menu = new QMenu(this);
    menu->setAttribute(Qt::WA_DeleteOnClose);
    fillValueMenu(
        *menu, {m_model->stack()->column.field, value->value}, [this](ValueAction action) { run(action); }, m_prices);
    menu->popup(m_list->viewport()->mapToGlobal(place));
}

bool StackView::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_list && event->type() == QEvent::KeyPress) {
        const auto& key = *static_cast<QKeyEvent*>(event);
        ValueAction action{};
        if (key.matches(QKeySequence::Copy)) {
            run(ValueAction::Copy);
            return true;
        }
        if (valueActionOf(key, action)) {
            // Here the list is for looking at events: Enter and Del filter the table.
            run(action == ValueAction::Insert        ? ValueAction::Filter
                    : action == ValueAction::Exclude ? ValueAction::FilterOut
                                                     : action);
            return true;
        }
    }
    if (watched == m_list && (event->type() == QEvent::FocusIn || event->type() == QEvent::FocusOut))
        m_list->viewport()->update();
    return QWidget::eventFilter(watched, event);
}

} // namespace rulewright::ui
