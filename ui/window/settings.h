// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "ui/window/theme.h"

#include <QByteArray>
#include <QMap>
#include <QSize>
#include <QStringList>

#include <optional>

namespace rulewright::ui {

// What is kept from one start to the next. A value that is passed in and handed back; tests use none of
// the user's.
struct Settings {
    std::optional<Scheme> scheme; // none: as the system has it
    int baseSize = 0; // px; 0: as the system has it
    QSize windowSize;
    bool isMaximized = false;
    QStringList recentRules; // newest first
    QString rulesFolder; // where dialogs begin
    QString eventsFolder;
    QStringList openRules; // at the last close, in the order of the tabs
    QStringList openAttackEvents; // files and folders of events at the last close, by side
    QStringList openBenignEvents;
    bool reopensRules = true; // rules and events, at the next start
    QString repositoryFolder; // that a rule was saved into last
    QMap<QString, QStringList> columnSets; // of the events table, by log source
    QMap<QString, QString> layouts; // as Workspace::state() tells them, by name
    QString layout; // in use at the last close
    bool showsLocalTime = false; // else UTC
    QStringList corpusFolders; // of Sigma rules, beside or instead of the built-in ones
    bool operator==(const Settings&) const = default;
};

inline constexpr qsizetype mostRecentRules = 10;

// With the newest in front, each once.
QStringList withRecent(QStringList recent, const QString& path);

// The one place that reads and writes the user's settings file.
Settings loadSettings();
void saveSettings(const Settings& settings);

} // namespace rulewright::ui
