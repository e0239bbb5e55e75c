// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/window/settings.h"

#include <QWidget>

#include <functional>

class QCheckBox;
class QComboBox;
class QListWidget;
class QSpinBox;

namespace rulewright::ui {

struct Theme;

/// Everything that can be set, on one page; each change holds at once.
class Preferences : public QWidget {
    Q_OBJECT
public:
    using ChooseFolder = std::function<QString(const QString& title)>;
    Preferences(const Settings& settings, ChooseFolder chooseFolder, const Theme& theme, QWidget* parent = nullptr);

    [[nodiscard]] Settings settings() const;

signals:
    void changed();
    void folderAdded(const QString& folder);
    void folderRemoved(const QString& folder);

private:
    Settings m_settings;
    QComboBox* m_scheme;
    QSpinBox* m_size;
    QComboBox* m_times;
    QListWidget* m_folders;
    QCheckBox* m_reopen;
};

} // namespace rulewright::ui
