// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/editor/rule_document.h"

#include <QHash>
#include <QObject>
#include <QPointer>
#include <QTimer>

#include <vector>

namespace rulewright::desk {

// A rule that was not saved when the program ended without closing.
struct SwappedRule {
    QString swapPath;
    QString name;
    QString path; // of its file; empty where it has none
    std::string bytes;
};

// Copies of rules with changes, in a folder of the user's: at most a second of typing is not in them. A copy goes
// when its rule is saved, closed or as it was. Copies of a program that still runs are not looked at.
class SwapFiles : public QObject {
    Q_OBJECT
public:
    static constexpr int delayMilliseconds = 900;

    // An empty folder: nothing is written.
    explicit SwapFiles(QString folder, QObject* parent = nullptr);
    ~SwapFiles() override;

    // Follows the document until it goes.
    void watch(ui::RuleDocument& document);
    // Writes what is due now; for tests.
    void flush();

    // What a program that is gone left behind, by name.
    std::vector<SwappedRule> leftBehind() const;
    static void discard(const SwappedRule& rule);

private:
    void schedule(ui::RuleDocument* document);
    void write(ui::RuleDocument& document);
    void forget(ui::RuleDocument* document);

    QString m_folder;
    QTimer m_timer;
    QHash<ui::RuleDocument*, QString> m_files;
    std::vector<QPointer<ui::RuleDocument>> m_due;
    int m_count = 0;
};

} // namespace rulewright::desk
