// SPDX-License-Identifier: Apache-2.0
#include "app/desk/desk.h"
#include "app/desk/samples.h"
#include "app/desk/screenshots.h"
#include "core/version.h"

#include <QApplication>
#include <QCommandLineParser>
#include <QIcon>
#include <QStandardPaths>

#include <cstdio>

using namespace rulewright;

namespace {

// The user's look: the system's, unless something was chosen before.
ui::AppearanceChoice chosenLooks(const ui::Settings& settings)
{
    ui::AppearanceChoice choice;
    choice.scheme = settings.scheme;
    if (settings.baseSize != 0) {
        choice.fonts = ui::systemFonts();
        choice.fonts->baseSize = settings.baseSize;
    }
    return choice;
}

int runDesk(const desk::Facts& facts, const QStringList& paths)
{
    desk::DeskOptions options;
    options.settings = ui::loadSettings();
    options.samples = desk::sampleEvents();
    options.swapFolder = QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + QStringLiteral("/swap");
    options.keepSettings = ui::saveSettings;
    options.labelFolder
        = QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + QStringLiteral("/labels");
    ui::Appearance appearance(chosenLooks(options.settings));
    desk::Desk desk(facts, appearance, std::move(options));
    desk.openBuiltInWorld();
    paths.isEmpty() ? desk.restoreSession() : desk.openPaths(paths);
    desk.show();
    desk.offerRecovery();
    return QApplication::exec();
}

} // namespace

int main(int argc, char** argv)
{
    QApplication application(argc, argv);
    QApplication::setOrganizationName(QStringLiteral("rulewright"));
    QApplication::setApplicationName(QStringLiteral("rulewright"));
    QApplication::setApplicationDisplayName(QStringLiteral("Rulewright"));
    QApplication::setDesktopFileName(QStringLiteral("org.rulewright.Rulewright"));
    QApplication::setApplicationVersion(QString::fromUtf8(version().data(), qsizetype(version().size())));
    QApplication::setWindowIcon(QIcon(QStringLiteral(":/icons/rulewright.svg")));

    QCommandLineParser parser;
    parser.setApplicationDescription(QStringLiteral("A workbench for detection engineers"));
    parser.addHelpOption();
    parser.addVersionOption();
    const QCommandLineOption screenshots(QStringLiteral("screenshots"),
        QStringLiteral("Write pictures of the window to FOLDER and print their paths; named ones only where names, or "
                       "beginnings of names, are given behind it."), QStringLiteral("FOLDER"));
    parser.addOption(screenshots);
    parser.addPositionalArgument(QStringLiteral("FILE"),
        QStringLiteral("Rules to open, event files to load as attack events, folders of rules for the guide."),
        QStringLiteral("[FILE…]"));
    parser.process(application);

    const auto facts = desk::loadFacts();
    if (!facts) {
        std::fprintf(stderr, "rulewright: %s\n", qPrintable(facts.error()));
        return 2;
    }
    if (parser.isSet(screenshots))
        return desk::takeScreenshots(
            *facts, desk::sampleEvents(), parser.value(screenshots), parser.positionalArguments());
    return runDesk(*facts, parser.positionalArguments());
}
