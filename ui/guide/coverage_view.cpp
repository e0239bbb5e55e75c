// SPDX-License-Identifier: Apache-2.0
#include "ui/guide/coverage_view.h"

#include "core/attack/attack_data.h"
#include "core/corpus/profile.h"
#include "ui/guide/guide_words.h"
#include "ui/guide/matrix_painter.h"
#include "ui/window/document_area.h"
#include "ui/window/flow_layout.h"
#include "ui/window/search_field.h"
#include "ui/window/switch.h"
#include "ui/window/theme.h"
#include "ui/window/themed_label.h"
#include "ui/window/words.h"

#include <QCheckBox>
#include <QComboBox>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QListWidget>
#include <QMenu>
#include <QMouseEvent>
#include <QPainter>
#include <QPushButton>
#include <QStyledItemDelegate>
#include <QTableView>
#include <QVBoxLayout>

#include <algorithm>

namespace rulewright::ui {

namespace {

constexpr int detailWidth = 300;

class MatrixDelegate : public QStyledItemDelegate {
public:
    MatrixDelegate(const MatrixModel& model, const Theme& theme, QTableView& view)
        : QStyledItemDelegate(&view)
        , m_model(model)
        , m_painter(theme)
        , m_view(view)
    {
    }

    void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override
    {
        m_painter.paintCell(
            *painter, option.rect, m_model.place(index), m_model, index == m_view.currentIndex(), m_view.hasFocus());
    }

    [[nodiscard]] QSize sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const override
    {
        return m_painter.cellSize();
    }

private:
    const MatrixModel& m_model;
    MatrixPainter m_painter;
    QTableView& m_view;
};

class MatrixHeader : public QHeaderView {
public:
    MatrixHeader(const Theme& theme, QWidget* parent)
        : QHeaderView(Qt::Horizontal, parent)
        , m_theme(theme)
        , m_painter(theme)
    {
        setSectionResizeMode(Fixed);
        setAccessibleName(QObject::tr("Tactics"));
    }

    [[nodiscard]] QSize sizeHint() const override { return {100, m_painter.headerHeight()}; }

protected:
    void paintSection(QPainter* painter, const QRect& box, int section) const override
    {
        painter->save();
        painter->fillRect(box, m_theme.base);
        m_painter.paintHeader(*painter, box, model()->headerData(section, orientation(), Qt::DisplayRole).toString(),
            model()->headerData(section, orientation(), Qt::UserRole).toString());
        painter->restore();
    }

private:
    const Theme& m_theme;
    MatrixPainter m_painter;
};

class Legend : public QWidget {
public:
    Legend(const MatrixModel& model, const Theme& theme, QWidget* parent)
        : QWidget(parent)
        , m_model(model)
        , m_theme(theme)
        , m_painter(theme)
    {
        setAccessibleName(QObject::tr("Colours"));
        setAccessibleDescription(QObject::tr("The number stands in every cell; its colour deepens with it"));
    }

    [[nodiscard]] QSize sizeHint() const override { return {6 * (m_theme.width(40) + 1), m_theme.height(20)}; }

protected:
    void paintEvent(QPaintEvent*) override
    {
        QPainter painter(this);
        m_painter.paintLegend(painter, rect(), m_model.heat());
    }

private:
    const MatrixModel& m_model;
    const Theme& m_theme;
    MatrixPainter m_painter;
};

void fill(QComboBox& box, const std::vector<std::string>& words)
{
    const QString chosen = box.currentIndex() > 0 ? box.currentText() : QString();
    while (box.count() > 1)
        box.removeItem(1);
    for (const std::string& word : words)
        box.addItem(QString::fromStdString(word));
    box.setCurrentIndex(std::max(0, chosen.isEmpty() ? 0 : box.findText(chosen)));
}

std::string chosenWord(const QComboBox& box)
{
    return box.currentIndex() > 0 ? box.currentText().toStdString() : std::string();
}

} // namespace

CoverageView::CoverageView(std::shared_ptr<const attack::AttackData> attack, const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_attack(std::move(attack))
    , m_theme(theme)
    , m_model(new MatrixModel(this))
    , m_table(new QTableView(this))
{
    setProperty(DocumentArea::wholeHeightProperty, true);
    setAccessibleName(tr("Coverage matrix"));
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    const MatrixPainter painter(theme);
    m_table->setModel(m_model);
    m_table->setItemDelegate(new MatrixDelegate(*m_model, theme, *m_table));
    m_table->setHorizontalHeader(new MatrixHeader(theme, m_table));
    m_table->horizontalHeader()->setDefaultSectionSize(painter.cellSize().width());
    m_table->horizontalHeader()->setMinimumSectionSize(40);
    m_table->verticalHeader()->hide();
    m_table->verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
    m_table->verticalHeader()->setDefaultSectionSize(painter.cellSize().height());
    m_table->setShowGrid(false);
    m_table->setFrameShape(QFrame::NoFrame);
    m_table->setSelectionMode(QAbstractItemView::SingleSelection);
    m_table->setTabKeyNavigation(false);
    m_table->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_table->setCornerButtonEnabled(false);
    m_table->setAccessibleName(tr("Techniques by tactic"));
    m_table->setObjectName(QStringLiteral("coverageMatrix"));
    m_table->installEventFilter(this);
    m_table->viewport()->installEventFilter(this);
    setFocusProxy(m_table);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(makeBar());
    auto* row = new QHBoxLayout;
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_table, 1);
    row->addWidget(makeDetail());
    column->addLayout(row, 1);
    m_note = new ThemedLabel(theme, Type::Caption, &Theme::text2, this);
    m_note->setContentsMargins(12, 4, 12, 4);
    m_note->setMinimumWidth(40);
    column->addWidget(m_note);

    connect(m_table->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex& current) {
        if (const MatrixPlace place = m_model->place(current); place.cell != nullptr)
            m_chosen = QString::fromStdString(place.cell->id);
        updateDetail();
    });
    connect(m_model, &QAbstractItemModel::modelReset, this, [this] {
        // The reset left no current index: a new one is a change, which updates the detail.
        if (const QModelIndex index = m_model->indexOf(m_chosen); index.isValid())
            m_table->setCurrentIndex(index);
        else
            updateDetail();
    });
    connect(m_table, &QAbstractItemView::doubleClicked, this, [this] { emit guideRequested(m_chosen); });
    updateDetail();
}

QWidget* CoverageView::makeBar()
{
    auto* bar = new QWidget(this);
    auto* row = new FlowLayout(bar, 8);
    row->setContentsMargins(12, 6, 12, 6);
    m_field = new SearchField(m_theme, bar);
    m_field->setPlaceholderText(tr("Filter techniques"));
    m_field->setAccessibleName(tr("Filter techniques"));
    m_field->setFixedWidth(m_theme.width(200));
    m_heat = new Switch(m_theme, bar);
    m_heat->setChoices({tr("Rules"), tr("Vendors"), tr("Matched events")});
    m_heat->setAccessibleName(tr("What the colour tells"));
    m_gaps = new QCheckBox(tr("Only &gaps"), bar);
    m_gaps->setStatusTip(tr("Only techniques without a rule"));
    row->addWidget(m_field);
    row->addWidget(m_heat);
    for (const corpus::Vendor vendor : corpus::allVendors) {
        auto* box = new QCheckBox(text(vendorTitle(vendor)), bar);
        box->setChecked(true);
        m_vendors.push_back(box);
        row->addWidget(box);
        connect(box, &QCheckBox::toggled, this, &CoverageView::readFilter);
    }
    row->addWidget(m_gaps);
    const auto combo = [&](const QString& all, const QString& name) {
        auto* box = new QComboBox(bar);
        box->addItem(all);
        box->setAccessibleName(name);
        box->setMaximumWidth(m_theme.width(170));
        row->addWidget(box);
        connect(box, &QComboBox::currentIndexChanged, this, &CoverageView::readFilter);
        return box;
    };
    m_platform = combo(tr("Every platform"), tr("Platform"));
    m_logSource = combo(tr("Every log source"), tr("Log source"));
    m_level = combo(tr("Every level"), tr("Level"));
    auto* save = new QPushButton(tr("&Export"), bar);
    auto* menu = new QMenu(save);
    menu->addAction(tr("Navigator layer (4.5)…"), this, &CoverageView::saveLayerRequested);
    menu->addAction(tr("PNG picture…"), this, [this] { emit savePictureRequested(false); });
    menu->addAction(tr("SVG picture…"), this, [this] { emit savePictureRequested(true); });
    save->setMenu(menu);
    row->addWidget(save);
    m_legend = new Legend(*m_model, m_theme, bar);
    row->addWidget(m_legend);
    connect(m_field, &QLineEdit::textChanged, m_model, &MatrixModel::setFilter);
    connect(m_field, &SearchField::downPressed, m_table, qOverload<>(&QWidget::setFocus));
    connect(m_field, &SearchField::leftByEscape, m_table, qOverload<>(&QWidget::setFocus));
    connect(m_gaps, &QCheckBox::toggled, m_model, &MatrixModel::setOnlyGaps);
    connect(m_heat, &Switch::choiceChanged, this, [this](int choice) { chooseHeat(static_cast<Heat>(choice)); });
    return bar;
}

QWidget* CoverageView::makeDetail()
{
    auto* panel = new QWidget(this);
    panel->setFixedWidth(m_theme.width(detailWidth));
    panel->setAccessibleName(tr("Technique"));
    auto* column = new QVBoxLayout(panel);
    column->setContentsMargins(12, 12, 12, 12);
    column->setSpacing(6);
    const auto label = [&](Type type, QColor Theme::* colour) {
        auto* result = new ThemedLabel(m_theme, type, colour, panel);
        result->setWordWrap(true);
        column->addWidget(result);
        return result;
    };
    m_name = label(Type::PageTitle, &Theme::text);
    m_id = label(Type::Body, &Theme::text2);
    m_counts = label(Type::Body, &Theme::text);
    m_events = label(Type::Body, &Theme::text2);
    auto* buttons = new QHBoxLayout;
    m_open = new QPushButton(tr("Open guide"), panel);
    m_open->setDefault(true);
    m_new = new QPushButton(tr("New rule"), panel);
    buttons->addWidget(m_open);
    buttons->addWidget(m_new);
    buttons->addStretch(1);
    column->addLayout(buttons);
    m_rules = new QListWidget(panel);
    m_rules->setFrameShape(QFrame::NoFrame);
    m_rules->setAccessibleName(tr("Rules of the technique"));
    m_rules->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_rules->setTextElideMode(Qt::ElideRight);
    column->addWidget(m_rules, 1);
    connect(m_open, &QPushButton::clicked, this, [this] { emit guideRequested(m_chosen); });
    connect(m_new, &QPushButton::clicked, this, [this] { emit newRuleRequested(m_chosen); });
    connect(m_rules, &QListWidget::itemActivated, this,
        [this](const QListWidgetItem* item) { emit ruleRequested(item->data(Qt::UserRole).toUInt()); });
    return panel;
}

void CoverageView::setProfile(const std::shared_ptr<const corpus::Profile>& profile)
{
    m_profile = profile;
    m_hits.clear();
    if (profile) {
        m_isFilling = true;
        const advise::CoverageChoices choices = advise::coverageChoices(*profile, *m_attack);
        fill(*m_platform, choices.platforms);
        fill(*m_logSource, choices.logSources);
        fill(*m_level, choices.levels);
        for (const corpus::Vendor vendor : corpus::allVendors) {
            const auto place = static_cast<std::size_t>(vendor);
            m_vendors[place]->setVisible(std::ranges::contains(profile->vendors(), vendor));
        }
        m_isFilling = false;
    }
    readFilter();
}

void CoverageView::setHits(std::vector<match::Bitmap> hits, const QString& why)
{
    m_hitsNote = why;
    if (hits.empty() && m_hits.empty()) {
        updateNote();
        return;
    }
    m_hits = std::move(hits);
    count();
}

void CoverageView::readFilter()
{
    if (m_isFilling)
        return;
    m_filter = {};
    // All boxes checked leave nothing out, and so does none: an empty matrix would say nothing.
    const bool isAll = std::ranges::all_of(m_vendors, &QCheckBox::isChecked);
    for (const corpus::Vendor vendor : corpus::allVendors) {
        if (!isAll && m_vendors[static_cast<std::size_t>(vendor)]->isChecked())
            m_filter.vendors.push_back(vendor);
    }
    m_filter.platform = chosenWord(*m_platform);
    m_filter.logSource = chosenWord(*m_logSource);
    m_filter.level = chosenWord(*m_level);
    count();
}

void CoverageView::count()
{
    m_model->setMatrix(m_profile ? std::make_shared<const advise::CoverageMatrix>(
                                       advise::coverageMatrix(*m_profile, *m_attack, m_filter, m_hits))
                                 : nullptr);
    updateNote();
}

void CoverageView::chooseHeat(Heat heat)
{
    m_heat->choose(static_cast<int>(heat));
    m_model->setHeat(heat);
    m_legend->update();
    updateNote();
    if (heat == Heat::Events && m_hits.empty())
        emit hitsWanted();
}

void CoverageView::chooseTechnique(const QString& id)
{
    QModelIndex index = m_model->indexOf(id);
    if (!index.isValid()) {
        // A sub-technique may be folded away.
        if (const QModelIndex parent = m_model->indexOf(id.section(u'.', 0, 0)); parent.isValid())
            m_model->toggle(parent);
        index = m_model->indexOf(id);
    }
    if (index.isValid())
        m_table->setCurrentIndex(index);
}

QString CoverageView::chosenTechnique() const { return m_chosen; }

void CoverageView::updateNote()
{
    const CoverageMatrixPtr& matrix = m_model->matrix();
    if (!matrix) {
        m_note->setText(tr("No rule corpus yet"));
        return;
    }
    QStringList parts{tr("%1 of %2 techniques have a rule").arg(matrix->techniquesCovered).arg(matrix->techniques),
        tr("%1 of %2 with sub-techniques").arg(matrix->allCovered).arg(matrix->all),
        tr("%1 rules").arg(grouped(qint64(matrix->rules))), tr("ATT&CK v%1").arg(text(m_attack->version()))};
    if (m_model->heat() == Heat::Events && !m_hitsNote.isEmpty())
        parts.prepend(m_hitsNote);
    m_note->setText(parts.join(QStringLiteral("   |   ")));
}

void CoverageView::updateDetail()
{
    const MatrixPlace place = m_model->place(m_table->currentIndex());
    const bool isChosen = place.cell != nullptr && m_profile != nullptr;
    m_open->setEnabled(isChosen);
    m_new->setEnabled(isChosen);
    m_rules->clear();
    if (!isChosen) {
        m_name->setText(tr("No technique chosen"));
        m_id->setText(tr("Choose one in the matrix: Enter opens its guide, Space unfolds its sub-techniques."));
        m_counts->setText(QString());
        m_events->setText(QString());
        return;
    }
    const advise::MatrixCell& cell = *place.cell;
    m_name->setText(QString::fromStdString(cell.name));
    m_id->setText(QString::fromStdString(cell.id) + QStringLiteral("  ")
        + m_model->headerData(m_table->currentIndex().column(), Qt::Horizontal, Qt::DisplayRole).toString());
    QStringList lines;
    for (const corpus::Vendor vendor : m_profile->vendors()) {
        const auto at = static_cast<std::size_t>(vendor);
        lines << tr("%1: %2 exact, %3 with sub-techniques")
                     .arg(text(vendorTitle(vendor)), grouped(cell.exactByVendor[at]), grouped(cell.byVendor[at]));
    }
    lines << tr("All rules: %1 exact, %2 with sub-techniques").arg(grouped(cell.exact), grouped(cell.rules));
    m_counts->setText(lines.join(u'\n'));
    m_events->setText(m_model->matrix()->hasEvents ? tr("%1 loaded events matched by %2 of these rules")
                                                         .arg(grouped(qint64(cell.events)), grouped(cell.rulesWithHits))
                                                   : QString());
    const std::string prefix = cell.id + '.';
    for (std::size_t i = 0; i < m_profile->rules().size(); ++i) {
        const corpus::ProfileRule& rule = m_profile->rules()[i];
        const bool isOfIt = std::ranges::any_of(
            rule.techniques, [&](const std::string& id) { return id == cell.id || id.starts_with(prefix); });
        if (!isOfIt)
            continue;
        auto* item = new QListWidgetItem(QString::fromStdString(rule.title), m_rules);
        item->setData(Qt::UserRole, static_cast<uint>(i));
        item->setToolTip(text(vendorTitle(rule.vendor)));
        item->setData(Qt::AccessibleTextRole, item->text() + QStringLiteral(", ") + item->toolTip());
    }
}

bool CoverageView::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_table && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
            if (!m_chosen.isEmpty())
                emit guideRequested(m_chosen);
            return true;
        }
        if (key->key() == Qt::Key_Space) {
            m_model->toggle(m_table->currentIndex());
            return true;
        }
        if (key->text() == u"/") {
            m_field->setFocus(Qt::ShortcutFocusReason);
            return true;
        }
    }
    if (watched == m_table && event->type() == QEvent::FocusIn && !m_table->currentIndex().isValid()
        && m_model->columnCount() > 0)
        m_table->setCurrentIndex(m_model->index(0, 0));
    if (watched == m_table->viewport() && event->type() == QEvent::MouseButtonRelease) {
        const auto* mouse = static_cast<QMouseEvent*>(event);
        const QModelIndex index = m_table->indexAt(mouse->pos());
        // The lower half of a cell has the chevron.
        if (m_model->place(index).hasSubtechniques && mouse->pos().y() > m_table->visualRect(index).center().y()
            && mouse->pos().x() < m_table->visualRect(index).center().x())
            m_model->toggle(index);
    }
    return QWidget::eventFilter(watched, event);
}

} // namespace rulewright::ui
