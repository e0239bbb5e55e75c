// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/export/repository_export.h"
#include "core/rule/rule.h"

#include <QWidget>

#include <functional>
#include <memory>
#include <optional>
#include <string>

class QLineEdit;
class QListWidget;
class QPlainTextEdit;
class QPushButton;
class QVBoxLayout;

namespace rulewright::ui {

class ThemedLabel;
struct Theme;

/// A rule as it stands in an editor, on its way into a repository.
struct RuleToExport {
    std::string bytes;
    std::shared_ptr<const rule::Document> document;
    QString name; ///< of its file
    QString date; ///< today
};

/// "Save into repository": where the rule goes and why, what changes line by line, the message; commits on a branch.
/// Nothing is written before the button is pressed, and no network is used.
class RepositoryPage : public QWidget {
    Q_OBJECT
public:
    using ChooseFolder = std::function<QString(const QString& title, const QString& folder)>;
    RepositoryPage(
        RuleToExport rule, QString folder, ChooseFolder chooseFolder, const Theme& theme, QWidget* parent = nullptr);

    [[nodiscard]] const std::optional<exporting::ExportPlan>& plan() const { return m_plan; }

    [[nodiscard]] QString problem() const; ///< why nothing can be committed; empty where it can

    QLineEdit& folderField() { return *m_folder; }

    QLineEdit& branchField() { return *m_branch; }

    QLineEdit& ruleFolderField() { return *m_ruleFolder; }

    QLineEdit& fileNameField() { return *m_fileName; }

    void commit();

signals:
    void committed(const QString& sentence);
    void folderChosen(const QString& folder);

protected:
    void changeEvent(QEvent* event) override;

private:
    void propose(); ///< forgets what the user wrote about folder, name and branch
    void replan(); ///< from what stands in the fields
    void showPlan();
    [[nodiscard]] QLineEdit* addField(QVBoxLayout* column, const QString& name, ThemedLabel*& note);

    RuleToExport m_rule;
    ChooseFolder m_chooseFolder;
    const Theme& m_theme;
    QLineEdit* m_folder;
    QLineEdit* m_branch;
    QLineEdit* m_ruleFolder;
    QLineEdit* m_fileName;
    QLineEdit* m_message;
    ThemedLabel* m_folderNote = nullptr;
    ThemedLabel* m_branchNote = nullptr;
    ThemedLabel* m_placeNote = nullptr;
    ThemedLabel* m_nameNote = nullptr;
    ThemedLabel* m_messageNote = nullptr;
    ThemedLabel* m_state;
    QPushButton* m_commit;
    QListWidget* m_files;
    QPlainTextEdit* m_diff;
    ThemedLabel* m_shown = nullptr; // how much of the chosen file is new
    QWidget* m_preview = nullptr; // files and what changes in them
    std::optional<exporting::ExportPlan> m_plan;
};

} // namespace rulewright::ui
