// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/guide/corpus_contents.h"
#include "ui/window/plain_table.h"

#include <QWidget>

class QAction;
class QLineEdit;
class QStandardItemModel;

namespace rulewright::ui {

class ThemedLabel;

// A public repository of rules that can be cloned by name.
struct CorpusPreset {
    QString name;
    QString address;
};

std::vector<CorpusPreset> corpusPresets();

// The page of loaded rule collections: what each holds, what of it could not be read and why; adding a folder or a
// clone, updating and removing.
class CorpusManager : public QWidget {
    Q_OBJECT
public:
    explicit CorpusManager(const Theme& theme, QWidget* parent = nullptr);

    void setRows(std::vector<CorpusRow> rows);
    void chooseFolder(const QString& folder);
    // What is being done, or went wrong: a sentence below the address.
    void setSentence(const QString& sentence);
    // The version of ATT&CK that techniques are named by.
    void setAttackVersion(const QString& version);

    [[nodiscard]] const std::vector<CorpusRow>& rows() const { return m_rows; }

    QTableView& collections() { return *m_collections; }

    QTableView& problems() { return *m_problems; }

    QLineEdit& address() { return *m_address; }

    // By object name: addFolder, clone, update, remove, importAttack.
    std::vector<QAction*> commands() const { return m_commands; }

signals:
    void addFolderWanted();
    void cloneWanted(const QString& address);
    void updateWanted(const QString& folder);
    void removeWanted(const QString& folder); // empty: the built-in rules
    void importAttackWanted();

private:
    QAction* command(const char* name, const QString& text, const QString& tip);
    void onChosen();
    void fill();
    [[nodiscard]] const CorpusRow* chosen() const;

    const Theme& m_theme;
    std::vector<CorpusRow> m_rows;
    std::vector<QAction*> m_commands;
    QLineEdit* m_address;
    ThemedLabel* m_sentence;
    ThemedLabel* m_attack;
    ThemedLabel* m_problemsTitle;
    PlainTable* m_collections;
    PlainTable* m_problems;
    QStandardItemModel* m_collectionModel;
    QStandardItemModel* m_problemModel;
    QAction* m_update;
    QAction* m_remove;
};

} // namespace rulewright::ui
