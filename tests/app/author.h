// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "app/desk/desk.h"
#include "app/desk/samples.h"
#include "core/world/world.h"
#include "ui/editor/editor_pane.h"
#include "ui/guide/guide_tree.h"
#include "ui/guide/guide_view.h"
#include "ui/window/document_area.h"
#include "ui/window/status_line.h"

#include <QAbstractButton>
#include <QAction>
#include <QTest>

#include <memory>
#include <optional>

namespace rulewright::tests {

using namespace rulewright::desk;
using ui::Command;

inline constexpr int patience = 60'000; // a loaded machine under a sanitizer

/// A short rule that matches events of the built-in world.
inline constexpr const char* powershellRule = "title: A rule\n"
                                              "logsource:\n"
                                              "    category: process_creation\n"
                                              "    product: windows\n"
                                              "detection:\n"
                                              "    selection:\n"
                                              "        Image|endswith: '\\powershell.exe'\n"
                                              "    condition: selection\n";

// The real window offscreen, with a user who answers file dialogs from a list.
class Author {
public:
    explicit Author(const QString& swapFolder = QString(), const ui::Settings& before = {})
    {
        const auto facts = loadFacts();
        if (!facts)
            qFatal("%s", qPrintable(facts.error()));
        DeskOptions options;
        options.samples = sampleEvents();
        options.dialogs = [this](QWidget*) {
            return Dialogs{[this](const QString&, const QString&, const QString&) { return m_open; },
                [this](const QString&, const QString&) { return m_folder; },
                [this](const QString&, const QString&, const QString&) { return m_save; },
                [this](const QString&, const QString&, const QString&) { return m_text; }};
        };
        options.settings = before;
        options.swapFolder = swapFolder;
        options.localZone = QTimeZone::fromSecondsAheadOfUtc(2 * 3600);
        options.keepSettings = [this](const ui::Settings& settings) { kept = settings; };
        desk = std::make_unique<Desk>(*facts, m_appearance, std::move(options));
        desk->window().resize(1600, 1000);
        desk->window().show();
        desk->window().activateWindow();
    }

    void openWorld()
    {
        desk->openBuiltInWorld();
        QTRY_VERIFY_WITH_TIMEOUT(
            desk->eventStore().events()->size() == world::builtInCount && desk->isSettled(), patience);
        QVERIFY(desk->corpusStore().profile() && !desk->corpusStore().profile()->isEmpty());
        // While one set has them the events are not made anew for the next window.
        static EventSetPtr world;
        world = desk->eventStore().events();
    }

    void answerOpen(const QStringList& paths) { m_open = paths; }

    void answerSave(const QString& path) { m_save = path; }

    /// Clicks the answer with this text in the question that stands above the documents.
    void answer(const QString& text)
    {
        for (auto* button : desk->window().documents().findChildren<QAbstractButton*>()) {
            if (button->isVisible() && button->text() == text)
                return QTest::mouseClick(button, Qt::LeftButton);
        }
        QFAIL(qPrintable(QStringLiteral("no answer ") + text));
    }

    void answerFolder(const QString& path) { m_folder = path; }

    void answerText(const QString& text) { m_text = text; }

    ui::RuleEditor& editor() { return desk->documents().current()->editor(); }

    quint64 hits() { return desk->session().result() ? desk->session().result()->figures.hits : 0; }

    void chooseTextSize(int baseSize)
    {
        m_appearance.choose({ui::Scheme::Light,
            ui::ThemeFonts{QStringLiteral("Noto Sans"), QStringLiteral("DejaVu Sans Mono"), baseSize}});
    }

    void trigger(Command command) { desk->window().actions()[command].trigger(); }

    QString status() { return desk->window().status().summaryText(); }

    QModelIndex indicator(int row)
    {
        auto* model = static_cast<ui::GuideModel*>(desk->guide().tree().model());
        return model->index(row, 0, model->indexOf(ui::GuideSection::Indicators));
    }

    void settle() { QTRY_VERIFY_WITH_TIMEOUT(desk->isSettled() && !desk->session().isRunning(), patience); }

    std::unique_ptr<Desk> desk;
    std::optional<ui::Settings> kept;

private:
    ui::Appearance m_appearance{
        {ui::Scheme::Light, ui::ThemeFonts{QStringLiteral("Noto Sans"), QStringLiteral("DejaVu Sans Mono"), 12}}};
    QStringList m_open;
    QString m_save;
    QString m_folder;
    QString m_text;
};

} // namespace rulewright::tests
