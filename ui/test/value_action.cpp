// SPDX-License-Identifier: Apache-2.0
#include "ui/test/value_action.h"

#include "ui/test/event_text.h"

#include <QAction>
#include <QKeyEvent>
#include <QMenu>
#include <QPointer>

namespace rulewright::ui {

namespace {

QString shortened(const std::string& value)
{
    constexpr qsizetype most = 48;
    const QString text = shownLine(value);
    // A menu reads & as a mnemonic.
    QString shown = text.size() <= most ? text : text.left(most / 2) + u'…' + text.right(most / 2);
    return shown.replace(u'&', QStringLiteral("&&"));
}

} // namespace

void fillValueMenu(
    QMenu& menu, const EventValue& value, const std::function<void(ValueAction)>& run, const PriceAsker& prices)
{
    const QString shown = shortened(value.value);
    const auto add = [&](const QString& text, ValueAction action, const char* key, const QString& tip) {
        QAction* entry = menu.addAction(text);
        entry->setShortcut(QKeySequence(QString::fromLatin1(key)));
        entry->setShortcutContext(Qt::WidgetShortcut);
        entry->setStatusTip(tip);
        QObject::connect(entry, &QAction::triggered, &menu, [run, action] { run(action); });
        return entry;
    };
    const QString insertText = QObject::tr("Put '%1' into the selection").arg(shown);
    const QString excludeText = QObject::tr("Exclude '%1' in the rule").arg(shown);
    QAction* insert = add(insertText, ValueAction::Insert, "Return",
        QObject::tr("The value becomes a test of the selection at the caret"));
    QAction* exclude
        = add(excludeText, ValueAction::Exclude, "Del", QObject::tr("The value becomes a filter of the rule"));
    menu.addSeparator();
    add(QObject::tr("Show only events with it"), ValueAction::Filter, "=", QObject::tr("A filter of the events table"));
    add(QObject::tr("Show only events without it"), ValueAction::FilterOut, "-",
        QObject::tr("A filter of the events table"));
    menu.addSeparator();
    add(QObject::tr("Copy the value"), ValueAction::Copy, "", QObject::tr("As it stands in the event"));
    if (!prices)
        return;
    prices(value, &menu,
        [insert = QPointer(insert), exclude = QPointer(exclude), insertText, excludeText](
            const QString& inserted, const QString& excluded) {
            if (insert && !inserted.isEmpty())
                insert->setText(insertText + QStringLiteral("   ") + inserted);
            if (exclude && !excluded.isEmpty())
                exclude->setText(excludeText + QStringLiteral("   ") + excluded);
        });
}

bool valueActionOf(const QKeyEvent& event, ValueAction& action)
{
    const bool isPlain = (event.modifiers() & ~Qt::KeypadModifier) == Qt::NoModifier;
    if (!isPlain)
        return false;
    switch (event.key()) {
    case Qt::Key_Return:
    case Qt::Key_Enter:
        action = ValueAction::Insert;
        return true;
    case Qt::Key_Delete:
        action = ValueAction::Exclude;
        return true;
    case Qt::Key_Equal:
        action = ValueAction::Filter;
        return true;
    case Qt::Key_Minus:
        action = ValueAction::FilterOut;
        return true;
    default:
        return false;
    }
}

} // namespace rulewright::ui
