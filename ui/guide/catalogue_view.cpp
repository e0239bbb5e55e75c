// SPDX-License-Identifier: Apache-2.0
#include "ui/guide/catalogue_view.h"

#include "ui/guide/catalogue_field.h"
#include "ui/guide/guide_words.h"
#include "ui/guide/marked_delegate.h"
#include "ui/window/document_area.h"
#include "ui/window/empty_state.h"
#include "ui/window/plain_table.h"
#include "ui/window/theme.h"
#include "ui/window/themed_label.h"
#include "ui/window/words.h"

#include <QAction>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QStackedWidget>
#include <QStandardItemModel>
#include <QVBoxLayout>

#include <algorithm>

namespace rulewright::ui {

namespace {

constexpr int mostReasons = 6;
constexpr int widestField = 720;

enum ReasonColumn { Where, What };

} // namespace

CatalogueView::CatalogueView(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_field(new CatalogueField(theme, this))
    , m_model(new CatalogueModel(this))
    , m_reasonModel(new QStandardItemModel(0, 2, this))
    , m_summary(new ThemedLabel(theme, Type::Caption, &Theme::text2, this))
    , m_error(new ThemedLabel(theme, Type::Caption, &Theme::error, this))
    , m_remark(new ThemedLabel(theme, Type::Caption, &Theme::caveat, this))
    , m_pages(new QStackedWidget(this))
    , m_empty(new EmptyState(theme, this))
    , m_shorten(new QAction(this))
{
    setProperty(DocumentArea::wholeHeightProperty, true);
    setAccessibleName(tr("Search the rules"));
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    setFocusProxy(m_field);
    m_table = new PlainTable(m_model, tr("Rules that were found"), theme, this);
    m_table->setItemDelegate(new MarkedDelegate(theme, *m_table));
    m_table->setObjectName(QStringLiteral("catalogue"));
    m_table->setAccessibleDescription(tr("Enter opens the rule, Up from the first one goes back to the field"));
    m_table->horizontalHeader()->setMinimumSectionSize(theme.width(40));
    m_table->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_table->installEventFilter(this);
    m_reasons = new PlainTable(m_reasonModel, tr("Why the rule was found"), theme, this);
    m_reasons->setItemDelegate(new MarkedDelegate(theme, *m_reasons));
    m_reasons->horizontalHeader()->hide();
    m_reasons->horizontalHeader()->setStretchLastSection(true);
    m_reasons->setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_error->setWordWrap(true);
    m_remark->setWordWrap(true);

    auto* list = new QWidget(m_pages);
    auto* listColumn = new QVBoxLayout(list);
    listColumn->setContentsMargins(24, 0, 24, 12);
    listColumn->setSpacing(8);
    listColumn->addWidget(m_table, 1);
    auto* line = new QFrame(list);
    line->setFrameShape(QFrame::HLine);
    line->setForegroundRole(QPalette::Mid);
    line->setFrameShadow(QFrame::Plain);
    listColumn->addWidget(line);
    listColumn->addWidget(m_reasons);
    m_pages->addWidget(list);
    m_pages->addWidget(m_empty);

    auto* title = new ThemedLabel(theme, Type::PageTitle, &Theme::text, this);
    title->setText(tr("Search the rules"));
    m_field->setMaximumWidth(theme.width(widestField));
    auto* head = new QVBoxLayout;
    head->setContentsMargins(24, 20, 24, 8);
    head->setSpacing(8);
    head->addWidget(title);
    head->addWidget(m_field);
    for (ThemedLabel* label : {m_summary, m_error, m_remark})
        head->addWidget(label);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(head);
    column->addWidget(m_pages, 1);

    connect(m_field, &QLineEdit::textChanged, this, &CatalogueView::searchWanted);
    const auto toResults = [this] {
        if (isListShown())
            m_table->setFocus(Qt::TabFocusReason);
    };
    connect(m_field, &SearchField::downPressed, this, toResults);
    connect(m_field, &SuggestField::textEntered, this, toResults);
    const auto open = [this](const QModelIndex& index) { emit ruleRequested(quint32(m_model->rule(index.row()))); };
    connect(m_table, &QTableView::activated, this, open);
    connect(m_table->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &CatalogueView::showReasons);
    connect(m_shorten, &QAction::triggered, this, [this] {
        if (m_latest && !m_latest->without.empty())
            setText(m_latest->without.front().text);
    });
    showState();
}

void CatalogueView::setProfile(const std::shared_ptr<const corpus::Profile>& profile)
{
    m_profile = profile;
    // Places in the rules of before.
    m_latest.reset();
    m_model->setResults(nullptr);
    m_model->setHits(nullptr);
    m_field->suggestions().setWords(nullptr);
    showState();
    if (m_profile && !m_profile->isEmpty())
        emit searchWanted(m_field->text());
}

void CatalogueView::setWords(const std::shared_ptr<const CatalogueWords>& words)
{
    m_field->suggestions().setWords(words);
}

void CatalogueView::setResults(const std::shared_ptr<const CatalogueResults>& results)
{
    m_latest = results;
    std::vector<TextPlace> faults;
    if (results->error && !results->error->place.isEmpty())
        faults.push_back(placeIn(results->text, results->error->place));
    for (const corpus::CatalogueRemark& remark : results->query.remarks)
        faults.push_back(placeIn(results->text, remark.place));
    m_field->setFaults(std::move(faults), results->error.has_value());
    if (!results->error)
        m_model->setResults(results);
    showState();
    if (!results->error && m_model->rowCount() > 0) {
        m_table->selectRow(0);
        m_table->scrollToTop();
    }
}

void CatalogueView::setHits(const std::shared_ptr<const RuleHitCounts>& hits)
{
    m_model->setHits(hits);
    fitColumns();
}

void CatalogueView::setCorpusActions(const std::vector<QAction*>& actions)
{
    m_corpusActions = actions;
    showState();
}

void CatalogueView::setText(const QString& text)
{
    m_field->setText(text);
    m_field->setFocus(Qt::OtherFocusReason);
}

QString CatalogueView::summary() const
{
    QStringList lines;
    for (const ThemedLabel* label : {m_summary, m_error, m_remark}) {
        if (!label->isHidden())
            lines << label->text();
    }
    return lines.join(u'\n');
}

bool CatalogueView::isListShown() const { return m_pages->currentWidget() != m_empty; }

void CatalogueView::showState()
{
    const bool hasRules = m_profile && !m_profile->isEmpty();
    const bool isAsked = m_latest && !m_latest->isEmpty();
    if (!hasRules) {
        m_empty->setWords({QStringLiteral("search"), tr("No rules to search"),
            tr("A search looks through the rules of all loaded collections. Load the built-in ones, or add a folder."),
            QString()});
        m_empty->setActions(m_corpusActions);
    } else if (m_model->rowCount() == 0 && isAsked && !m_latest->error) {
        const bool isOne = m_latest->query.terms.size() < 2;
        QString next = isOne ? tr("Look for a shorter word, or for another part: what is searched are the title, the "
                                  "description, the path, the techniques, the fields and the values of each rule.")
                             : tr("No single part is to blame: take several away.");
        std::vector<QAction*> actions;
        if (!m_latest->without.empty()) {
            QStringList lines;
            for (const CatalogueWithout& without : m_latest->without)
                lines << tr("without %1: %2").arg(without.part, rulesWords(without.hits));
            next = tr("Remove a word: %1.").arg(lines.join(QStringLiteral("; ")));
            m_shorten->setText(tr("Remove %1").arg(m_latest->without.front().part).replace(u'&', QStringLiteral("&&")));
            actions.push_back(m_shorten);
        }
        m_empty->setWords({QStringLiteral("search"),
            isOne ? tr("No rule has %1").arg(m_latest->text.trimmed())
                  : tr("No rule has all of %1").arg(m_latest->text.simplified()),
            next, tr("Looked through %1 rules").arg(grouped(qint64(m_profile->rules().size())))});
        m_empty->setActions(actions);
    } else if (m_model->rowCount() == 0) {
        m_empty->setWords({QStringLiteral("search"), tr("What are you looking for?"),
            tr("Type words: they may stand in any part of a rule. Or ask for one part: technique:T1219, field:Image, "
               "value:cmd.exe, logsource:windows/process_creation, level:high, vendor:sigma. \"Two words\" in quotes "
               "are one, NOT before a part turns it round."),
            tr("Tab takes a suggestion, Down goes to the results, Enter opens a rule")});
        m_empty->setActions({});
    }
    m_pages->setCurrentIndex(hasRules && m_model->rowCount() > 0 ? 0 : 1);
    showSummary();
    showReasons();
    fitColumns();
}

void CatalogueView::showSummary()
{
    const std::shared_ptr<const CatalogueResults>& shown = m_model->results();
    const bool hasRules = m_profile && !m_profile->isEmpty();
    const QString all = hasRules ? grouped(qint64(m_profile->rules().size())) : QString();
    const bool isError = m_latest && m_latest->error;
    QString summary;
    if (hasRules && shown && !shown->isEmpty())
        summary = isError
            ? tr("Still the %1 of %2 rules for %3").arg(grouped(m_model->rowCount()), all, shown->text.simplified())
            : tr("%1 of %2 rules").arg(grouped(m_model->rowCount()), all);
    else if (hasRules)
        summary = tr("%1 rules").arg(all);
    m_summary->setText(summary);
    const auto sentence = [](std::string text) {
        if (!text.empty() && text.front() >= 'a' && text.front() <= 'z')
            text.front() = char(text.front() - 'a' + 'A');
        return QString::fromStdString(text);
    };
    m_error->setText(isError ? QStringLiteral("✗ ") + sentence(m_latest->error->sentence) : QString());
    m_error->setVisible(isError);
    QStringList remarks;
    if (m_latest && !isError) {
        for (const corpus::CatalogueRemark& remark : m_latest->query.remarks)
            remarks << sentence(remark.sentence);
    }
    m_remark->setText(remarks.join(u'\n'));
    m_remark->setVisible(!remarks.isEmpty());
    m_field->setToolTip(isError ? m_error->text() : m_remark->text());
}

void CatalogueView::showReasons()
{
    m_reasonModel->setRowCount(0);
    const int row = m_table->currentIndex().row();
    if (row >= 0 && row < m_model->rowCount()) {
        const auto add = [this](const QString& where, const QString& what, Type type, int column) {
            QStandardItem* cell = textCell(what, type);
            cell->setData(m_model->index(0, column).data(CatalogueModel::WordsRole), CatalogueModel::WordsRole);
            cell->setData(column == CatalogueModel::Path, CatalogueModel::IsPathRole);
            m_reasonModel->appendRow({textCell(where, Type::Caption, true), cell});
        };
        add(tr("path"), m_model->index(row, CatalogueModel::Path).data().toString(), Type::ValueSmall,
            CatalogueModel::Path);
        add(tr("log source"), m_model->index(row, CatalogueModel::LogSource).data().toString(), Type::Body,
            CatalogueModel::LogSource);
        std::size_t left = 0;
        for (const CatalogueModel::Reason& reason : m_model->reasons(row, mostReasons, &left))
            add(reason.part, reason.text, Type::ValueSmall, CatalogueModel::FoundIn);
        if (left > 0)
            add(QString(), tr("and %1 more").arg(grouped(qint64(left))), Type::Caption, CatalogueModel::Hits);
    }
    m_reasons->setColumnWidth(Where, m_theme.width(96));
    m_reasons->setFixedHeight(m_reasons->verticalHeader()->defaultSectionSize() * (mostReasons + 3));
}

// The rule takes what the others leave; what does not fit stands below, for the chosen rule.
void CatalogueView::fitColumns()
{
    const int room = m_table->viewport()->width();
    const auto scaled = [this](int designed) { return m_theme.width(designed); };
    const bool isWide = room >= scaled(1240);
    const bool isNarrow = room < scaled(900);
    m_table->setColumnHidden(CatalogueModel::Path, !isWide);
    m_table->setColumnHidden(CatalogueModel::LogSource, isNarrow);
    m_table->setColumnHidden(CatalogueModel::Hits, !m_model->hasHits());
    const std::pair<int, int> widths[]{{CatalogueModel::Vendor, 64}, {CatalogueModel::Level, 92},
        {CatalogueModel::Techniques, isNarrow ? 84 : 126}, {CatalogueModel::LogSource, 190},
        {CatalogueModel::FoundIn, isWide ? 330 : 220}, {CatalogueModel::Path, 300}, {CatalogueModel::Hits, 64}};
    int taken = 0;
    for (const auto& [column, width] : widths) {
        m_table->setColumnWidth(column, scaled(width));
        taken += m_table->isColumnHidden(column) ? 0 : scaled(width);
    }
    m_table->setColumnWidth(CatalogueModel::Title, std::max(scaled(160), room - taken));
}

void CatalogueView::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    layout()->activate();
    fitColumns();
}

// Up from the first rule goes back to the field, and so does Esc.
bool CatalogueView::eventFilter(QObject* watched, QEvent* event)
{
    if (watched == m_table && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        const bool isUp = key->key() == Qt::Key_Up && m_table->currentIndex().row() <= 0;
        if (isUp || key->key() == Qt::Key_Escape) {
            m_field->setFocus(Qt::BacktabFocusReason);
            return true;
        }
        if (key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter) {
            if (m_table->currentIndex().isValid())
                emit ruleRequested(quint32(m_model->rule(m_table->currentIndex().row())));
            return true;
        }
    }
    if (watched == m_table && event->type() == QEvent::Resize)
        fitColumns();
    return QWidget::eventFilter(watched, event);
}

} // namespace rulewright::ui
