// SPDX-License-Identifier: Apache-2.0
// The desk by keyboard alone: every place has a name, no place keeps the focus, every command is in a menu, and
// nothing is cut at the smallest size.
#include "core/world/world.h"
#include "tests/app/author.h"
#include "tests/support/runner.h"
#include "ui/editor/find_bar.h"
#include "ui/teach/scenario_panel.h"
#include "ui/window/document_area.h"

#include <QAbstractButton>
#include <QAccessible>
#include <QApplication>
#include <QLabel>
#include <QMenu>
#include <QMenuBar>
#include <QSet>

using namespace rulewright;
using namespace rulewright::desk;
using namespace rulewright::tests;
using ui::Command;

namespace {

constexpr const char* ruleText = "title: A rule\n"
                                 "logsource:\n"
                                 "    category: process_creation\n"
                                 "    product: windows\n"
                                 "detection:\n"
                                 "    selection:\n"
                                 "        Image|endswith: '\\AnyDesk.exe'\n"
                                 "    condition: selection\n";

QString nameOf(QWidget* widget)
{
    const QAccessibleInterface* face = QAccessible::queryAccessibleInterface(widget);
    QString name = face ? face->text(QAccessible::Name) : QString();
    // A label beside it names it as well.
    for (const QLabel* label : widget->window()->findChildren<QLabel*>()) {
        if (name.isEmpty() && label->buddy() == widget)
            name = label->text();
    }
    return name;
}

QList<QWidget*> focusable(QWidget& window)
{
    QList<QWidget*> found;
    for (QWidget* widget : window.findChildren<QWidget*>()) {
        if (widget->isVisible() && widget->isEnabled() && (widget->focusPolicy() & Qt::TabFocus) != 0
            && !widget->focusProxy())
            found << widget;
    }
    return found;
}

void collect(const QMenu* menu, QSet<const QAction*>& actions)
{
    for (const QAction* action : menu->actions()) {
        actions.insert(action);
        if (action->menu())
            collect(action->menu(), actions);
    }
}

class AccessibilityTest : public QObject {
    Q_OBJECT

private slots:

    void everyPlaceHasAName_data()
    {
        QTest::addColumn<QString>("page");
        for (const char* const page : {"start", "rule", "find", "keys", "preferences", "repository", "coverage",
                 "stack", "processes", "finder", "tour"})
            QTest::newRow(page) << QString::fromLatin1(page);
    }

    void everyPlaceHasAName()
    {
        QFETCH(QString, page);
        Author author;
        show(author, page);
        QStringList nameless;
        for (QWidget* widget : focusable(author.desk->window())) {
            if (nameOf(widget).isEmpty())
                nameless << QStringLiteral("%1 %2 in %3")
                                .arg(QString::fromLatin1(widget->metaObject()->className()), widget->objectName(),
                                    QString::fromLatin1(widget->parentWidget()->metaObject()->className()));
        }
        QVERIFY2(nameless.isEmpty(), qPrintable(nameless.join(QStringLiteral("; "))));
    }

    /// From every place Tab and Shift+Tab lead on; in the editor Esc comes first.
    void noPlaceKeepsTheFocus_data() { everyPlaceHasAName_data(); }

    void noPlaceKeepsTheFocus()
    {
        QFETCH(QString, page);
        Author author;
        show(author, page);
        QStringList traps;
        for (QWidget* widget : focusable(author.desk->window())) {
            widget->setFocus(Qt::TabFocusReason);
            if (QApplication::focusWidget() != widget)
                continue; // hands the focus on by itself
            for (const Qt::Key key : {Qt::Key_Tab, Qt::Key_Backtab}) {
                widget->setFocus(Qt::TabFocusReason);
                // A suggestion beside the caret takes the first Esc.
                const auto* editor = qobject_cast<ui::RuleEditor*>(widget);
                for (int i = 0; i < 2 && editor && editor->tabIndents(); ++i)
                    QTest::keyClick(widget, Qt::Key_Escape);
                QTest::keyClick(widget, key, key == Qt::Key_Backtab ? Qt::ShiftModifier : Qt::NoModifier);
                if (QApplication::focusWidget() == widget)
                    traps << QStringLiteral("%1 %2 %3")
                                 .arg(QString::fromLatin1(widget->metaObject()->className()), nameOf(widget),
                                     key == Qt::Key_Tab ? QStringLiteral("Tab") : QStringLiteral("Shift+Tab"));
            }
        }
        QVERIFY2(traps.isEmpty(), qPrintable(traps.join(QStringLiteral("; "))));
    }

    void everyCommandIsInAMenuWithATip()
    {
        Author author;
        QSet<const QAction*> inMenus;
        for (const QAction* top : author.desk->window().menuPlaces().bar->actions())
            collect(top->menu(), inMenus);
        QSet<QString> keys;
        for (const QAction* action : author.desk->window().actions().all()) {
            QVERIFY2(inMenus.contains(action), qPrintable(action->text()));
            QVERIFY2(!action->statusTip().isEmpty(), qPrintable(action->text()));
            for (const QKeySequence& key : action->shortcuts()) {
                QVERIFY2(!keys.contains(key.toString()), qPrintable(key.toString()));
                keys.insert(key.toString());
            }
        }
    }

    void nothingIsCutAtTheSmallestSize_data() { everyPlaceHasAName_data(); }

    void nothingIsCutAtTheSmallestSize()
    {
        QFETCH(QString, page);
        Author author;
        author.desk->window().resize(900, 600);
        show(author, page);
        author.desk->window().resize(900, 600);
        author.settle();
        for (QAbstractButton* button : author.desk->window().findChildren<QAbstractButton*>()) {
            if (button->isVisible() && !button->visibleRegion().isEmpty() && !button->text().isEmpty())
                QVERIFY2(button->width() >= button->minimumSizeHint().width(), qPrintable(button->text()));
        }
    }

private:
    static void show(Author& author, const QString& page)
    {
        if (page == u"start")
            return;
        author.desk->documents().openText(QStringLiteral("a.yml"), ruleText);
        author.settle();
        QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        if (page == u"find")
            author.trigger(Command::Replace);
        else if (page == u"keys")
            author.trigger(Command::Keys);
        else if (page == u"preferences")
            author.trigger(Command::Preferences);
        else if (page == u"repository")
            author.trigger(Command::SaveIntoRepository);
        else if (page == u"coverage")
            author.trigger(Command::LayoutCoverage);
        else if (page == u"stack" || page == u"processes" || page == u"finder") {
            author.trigger(Command::LoadSamples);
            author.settle();
            author.trigger(page == u"stack" ? Command::StackValues
                    : page == u"processes"  ? Command::ShowProcesses
                                            : Command::FindEvent);
        } else if (page == u"tour")
            author.trigger(Command::Tour);
        author.settle();
    }
};

} // namespace

RULEWRIGHT_TEST(AccessibilityTest)

#include "test_accessibility.moc"
