// SPDX-License-Identifier: Apache-2.0
#include "app/desk/dialogs.h"

#include <QFileDialog>
#include <QInputDialog>
#include <QPointer>

namespace rulewright::desk {

Dialogs systemDialogs(QWidget* window)
{
    const QPointer<QWidget> parent(window);
    Dialogs dialogs;
    dialogs.openFiles = [parent](const QString& title, const QString& folder, const QString& filter) {
        return QFileDialog::getOpenFileNames(parent, title, folder, filter);
    };
    dialogs.openFolder = [parent](const QString& title, const QString& folder) {
        return QFileDialog::getExistingDirectory(parent, title, folder);
    };
    dialogs.saveFile = [parent](const QString& title, const QString& proposal, const QString& filter) {
        return QFileDialog::getSaveFileName(parent, title, proposal, filter);
    };
    dialogs.askText = [parent](const QString& title, const QString& question, const QString& proposal) {
        return QInputDialog::getText(parent, title, question, QLineEdit::Normal, proposal);
    };
    return dialogs;
}

} // namespace rulewright::desk
