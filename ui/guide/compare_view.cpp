// SPDX-License-Identifier: Apache-2.0
#include "ui/guide/compare_view.h"

#include "ui/guide/guide_words.h"
#include "ui/guide/table_menu.h"
#include "ui/window/plain_table.h"
#include "ui/window/theme.h"
#include "ui/window/themed_label.h"
#include "ui/window/words.h"

#include <QMenu>
#include <QStandardItemModel>
#include <QVBoxLayout>

#include <algorithm>

namespace rulewright::ui {

namespace {

constexpr int firstRule = 4; // mark, field, operator, value

QString words(const std::string& text) { return QString::fromStdString(text); }

} // namespace

CompareView::CompareView(const Comparison& comparison, const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_comparison(comparison)
    , m_theme(theme)
{
    setAccessibleName(tr("Rules side by side"));
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    auto* model = new QStandardItemModel(0, firstRule + int(comparison.rules.size()), this);
    m_table = new PlainTable(model, tr("Tests of the rules"), theme, this);
    QStringList heads{QString(), tr("Field"), tr("How"), tr("Value")};
    for (qsizetype i = 0; i < comparison.titles.size(); ++i)
        heads << QStringLiteral("%1: %2").arg(comparison.vendors[i], comparison.titles[i]);
    model->setHorizontalHeaderLabels(heads);
    for (int i = firstRule; i < model->columnCount(); ++i)
        model->horizontalHeaderItem(i)->setToolTip(heads[i].toHtmlEscaped());
    model->horizontalHeaderItem(0)->setAccessibleText(tr("Differs"));
    qsizetype shared = 0;
    for (const CompareRow& row : comparison.rows) {
        const bool differs = !row.isShared();
        shared += differs ? 0 : 1;
        QList<QStandardItem*> cells{textCell(differs ? QStringLiteral("≠") : QString(), Type::BodyStrong),
            textCell(words(row.key.field), Type::BodyStrong), textCell(operatorWords(row.key.op), Type::Caption, true),
            textCell(words(row.key.value.value_or("")), Type::Value)};
        cells[0]->setAccessibleText(differs ? tr("differs") : tr("in every rule"));
        for (const auto& role : row.roles)
            cells << textCell(
                role ? roleWord(*role) : QStringLiteral("–"), role && differs ? Type::BodyStrong : Type::Body, !role);
        model->appendRow(cells);
    }
    m_table->setSelectionBehavior(QAbstractItemView::SelectItems);
    m_table->setCaptionsWrapped(true);
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
    fitColumns();
}

// The rules share what field and value leave; only where they are many the table scrolls.
void CompareView::fitColumns()
{
    const int rules = int(m_comparison.rules.size());
    m_table->setColumnWidth(0, m_theme.width(26));
    m_table->setColumnWidth(1, m_theme.width(110));
    m_table->setColumnWidth(2, m_theme.width(68));
    const int room = m_table->width() - m_theme.width(26 + 110 + 68) - 14;
    const int least = m_theme.width(86);
    const int value
        = std::clamp(std::min(room / (rules + 2) * 2, room - rules * least), m_theme.width(140), m_theme.width(320));
    m_table->setColumnWidth(3, value);
    const int each = std::clamp((room - value) / std::max(1, rules), least, m_theme.width(240));
    for (int i = firstRule; i < m_table->model()->columnCount(); ++i)
        m_table->setColumnWidth(i, each);
    m_table->fitHeader();
}

void CompareView::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    layout()->activate();
    fitColumns();
}

} // namespace rulewright::ui
