// SPDX-License-Identifier: Apache-2.0
#include "ui/guide/guide_view.h"

#include "ui/guide/guide_header.h"
#include "ui/guide/guide_model.h"
#include "ui/guide/guide_tree.h"
#include "ui/guide/guide_words.h"
#include "ui/guide/head_line.h"
#include "ui/guide/technique_field.h"
#include "ui/window/empty_state.h"
#include "ui/window/icon_button.h"
#include "ui/window/theme.h"
#include "ui/window/words.h"

#include <QAction>
#include <QMenu>
#include <QStackedLayout>
#include <QVBoxLayout>

#include <utility>

namespace rulewright::ui {

GuideView::GuideView(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_model(new GuideModel(this))
    , m_field(new TechniqueField(theme, this))
    , m_header(new GuideHeader(theme, this))
    , m_tree(new GuideTree(*m_model, theme, this))
    , m_empty(new EmptyState(theme, this))
    , m_page(new QWidget(this))
    , m_body(new QStackedLayout)
    , m_showParent(new QAction(tr("Show parent"), this))
    , m_showSubtechniques(new QAction(tr("Show with sub-techniques"), this))
{
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    auto* page = new QVBoxLayout(m_page);
    page->setContentsMargins(0, 0, 0, 0);
    page->setSpacing(0);
    page->addWidget(m_header);
    page->addWidget(m_tree, 1);
    m_body->addWidget(m_empty);
    m_body->addWidget(m_page);
    auto* fieldRow = new QHBoxLayout;
    fieldRow->setContentsMargins(12, 8, 12, 4);
    fieldRow->addWidget(m_field);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(fieldRow);
    column->addLayout(m_body, 1);

    connect(m_field, &TechniqueField::techniqueChosen, this, [this](const QString& technique) {
        m_isChoosing = true;
        wantGuide(technique);
    });
    connect(m_showParent, &QAction::triggered, this, [this] { wantGuide(m_parent); });
    connect(m_showSubtechniques, &QAction::triggered, this, [this] {
        emit guideWanted({m_technique.toStdString(), corpus::GuideMode::WithSubtechniques, m_header->vendors()});
    });
    connect(m_header, &GuideHeader::choiceChanged, this, [this] { wantGuide(m_technique); });
    connect(m_header, &GuideHeader::filterChanged, this, [this](const QString& filter) {
        m_model->setFilter(filter);
        m_tree->showFresh();
    });
    connect(&m_header->filter(), &SearchField::downPressed, m_tree, [this] { m_tree->setFocus(Qt::OtherFocusReason); });
    connect(
        &m_header->filter(), &SearchField::leftByEscape, m_tree, [this] { m_tree->setFocus(Qt::OtherFocusReason); });
    connect(
        m_tree, &GuideTree::filterRequested, this, [this] { m_header->filter().setFocus(Qt::ShortcutFocusReason); });
    connect(m_tree, &GuideTree::filterClearRequested, this, [this] { m_header->filter().clear(); });
    connect(m_tree, &GuideTree::insertRequested, this, &GuideView::insertRequested);
    connect(m_tree, &GuideTree::excludeRequested, this, &GuideView::excludeRequested);
    connect(m_tree, &GuideTree::previewWanted, this, &GuideView::previewWanted);
    connect(m_tree, &GuideTree::ruleRequested, this, &GuideView::ruleRequested);
    connect(m_tree, &GuideTree::rowExplained, this, &GuideView::rowExplained);
    setFocusProxy(m_field);
    makeHeaderButtons();
    showNoTechnique();
}

void GuideView::makeHeaderButtons()
{
    const auto add = [this](const char* icon, const char* name, const QString& words, void (GuideTree::*fill)(QMenu&)) {
        auto* button = new IconButton(QString::fromLatin1(icon), words, m_theme, this);
        button->setObjectName(QString::fromLatin1(name));
        connect(button, &QAbstractButton::clicked, this, [this, button, fill] {
            QMenu menu(this);
            (m_tree->*fill)(menu);
            menu.exec(button->mapToGlobal(QPoint(0, button->height())));
        });
        m_header->headLine().addButton(button);
    };
    add("more", "guideMore", tr("More about this technique"), &GuideTree::fillMoreMenu);
    add("export", "guideExport", tr("Copy or save the guide's tables"), &GuideTree::fillExportMenu);
}

void GuideView::setTechniques(std::vector<TechniqueRow> rows) { m_field->setTechniques(std::move(rows)); }

void GuideView::setCorpusActions(const std::vector<QAction*>& actions) { m_corpusActions = actions; }

void GuideView::showNoCorpus()
{
    m_empty->setWords({QStringLiteral("document"), tr("No rule corpus yet"),
        tr("The guide shows what public rules for a technique filter on, look for and exclude. It needs a corpus to "
           "read."),
        tr("Reading takes seconds and stays on this machine. Nothing is sent anywhere.")});
    m_empty->setActions(m_corpusActions);
    m_body->setCurrentWidget(m_empty);
    setFocusProxy(m_field);
    emit subtitleChanged(QString());
}

void GuideView::showReading()
{
    m_empty->setWords({QStringLiteral("document"), tr("Reading rules"),
        tr("The guide appears as soon as the rules are read."), QString()});
    m_empty->setActions({});
    m_body->setCurrentWidget(m_empty);
    emit subtitleChanged(QString());
}

void GuideView::showNoTechnique()
{
    m_empty->setWords({QStringLiteral("target"), tr("No technique chosen"),
        tr("Type an id or a name above, or give the rule a tag such as attack.t1219."), QString()});
    m_empty->setActions({});
    m_body->setCurrentWidget(m_empty);
    setFocusProxy(m_field);
    emit subtitleChanged(QString());
}

void GuideView::showNoRules(const GuideContents& contents)
{
    const corpus::Guide& guide = contents.guide;
    const QString lead = tr("No rule covers %1").arg(text(guide.technique));
    QString words
        = tr("%1 has no rule in the %2 that are loaded.").arg(text(guide.name), rulesWords(contents.corpusRules));
    std::vector<QAction*> actions;
    if (guide.mode == corpus::GuideMode::Exact && guide.rulesWithSubtechniques > 0) {
        words = guide.rulesWithSubtechniques == 1
            ? tr("1 rule covers its sub-techniques.")
            : tr("%1 rules cover its sub-techniques.").arg(grouped(guide.rulesWithSubtechniques));
        actions.push_back(m_showSubtechniques);
    } else if (contents.parentRules > 0) {
        words = contents.parentRules == 1
            ? tr("1 rule covers its parent, %1.").arg(contents.parentName)
            : tr("%1 rules cover its parent, %2.").arg(grouped(contents.parentRules), contents.parentName);
        actions.push_back(m_showParent);
    }
    m_empty->setWords({QStringLiteral("document"), lead, words, QString()});
    m_empty->setActions(actions);
    m_body->setCurrentWidget(m_empty);
    setFocusProxy(m_field);
}

void GuideView::setContents(const GuideContents& contents)
{
    const bool isOther = m_technique != text(contents.guide.technique);
    const bool takesKeys = std::exchange(m_isChoosing, false) && m_field->hasFocus();
    m_technique = text(contents.guide.technique);
    m_parent = text(contents.guide.parent);
    emit subtitleChanged(tr("mined from %1").arg(rulesWords(contents.corpusRules)));
    if (isOther)
        m_header->filter().clear();
    m_header->setContents(contents);
    m_model->setGuide(contents.guide);
    m_tree->showFresh();
    if (isOther)
        m_tree->scrollToTop();
    m_header->setLegendShown(false);
    if (contents.guide.rules.empty() && contents.guide.unparsed.empty()) {
        showNoRules(contents);
        return;
    }
    m_body->setCurrentWidget(m_page);
    setFocusProxy(m_tree);
    if (takesKeys)
        m_tree->setFocus(Qt::OtherFocusReason);
}

GuideView::RowsInView GuideView::rowsInView() const
{
    RowsInView rows;
    if (!isShowingGuide())
        return rows;
    const QRect seen = m_tree->viewport()->rect();
    for (QModelIndex index = m_tree->indexAt(seen.topLeft()); index.isValid(); index = m_tree->indexBelow(index)) {
        if (m_tree->visualRect(index).top() > seen.bottom())
            break;
        const GuideModel::Node* node = m_model->node(index);
        if (node->kind == RowKind::Indicator)
            rows.indicators.push_back(std::size_t(node->index));
        else if (node->kind == RowKind::Exclusion)
            rows.exclusions.push_back(std::size_t(node->index));
    }
    return rows;
}

void GuideView::setPrices(const PriceTable& prices)
{
    m_model->setPrices(prices);
    m_header->setLegendShown(!prices.indicators.empty());
}

void GuideView::setLoaded(const LoadedFacts& facts) { m_model->setLoaded(facts); }

const corpus::Guide& GuideView::guide() const { return m_model->guide(); }

bool GuideView::isShowingGuide() const { return m_body->currentWidget() == m_page; }

void GuideView::wantGuide(const QString& technique)
{
    if (!technique.isEmpty())
        emit guideWanted({technique.toStdString(), m_header->mode(), m_header->vendors()});
}

} // namespace rulewright::ui
