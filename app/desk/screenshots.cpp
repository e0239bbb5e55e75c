// SPDX-License-Identifier: Apache-2.0
#include "app/desk/screenshots.h"

#include "app/desk/screenshot_rules.h"
#include "app/desk/studio.h"
#include "core/corpus/built_in.h"
#include "core/git/clone.h"
#include "ui/editor/choice_list.h"
#include "ui/editor/editor_assist.h"
#include "ui/editor/editor_pane.h"
#include "ui/editor/find_bar.h"
#include "ui/export/repository_page.h"
#include "ui/guide/catalogue_view.h"
#include "ui/guide/coverage_view.h"
#include "ui/guide/guide_header.h"
#include "ui/guide/guide_tree.h"
#include "ui/guide/guide_view.h"
#include "ui/teach/scenario_panel.h"
#include "ui/test/column_chooser.h"
#include "ui/test/event_header.h"
#include "ui/test/event_table.h"
#include "ui/test/exclusion_view.h"
#include "ui/test/fired_rules.h"
#include "ui/test/near_miss_board.h"
#include "ui/test/near_miss_view.h"
#include "ui/test/test_pane.h"
#include "ui/window/document_area.h"
#include "ui/window/plain_table.h"
#include "ui/window/search_field.h"

#include <QAction>
#include <QApplication>
#include <QDir>
#include <QFile>
#include <QTableView>
#include <QTemporaryDir>
#include <QTextCursor>
#include <QToolTip>

#include <algorithm>
#include <cstdio>
#include <vector>

namespace rulewright::desk {

namespace {

constexpr QSize wide(1600, 1000);

void takeDesk(Studio& studio)
{
    studio.openWorld(wide);
    studio.placeCaret(QStringLiteral("--accept-server-license-terms"));
    studio.desk().documents().current()->editor().setFocus();
    studio.takeBoth("desk");
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
    studio.openWorld(wide);
    studio.placeCaret(QStringLiteral("--accept-server-license-terms'"));
    QTextCursor caret = studio.desk().documents().current()->editor().textCursor();
    caret.movePosition(QTextCursor::EndOfLine);
    caret.deletePreviousChar();
    studio.desk().documents().current()->editor().setTextCursor(caret);
    studio.takeBoth("error");
    studio.desk().documents().current()->editor().undo();
    studio.settle();
}

void takePrices(Studio& studio)
{
    studio.openWorld(wide);
    studio.desk().documents().newRule(
        author::templates().front(), {QStringLiteral("T1219"), QStringLiteral("command-and-control")});
    studio.desk().guide().tree().setFocus();
    studio.takeBoth("new-rule");
    studio.openText("proc_creation_win_remote_access_tool_user_folder.yml", draft);
    studio.desk().showGuide({"T1219", corpus::GuideMode::WithSubtechniques, {}});
    studio.placeCaret(QStringLiteral("TeamViewer.exe'"));
    ui::GuideTree& tree = studio.desk().guide().tree();
    tree.setFocus();
    studio.settle();
    studio.takeBoth("prices");
    ui::TestPane& events = studio.desk().events();
    events.showTab(ui::TestPane::Tab::NearMisses);
    events.nearMisses().setFocus();
    studio.settle();
    events.nearMisses().setCurrentIndex(
        events.nearMisses().model()->index(0, 0, events.nearMisses().model()->index(0, 0)));
    studio.takeBoth("near-misses");
    studio.desk().window().resize(1024, 700);
    studio.take("near-misses-1024x700");
}

void takeFired(Studio& studio)
{
    studio.openWorld(wide);
    ui::TestPane& events = studio.desk().events();
    events.showTab(ui::TestPane::Tab::AlsoFires);
    events.setFocus();
    studio.takeBoth("also-fires");
    events.setFiredOfAll(true);
    studio.takeBoth("fires-on-all");
}

void takeReplay(Studio& studio)
{
    studio.openWorld(wide);
    studio.openText("several_failed_logons.yml", failedLogons);
    ui::TestPane& events = studio.desk().events();
    events.showTab(ui::TestPane::Tab::NearMisses);
    events.setFocus();
    studio.takeBoth("replay");
    studio.desk().window().resize(1280, 720);
    studio.take("replay-200-percent", 2.0);
}

// More documents than their tabs have room; an event that no rule is there for.
void takeTabs(Studio& studio)
{
    studio.openWorld({1024, 700});
    for (const char* name : {"first_rule.yml", "second_rule.yml", "third_rule.yml", "fourth_rule.yml"})
        studio.openText(name, draft);
    studio.takeBoth("many-tabs");
    studio.open(wide);
    studio.desk().openBuiltInWorld();
    studio.settle();
    studio.desk().events().showTab(ui::TestPane::Tab::All);
    studio.settle();
    studio.desk().events().table().goTo(1);
    studio.takeBoth("why-no-rule");
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
    studio.openWorld(wide);
    studio.placeCaret(QStringLiteral("' --name '"));
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
        studio.takeBoth("rule-document");
    }
    studio.desk().showGuide({"T1055.014", corpus::GuideMode::Exact, {}});
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
    studio.takeBoth("completion");
    pane.assist()->completions().hide();
    pane.editor().undo();
    pane.editor().undo();
    studio.settle();
    studio.placeCaret(QStringLiteral("contains|a"));
    pane.assist()->explain();
    studio.take("hover-modifier");
    studio.placeCaret(QStringLiteral("--accept-server"));
    pane.assist()->explain();
    studio.takeBoth("hover-value");
    QToolTip::hideText();
    studio.settle();
    studio.placeCaret(QStringLiteral("selection_option"));
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
    studio.takeBoth("teach");
    studio.desk().window().resize(1280, 720);
    studio.take("teach-200-percent", 2.0);
}

void takePages(Studio& studio)
{
    studio.openWorld(wide);
    studio.desk().window().actions()[ui::Command::SaveIntoRepository].trigger();
    studio.take("repository-none");
    // A repository laid out as SigmaHQ's, with one commit.
    const QTemporaryDir place;
    const QString rules = place.filePath(QStringLiteral("detections/rules/windows/process_creation"));
    QDir().mkpath(rules);
    QFile read(place.filePath(QStringLiteral("detections/README.md")));
    if (read.open(QIODevice::WriteOnly))
        read.write("Detections\n");
    read.close();
    const QString repository = place.filePath(QStringLiteral("detections"));
    (void)git::commitAll(repository.toStdString(), "first", "Rulewright", "rulewright@example.org");
    if (auto* page = qobject_cast<ui::RepositoryPage*>(studio.desk().window().documents().currentPage())) {
        page->folderField().setText(repository);
        page->folderField().setModified(true);
        emit page->folderField().editingFinished();
    }
    studio.takeBoth("repository");
    studio.desk().window().actions()[ui::Command::Preferences].trigger();
    studio.takeBoth("preferences");
}

// Rules of other languages as documents, one in the editor, rules side by side, and the collections.
void takeOtherVendors(Studio& studio)
{
    studio.openWorld(wide);
    const QString name = QStringLiteral("command_and_control_vscode_tunnel.toml");
    if (const auto text = corpus::ruleText({}, name.toStdString()))
        studio.desk().documents().openText(name, *text);
    studio.chooseFirstHit();
    studio.takeBoth("elastic-rule");
    const corpus::Guide guide = studio.desk().guide().guide();
    corpus::RuleIds compared;
    for (const corpus::GuideRule& rule : guide.rules) {
        if (compared.size() < 4 && (rule.vendor == corpus::Vendor::Elastic || compared.size() < 2))
            compared.push_back(rule.rule);
    }
    studio.desk().showComparison(compared);
    studio.takeBoth("side-by-side");
    studio.desk().window().resize(1024, 700);
    studio.take("side-by-side-1024x700");
    studio.desk().window().resize(wide);
    studio.desk().showCorpusManager();
    studio.takeBoth("corpus-manager");
    studio.desk().window().resize(1280, 720);
    studio.take("corpus-manager-200-percent", 2.0);
}

// The search over the rules: words, parts and values marked where they stand; and where nothing has them.
void takeSearch(Studio& studio)
{
    studio.openWorld(wide);
    ui::CatalogueView* page = studio.desk().showCatalogue(QStringLiteral("powershell field:*Image level:medium,high"));
    studio.settle();
    page->table().setFocus();
    studio.takeBoth("search");
    studio.desk().window().resize(1280, 720);
    studio.take("search-200-percent", 2.0);
    studio.desk().window().resize(900, 600);
    studio.take("search-900x600");
    studio.desk().window().resize(wide);
    page->setText(QStringLiteral("technique:T1219 kettle level:high"));
    studio.settle();
    studio.take("search-empty");
    page->setText(QStringLiteral("powershell"));
    studio.settle();
    page->setText(QStringLiteral("powershell level:hihg"));
    studio.settle();
    studio.take("search-mistyped");
}

void takeRuleDocuments(Studio& studio)
{
    studio.openWorld(wide);
    const QTemporaryDir folder;
    QFile search(folder.filePath(QStringLiteral("detections/endpoint/remote_access_tool_installed_silently.yml")));
    QDir().mkpath(folder.filePath(QStringLiteral("detections/endpoint")));
    if (search.open(QIODevice::WriteOnly))
        search.write(splunkSearch);
    search.close();
    studio.desk().openPaths({folder.path()});
    studio.settle();
    studio.desk().showGuide({"T1219", corpus::GuideMode::WithSubtechniques, {}});
    studio.settle();
    studio.take("guide-splunk");

    const struct {
        const char* picture;
        const char* path; // its beginning, in the built-in rules
    } documents[]{{"rule-document-eql", "command_and_control_vscode_tunnel.toml"},
        {"rule-document-kql", "credential_access_lsass_dump_file.toml"},
        {"rule-document-esql", "execution_powershell_encoded_command.toml"},
        {"rule-document-spl", "remote_access_tool_installed"}};

    const ProfilePtr profile = studio.desk().corpusStore().profile();
    for (const auto& document : documents) {
        if (!studio.isWanted(QString::fromLatin1(document.picture)))
            continue;
        for (std::size_t i = 0; profile && i < profile->rules().size(); ++i) {
            const QString path = QString::fromStdString(profile->rules()[i].path);
            if (!path.section(u'/', -1).startsWith(QLatin1String(document.path)))
                continue;
            studio.desk().showRule(corpus::RuleId(i));
            studio.take(document.picture);
            break;
        }
    }
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
    write("workstation.xml",
        event("C:\\Windows\\System32\\whoami.exe") + event("C:\\Windows\\System32\\cmd.exe")
            + "<Event><System></Event>\n");
    write("gateway.log", "Nov 18 09:14:31 gw1 sshd[812]: Failed password for root from 203.0.113.9 port 52114 ssh2\n");
    write("proxy.csv", "c-ip,cs-method,c-uri,sc-status\n10.0.0.7,GET,http://example.org/,200\n");
    write("trail.json",
        "{\"Records\":[{\"eventVersion\":\"1.08\",\"eventSource\":\"iam.amazonaws.com\",\"eventName\":"
        "\"CreateUser\",\"awsRegion\":\"eu-west-1\",\"eventTime\":\"2026-11-18T09:15:00Z\"}]}\n");
    write("broken.ndjson", "{\"a\":1}\n{\"a\" 2}\n{\"a\":3}\n{\"a\":}\n");
    write("notes.txt", "What was collected, and where.\n");
    studio.open(wide);
    studio.desk().openPaths({folder.path()});
    studio.settle();
    studio.desk().window().actions()[ui::Command::ShowImport].trigger();
    studio.takeBoth("import");
    // The page of the import has the whole height: a rule leaves room for the table.
    studio.openText("proc_creation_win_remote_access_tool_user_folder.yml", draft);
    studio.desk().events().showTab(ui::TestPane::Tab::All);
    studio.settle();
    studio.desk().events().table().goToEvent(studio.desk().eventStore().events()->find("workstation.xml", 1));
    studio.settle();
    studio.take("event-detail");
    studio.desk().window().actions()[ui::Command::ShowRawEvent].trigger();
    studio.take("event-raw");
    studio.desk().window().actions()[ui::Command::ShowRawEvent].trigger();
}

// What an analyst looks at events with, and the matrix.
void takeAnalyst(Studio& studio)
{
    studio.openWorld(wide);
    ui::TestPane& events = studio.desk().events();
    ui::Actions& actions = studio.desk().window().actions();
    events.showTab(ui::TestPane::Tab::All);
    studio.settle();
    events.table().goTo(1);
    events.table().setFocus();
    studio.takeBoth("all-events");
    events.stackField(QStringLiteral("Image"));
    studio.takeBoth("stack");
    events.showTab(ui::TestPane::Tab::All);
    studio.settle();
    events.table().header().setFilter(2, QStringLiteral("!WS"));
    events.table().setFocus();
    actions[ui::Command::FindEvent].trigger();
    studio.take("events-filtered");
    events.clearFilters();
    studio.chooseFirstHit();
    actions[ui::Command::ShowProcesses].trigger();
    studio.takeBoth("processes");
    studio.chooseFirstHit();
    actions[ui::Command::ChooseColumns].trigger();
    studio.take("columns");
    if (QWidget* popup = QApplication::activePopupWidget())
        popup->close();
    studio.openText("proc_creation_win_powershell_started.yml", noisy);
    actions[ui::Command::LayoutTune].trigger();
    studio.settle();
    ui::NearMissView& near = events.nearMisses();
    near.setFocus();
    near.setCurrentIndex(near.model()->index(0, 0, near.model()->index(0, 0)));
    studio.desk().nearMissBoard().setGainedShown(true);
    emit near.rowExplained(QString()); // its events are looked for now that there is a place for them
    studio.settle();
    events.exclusions().setFocus();
    studio.takeBoth("tune");
    studio.desk().window().resize(1280, 720);
    studio.take("tune-200-percent", 2.0);
    studio.desk().window().resize(900, 600);
    studio.take("tune-900x600");
    studio.desk().window().resize(wide);
    actions[ui::Command::LayoutAuthor].trigger();
    actions[ui::Command::LayoutCoverage].trigger();
    auto* matrix = qobject_cast<ui::CoverageView*>(studio.desk().coverage());
    if (matrix == nullptr)
        return;
    matrix->chooseTechnique(QStringLiteral("T1219.002"));
    matrix->chooseTechnique(QStringLiteral("T1219"));
    matrix->table().setFocus();
    studio.takeBoth("coverage");
    matrix->chooseHeat(ui::Heat::Events);
    studio.take("coverage-events");
    matrix->chooseHeat(ui::Heat::Rules);
    studio.desk().window().resize(1280, 720);
    studio.take("coverage-200-percent", 2.0);
    studio.desk().window().resize(900, 600);
    studio.take("coverage-900x600");
    studio.desk().window().resize(wide);
}

void takeEmpty(Studio& studio)
{
    studio.open(wide);
    studio.takeBoth("first-start");
    studio.desk().documents().newRule(author::templates().front(), {});
    studio.take("no-events");
    studio.desk().window().actions()[ui::Command::Keys].trigger();
    studio.take("keys");
    studio.desk().window().actions()[ui::Command::About].trigger();
    studio.take("about");
}

} // namespace

int takeScreenshots(const Facts& facts, const SampleEvents& samples, const QString& folder, const QStringList& names)
{
    if (!QDir().mkpath(folder)) {
        std::fprintf(stderr, "rulewright: cannot make the folder %s\n", qPrintable(folder));
        return 2;
    }
    Studio studio(facts, samples, folder, names);

    const struct {
        void (*take)(Studio&);
        std::vector<const char*> pictures; // the beginnings of their names
    } scenes[]{{takeDesk, {"desk"}}, {takeError, {"error"}}, {takePrices, {"new-rule", "prices", "near-misses"}},
        {takeFired, {"also-fires", "fires-on-all"}}, {takeReplay, {"replay"}}, {takeTabs, {"many-tabs", "why-no-rule"}},
        {takeGuide, {"guide", "rule-document-light", "rule-document-dark"}},
        {takeOtherVendors, {"elastic-rule", "side-by-side", "corpus-manager"}}, {takeSearch, {"search"}},
        {takeRuleDocuments,
            {"guide-splunk", "rule-document-eql", "rule-document-kql", "rule-document-esql", "rule-document-spl"}},
        {takeEditing, {"completion", "outline", "find-and-fold", "hover", "explain"}}, {takeTeach, {"teach"}},
        {takeAnalyst, {"all-events", "stack", "events-filtered", "processes", "columns", "tune", "coverage"}},
        {takePages, {"repository", "preferences"}}, {takeImport, {"import", "event"}},
        {takeEmpty, {"first-start", "no-events", "keys", "about"}}};

    for (const auto& scene : scenes) {
        const bool isWanted = std::ranges::any_of(scene.pictures, [&](const char* picture) {
            const QString own = QString::fromLatin1(picture);
            return studio.isWanted(own)
                || std::ranges::any_of(names, [&](const QString& name) { return name.startsWith(own); });
        });
        if (isWanted)
            scene.take(studio);
    }
    return studio.isWhole() ? 0 : 2;
}

} // namespace rulewright::desk
