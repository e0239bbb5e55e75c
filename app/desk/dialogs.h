// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QString>
#include <QStringList>

#include <functional>

class QWidget;

namespace rulewright::desk {

// How the user is asked for files: the system's dialogs, or a test's answers. An empty answer is "no".
struct Dialogs {
    std::function<QStringList(const QString& title, const QString& folder, const QString& filter)> openFiles;
    std::function<QString(const QString& title, const QString& folder)> openFolder;
    std::function<QString(const QString& title, const QString& proposal, const QString& filter)> saveFile;
    std::function<QString(const QString& title, const QString& question, const QString& proposal)> askText;
};

Dialogs systemDialogs(QWidget* window);

} // namespace rulewright::desk
