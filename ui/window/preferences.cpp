// SPDX-License-Identifier: Apache-2.0
#include "ui/window/preferences.h"

#include "ui/window/document_area.h"
#include "ui/window/theme.h"
#include "ui/window/themed_label.h"

#include <QCheckBox>
#include <QComboBox>
#include <QFormLayout>
#include <QHBoxLayout>
#include <QListWidget>
#include <QPushButton>
#include <QSpinBox>
#include <QVBoxLayout>

#include <memory>

namespace rulewright::ui {

namespace {

constexpr int leastSize = 12;
constexpr int mostSize = 24;

} // namespace

Preferences::Preferences(const Settings& settings, ChooseFolder chooseFolder, const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_settings(settings)
    , m_scheme(new QComboBox(this))
    , m_size(new QSpinBox(this))
    , m_times(new QComboBox(this))
    , m_folders(new QListWidget(this))
    , m_reopen(new QCheckBox(tr("&Open the rules and events again that were open at the end"), this))
{
    setProperty(DocumentArea::wholeHeightProperty, true);
    setAccessibleName(tr("Preferences"));
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    m_scheme->addItems({tr("As the system has it"), tr("Light"), tr("Dark")});
    m_scheme->setCurrentIndex(!settings.scheme ? 0 : *settings.scheme == Scheme::Light ? 1 : 2);
    m_size->setRange(leastSize - 1, mostSize);
    m_size->setSpecialValueText(tr("as the system has it"));
    m_size->setSuffix(tr(" px"));
    m_size->setValue(settings.baseSize == 0 ? leastSize - 1 : settings.baseSize);
    m_times->addItems({tr("UTC"), tr("Local time of this computer")});
    m_times->setCurrentIndex(settings.showsLocalTime ? 1 : 0);
    m_folders->addItems(settings.corpusFolders);
    // Lists have no frame on a page of lists; in a form one has to be seen where it is empty.
    m_folders->setFrameStyle(QFrame::Box | QFrame::Plain);
    m_folders->setMaximumHeight(theme.height(96));
    m_folders->setAccessibleName(tr("Folders of rules"));
    m_reopen->setChecked(settings.reopensRules);

    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(24, 24, 24, 24);
    column->setSpacing(12);
    auto* title = new ThemedLabel(theme, Type::PageTitle, &Theme::text, this);
    title->setText(tr("Preferences"));
    column->addWidget(title);
    auto* form = new QFormLayout;
    form->setLabelAlignment(Qt::AlignLeft);
    form->addRow(tr("&Colours"), m_scheme);
    form->addRow(tr("&Text size"), m_size);
    form->addRow(tr("T&imes of events"), m_times);
    form->addRow(tr("&Folders of rules"), m_folders);
    auto* buttons = new QHBoxLayout;
    auto* add = new QPushButton(tr("&Add folder…"), this);
    auto* remove = new QPushButton(tr("&Remove folder"), this);
    buttons->addWidget(add);
    buttons->addWidget(remove);
    buttons->addStretch(1);
    form->addRow(QString(), buttons);
    form->addRow(tr("At the start"), m_reopen);
    column->addLayout(form);
    auto* note = new ThemedLabel(theme, Type::Caption, &Theme::text2, this);
    note->setText(tr("Each change holds at once. Nothing is sent anywhere."));
    column->addWidget(note);
    column->addStretch(1);
    setMaximumWidth(theme.width(760));
    setFocusProxy(m_scheme);

    connect(m_scheme, &QComboBox::currentIndexChanged, this, &Preferences::changed);
    connect(m_times, &QComboBox::currentIndexChanged, this, &Preferences::changed);
    connect(m_size, &QSpinBox::valueChanged, this, &Preferences::changed);
    connect(m_reopen, &QCheckBox::toggled, this, &Preferences::changed);
    connect(add, &QPushButton::clicked, this, [this, chooseFolder = std::move(chooseFolder)] {
        const QString folder = chooseFolder ? chooseFolder(tr("Add a folder of rules")) : QString();
        if (folder.isEmpty())
            return;
        m_folders->addItem(folder);
        emit folderAdded(folder);
    });
    connect(remove, &QPushButton::clicked, this, [this] {
        const std::unique_ptr<QListWidgetItem> item(m_folders->takeItem(m_folders->currentRow()));
        if (item)
            emit folderRemoved(item->text());
    });
}

Settings Preferences::settings() const
{
    Settings settings = m_settings;
    const int scheme = m_scheme->currentIndex();
    settings.scheme = scheme == 0 ? std::nullopt : std::optional(scheme == 1 ? Scheme::Light : Scheme::Dark);
    settings.baseSize = m_size->value() < leastSize ? 0 : m_size->value();
    settings.showsLocalTime = m_times->currentIndex() == 1;
    settings.reopensRules = m_reopen->isChecked();
    settings.corpusFolders.clear();
    for (int i = 0; i < m_folders->count(); ++i)
        settings.corpusFolders << m_folders->item(i)->text();
    return settings;
}

} // namespace rulewright::ui
