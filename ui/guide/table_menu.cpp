// SPDX-License-Identifier: Apache-2.0
#include "ui/guide/table_menu.h"

#include <QClipboard>
#include <QCoreApplication>
#include <QGuiApplication>
#include <QMenu>

namespace rulewright::ui {

namespace {

QString tr(const char* source) { return QCoreApplication::translate("Tables", source); }

} // namespace

void addTableActions(QMenu& menu, const exporting::Table& table, QObject* context,
    const std::function<void(const exporting::Table&)>& save)
{
    const struct {
        const char* name;
        QString words;
        exporting::TableFormat format;
    } formats[]{{"copyMarkdown", tr("Markdown"), exporting::TableFormat::Markdown},
        {"copyCsv", tr("CSV"), exporting::TableFormat::Csv}, {"copyJson", tr("JSON"), exporting::TableFormat::Json}};

    QMenu* copy = menu.addMenu(tr("Copy the table as"));
    for (const auto& [name, words, format] : formats) {
        QAction* action = copy->addAction(words);
        action->setObjectName(QString::fromLatin1(name));
        QObject::connect(action, &QAction::triggered, context,
            [table, format] { QGuiApplication::clipboard()->setText(QString::fromStdString(written(table, format))); });
    }
    QAction* file = menu.addAction(tr("Save the table…"));
    file->setObjectName(QStringLiteral("saveTable"));
    QObject::connect(file, &QAction::triggered, context, [table, save] { save(table); });
}

} // namespace rulewright::ui
