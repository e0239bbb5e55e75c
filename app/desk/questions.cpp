// SPDX-License-Identifier: Apache-2.0
#include "app/desk/questions.h"

#include "ui/window/document_area.h"

#include <QAction>

namespace rulewright::desk {

Questions::Questions(ui::DocumentArea& area, QObject* parent)
    : QObject(parent)
    , m_area(area)
{
}

void Questions::ask(ui::Tone tone, const QString& lead, const QString& sentence, std::vector<Answer> answers)
{
    auto holder = std::make_unique<QObject>();
    ui::StripWords words{tone, std::nullopt, lead, sentence, {}};
    for (const Answer& answer : answers) {
        auto* action = new QAction(answer.text, holder.get());
        // An answer may put another question, which replaces this one with its actions: it runs afterwards.
        connect(action, &QAction::triggered, this, [this, then = answer.then] {
            m_area.clearQuestion();
            if (then)
                QMetaObject::invokeMethod(this, then, Qt::QueuedConnection);
        });
        words.actions.push_back(action);
    }
    m_area.ask(words);
    m_actions = std::move(holder);
}

void Questions::askNow(ui::Tone tone, const QString& lead, const QString& sentence, std::vector<Answer> answers)
{
    ask(tone, lead, sentence, std::move(answers));
    m_area.focusQuestion();
}

void Questions::complain(const QString& lead, const QString& sentence)
{
    ask(ui::Tone::Error, lead, sentence, {{tr("Dismiss"), {}}});
}

void Questions::warn(const QString& lead, const QString& sentence)
{
    ask(ui::Tone::Warning, lead, sentence, {{tr("Dismiss"), {}}});
}

} // namespace rulewright::desk
