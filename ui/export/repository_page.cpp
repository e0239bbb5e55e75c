// SPDX-License-Identifier: Apache-2.0
#include "ui/export/repository_page.h"

#include "ui/window/document_area.h"
#include "ui/window/hairline_splitter.h"
#include "ui/window/theme.h"
#include "ui/window/themed_label.h"

#include <QEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QScrollArea>
#include <QTextBlock>
#include <QVBoxLayout>

#include <algorithm>

namespace rulewright::ui {

namespace {

QString text(const std::string& utf8) { return QString::fromStdString(utf8); }

std::optional<std::string> unlessEmpty(const QLineEdit& field)
{
    const QString written = field.text().trimmed();
    return written.isEmpty() ? std::nullopt : std::optional(written.toStdString());
}

} // namespace

RepositoryPage::RepositoryPage(
    RuleToExport rule, QString folder, ChooseFolder chooseFolder, const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_rule(std::move(rule))
    , m_chooseFolder(std::move(chooseFolder))
    , m_theme(theme)
    , m_state(new ThemedLabel(theme, Type::Body, &Theme::text2, this))
    , m_commit(new QPushButton(tr("&Commit to branch"), this))
    , m_files(new QListWidget(this))
    , m_diff(new QPlainTextEdit(this))
{
    setProperty(DocumentArea::wholeHeightProperty, true);
    setAccessibleName(tr("Save into repository"));
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    auto* form = new QWidget(this);
    auto* column = new QVBoxLayout(form);
    column->setContentsMargins(20, 16, 20, 16);
    column->setSpacing(4);
    auto* title = new ThemedLabel(theme, Type::PageTitle, &Theme::text, form);
    title->setText(tr("Save into repository"));
    column->addWidget(title);
    column->addSpacing(8);
    m_folder = addField(column, tr("Repository"), m_folderNote);
    auto* choose = new QPushButton(tr("C&hoose folder…"), form);
    choose->setSizePolicy(QSizePolicy::Maximum, QSizePolicy::Fixed);
    // Beside its field.
    const int at = column->indexOf(m_folder);
    auto* place = new QHBoxLayout;
    place->setSpacing(8);
    column->removeWidget(m_folder);
    place->addWidget(m_folder, 1);
    place->addWidget(choose);
    column->insertLayout(at, place);
    m_branch = addField(column, tr("Branch"), m_branchNote);
    m_ruleFolder = addField(column, tr("Folder"), m_placeNote);
    m_fileName = addField(column, tr("File name"), m_nameNote);
    m_message = addField(column, tr("Message"), m_messageNote);
    column->addStretch(1);
    m_state->setWordWrap(true);
    column->addWidget(m_state);
    auto* buttons = new QHBoxLayout;
    m_commit->setDefault(true);
    buttons->addWidget(m_commit);
    buttons->addStretch(1);
    column->addLayout(buttons);

    auto* right = new QWidget(this);
    auto* preview = new QVBoxLayout(right);
    preview->setContentsMargins(0, 0, 0, 0);
    preview->setSpacing(0);
    m_files->setAccessibleName(tr("Files"));
    m_files->setFrameShape(QFrame::NoFrame);
    m_files->setTextElideMode(Qt::ElideMiddle);
    m_files->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    m_diff->setAccessibleName(tr("What changes"));
    m_diff->setFrameShape(QFrame::NoFrame);
    m_diff->setReadOnly(true);
    m_diff->document()->setDocumentMargin(8);
    m_diff->setTabChangesFocus(true);
    m_diff->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_diff->setFont(theme.font(Type::Editor));
    m_files->setFont(theme.font(Type::Value));
    auto* line = new QWidget(right);
    auto* above = new QHBoxLayout(line);
    above->setContentsMargins(12, 6, 12, 6);
    m_shown = new ThemedLabel(theme, Type::BodyStrong, &Theme::text, line);
    auto* exact = new ThemedLabel(theme, Type::Caption, &Theme::text2, line);
    exact->setText(tr("as it will be written, byte for byte"));
    exact->setAlignment(Qt::AlignRight | Qt::AlignVCenter);
    above->addWidget(m_shown, 1);
    above->addWidget(exact);
    line->setBackgroundRole(QPalette::Window);
    line->setAutoFillBackground(true);
    auto* list = new QVBoxLayout;
    list->setContentsMargins(8, 4, 8, 4);
    list->addWidget(m_files);
    right->setBackgroundRole(QPalette::Base);
    right->setAutoFillBackground(true);
    preview->addLayout(list);
    preview->addWidget(line);
    preview->addWidget(m_diff, 1);
    m_preview = right;

    auto* scroll = new QScrollArea(this);
    scroll->setFrameShape(QFrame::NoFrame);
    scroll->setWidgetResizable(true);
    scroll->setAccessibleName(tr("Where the rule goes"));
    scroll->setWidget(form);
    auto* split = new HairlineSplitter(Qt::Horizontal, this);
    split->addWidget(scroll);
    split->addWidget(right);
    split->setSizes({theme.width(420), theme.width(760)});
    split->setStretchFactor(1, 1);
    auto* own = new QVBoxLayout(this);
    own->setContentsMargins(0, 0, 0, 0);
    own->addWidget(split);
    setFocusProxy(m_folder);

    connect(choose, &QPushButton::clicked, this, [this] {
        const QString chosen
            = m_chooseFolder ? m_chooseFolder(tr("The folder of a git repository"), m_folder->text()) : QString();
        if (chosen.isEmpty())
            return;
        m_folder->setText(chosen);
        propose();
        emit folderChosen(chosen);
    });
    connect(m_folder, &QLineEdit::editingFinished, this, [this] {
        if (m_folder->isModified()) {
            m_folder->setModified(false);
            propose();
            emit folderChosen(m_folder->text());
        }
    });
    for (QLineEdit* field : {m_branch, m_ruleFolder, m_fileName, m_message})
        connect(field, &QLineEdit::textEdited, this, &RepositoryPage::replan);
    connect(m_commit, &QPushButton::clicked, this, &RepositoryPage::commit);
    connect(m_files, &QListWidget::currentRowChanged, this, [this] { showPlan(); });
    m_folder->setText(folder);
    propose();
}

QLineEdit* RepositoryPage::addField(QVBoxLayout* column, const QString& name, ThemedLabel*& note)
{
    auto* label = new ThemedLabel(m_theme, Type::CaptionStrong, &Theme::text2, this);
    label->setText(name);
    auto* field = new QLineEdit(this);
    field->setAccessibleName(name);
    field->setFont(m_theme.font(Type::ValueSmall));
    label->setBuddy(field);
    note = new ThemedLabel(m_theme, Type::Caption, &Theme::text2, this);
    note->setWordWrap(true);
    column->addWidget(label);
    column->addWidget(field);
    note->hide();
    column->addWidget(note);
    column->addSpacing(10);
    return field;
}

void RepositoryPage::propose()
{
    for (QLineEdit* field : {m_branch, m_ruleFolder, m_fileName, m_message})
        field->clear();
    replan();
    if (!m_plan)
        return;
    m_branch->setText(text(m_plan->branch));
    m_ruleFolder->setText(text(m_plan->place.folder));
    m_fileName->setText(text(m_plan->place.fileName));
    m_message->setText(text(m_plan->message).trimmed());
}

void RepositoryPage::replan()
{
    m_plan.reset();
    exporting::ExportRequest request;
    request.repository = m_folder->text().toStdString();
    request.bytes = m_rule.bytes;
    request.rule = m_rule.document ? rule::mainRule(*m_rule.document) : nullptr;
    request.rulesInFile = m_rule.document ? m_rule.document->rules.size() : 0;
    request.ownName = m_rule.name.toStdString();
    request.date = m_rule.date.toStdString();
    request.branch = unlessEmpty(*m_branch);
    request.folder = unlessEmpty(*m_ruleFolder);
    request.fileName = unlessEmpty(*m_fileName);
    if (auto message = unlessEmpty(*m_message))
        request.message = *message + "\n";
    QString problem;
    if (m_folder->text().isEmpty())
        problem = tr("Choose the folder of a git repository.");
    else if (request.rule == nullptr)
        problem = tr("The rule cannot be read: mend its errors first.");
    else if (auto plan = exporting::planExport(request))
        m_plan = std::move(*plan);
    else
        problem = text(plan.error());
    m_state->setText(m_plan ? tr("Nothing is pushed: no network is used.") : problem);
    m_commit->setEnabled(m_plan.has_value());
    m_branchNote->setText(!m_plan ? QString()
            : m_plan->isNewBranch ? (m_plan->base.empty() ? tr("new, with the first commit")
                                                          : tr("new, from %1").arg(text(m_plan->base.substr(0, 7))))
                                  : tr("is there already"));
    m_placeNote->setText(m_plan ? text(m_plan->place.reason) : QString());
    m_nameNote->setText(m_plan
            ? tr("%1 of at most %2 characters").arg(m_plan->place.fileName.size()).arg(exporting::longestFileName)
            : QString());
    for (ThemedLabel* note : {m_branchNote, m_placeNote, m_nameNote})
        note->setVisible(!note->text().isEmpty());
    m_preview->setVisible(m_plan.has_value());
    const QSignalBlocker quiet(m_files);
    m_files->clear();
    if (m_plan) {
        const int height = m_theme.height(24);
        for (const exporting::PlannedFile& file : m_plan->files) {
            auto* item = new QListWidgetItem(
                tr("%1  %2   +%3 −%4")
                    .arg(file.isNew ? QStringLiteral("A") : QStringLiteral("M"), text(file.file.path))
                    .arg(exporting::added(file.diff))
                    .arg(exporting::removed(file.diff)),
                m_files);
            item->setSizeHint({0, height});
            item->setToolTip(text(file.file.path).toHtmlEscaped());
        }
        m_files->setCurrentRow(0);
        m_files->setFixedHeight(height * std::clamp(m_files->count(), 1, 3));
    }
    showPlan();
}

// The grounds of lines stand in the text: another theme writes them anew.
void RepositoryPage::changeEvent(QEvent* event)
{
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && m_plan)
        showPlan();
}

void RepositoryPage::showPlan()
{
    m_diff->clear();
    const int row = m_files->currentRow();
    if (!m_plan || row < 0 || std::size_t(row) >= m_plan->files.size())
        return;
    const exporting::PlannedFile& shown = m_plan->files[std::size_t(row)];
    const std::size_t lines = exporting::added(shown.diff);
    m_shown->setText(shown.isNew ? tr("new file, %1 lines").arg(lines)
                                 : tr("+%1 −%2 lines").arg(lines).arg(exporting::removed(shown.diff)));
    // The sign in front says what the colour says.
    QTextCursor cursor(m_diff->document());
    cursor.beginEditBlock();
    bool isFirst = true;
    for (const exporting::DiffLine& line : m_plan->files[std::size_t(row)].diff) {
        QTextBlockFormat format;
        if (line.kind == '+')
            format.setBackground(m_theme.accentSoft);
        else if (line.kind == '-')
            format.setBackground(m_theme.errorSoft);
        if (isFirst)
            cursor.setBlockFormat(format);
        else
            cursor.insertBlock(format);
        isFirst = false;
        cursor.insertText(QStringLiteral("%1 %2").arg(QChar::fromLatin1(line.kind), text(line.text)));
    }
    cursor.endEditBlock();
    m_diff->moveCursor(QTextCursor::Start);
}

QString RepositoryPage::problem() const { return m_plan ? QString() : m_state->text(); }

void RepositoryPage::commit()
{
    if (!m_plan)
        return;
    const auto made = exporting::commitExport(*m_plan);
    if (!made) {
        m_state->setText(text(made.error()));
        return;
    }
    m_commit->setEnabled(false);
    const QString sentence = made->isCheckedOut
        ? tr("Committed on %1, which is checked out").arg(text(made->branch))
        : tr("Committed on %1; the working tree stays as it is").arg(text(made->branch));
    m_state->setText(sentence);
    emit committed(sentence);
}

} // namespace rulewright::ui
