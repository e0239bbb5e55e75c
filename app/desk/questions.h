// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/window/strip.h"

#include <QObject>

#include <functional>
#include <memory>
#include <vector>

namespace rulewright::ui {
class DocumentArea;
}

namespace rulewright::desk {

struct Answer {
    QString text;
    std::function<void()> then;
};

// Questions and complaints as a strip below the document tabs: one at a time, never a dialog.
class Questions : public QObject {
    Q_OBJECT
public:
    explicit Questions(ui::DocumentArea& area, QObject* parent = nullptr);

    // The safe answer comes first.
    void ask(ui::Tone tone, const QString& lead, const QString& sentence, std::vector<Answer> answers);
    // About what the user has just begun, such as closing: the keys go to the answers.
    void askNow(ui::Tone tone, const QString& lead, const QString& sentence, std::vector<Answer> answers);
    void complain(const QString& lead, const QString& sentence);
    void warn(const QString& lead, const QString& sentence);

private:
    ui::DocumentArea& m_area;
    std::unique_ptr<QObject> m_actions; // of the question that stands
};

} // namespace rulewright::desk
