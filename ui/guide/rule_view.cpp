// SPDX-License-Identifier: Apache-2.0
#include "ui/guide/rule_view.h"

#include "ui/guide/guide_words.h"
#include "ui/guide/rule_head.h"
#include "ui/guide/rule_model.h"
#include "ui/window/hairline_splitter.h"
#include "ui/window/marks.h"
#include "ui/window/panel.h"
#include "ui/window/theme.h"
#include "ui/window/words.h"

#include <QAction>
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QTreeView>
#include <QVBoxLayout>

#include <algorithm>

namespace rulewright::ui {

namespace {

constexpr int padding = 12;
constexpr int designedWide = 600; ///< from here on the vendor's own name has a column; below it a second line

class PartDelegate : public QStyledItemDelegate {
public:
    PartDelegate(const RuleModel& model, const Theme& theme, QTreeView* view)
        : QStyledItemDelegate(view)
        , m_model(model)
        , m_theme(theme)
        , m_view(view)
    {
        // As wide as the longest name needs, within bounds.
        const QFontMetrics metrics(theme.font(Type::BodyStrong));
        for (int group = 0; group < model.rowCount(); ++group) {
            for (const RulePart& part : model.group(model.index(group, 0)).parts)
                m_fieldWidth = std::max(m_fieldWidth, metrics.horizontalAdvance(text(part.key.field)));
        }
        m_fieldWidth = std::min(m_fieldWidth, theme.width(160));
    }

    void paint(QPainter* p, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const RulePart* part = m_model.part(index);
        p->save();
        part ? paintPart(*p, option.rect, *part) : paintGroup(*p, option, m_model.group(index));
        p->restore();
    }

    QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const override
    {
        const bool hasSecondLine = m_model.hasOwnNames() && !isWide(m_view->viewport()->width());
        return {100,
            m_model.isGroup(index) ? m_theme.height(28)
                : hasSecondLine    ? m_theme.height(38, 2)
                                   : m_theme.height(22)};
    }

private:
    struct Places {
        int raw, op, value, valueEnd, rulesEnd, reachEnd;
    };

    bool isWide(int width) const { return width >= m_theme.width(designedWide); }

    Places placesIn(const QRect& row) const
    {
        Places places{};
        places.reachEnd = row.right() - padding;
        places.rulesEnd = places.reachEnd - m_theme.width(44);
        places.raw = row.left() + 26 + m_fieldWidth + 10;
        places.op = m_model.hasOwnNames() && isWide(row.width()) ? places.raw + m_theme.width(120) : places.raw;
        places.value = places.op + m_theme.width(76);
        places.valueEnd = places.rulesEnd - m_theme.width(34);
        return places;
    }

    void words(QPainter& p, const QRect& row, int left, int right, const QString& words_, Type type,
        const QColor& colour, Qt::TextElideMode elide = Qt::ElideRight) const
    {
        const QFont font = m_theme.font(type);
        p.setFont(font);
        p.setPen(colour);
        p.drawText(QRect(left, row.top(), right - left, row.height()), Qt::AlignLeft | Qt::AlignVCenter,
            QFontMetrics(font).elidedText(words_, elide, right - left));
    }

    void number(QPainter& p, const QRect& row, int right, const QString& words_, Type type, const QColor& colour) const
    {
        p.setFont(m_theme.font(type));
        p.setPen(colour);
        p.drawText(
            QRect(row.left(), row.top(), right - row.left(), row.height()), Qt::AlignRight | Qt::AlignVCenter, words_);
    }

    void paintGroup(QPainter& p, const QStyleOptionViewItem& option, const RuleModel::Group& group) const
    {
        const QRect& row = option.rect;
        const Places places = placesIn(row);
        paintChevron(p, QRectF(row.left() + 9, row.top(), 12, row.height()), option.state.testFlag(QStyle::State_Open),
            m_theme.text2);
        words(p, row, row.left() + 26, places.valueEnd, group.title, Type::BodyStrong, m_theme.text);
        const int x = row.left() + 26 + QFontMetrics(m_theme.font(Type::BodyStrong)).horizontalAdvance(group.title) + 8;
        const QString note = grouped(qint64(group.parts.size())) + QStringLiteral(", ") + group.note;
        words(p, row, x, places.valueEnd, note, Type::Caption, m_theme.text3);
        const bool hasRules
            = std::ranges::any_of(group.parts, [](const RulePart& part) { return part.rules.has_value(); });
        if (hasRules)
            number(p, row, places.rulesEnd, RuleView::tr("rules"), Type::Caption, m_theme.text3);
        if (std::ranges::any_of(group.parts, [](const RulePart& part) { return part.reach > 0; }))
            number(p, row, places.reachEnd, RuleView::tr("reach"), Type::Caption, m_theme.text3);
    }

    void paintPart(QPainter& p, const QRect& whole, const RulePart& part) const
    {
        const Places places = placesIn(whole);
        QRect row = whole;
        if (m_model.hasOwnNames() && isWide(whole.width())) {
            words(p, row, places.raw, places.op - 8, part.raw, Type::Caption, m_theme.text2);
        } else if (m_model.hasOwnNames()) {
            row.setBottom(whole.top() + whole.height() / 2 + 1);
            const QRect second(whole.left(), row.bottom() - 1, whole.width(), whole.bottom() - row.bottom());
            words(p, second, row.left() + 26, places.valueEnd, part.raw, Type::Caption, m_theme.text2);
        }
        words(p, row, row.left() + 26, places.raw - 8, text(part.key.field), Type::BodyStrong, m_theme.text);
        QString how = operatorWords(part.key.op);
        if (!part.key.transform.empty())
            how += QStringLiteral(" · ") + text(part.key.transform);
        words(p, row, places.op, places.value - 8, how, Type::Caption, m_theme.text2);
        if (part.key.value)
            words(p, row, places.value, places.valueEnd, text(*part.key.value), Type::Value, m_theme.text,
                Qt::ElideMiddle);
        if (part.rules)
            number(p, row, places.rulesEnd, grouped(*part.rules), Type::BodyMedium, m_theme.text);
        if (part.reach > 0)
            number(p, row, places.reachEnd, grouped(part.reach), Type::Body, m_theme.text);
    }

    const RuleModel& m_model;
    const Theme& m_theme;
    QTreeView* m_view;
    int m_fieldWidth = 60;
};

// Paints the ground of rows over the whole width, as the guide does.
class PartTree : public QTreeView {
public:
    PartTree(const Theme& theme, QWidget* parent)
        : QTreeView(parent)
        , m_theme(theme)
    {
    }

protected:
    void drawRow(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        const QRect row = option.rect;
        const bool isGroup = !index.parent().isValid();
        if (isGroup)
            painter->fillRect(row, m_theme.sunken);
        paintRowGround(*painter, row, selectionModel()->isSelected(index), hasFocus(), false, m_theme);
        if (isGroup) {
            painter->fillRect(QRect(row.left(), row.top(), row.width(), 1), m_theme.line);
            painter->fillRect(QRect(row.left(), row.bottom(), row.width(), 1), m_theme.line);
        }
        QStyleOptionViewItem own(option);
        own.state.setFlag(QStyle::State_Open, isExpanded(index));
        itemDelegate()->paint(painter, own, index);
    }

    void drawBranches(QPainter*, const QRect&, const QModelIndex&) const override { }

    // How high a row is depends on the width.
    void resizeEvent(QResizeEvent* event) override
    {
        QTreeView::resizeEvent(event);
        scheduleDelayedItemsLayout();
    }

private:
    const Theme& m_theme;
};

} // namespace

RuleView::RuleView(const RuleContents& contents, const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_rule(contents.rule)
    , m_theme(theme)
    , m_head(new RuleHead(contents, theme, this))
    , m_model(new RuleModel(contents, this))
    , m_parts(new PartTree(theme, this))
    , m_body(new HairlineSplitter(Qt::Horizontal, this))
{
    setAccessibleName(contents.title);
    m_parts->setModel(m_model);
    m_parts->setItemDelegate(new PartDelegate(*m_model, theme, m_parts));
    m_parts->setHeaderHidden(true);
    m_parts->setRootIsDecorated(false);
    m_parts->setIndentation(0);
    m_parts->setFrameShape(QFrame::NoFrame);
    m_parts->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_parts->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_parts->setAccessibleName(tr("Parts of the rule"));
    m_parts->expandAll();
    auto* copy = new QAction(tr("Copy value"), m_parts);
    copy->setShortcut(QKeySequence::Copy);
    copy->setShortcutContext(Qt::WidgetShortcut);
    m_parts->addAction(copy);
    m_parts->setContextMenuPolicy(Qt::ActionsContextMenu);
    connect(copy, &QAction::triggered, this, [this] {
        if (m_parts->currentIndex().isValid())
            QGuiApplication::clipboard()->setText(m_parts->currentIndex().data().toString());
    });
    m_body->addWidget(m_parts);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_head);
    column->addWidget(m_body, 1);
    setFocusProxy(m_parts);
}

void RuleView::setSource(QWidget* source, const QString& language)
{
    auto* side = new Panel(tr("Source"), m_theme, m_body);
    side->setClosable(false);
    side->setSubtitle(tr("%1, read-only").arg(language));
    side->setContent(source);
    m_body->addWidget(side);
    m_body->setStretchFactor(0, 60);
    m_body->setStretchFactor(1, 40);
    m_body->setSizes({600, 400});
}

void RuleView::setHits(const QString& sentence) { m_head->setHits(sentence); }

} // namespace rulewright::ui
