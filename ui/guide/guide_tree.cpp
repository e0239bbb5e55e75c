// SPDX-License-Identifier: Apache-2.0
#include "ui/guide/guide_tree.h"

#include "core/export/guide_tables.h"
#include "ui/guide/guide_delegate.h"
#include "ui/guide/guide_words.h"
#include "ui/guide/table_menu.h"
#include "ui/window/marks.h"
#include "ui/window/theme.h"

#include <QAction>
#include <QClipboard>
#include <QContextMenuEvent>
#include <QDesktopServices>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QMenu>
#include <QPainter>
#include <QScrollBar>

namespace rulewright::ui {

GuideTree::GuideTree(GuideModel& model, const Theme& theme, QWidget* parent)
    : QTreeView(parent)
    , m_model(model)
    , m_theme(theme)
    , m_delegate(new GuideDelegate(model, theme, this))
{
    setModel(&model);
    setItemDelegate(m_delegate);
    setHeaderHidden(true);
    setRootIsDecorated(false);
    setIndentation(0);
    setFrameShape(QFrame::NoFrame);
    setVerticalScrollMode(ScrollPerPixel);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setExpandsOnDoubleClick(false);
    setMouseTracking(true);
    setUniformRowHeights(false);
    setSelectionMode(SingleSelection);
    verticalScrollBar()->setSingleStep(theme.height(22));
    setAccessibleName(tr("Technique guide"));
    createActions();
}

void GuideTree::createActions()
{
    const auto make = [this](const QString& text, const QKeySequence& key, const QString& tip, auto slot) {
        auto* action = new QAction(text, this);
        action->setShortcut(key);
        action->setShortcutContext(Qt::WidgetShortcut);
        action->setStatusTip(tip);
        connect(action, &QAction::triggered, this, slot);
        addAction(action);
        return action;
    };
    m_insert = make(tr("Insert at the caret"), Qt::Key_Return, tr("Put this value into the rule at the caret"),
        [this] { activateRow(currentIndex()); });
    m_exclude = make(tr("Exclude"), Qt::Key_Return, tr("Make this value an exclusion of the rule"),
        [this] { activateRow(currentIndex()); });
    m_preview = make(tr("Preview"), Qt::Key_Space, tr("Show in the rule what would be inserted"),
        [this] { preview(m_model.node(currentIndex())); });
    m_openRule
        = make(tr("Open rule"), QKeySequence(), tr("Read this rule in a tab"), [this] { activateRow(currentIndex()); });
    m_showRules = make(tr("Show the rules"), QKeySequence(Qt::ALT | Qt::Key_Down),
        tr("List the rules behind this row, or put the list away"), [this] { toggle(currentIndex()); });
    m_showAll = make(tr("Show all rows"), QKeySequence(), tr("Show the rest of this section"), [this] {
        if (const auto* node = m_model.node(currentIndex()))
            showMore(*node);
    });
    m_copyValue = make(tr("Copy value"), QKeySequence::Copy, tr("Copy the value of this row"), [this] { copyValue(); });
    m_copyRow = make(tr("Copy row as text"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_C),
        tr("Copy this row as one sentence"), [this] { copyRow(); });
    // Enter, Space and Alt+Down are handled with the other keys of the tree: they do different things on
    // different rows.
    removeAction(m_insert);
    removeAction(m_exclude);
    removeAction(m_preview);
    removeAction(m_showRules);
}

void GuideTree::showFresh()
{
    for (int i = 0; i < m_model.rowCount(); ++i) {
        const QModelIndex section = m_model.index(i, 0);
        const GuideModel::Node& node = *m_model.node(section);
        const bool isFolded = m_model.filter().isEmpty()
            && (node.section == GuideSection::Nested || node.section == GuideSection::Derived);
        setExpanded(section, !isFolded);
        if (node.section == GuideSection::Rules) {
            for (int v = 0; v < m_model.rowCount(section); ++v)
                expand(m_model.index(v, 0, section));
        }
    }
}

void GuideTree::drawRow(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const
{
    const GuideModel::Node* node = m_model.node(index);
    if (!node)
        return;
    const QRect row = option.rect;
    if (node->kind == RowKind::Section)
        painter->fillRect(row, m_theme.sunken);
    // A section's heading cannot be selected, but the keys may stand on it.
    const bool isChosen = selectionModel()->isSelected(index) || (hasFocus() && index == currentIndex());
    paintRowGround(*painter, row, isChosen, hasFocus(), index == m_hovered, m_theme);
    if (node->kind == RowKind::Section) {
        painter->fillRect(QRect(row.left(), row.top(), row.width(), 1), m_theme.line);
        painter->fillRect(QRect(row.left(), row.bottom(), row.width(), 1), m_theme.line);
    }
    QStyleOptionViewItem own(option);
    own.state.setFlag(QStyle::State_Open, isExpanded(index));
    m_delegate->paint(painter, own, index);
}

void GuideTree::drawBranches(QPainter*, const QRect&, const QModelIndex&) const { }

void GuideTree::keyPressEvent(QKeyEvent* event)
{
    switch (event->key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        activateRow(currentIndex());
        return;
    case Qt::Key_Escape:
        if (!m_model.filter().isEmpty()) {
            emit filterClearRequested();
            return;
        }
        break;
    case Qt::Key_Down:
        if (event->modifiers().testFlag(Qt::AltModifier)) {
            toggle(currentIndex());
            return;
        }
        break;
    case Qt::Key_Slash:
        emit filterRequested();
        return;
    case Qt::Key_Space:
        preview(m_model.node(currentIndex()));
        return;
    default:
        break;
    }
    QTreeView::keyPressEvent(event);
}

void GuideTree::mouseMoveEvent(QMouseEvent* event)
{
    const QModelIndex index = indexAt(event->position().toPoint());
    if (index != m_hovered) {
        m_hovered = index;
        viewport()->update();
    }
    QTreeView::mouseMoveEvent(event);
}

void GuideTree::leaveEvent(QEvent* event)
{
    m_hovered = QModelIndex();
    viewport()->update();
    QTreeView::leaveEvent(event);
}

void GuideTree::mouseReleaseEvent(QMouseEvent* event)
{
    QTreeView::mouseReleaseEvent(event);
    const QPoint place = event->position().toPoint();
    const QModelIndex index = indexAt(place);
    const GuideModel::Node* node = m_model.node(index);
    if (!node || event->button() != Qt::LeftButton)
        return;
    const bool folds = node->kind == RowKind::Section || node->kind == RowKind::Vendor;
    if (folds || m_delegate->rulesBox(index, visualRect(index)).contains(place))
        toggle(index);
    else if (node->kind == RowKind::More)
        showMore(*node);
}

void GuideTree::mouseDoubleClickEvent(QMouseEvent* event)
{
    const QPoint place = event->position().toPoint();
    const QModelIndex index = indexAt(place);
    const GuideModel::Node* node = m_model.node(index);
    const bool folds = node && (node->kind == RowKind::Section || node->kind == RowKind::Vendor);
    if (node && !folds && !m_delegate->rulesBox(index, visualRect(index)).contains(place))
        activateRow(index);
    event->accept();
}

void GuideTree::activateRow(const QModelIndex& index)
{
    const GuideModel::Node* node = m_model.node(index);
    if (!node)
        return;
    switch (node->kind) {
    case RowKind::Indicator:
        emit insertRequested(*m_model.key(*node));
        break;
    case RowKind::Exclusion:
        emit excludeRequested(*m_model.key(*node));
        break;
    case RowKind::Rule:
    case RowKind::RuleBehind:
        emit ruleRequested(m_model.rule(*node)->rule);
        break;
    case RowKind::More:
        showMore(*node);
        break;
    case RowKind::FilterEnd:
        emit filterClearRequested();
        break;
    default:
        toggle(index);
        break;
    }
}

void GuideTree::toggle(const QModelIndex& index)
{
    if (m_model.rowCount(index) > 0)
        setExpanded(index, !isExpanded(index));
}

void GuideTree::showMore(const GuideModel::Node& node)
{
    const GuideSection section = node.section;
    const int row = node.row;
    const int scroll = verticalScrollBar()->value();
    std::array<bool, guideSectionCount> folded{};
    for (int i = 0; i < m_model.rowCount(); ++i) {
        const QModelIndex index = m_model.index(i, 0);
        folded[std::size_t(m_model.node(index)->section)] = !isExpanded(index);
    }
    m_model.showAll(section);
    showFresh();
    for (int i = 0; i < m_model.rowCount(); ++i) {
        const QModelIndex index = m_model.index(i, 0);
        setExpanded(index, !folded[std::size_t(m_model.node(index)->section)]);
    }
    setCurrentIndex(m_model.index(row, 0, m_model.indexOf(section)));
    verticalScrollBar()->setValue(scroll);
}

void GuideTree::copyValue()
{
    if (const auto* node = m_model.node(currentIndex()))
        QGuiApplication::clipboard()->setText(plainText(m_model, *node));
}

void GuideTree::copyRow()
{
    if (const auto* node = m_model.node(currentIndex()))
        QGuiApplication::clipboard()->setText(sentence(m_model, *node));
}

// The table that a section is, for copying and saving.
static exporting::GuideSection tableOf(GuideSection section)
{
    switch (section) {
    case GuideSection::Events:
        return exporting::GuideSection::Events;
    case GuideSection::Fields:
        return exporting::GuideSection::Fields;
    case GuideSection::Indicators:
        return exporting::GuideSection::Indicators;
    case GuideSection::Exclusions:
        return exporting::GuideSection::Exclusions;
    case GuideSection::Nested:
        return exporting::GuideSection::NestedNegations;
    case GuideSection::Derived:
        return exporting::GuideSection::Derived;
    case GuideSection::Rules:
        break;
    }
    return exporting::GuideSection::Rules;
}

void GuideTree::fillMenu(QMenu& menu, const QModelIndex& index)
{
    const GuideModel::Node* node = m_model.node(index);
    if (!node)
        return;
    if (node->kind == RowKind::Indicator)
        menu.addActions({m_insert, m_preview});
    if (node->kind == RowKind::Exclusion)
        menu.addActions({m_exclude, m_preview});
    if (m_model.rule(*node))
        menu.addAction(m_openRule);
    if (node->kind == RowKind::More && node->index > 0)
        menu.addAction(m_showAll);
    if (const auto count = m_model.rulesBehind(*node).size(); count > 0) {
        m_showRules->setText(isExpanded(index) ? tr("Hide the rules")
                : count == 1                   ? tr("Show the rule")
                                               : tr("Show the %1 rules").arg(count));
        menu.addAction(m_showRules);
    }
    menu.addSeparator();
    menu.addAction(m_copyValue);
    menu.addAction(m_copyRow);
    corpus::RuleIds compared = m_model.rulesBehind(*node);
    if (compared.empty() && node->section == GuideSection::Rules) {
        for (const corpus::GuideRule& rule : m_model.guide().rules)
            compared.push_back(rule.rule);
    }
    if (compared.size() > 1) {
        QAction* compare = menu.addAction(tr("Compare the %1 rules side by side").arg(compared.size()));
        compare->setObjectName(QStringLiteral("compareRules"));
        connect(compare, &QAction::triggered, this, [this, compared] { emit compareRequested(compared); });
    }
    menu.addSeparator();
    addTableActions(menu, exporting::guideTable(m_model.guide(), tableOf(node->section)), this,
        [this](const exporting::Table& table) { emit saveTableRequested(table); });
    addTechniquePage(menu);
}

void GuideTree::addTechniquePage(QMenu& menu)
{
    QAction* page = menu.addAction(tr("Open ATT&&CK's page of the technique"));
    page->setObjectName(QStringLiteral("openTechnique"));
    connect(page, &QAction::triggered, this,
        [id = QString::fromStdString(m_model.guide().technique)] { QDesktopServices::openUrl(techniquePage(id)); });
}

void GuideTree::fillExportMenu(QMenu& menu)
{
    for (int i = 0; i < m_model.rowCount(); ++i) {
        const QModelIndex section = m_model.index(i, 0);
        QMenu* own = menu.addMenu(m_model.data(section, Qt::DisplayRole).toString());
        addTableActions(*own, exporting::guideTable(m_model.guide(), tableOf(m_model.node(section)->section)), this,
            [this](const exporting::Table& table) { emit saveTableRequested(table); });
    }
}

void GuideTree::fillMoreMenu(QMenu& menu)
{
    const auto foldAll = [this](bool isOpen) {
        for (int i = 0; i < m_model.rowCount(); ++i)
            setExpanded(m_model.index(i, 0), isOpen);
    };
    connect(menu.addAction(tr("Unfold every section")), &QAction::triggered, this, [foldAll] { foldAll(true); });
    connect(menu.addAction(tr("Fold every section")), &QAction::triggered, this, [foldAll] { foldAll(false); });
    menu.addSeparator();
    corpus::RuleIds compared;
    for (const corpus::GuideRule& rule : m_model.guide().rules)
        compared.push_back(rule.rule);
    if (compared.size() > 1)
        connect(menu.addAction(tr("Compare the %1 rules side by side").arg(compared.size())), &QAction::triggered, this,
            [this, compared] { emit compareRequested(compared); });
    addTechniquePage(menu);
}

void GuideTree::contextMenuEvent(QContextMenuEvent* event)
{
    if (event->reason() == QContextMenuEvent::Mouse)
        setCurrentIndex(indexAt(event->pos()));
    const GuideModel::Node* node = m_model.node(currentIndex());
    if (!node)
        return;
    QMenu menu(this);
    fillMenu(menu, currentIndex());
    const QPoint place = event->reason() == QContextMenuEvent::Mouse
        ? event->globalPos()
        : viewport()->mapToGlobal(visualRect(currentIndex()).bottomLeft());
    menu.exec(place);
}

void GuideTree::currentChanged(const QModelIndex& current, const QModelIndex& previous)
{
    QTreeView::currentChanged(current, previous);
    const GuideModel::Node* node = m_model.node(current);
    const RowPrice* price = node ? m_model.price(*node) : nullptr;
    emit rowExplained(price ? price->sentence : QString());
    preview(node);
}

void GuideTree::preview(const GuideModel::Node* node)
{
    const bool isExclusion = node && node->kind == RowKind::Exclusion;
    const bool isShown = isExclusion || (node && node->kind == RowKind::Indicator);
    emit previewWanted(isShown ? std::optional(*m_model.key(*node)) : std::nullopt, isExclusion);
}

void GuideTree::changeEvent(QEvent* event)
{
    QTreeView::changeEvent(event);
    if (event->type() == QEvent::StyleChange)
        scheduleDelayedItemsLayout();
}

void GuideTree::focusInEvent(QFocusEvent* event)
{
    // The keys begin where the first value is that could go into a rule. A click chooses its own row.
    const QModelIndex indicators = m_model.indexOf(GuideSection::Indicators);
    if (!currentIndex().isValid() && event->reason() != Qt::MouseFocusReason && isExpanded(indicators)
        && m_model.rowCount(indicators) > 0)
        setCurrentIndex(m_model.index(0, 0, indicators));
    QTreeView::focusInEvent(event);
    viewport()->update();
}

void GuideTree::focusOutEvent(QFocusEvent* event)
{
    QTreeView::focusOutEvent(event);
    viewport()->update();
}

} // namespace rulewright::ui
