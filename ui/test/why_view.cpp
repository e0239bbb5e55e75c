// SPDX-License-Identifier: Apache-2.0
#include "ui/test/why_view.h"

#include "ui/test/explain_model.h"
#include "ui/test/why_delegate.h"
#include "ui/window/empty_state.h"
#include "ui/window/marks.h"
#include "ui/window/theme.h"

#include <QPainter>
#include <QStackedLayout>
#include <QTreeView>

#include <functional>

namespace rulewright::ui {

namespace {

constexpr int designedIndent = 15;

/// A tree whose rows are painted over their full width, with our own chevrons.
class WhyTree : public QTreeView {
public:
    WhyTree(const Theme& theme, WhyView& parent)
        : QTreeView(&parent)
        , m_theme(theme)
        , m_view(parent)
    {
        setHeaderHidden(true);
        setFrameShape(NoFrame);
        setIndentation(theme.width(designedIndent));
        setMouseTracking(true);
        setUniformRowHeights(false);
        setEditTriggers(NoEditTriggers);
        setVerticalScrollMode(ScrollPerPixel);
        setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
        setAccessibleName(WhyView::tr("Why"));
        setObjectName(QStringLiteral("whyTree"));
    }

protected:
    void drawRow(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const bool isChosen = selectionModel()->isSelected(index);
        paintRowGround(*painter, QRect(0, option.rect.top(), viewport()->width(), option.rect.height()), isChosen,
            hasFocus(), option.state.testFlag(QStyle::State_MouseOver), m_theme);
        QTreeView::drawRow(painter, option, index);
    }

    void drawBranches(QPainter* painter, const QRect& rect, const QModelIndex& index) const override
    {
        if (model()->rowCount(index) == 0)
            return;
        const int step = indentation();
        const QRectF box(rect.right() - step + 1, rect.top(), step, std::min(rect.height(), m_theme.height(23)));
        paintChevron(*painter, box, isExpanded(index), m_theme.text3);
    }

    void focusInEvent(QFocusEvent* event) override
    {
        // Qt would choose the first row as a key does, and the rule's caret would go there.
        if (!currentIndex().isValid())
            m_view.chooseQuietly(model()->index(0, 0));
        QTreeView::focusInEvent(event);
        viewport()->update();
    }

    void focusOutEvent(QFocusEvent* event) override
    {
        QTreeView::focusOutEvent(event);
        viewport()->update();
    }

private:
    const Theme& m_theme;
    WhyView& m_view;
};

void forEachIndex(
    const QAbstractItemModel& model, const QModelIndex& parent, const std::function<void(const QModelIndex&)>& visit)
{
    for (int row = 0; row < model.rowCount(parent); ++row) {
        const QModelIndex index = model.index(row, 0, parent);
        visit(index);
        forEachIndex(model, index, visit);
    }
}

} // namespace

WhyView::WhyView(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_model(new ExplainModel(this))
    , m_delegate(new WhyDelegate(*m_model, theme, this))
    , m_view(new WhyTree(theme, *this))
    , m_empty(new EmptyState(theme, this))
    , m_body(new QStackedLayout(this))
{
    m_view->setModel(m_model);
    m_view->setItemDelegate(m_delegate);
    m_body->addWidget(m_empty);
    m_body->addWidget(m_view);
    setFocusProxy(m_empty);
    setLack(Lack::Event);
    connect(m_view->selectionModel(), &QItemSelectionModel::currentChanged, this, [this] { onChosen(); });
    connect(m_view, &QTreeView::collapsed, this, [this](const QModelIndex& index) {
        m_folded.insert(m_model->key(index));
        m_unfolded.remove(m_model->key(index));
    });
    connect(m_view, &QTreeView::expanded, this, [this](const QModelIndex& index) {
        m_unfolded.insert(m_model->key(index));
        m_folded.remove(m_model->key(index));
    });
}

void WhyView::setLack(Lack lack)
{
    if (m_lack == lack)
        return;
    m_lack = lack;
    EmptyWords words{.icon = QStringLiteral("branch"),
        .lead = tr("Nothing to explain yet"),
        .text = tr("Choose an event in the table. This pane then shows, branch by branch, why the rule matches it or "
                   "what it lacks."),
        .note = {}};
    if (lack == Lack::Rule) {
        words.lead = tr("No rule open");
        words.text = tr("Open a rule or start a new one. This pane then shows, branch by branch, why it matches the "
                        "chosen event or what it lacks.");
    } else if (lack == Lack::Test) {
        words.text = tr("The rule cannot be tested as it stands. Once it can, this pane shows, branch by branch, why "
                        "it matches the chosen event or what it lacks.");
    }
    m_empty->setWords(words);
}

void WhyView::setExplanation(const ExplainResultPtr& explanation)
{
    const bool hasTree = explanation && explanation->explanation;
    const QString chosen = m_view->currentIndex().isValid() ? m_model->key(m_view->currentIndex()) : QString();
    m_isChoosing = true;
    m_model->setExplanation(hasTree ? explanation->explanation : nullptr);
    m_body->setCurrentWidget(hasTree ? static_cast<QWidget*>(m_view) : m_empty);
    setFocusProxy(m_body->currentWidget()); // one that is hidden would swallow Tab
    if (hasTree)
        restoreFolds(chosen);
    m_isChoosing = false;
    emit subtitleChanged(!hasTree               ? QString()
            : explanation->explanation->matched ? tr("matches")
                                                : tr("does not match"));
}

void WhyView::restoreFolds(const QString& chosen)
{
    const QSignalBlocker blocker(m_view);
    QModelIndex current;
    forEachIndex(*m_model, {}, [&](const QModelIndex& index) {
        const QString key = m_model->key(index);
        // The values of a test are folded unless the user looks into them; all else is open.
        const bool isOpen = m_model->item(index)->isLeaf ? m_unfolded.contains(key) : !m_folded.contains(key);
        m_view->setExpanded(index, isOpen);
        if (key == chosen)
            current = index;
    });
    if (current.isValid())
        m_view->setCurrentIndex(current);
}

void WhyView::setStale(bool stale)
{
    m_delegate->setStale(stale);
    m_view->viewport()->update();
}

void WhyView::chooseAt(std::uint32_t byteOffset)
{
    const QModelIndex index = m_model->indexAt(byteOffset);
    m_isChoosing = true;
    if (index.isValid()) {
        QModelIndex shown = index;
        // Within a folded branch the branch is chosen: nothing unfolds under the user's hands.
        for (QModelIndex above = index.parent(); above.isValid(); above = above.parent()) {
            if (!m_view->isExpanded(above))
                shown = above;
        }
        m_view->setCurrentIndex(shown);
        m_view->scrollTo(shown);
    } else {
        m_view->selectionModel()->clear();
    }
    m_isChoosing = false;
    emit valueChosen(index.isValid() ? m_model->item(index)->node->value : rule::ValueId::None);
}

void WhyView::chooseQuietly(const QModelIndex& index)
{
    m_isChoosing = true;
    m_view->setCurrentIndex(index);
    m_isChoosing = false;
}

void WhyView::onChosen()
{
    if (m_isChoosing || !m_view->currentIndex().isValid())
        return;
    const match::ExplainNode& node = *m_model->item(m_view->currentIndex())->node;
    emit valueChosen(node.value);
    emit spanActivated(node.span);
}

} // namespace rulewright::ui
