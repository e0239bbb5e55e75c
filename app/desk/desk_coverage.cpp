// SPDX-License-Identifier: Apache-2.0
// Desk: the coverage matrix, and what every rule of the corpora matches among the loaded events.
#include "app/desk/desk.h"

#include "app/desk/also_fires.h"
#include "app/desk/questions.h"
#include "ui/guide/coverage_view.h"
#include "ui/guide/guide_view.h"
#include "ui/window/document_area.h"
#include "ui/window/status_line.h"
#include "ui/window/words.h"

#include <QSaveFile>

namespace rulewright::desk {

using ui::Command;

namespace {

struct CorpusHits {
    std::vector<match::Bitmap> ofRule; // by RuleId
    std::uint64_t untested = 0;
    bool isStopped = false;
};

// What each rule of the profile certainly matches.
CorpusHits corpusHits(
    const ProfilePtr& profile, const events::EventSet& events, const taxonomy::Taxonomy& taxonomy, Task& task)
{
    RuleShelf::Scan scan = RuleShelf(profile).scanAll(events, taxonomy, task);
    CorpusHits hits{.ofRule = std::vector<match::Bitmap>(profile->rules().size()),
        .untested = scan.untested,
        .isStopped = task.isStopped()};
    for (match::ScanHit& hit : scan.report.hits) {
        if (!hit.isApproximate)
            hits.ofRule[std::size_t(scan.ids[hit.rule])] = std::move(hit.events);
    }
    return hits;
}

} // namespace

void Desk::showCoverage()
{
    showSingle(m_coverage, tr("Coverage"), QStringLiteral("table"), [this]() -> QWidget* {
        auto* view = new ui::CoverageView(m_facts.attack, m_appearance.theme());
        view->setProfile(m_corpusStore->profile());
        const auto matchAnew = [this, view] {
            view->setHits({}, QString());
            if (view->model().heat() == ui::Heat::Events)
                countCoverage(*view);
        };
        connect(m_corpusStore, &CorpusStore::profileChanged, view, [this, view, matchAnew] {
            view->setProfile(m_corpusStore->profile());
            matchAnew();
        });
        connect(m_eventStore, &EventStore::eventsChanged, view, matchAnew);
        connect(view, &ui::CoverageView::hitsWanted, this, [this, view] { countCoverage(*view); });
        connect(view, &ui::CoverageView::guideRequested, this, [this](const QString& technique) {
            showGuide({technique.toStdString(), corpus::GuideMode::WithSubtechniques, {}});
            useLayout(m_layout);
            showLeft(m_guide);
            m_window->workspace().focusPane(ui::Workspace::Pane::Guide);
        });
        connect(view, &ui::CoverageView::ruleRequested, this, [this](quint32 rule) { showRule(corpus::RuleId(rule)); });
        connect(view, &ui::CoverageView::newRuleRequested, this, [this](const QString& technique) {
            const attack::Technique* known = m_facts.attack->technique(technique.toStdString());
            const QString tactic
                = known && !known->tactics.empty() ? QString::fromStdString(known->tactics.front()) : QString();
            m_documents->newRule(author::templates().front(), {technique, tactic});
        });
        connect(view, &ui::CoverageView::saveLayerRequested, this, [this, view] {
            const QString path = m_options.dialogs(m_window.get())
                                     .saveFile(tr("Save the layer"), QStringLiteral("coverage.json"),
                                         tr("ATT&CK Navigator layer (*.json)"));
            if (path.isEmpty())
                return;
            QSaveFile file(path);
            const QByteArray bytes = QByteArray::fromStdString(view->layer()) + '\n';
            saidWritten(path, file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit());
        });
        connect(view, &ui::CoverageView::savePictureRequested, this, [this, view](bool isSvg) {
            const QString path = m_options.dialogs(m_window.get())
                                     .saveFile(tr("Save the picture"),
                                         isSvg ? QStringLiteral("coverage.svg") : QStringLiteral("coverage.png"),
                                         isSvg ? tr("SVG picture (*.svg)") : tr("PNG picture (*.png)"));
            if (!path.isEmpty())
                saidWritten(path, isSvg ? view->writeSvg(path) : view->writePng(path));
        });
        return view;
    });
    markLayout();
}

void Desk::saidWritten(const QString& path, bool isWritten)
{
    if (isWritten)
        m_window->status().setSentence(tr("Saved %1").arg(path));
    else
        m_questions->complain(tr("Not saved"), tr("%1 cannot be written: choose a folder that is yours").arg(path));
}

void Desk::countCoverage(ui::CoverageView& view)
{
    const ProfilePtr profile = m_corpusStore->profile();
    const EventSetPtr events = m_eventStore->events();
    if (!profile || profile->isEmpty() || events->size() == 0) {
        view.setHits({}, tr("No events loaded: nothing has been matched"));
        return;
    }
    view.setHits({}, tr("Matching %1 rules").arg(ui::grouped(qint64(profile->rules().size()))));
    m_jobs->run<CorpusHits>(
        &view, tr("Matching every rule"),
        [profile, events, taxonomy = m_facts.taxonomy](
            Task& task) { return corpusHits(profile, *events, *taxonomy, task); },
        [this, &view, profile, events](CorpusHits hits) {
            if (profile != m_corpusStore->profile() || events != m_eventStore->events())
                return;
            if (hits.isStopped) {
                view.setHits({}, tr("Stopped: nothing has been matched"));
                return;
            }
            QString note = tr("%1 rules on %2 events")
                               .arg(ui::grouped(qint64(profile->rules().size() - hits.untested)),
                                   ui::grouped(qint64(events->size())));
            if (hits.untested > 0)
                note += tr(", %1 cannot be tested").arg(ui::grouped(qint64(hits.untested)));
            view.setHits(std::move(hits.ofRule), note);
        });
}

} // namespace rulewright::desk
