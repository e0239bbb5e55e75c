// SPDX-License-Identifier: Apache-2.0
#include "app/desk/studio.h"

#include "core/corpus/built_in.h"
#include "ui/editor/editor_pane.h"
#include "ui/test/test_pane.h"

#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QPainter>
#include <QTextCursor>
#include <QTimer>

#include <algorithm>
#include <cstdio>

namespace rulewright::desk {

namespace {

constexpr qint64 patienceMilliseconds = 30'000;

// The fonts of design.md's "author-system-fonts" picture, so that pictures are the same everywhere.
ui::AppearanceChoice looks(ui::Scheme scheme, int baseSize = 12)
{
    ui::AppearanceChoice choice;
    choice.scheme = scheme;
    choice.fonts = ui::ThemeFonts{QStringLiteral("Noto Sans"), QStringLiteral("DejaVu Sans Mono"), baseSize};
    return choice;
}

} // namespace

Studio::Studio(const Facts& facts, const SampleEvents& samples, QString folder, QStringList names)
    : m_facts(facts)
    , m_samples(samples)
    , m_folder(std::move(folder))
    , m_names(std::move(names))
    , m_appearance(looks(ui::Scheme::Light))
{
}

bool Studio::isWanted(const QString& name) const
{
    return m_names.isEmpty()
        || std::ranges::any_of(m_names, [&](const QString& wanted) { return name.startsWith(wanted); });
}

void Studio::setLooks(ui::Scheme scheme, int baseSize) { m_appearance.choose(looks(scheme, baseSize)); }

void Studio::open(const QSize& size)
{
    m_desk.reset();
    DeskOptions options;
    options.samples = m_samples;
    options.dialogs = [](QWidget*) { return Dialogs{}; };
    m_desk = std::make_unique<Desk>(m_facts, m_appearance, std::move(options));
    m_desk->window().resize(size);
    m_desk->window().show();
    m_desk->window().activateWindow();
    settle();
}

void Studio::openWorld(const QSize& size)
{
    open(size);
    m_desk->openBuiltInWorld();
    settle();
    const QString name = QStringLiteral("proc_creation_win_vscode_tunnel_start.yml");
    if (const auto text = corpus::ruleText({}, name.toStdString()))
        m_desk->documents().openText(name, *text);
    m_desk->showGuide({"T1219", corpus::GuideMode::WithSubtechniques, {}});
    settle();
    chooseFirstHit();
}

void Studio::chooseFirstHit()
{
    m_desk->events().goToHit(1);
    settle();
}

void Studio::placeCaret(const QString& text)
{
    ui::RuleEditor& editor = m_desk->documents().current()->editor();
    const QTextCursor found = editor.document()->find(text);
    if (!found.isNull()) {
        QTextCursor caret = found;
        caret.setPosition(found.selectionEnd());
        editor.setTextCursor(caret);
    }
    settle();
}

void Studio::takeBoth(const char* name)
{
    take(QByteArray(name).append("-light").constData());
    setLooks(ui::Scheme::Dark);
    take(QByteArray(name).append("-dark").constData());
    setLooks(ui::Scheme::Light);
}

void Studio::openText(const char* name, const char* text)
{
    m_desk->documents().openText(QString::fromLatin1(name), text);
    settle();
}

void Studio::settle()
{
    QElapsedTimer since;
    since.start();
    int quiet = 0;
    while (since.elapsed() < patienceMilliseconds && quiet < 4) {
        QApplication::processEvents(QEventLoop::AllEvents, 40);
        QApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        quiet = m_desk && !m_desk->isSettled() ? 0 : quiet + 1;
        // The loop's own timers (a 15 ms delay before a test) get their turn.
        QEventLoop turn;
        QTimer::singleShot(20, &turn, &QEventLoop::quit);
        turn.exec();
    }
}

void Studio::take(const char* name, qreal ratio)
{
    if (!isWanted(QString::fromLatin1(name)))
        return;
    settle();
    if (ui::EditorPane* pane = m_desk->documents().current())
        pane->editor().ensureCursorVisible();
    QWidget& window = m_desk->window();
    QPixmap picture(window.size() * ratio);
    picture.setDevicePixelRatio(ratio);
    picture.fill(Qt::white);
    window.render(&picture);
    // Lists at the caret, menus and hovers are windows of their own.
    QPainter painter(&picture);
    for (QWidget* popup : QApplication::topLevelWidgets()) {
        if (popup != &window && popup->isVisible())
            painter.drawPixmap(window.mapFromGlobal(popup->pos()), popup->grab());
    }
    painter.end();
    const QString path = QDir(m_folder).filePath(QString::fromLatin1(name) + QStringLiteral(".png"));
    m_isWhole = picture.save(path) && m_isWhole;
    std::printf("%s\n", qPrintable(path));
}

} // namespace rulewright::desk
