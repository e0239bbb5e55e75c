// SPDX-License-Identifier: Apache-2.0
#include "ui/test/column_chooser.h"

#include "ui/window/theme.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

namespace rulewright::ui {

ColumnChooser::ColumnChooser(const QStringList& fields, const QStringList& shown, const Theme& theme, QWidget* parent)
    : QFrame(parent, Qt::Popup)
    , m_field(new QLineEdit(this))
    , m_list(new QListWidget(this))
    , m_shown(shown)
{
    setAttribute(Qt::WA_DeleteOnClose);
    setFrameShape(QFrame::Box);
    setObjectName(QStringLiteral("columnChooser"));
    setAccessibleName(tr("Columns of the events"));
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(8, 8, 8, 8);
    column->setSpacing(6);
    auto* reset = new QPushButton(tr("As the log source has it"), this);
    column->addWidget(m_field);
    column->addWidget(m_list, 1);
    column->addWidget(reset);
    m_field->setPlaceholderText(tr("Field"));
    m_field->setAccessibleName(tr("Narrow the list of fields"));
    m_list->setAccessibleName(tr("Fields"));
    m_list->setFrameShape(QFrame::NoFrame);
    // What is shown stands first, in its order.
    QStringList names = shown;
    for (const QString& field : fields) {
        if (!shown.contains(field))
            names << field;
    }
    for (const QString& name : names) {
        auto* item = new QListWidgetItem(name, m_list);
        item->setFlags(Qt::ItemIsEnabled | Qt::ItemIsSelectable | Qt::ItemIsUserCheckable);
        item->setCheckState(shown.contains(name) ? Qt::Checked : Qt::Unchecked);
    }
    m_list->setCurrentRow(0);
    m_field->installEventFilter(this);
    m_list->installEventFilter(this);
    resize(theme.width(300), theme.height(320));
    setFocusProxy(m_field);
    connect(m_field, &QLineEdit::textChanged, this, &ColumnChooser::narrow);
    connect(m_list, &QListWidget::itemChanged, this, &ColumnChooser::onChanged);
    connect(reset, &QPushButton::clicked, this, [this] {
        emit resetRequested();
        close();
    });
}

void ColumnChooser::narrow(const QString& text)
{
    QListWidgetItem* first = nullptr;
    for (int i = 0; i < m_list->count(); ++i) {
        QListWidgetItem* item = m_list->item(i);
        item->setHidden(!item->text().contains(text, Qt::CaseInsensitive));
        if (first == nullptr && !item->isHidden())
            first = item;
    }
    m_list->setCurrentItem(first);
}

void ColumnChooser::toggle(QListWidgetItem* item)
{
    if (item != nullptr)
        item->setCheckState(item->checkState() == Qt::Checked ? Qt::Unchecked : Qt::Checked);
}

void ColumnChooser::onChanged(QListWidgetItem* item)
{
    m_shown.removeAll(item->text());
    if (item->checkState() == Qt::Checked)
        m_shown << item->text();
    emit chosen(m_shown);
}

bool ColumnChooser::eventFilter(QObject* watched, QEvent* event)
{
    if (event->type() != QEvent::KeyPress)
        return QFrame::eventFilter(watched, event);
    const auto* key = static_cast<QKeyEvent*>(event);
    const bool isEnter = key->key() == Qt::Key_Return || key->key() == Qt::Key_Enter;
    if (isEnter || (watched == m_list && key->key() == Qt::Key_Space)) {
        toggle(m_list->currentItem());
        return true;
    }
    if (watched == m_field && key->key() == Qt::Key_Down) {
        m_list->setFocus(Qt::OtherFocusReason);
        return true;
    }
    return QFrame::eventFilter(watched, event);
}

} // namespace rulewright::ui
