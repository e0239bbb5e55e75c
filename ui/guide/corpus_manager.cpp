// SPDX-License-Identifier: Apache-2.0
#include "ui/guide/corpus_manager.h"

#include "ui/window/plain_table.h"
#include "ui/window/theme.h"
#include "ui/window/themed_label.h"
#include "ui/window/words.h"

#include <QAction>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLineEdit>
#include <QMenu>
#include <QPushButton>
#include <QStandardItemModel>
#include <QVBoxLayout>

#include <algorithm>

namespace rulewright::ui {

namespace {

enum Column { Name, Vendor, Rules, Complete, Partial, NoQuery, Failed, State, ColumnCount };

QString vendorWords(corpus::Vendor vendor)
{
    const std::string_view title = corpus::vendorTitle(vendor);
    return QString::fromUtf8(title.data(), qsizetype(title.size()));
}

} // namespace

std::vector<CorpusPreset> corpusPresets()
{
    return {{CorpusManager::tr("Sigma (SigmaHQ)"), QStringLiteral("https://github.com/SigmaHQ/sigma")},
        {CorpusManager::tr("Elastic detection rules"), QStringLiteral("https://github.com/elastic/detection-rules")},
        {CorpusManager::tr("Splunk security content"), QStringLiteral("https://github.com/splunk/security_content")}};
}

CorpusManager::CorpusManager(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_address(new QLineEdit(this))
    , m_sentence(new ThemedLabel(theme, Type::Body, &Theme::text2, this))
    , m_attack(new ThemedLabel(theme, Type::Caption, &Theme::text2, this))
    , m_problemsTitle(new ThemedLabel(theme, Type::BodyStrong, &Theme::text, this))
    , m_collectionModel(new QStandardItemModel(0, ColumnCount, this))
    , m_problemModel(new QStandardItemModel(0, 3, this))
{
    setAccessibleName(tr("Rule collections"));
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    m_collections = new PlainTable(m_collectionModel, tr("Rule collections"), theme, this);
    m_problems = new PlainTable(m_problemModel, tr("Rules that were not read whole"), theme, this);
    m_address->setPlaceholderText(tr("Address of a repository, or choose one of the public ones"));
    m_address->setAccessibleName(tr("Address to clone from"));
    m_address->setClearButtonEnabled(true);

    QAction* add = command("addFolder", tr("Add folder…"), tr("Read a folder of rules; whose they are is recognised"));
    QAction* clone = command("clone", tr("Clone"), tr("Fetch the repository at this address and read its rules"));
    m_update = command("update", tr("Update"), tr("Fetch the newest state of the chosen clone"));
    m_remove = command("remove", tr("Remove"), tr("Read the chosen collection no more; its files stay"));
    QAction* attack = command("importAttack", tr("Import ATT&&CK…"), tr("Read another version from a STIX bundle"));
    connect(add, &QAction::triggered, this, &CorpusManager::addFolderWanted);
    const auto startClone = [this] {
        if (!m_address->text().trimmed().isEmpty())
            emit cloneWanted(m_address->text().trimmed());
    };
    connect(clone, &QAction::triggered, this, startClone);
    connect(m_address, &QLineEdit::returnPressed, this, startClone);
    connect(m_update, &QAction::triggered, this, [this] {
        if (const CorpusRow* row = chosen())
            emit updateWanted(row->folder);
    });
    connect(m_remove, &QAction::triggered, this, [this] {
        if (const CorpusRow* row = chosen())
            emit removeWanted(row->folder);
    });
    connect(attack, &QAction::triggered, this, &CorpusManager::importAttackWanted);

    const auto button = [this](QAction* action) {
        auto* result = new QPushButton(action->text(), this);
        result->setToolTip(action->statusTip());
        result->setAccessibleDescription(action->statusTip());
        result->setEnabled(action->isEnabled());
        connect(result, &QPushButton::clicked, action, &QAction::trigger);
        connect(action, &QAction::enabledChanged, result, &QPushButton::setEnabled);
        return result;
    };
    auto* presets = new QPushButton(tr("Public repositories"), this);
    auto* menu = new QMenu(presets);
    for (const CorpusPreset& preset : corpusPresets()) {
        QAction* choice = menu->addAction(preset.name);
        connect(choice, &QAction::triggered, this, [this, preset] {
            m_address->setText(preset.address);
            m_address->setFocus();
        });
    }
    presets->setMenu(menu);
    connect(m_address, &QLineEdit::textChanged, clone,
        [clone](const QString& text) { clone->setEnabled(!text.trimmed().isEmpty()); });
    clone->setEnabled(false);

    auto* title = new ThemedLabel(theme, Type::PageTitle, &Theme::text, this);
    title->setText(tr("Rule collections"));
    auto* from = new QHBoxLayout;
    from->addWidget(m_address, 1);
    from->addWidget(presets);
    from->addWidget(button(clone));
    auto* buttons = new QHBoxLayout;
    for (QAction* action : {add, m_update, m_remove})
        buttons->addWidget(button(action));
    buttons->addStretch(1);
    buttons->addWidget(m_attack);
    buttons->addWidget(button(attack));
    m_sentence->setWordWrap(true);
    m_sentence->hide();

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(24, 20, 24, 16);
    column->setSpacing(8);
    column->addWidget(title);
    column->addLayout(from);
    column->addWidget(m_sentence);
    column->addWidget(m_collections);
    column->addLayout(buttons);
    column->addSpacing(8);
    column->addWidget(m_problemsTitle);
    column->addWidget(m_problems, 1);
    column->addStretch(0);
    setFocusProxy(m_collections);

    m_collectionModel->setHorizontalHeaderLabels({tr("Collection"), tr("Vendor"), tr("Rules"), tr("Read whole"),
        tr("In part"), tr("No query"), tr("Failed"), tr("State")});
    m_problemModel->setHorizontalHeaderLabels({tr("Rule"), tr("Read"), tr("Why")});
    for (int number = Rules; number <= Failed; ++number)
        m_collectionModel->horizontalHeaderItem(number)->setTextAlignment(Qt::AlignRight | Qt::AlignVCenter);
    m_collections->horizontalHeader()->setSectionResizeMode(Name, QHeaderView::Stretch);
    m_collections->horizontalHeader()->setMinimumSectionSize(theme.width(40));
    m_problems->horizontalHeader()->setStretchLastSection(true);
    m_problems->setColumnWidth(0, theme.width(220));
    m_problems->setColumnWidth(1, theme.width(60));
    connect(m_collections->selectionModel(), &QItemSelectionModel::currentRowChanged, this, &CorpusManager::onChosen);
    onChosen();
}

QAction* CorpusManager::command(const char* name, const QString& text, const QString& tip)
{
    auto* action = new QAction(text, this);
    action->setObjectName(QString::fromLatin1(name));
    action->setStatusTip(tip);
    addAction(action);
    m_commands.push_back(action);
    return action;
}

void CorpusManager::setRows(std::vector<CorpusRow> rows)
{
    const CorpusRow* before = chosen();
    const std::pair key(before ? before->folder : QString(), before ? before->vendor : corpus::Vendor::Sigma);
    m_rows = std::move(rows);
    fill();
    int current = 0;
    for (std::size_t i = 0; i < m_rows.size(); ++i) {
        if (std::pair(m_rows[i].folder, m_rows[i].vendor) == key)
            current = int(i);
    }
    m_collections->selectRow(current);
    onChosen();
}

void CorpusManager::chooseFolder(const QString& folder)
{
    const auto row = std::ranges::find(m_rows, folder, &CorpusRow::folder);
    if (row != m_rows.end())
        m_collections->selectRow(int(row - m_rows.begin()));
}

void CorpusManager::fill()
{
    m_collectionModel->setRowCount(0);
    for (const CorpusRow& row : m_rows) {
        auto* name = textCell(row.folder.isEmpty() ? tr("Built-in rules") : row.folder);
        if (!row.origin.isEmpty())
            name->setToolTip(tr("%1, a clone of %2").arg(row.folder, row.origin));
        const quint32 complete = row.rules - row.partial - row.noQuery - row.failed;
        m_collectionModel->appendRow({name, textCell(vendorWords(row.vendor)), numberCell(row.rules),
            numberCell(complete), numberCell(row.partial), numberCell(row.noQuery), numberCell(row.failed),
            textCell(row.state, Type::Body, true)});
    }
    // Numbers of one width, so that the captions have room; the name takes the rest.
    m_collections->setColumnWidth(Vendor, m_theme.width(76));
    for (int column = Rules; column <= Failed; ++column)
        m_collections->setColumnWidth(column, m_theme.width(76));
    m_collections->resizeColumnToContents(State);
    m_collections->setColumnHidden(
        State, std::ranges::all_of(m_rows, [](const CorpusRow& row) { return row.state.isEmpty(); }));
    // As high as its rows: what is below is the chosen one's.
    constexpr int mostRows = 10;
    const int row = m_collections->verticalHeader()->defaultSectionSize();
    m_collections->setFixedHeight(
        m_collections->horizontalHeader()->height() + row * std::clamp(int(m_rows.size()), 2, mostRows) + 4);
}

const CorpusRow* CorpusManager::chosen() const
{
    const int row = m_collections->currentIndex().row();
    return row >= 0 && std::size_t(row) < m_rows.size() ? &m_rows[std::size_t(row)] : nullptr;
}

void CorpusManager::onChosen()
{
    const CorpusRow* row = chosen();
    m_update->setEnabled(row != nullptr && !row->origin.isEmpty());
    m_remove->setEnabled(row != nullptr);
    m_problemModel->setRowCount(0);
    m_problems->setVisible(row && !row->problems.empty());
    if (!row) {
        m_problemsTitle->setText(tr("No collection is loaded: add a folder, or clone a repository"));
        return;
    }
    m_problemsTitle->setText(row->problems.empty()
            ? tr("Every rule of this collection was read whole")
            : tr("%1 rules were not read whole").arg(grouped(qint64(row->problems.size()))));
    const auto whole = [](QStandardItem* cell) {
        cell->setToolTip(cell->text().toHtmlEscaped());
        return cell;
    };
    for (const CorpusProblem& problem : row->problems)
        m_problemModel->appendRow({whole(textCell(problem.path)),
            textCell(problem.isFailed ? tr("not") : tr("in part")), whole(textCell(problem.reason))});
}

void CorpusManager::setSentence(const QString& sentence)
{
    m_sentence->setText(sentence);
    m_sentence->setVisible(!sentence.isEmpty());
}

void CorpusManager::setAttackVersion(const QString& version)
{
    m_attack->setText(tr("Techniques: ATT&&CK %1").arg(version).replace(QStringLiteral("&&"), QStringLiteral("&")));
}

} // namespace rulewright::ui
