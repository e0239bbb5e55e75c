// SPDX-License-Identifier: Apache-2.0
#include "ui/window/settings.h"

#include <QSettings>

namespace rulewright::ui {

namespace {
const QString schemeKey = QStringLiteral("appearance/scheme");
const QString sizeKey = QStringLiteral("appearance/baseSize");
const QString windowKey = QStringLiteral("window/size");
const QString maximizedKey = QStringLiteral("window/maximized");
const QString recentKey = QStringLiteral("rules/recent");
const QString rulesFolderKey = QStringLiteral("rules/folder");
const QString eventsFolderKey = QStringLiteral("events/folder");
const QString openKey = QStringLiteral("session/rules");
const QString openAttackKey = QStringLiteral("session/attackEvents");
const QString openBenignKey = QStringLiteral("session/benignEvents");
const QString reopenKey = QStringLiteral("session/reopen");
const QString repositoryKey = QStringLiteral("repository/folder");
const QString columnsKey = QStringLiteral("events/columns");
const QString localTimeKey = QStringLiteral("events/localTime");
const QString layoutsKey = QStringLiteral("window/layouts");
const QString layoutKey = QStringLiteral("window/layout");
const QString corpusKey = QStringLiteral("corpus/folders");
} // namespace

QStringList withRecent(QStringList recent, const QString& path)
{
    recent.removeAll(path);
    recent.prepend(path);
    return recent.mid(0, mostRecentRules);
}

Settings loadSettings()
{
    const QSettings stored;
    Settings settings;
    const QString scheme = stored.value(schemeKey).toString();
    if (scheme == u"light" || scheme == u"dark")
        settings.scheme = scheme == u"dark" ? Scheme::Dark : Scheme::Light;
    settings.baseSize = stored.value(sizeKey).toInt();
    if (settings.baseSize < 12 || settings.baseSize > 32)
        settings.baseSize = 0;
    settings.windowSize = stored.value(windowKey).toSize();
    settings.isMaximized = stored.value(maximizedKey).toBool();
    settings.recentRules = stored.value(recentKey).toStringList();
    settings.rulesFolder = stored.value(rulesFolderKey).toString();
    settings.eventsFolder = stored.value(eventsFolderKey).toString();
    settings.openRules = stored.value(openKey).toStringList();
    settings.openAttackEvents = stored.value(openAttackKey).toStringList();
    settings.openBenignEvents = stored.value(openBenignKey).toStringList();
    settings.reopensRules = stored.value(reopenKey, true).toBool();
    settings.repositoryFolder = stored.value(repositoryKey).toString();
    const QVariantMap columns = stored.value(columnsKey).toMap();
    for (auto set = columns.cbegin(); set != columns.cend(); ++set)
        settings.columnSets[set.key()] = set.value().toStringList();
    const QVariantMap layouts = stored.value(layoutsKey).toMap();
    for (auto layout = layouts.cbegin(); layout != layouts.cend(); ++layout)
        settings.layouts[layout.key()] = layout.value().toString();
    settings.layout = stored.value(layoutKey).toString();
    settings.showsLocalTime = stored.value(localTimeKey).toBool();
    settings.corpusFolders = stored.value(corpusKey).toStringList();
    return settings;
}

void saveSettings(const Settings& settings)
{
    QSettings stored;
    if (settings.scheme)
        stored.setValue(schemeKey, *settings.scheme == Scheme::Dark ? QStringLiteral("dark") : QStringLiteral("light"));
    else
        stored.remove(schemeKey);
    stored.setValue(sizeKey, settings.baseSize);
    stored.setValue(windowKey, settings.windowSize);
    stored.setValue(maximizedKey, settings.isMaximized);
    stored.setValue(recentKey, settings.recentRules);
    stored.setValue(rulesFolderKey, settings.rulesFolder);
    stored.setValue(eventsFolderKey, settings.eventsFolder);
    stored.setValue(openKey, settings.openRules);
    stored.setValue(openAttackKey, settings.openAttackEvents);
    stored.setValue(openBenignKey, settings.openBenignEvents);
    stored.setValue(reopenKey, settings.reopensRules);
    stored.setValue(repositoryKey, settings.repositoryFolder);
    QVariantMap columns;
    for (auto set = settings.columnSets.cbegin(); set != settings.columnSets.cend(); ++set)
        columns[set.key()] = set.value();
    stored.setValue(columnsKey, columns);
    QVariantMap layouts;
    for (auto layout = settings.layouts.cbegin(); layout != settings.layouts.cend(); ++layout)
        layouts[layout.key()] = layout.value();
    stored.setValue(layoutsKey, layouts);
    stored.setValue(layoutKey, settings.layout);
    stored.setValue(localTimeKey, settings.showsLocalTime);
    stored.setValue(corpusKey, settings.corpusFolders);
}

} // namespace rulewright::ui
