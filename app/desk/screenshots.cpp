// SPDX-License-Identifier: Apache-2.0
#include "app/desk/screenshots.h"

#include "core/corpus/built_in.h"
#include "ui/editor/choice_list.h"
#include "ui/editor/editor_assist.h"
#include "ui/editor/editor_pane.h"
#include "ui/editor/find_bar.h"
#include "ui/guide/guide_header.h"
#include "ui/guide/guide_tree.h"
#include "ui/guide/guide_view.h"
#include "ui/teach/scenario_panel.h"
#include "ui/test/event_table.h"
#include "ui/test/near_miss_view.h"
#include "ui/test/test_pane.h"
#include "ui/window/document_area.h"
#include "ui/window/search_field.h"

#include <QAction>
#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QFontDatabase>
#include <QPainter>
#include <QTemporaryDir>
#include <QTextCursor>
#include <QTimer>

#include <cstdio>

namespace rulewright::desk {

namespace {

constexpr qint64 patienceMilliseconds = 30'000;
constexpr QSize wide(1600, 1000);

// The fonts of design.md's "author-system-fonts" picture, so that pictures are the same everywhere.
ui::AppearanceChoice looks(ui::Scheme scheme, int baseSize = 12)
{
    ui::AppearanceChoice choice;
    choice.scheme = scheme;
    choice.fonts = ui::ThemeFonts{QStringLiteral("Noto Sans"), QStringLiteral("DejaVu Sans Mono"), baseSize};
    return choice;
}

// One desk for one picture, offscreen, without anything of the user's.
class Studio {
public:
    Studio(const Facts& facts, const SampleEvents& samples, QString folder)
        : m_facts(facts)
        , m_samples(samples)
        , m_folder(std::move(folder))
        , m_appearance(looks(ui::Scheme::Light))
    {
    }

    bool isWhole() const { return m_isWhole; }

    void setLooks(ui::Scheme scheme, int baseSize = 12) { m_appearance.choose(looks(scheme, baseSize)); }

    void open(const QSize& size)
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

    // The world, a rule and its technique: what an author has before them.
    void openWorld(const QSize& size)
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

    void chooseFirstHit()
    {
        m_desk->events().goToHit(1);
        settle();
    }

    void placeCaret(const QString& text)
    {
        ui::RuleEditor& editor = m_desk->documents().current()->editor();
        const QTextCursor found = editor.document()->find(text);
        if (!found.isNull()) {
            QTextCursor caret = found;
            caret.movePosition(QTextCursor::EndOfLine);
            editor.setTextCursor(caret);
        }
        settle();
    }

    // Works the event loop until nothing runs and nothing waits.
    void settle()
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

    void take(const char* name, qreal ratio = 1.0)
    {
        settle();
        if (ui::EditorPane* pane = m_desk->documents().current())
            pane->editor().ensureCursorVisible();
        QWidget& window = m_desk->window();
        QPixmap picture(window.size() * ratio);
        picture.setDevicePixelRatio(ratio);
        picture.fill(Qt::white);
        window.render(&picture);
        // Lists at the caret are windows of their own.
        QPainter painter(&picture);
        for (const ui::ChoiceList* list : window.findChildren<ui::ChoiceList*>()) {
            if (list->isVisible())
                painter.drawPixmap(window.mapFromGlobal(list->pos()), const_cast<ui::ChoiceList*>(list)->grab());
        }
        painter.end();
        const QString path = QDir(m_folder).filePath(QString::fromLatin1(name) + QStringLiteral(".png"));
        m_isWhole = picture.save(path) && m_isWhole;
        std::printf("%s\n", qPrintable(path));
    }

    Desk& desk() { return *m_desk; }

private:
    Facts m_facts;
    SampleEvents m_samples;
    QString m_folder;
    ui::Appearance m_appearance;
    std::unique_ptr<Desk> m_desk;
    bool m_isWhole = true;
};

void takeDesk(Studio& studio)
{
    studio.openWorld(wide);
    studio.placeCaret(QStringLiteral("--accept-server-license-terms"));
    studio.desk().documents().current()->editor().setFocus();
    studio.take("desk-light");
    studio.setLooks(ui::Scheme::Dark);
    studio.take("desk-dark");
    studio.setLooks(ui::Scheme::Light);
    studio.desk().window().resize(1280, 720);
    studio.take("desk-200-percent", 2.0);
    studio.desk().window().resize(1024, 700);
    studio.take("desk-1024x700");
    studio.desk().window().resize(900, 600);
    studio.take("desk-900x600");
    studio.desk().window().resize(wide);
    studio.setLooks(ui::Scheme::Light, 16);
    studio.take("desk-large-text");
    studio.setLooks(ui::Scheme::Light);
}

void takeError(Studio& studio)
{
    QTextCursor caret = studio.desk().documents().current()->editor().textCursor();
    caret.movePosition(QTextCursor::EndOfLine);
    caret.deletePreviousChar();
    studio.desk().documents().current()->editor().setTextCursor(caret);
    studio.take("error-light");
    studio.setLooks(ui::Scheme::Dark);
    studio.take("error-dark");
    studio.setLooks(ui::Scheme::Light);
    studio.desk().documents().current()->editor().undo();
    studio.settle();
}

// What a result leads on to: near misses with what would let them in, and the rules that fire on a hit too.
void takeResults(Studio& studio)
{
    ui::TestPane& events = studio.desk().events();
    events.showTab(ui::TestPane::Tab::NearMisses);
    studio.settle();
    events.nearMisses().setFocus();
    studio.take("near-misses-light");
    studio.setLooks(ui::Scheme::Dark);
    studio.take("near-misses-dark");
    studio.setLooks(ui::Scheme::Light);
    studio.chooseFirstHit();
    events.showTab(ui::TestPane::Tab::AlsoFires);
    studio.take("also-fires-light");
    studio.setLooks(ui::Scheme::Dark);
    studio.take("also-fires-dark");
    studio.setLooks(ui::Scheme::Light);
    events.showTab(ui::TestPane::Tab::Hits);
}

QModelIndex firstIndicator(ui::GuideTree& tree)
{
    const auto& model = *tree.model();
    for (int i = 0; i < model.rowCount(); ++i) {
        const QModelIndex section = model.index(i, 0);
        if (section.data(ui::GuideModel::SectionRole).toInt() == int(ui::GuideSection::Indicators))
            return model.index(0, 0, section);
    }
    return {};
}

void takeGuide(Studio& studio)
{
    ui::GuideView& guide = studio.desk().guide();
    guide.tree().setFocus();
    guide.tree().setCurrentIndex(firstIndicator(guide.tree()));
    studio.take("guide-preview");
    guide.tree().expand(guide.tree().currentIndex());
    studio.take("guide-rules-behind");
    guide.header().filter().setText(QStringLiteral("tunnel"));
    guide.header().filter().setFocus();
    studio.take("guide-filtered");
    guide.header().filter().clear();
    const corpus::Guide& shown = guide.guide();
    if (!shown.rules.empty()) {
        studio.desk().showRule(shown.rules.front().rule);
        studio.take("rule-document-light");
        studio.setLooks(ui::Scheme::Dark);
        studio.take("rule-document-dark");
        studio.setLooks(ui::Scheme::Light);
    }
    studio.desk().showGuide({"T1219.003", corpus::GuideMode::Exact, {}});
    studio.take("guide-no-technique-rules");
}

// What an author writes with: completions, find and replace, folds, parts of the rule.
void takeEditing(Studio& studio)
{
    studio.openWorld(wide);
    ui::EditorPane& pane = *studio.desk().documents().current();
    const QTextCursor found = pane.editor().document()->find(QStringLiteral("selection_option:"));
    QTextCursor caret = found;
    caret.movePosition(QTextCursor::EndOfLine);
    pane.editor().setTextCursor(caret);
    pane.editor().setFocus();
    pane.editor().insertPlainText(QStringLiteral("\n        Image|endswith: '\\an'"));
    pane.editor().moveCursor(QTextCursor::Left);
    pane.assist()->complete();
    studio.take("completion-light");
    studio.setLooks(ui::Scheme::Dark);
    studio.take("completion-dark");
    studio.setLooks(ui::Scheme::Light);
    pane.assist()->completions().hide();
    pane.editor().undo();
    pane.editor().undo();
    pane.assist()->showOutline();
    studio.take("outline");
    pane.assist()->places().hide();
    pane.editor().setTextCursor(pane.editor().document()->find(QStringLiteral("detection:")));
    pane.assist()->toggleFold();
    pane.findBar().open(true);
    pane.findBar().what().setText(QStringLiteral("attack"));
    studio.take("find-and-fold");
    pane.findBar().hide();
    pane.assist()->showAll();
}

void takeTeach(Studio& studio)
{
    studio.openWorld(wide);
    studio.desk().startTour();
    studio.take("teach-first-step");
    studio.desk().showGuide({"T1219", corpus::GuideMode::Exact, {}});
    studio.settle();
    studio.desk().scenario()->next();
    studio.settle();
    ui::ScenarioPanel& panel = *studio.desk().scenario();
    for (int i = 0; i < 2; ++i) {
        const auto answer = panel.scenario()->steps[std::size_t(panel.step())].answer;
        ui::RuleEditor& editor = studio.desk().documents().current()->editor();
        editor.selectAll();
        editor.insertPlainText(QString::fromStdString(*answer->rule));
        studio.settle();
        panel.next();
        studio.settle();
    }
    panel.showHint();
    studio.take("teach-light");
    studio.setLooks(ui::Scheme::Dark);
    studio.take("teach-dark");
    studio.setLooks(ui::Scheme::Light);
    studio.desk().window().resize(1280, 720);
    studio.take("teach-200-percent", 2.0);
}

void takePages(Studio& studio)
{
    studio.openWorld(wide);
    studio.desk().window().actions()[ui::Command::SaveIntoRepository].trigger();
    studio.take("repository-light");
    studio.desk().window().actions()[ui::Command::Preferences].trigger();
    studio.take("preferences-light");
    studio.setLooks(ui::Scheme::Dark);
    studio.take("preferences-dark");
    studio.setLooks(ui::Scheme::Light);
}

// An Elastic rule in the editor and as a document, rules side by side, and the collections.
void takeOtherVendors(Studio& studio)
{
    studio.openWorld(wide);
    const QString name = QStringLiteral("command_and_control_vscode_tunnel.toml");
    if (const auto text = corpus::ruleText({}, name.toStdString()))
        studio.desk().documents().openText(name, *text);
    studio.chooseFirstHit();
    studio.placeCaret(QStringLiteral("--accept-server-license-terms"));
    studio.take("elastic-rule-light");
    studio.setLooks(ui::Scheme::Dark);
    studio.take("elastic-rule-dark");
    studio.setLooks(ui::Scheme::Light);
    const corpus::Guide guide = studio.desk().guide().guide();
    corpus::RuleIds compared;
    for (const corpus::GuideRule& rule : guide.rules) {
        if (rule.vendor == corpus::Vendor::Elastic && compared.empty()) {
            studio.desk().showRule(rule.rule);
            studio.take("rule-document-elastic");
        }
        if (compared.size() < 4 && (rule.vendor == corpus::Vendor::Elastic || compared.size() < 2))
            compared.push_back(rule.rule);
    }
    studio.desk().showComparison(compared);
    studio.take("side-by-side");
    studio.desk().showCorpusManager();
    studio.take("corpus-manager-light");
    studio.setLooks(ui::Scheme::Dark);
    studio.take("corpus-manager-dark");
    studio.setLooks(ui::Scheme::Light);
}

// Files of several formats, some with records that cannot be read.
void takeImport(Studio& studio)
{
    const QTemporaryDir folder;
    const auto write = [&folder](const char* name, const QByteArray& text) {
        QFile file(folder.filePath(QString::fromLatin1(name)));
        if (file.open(QIODevice::WriteOnly))
            file.write(text);
    };
    const auto event = [](const char* image) {
        return QByteArray("<Event xmlns='http://schemas.microsoft.com/win/2004/08/events/event'><System><Provider "
                          "Name='Microsoft-Windows-Sysmon'/><EventID>1</EventID><TimeCreated "
                          "SystemTime='2026-11-18T09:14:31.082Z'/><EventRecordID>7</EventRecordID>"
                          "<Channel>Microsoft-Windows-Sysmon/Operational</Channel><Computer>WS-14</Computer></System>"
                          "<EventData><Data Name='Image'>")
            + image + "</Data><Data Name='CommandLine'>whoami /all</Data></EventData></Event>\n";
    };
    write("workstation.xml", event("C:\\Windows\\System32\\whoami.exe") + event("C:\\Windows\\System32\\cmd.exe")
            + "<Event><System></Event>\n");
    write("gateway.log", "Nov 18 09:14:31 gw1 sshd[812]: Failed password for root from 203.0.113.9 port 52114 ssh2\n");
    write("proxy.csv", "c-ip,cs-method,c-uri,sc-status\n10.0.0.7,GET,http://example.org/,200\n");
    write("trail.json", "{\"Records\":[{\"eventVersion\":\"1.08\",\"eventSource\":\"iam.amazonaws.com\",\"eventName\":"
                        "\"CreateUser\",\"awsRegion\":\"eu-west-1\",\"eventTime\":\"2026-11-18T09:15:00Z\"}]}\n");
    write("broken.ndjson", "{\"a\":1}\n{\"a\" 2}\n{\"a\":3}\n{\"a\":}\n");
    write("notes.txt", "What was collected, and where.\n");
    studio.open(wide);
    studio.desk().openPaths({folder.path()});
    studio.settle();
    studio.desk().window().actions()[ui::Command::ShowImport].trigger();
    studio.take("import-light");
    studio.setLooks(ui::Scheme::Dark);
    studio.take("import-dark");
    studio.setLooks(ui::Scheme::Light);
    studio.desk().events().showTab(ui::TestPane::Tab::All);
    studio.desk().events().table().goToEvent(studio.desk().eventStore().events()->find("workstation.xml", 1));
    studio.settle();
    studio.take("event-detail");
    studio.desk().window().actions()[ui::Command::ShowRawEvent].trigger();
    studio.take("event-raw");
    studio.desk().window().actions()[ui::Command::ShowRawEvent].trigger();
}

void takeEmpty(Studio& studio)
{
    studio.open(wide);
    studio.take("first-start-light");
    studio.setLooks(ui::Scheme::Dark);
    studio.take("first-start-dark");
    studio.setLooks(ui::Scheme::Light);
    studio.desk().documents().newRule(author::templates().front(), {});
    studio.take("no-events");
    studio.desk().window().actions()[ui::Command::Keys].trigger();
    studio.take("keys");
    studio.desk().window().actions()[ui::Command::About].trigger();
    studio.take("about");
}

} // namespace

int takeScreenshots(const Facts& facts, const SampleEvents& samples, const QString& folder)
{
    if (!QDir().mkpath(folder)) {
        std::fprintf(stderr, "rulewright: cannot make the folder %s\n", qPrintable(folder));
        return 2;
    }
    Studio studio(facts, samples, folder);
    takeDesk(studio);
    takeError(studio);
    takeResults(studio);
    takeGuide(studio);
    takeOtherVendors(studio);
    takeEditing(studio);
    takeTeach(studio);
    takePages(studio);
    takeImport(studio);
    takeEmpty(studio);
    return studio.isWhole() ? 0 : 2;
}

} // namespace rulewright::desk
