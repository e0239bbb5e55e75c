// SPDX-License-Identifier: Apache-2.0
#include "ui/guide/compare_view.h"

#include "ui/guide/guide_words.h"
#include "ui/guide/table_menu.h"
#include "ui/window/theme.h"
#include "ui/window/themed_label.h"
#include "ui/window/words.h"

#include <QHeaderView>
#include <QMenu>
#include <QStandardItemModel>
#include <QTableView>
#include <QVBoxLayout>

namespace rulewright::ui {

namespace {

constexpr int firstRule = 3; // mark, field with operator, value

QStandardItem* item(const QString& text, bool isStrong = false)
{
    auto* result = new QStandardItem(text);
    result->setToolTip(text);
    result->setEditable(false);
    if (isStrong) {
        QFont font = result->font();
        font.setWeight(QFont::DemiBold);
        result->setFont(font);
    }
    return result;
}

QString words(const std::string& text) { return QString::fromStdString(text); }

} // namespace

CompareView::CompareView(const Comparison& comparison, const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_comparison(comparison)
    , m_table(new QTableView(this))
{
    setAccessibleName(tr("Rules side by side"));
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    auto* model = new QStandardItemModel(0, firstRule + int(comparison.rules.size()), this);
    QStringList heads{tr("Differs"), tr("Field"), tr("Value")};
    for (qsizetype i = 0; i < comparison.titles.size(); ++i)
        heads << QStringLiteral("%1: %2").arg(comparison.vendors[i], comparison.titles[i]);
    model->setHorizontalHeaderLabels(heads);
    qsizetype shared = 0;
    for (const CompareRow& row : comparison.rows) {
        const bool differs = !row.isShared();
        shared += differs ? 0 : 1;
        QList<QStandardItem*> cells{item(differs ? QStringLiteral("≠") : QString(), true),
            item(QStringLiteral("%1 %2").arg(words(row.key.field), operatorWords(row.key.op))),
            item(words(row.key.value.value_or("")))};
        cells[0]->setAccessibleText(differs ? tr("differs") : tr("in every rule"));
        for (const auto& role : row.roles)
            cells << item(role ? roleWord(*role) : QStringLiteral("–"), role && differs);
        model->appendRow(cells);
    }
    m_table->setModel(model);
    m_table->setAccessibleName(tr("Tests of the rules"));
    m_table->setSelectionBehavior(QAbstractItemView::SelectItems);
    m_table->setShowGrid(false);
    m_table->setAlternatingRowColors(false);
    m_table->setWordWrap(false);
    m_table->setTabKeyNavigation(false);
    m_table->setTextElideMode(Qt::ElideMiddle);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->verticalHeader()->hide();
    m_table->horizontalHeader()->setHighlightSections(false);
    m_table->horizontalHeader()->setDefaultAlignment(Qt::AlignLeft | Qt::AlignVCenter);
    m_table->setColumnWidth(0, theme.width(60));
    m_table->setColumnWidth(1, theme.width(220));
    m_table->setColumnWidth(2, theme.width(260));
    for (int i = firstRule; i < model->columnCount(); ++i) {
        m_table->setColumnWidth(i, theme.width(200));
        model->horizontalHeaderItem(i)->setToolTip(heads[i]);
    }
    m_table->setContextMenuPolicy(Qt::CustomContextMenu);
    connect(m_table, &QWidget::customContextMenuRequested, this, [this](const QPoint& place) {
        QMenu menu(this);
        addTableActions(
            menu, compareTable(m_comparison), this, [this](const exporting::Table& table) { emit saveWanted(table); });
        menu.exec(m_table->viewport()->mapToGlobal(place));
    });
    connect(m_table, &QTableView::doubleClicked, this, [this](const QModelIndex& index) {
        if (index.column() >= firstRule)
            emit ruleRequested(m_comparison.rules[std::size_t(index.column() - firstRule)]);
    });

    auto* title = new ThemedLabel(theme, Type::PageTitle, &Theme::text, this);
    title->setText(tr("Rules side by side"));
    auto* note = new ThemedLabel(theme, Type::Body, &Theme::text2, this);
    QString sentence
        = tr("%1 rules, %2 tests, %3 of them in every rule. ≠ marks what differs; a double click on a cell "
             "opens its rule.")
              .arg(comparison.rules.size())
              .arg(grouped(qint64(comparison.rows.size())), grouped(shared));
    if (comparison.leftOut > 0)
        sentence += QLatin1Char(' ') + tr("%1 more rules are left out.").arg(grouped(comparison.leftOut));
    note->setText(sentence);
    note->setWordWrap(true);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(24, 20, 24, 16);
    column->setSpacing(8);
    column->addWidget(title);
    column->addWidget(note);
    column->addWidget(m_table, 1);
    setFocusProxy(m_table);
}

} // namespace rulewright::ui
