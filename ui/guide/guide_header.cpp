// SPDX-License-Identifier: Apache-2.0
#include "ui/guide/guide_header.h"

#include "ui/guide/guide_geometry.h"
#include "ui/guide/guide_words.h"
#include "ui/guide/head_line.h"
#include "ui/window/search_field.h"
#include "ui/window/switch.h"
#include "ui/window/theme.h"
#include "ui/window/words.h"

#include <QCheckBox>
#include <QPainter>
#include <QVBoxLayout>

namespace rulewright::ui {

GuideHeader::GuideHeader(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
    , m_headLine(new HeadLine(theme, this))
    , m_mode(new Switch(theme, this))
    , m_filter(new SearchField(theme, this))
    , m_filterRow(new QHBoxLayout)
{
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    m_mode->setChoices({tr("Exact"), tr("With sub-techniques")});
    m_filter->setAccessibleName(tr("Filter this guide"));
    m_filterRow->setSpacing(4);
    m_filterRow->addWidget(m_filter, 1);
    m_filterRow->addSpacing(4);
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(12, 6, 12, 8);
    column->setSpacing(0);
    column->addWidget(m_headLine);
    column->addSpacing(8);
    column->addWidget(m_mode);
    column->addSpacing(6);
    column->addLayout(m_filterRow);
    connect(m_mode, &Switch::choiceChanged, this, [this] { emit choiceChanged(); });
    connect(m_filter, &QLineEdit::textChanged, this, &GuideHeader::filterChanged);
}

void GuideHeader::setContents(const GuideContents& contents)
{
    const corpus::Guide& guide = contents.guide;
    QStringList platforms;
    for (const std::string& platform : guide.platforms)
        platforms << text(platform);
    m_headLine->setTechnique(text(guide.name), text(guide.technique), contents.tactics, platforms);
    m_mode->choose(guide.mode == corpus::GuideMode::Exact ? 0 : 1);
    m_mode->setCount(0, grouped(guide.rulesExact));
    m_mode->setCount(1, grouped(guide.rulesWithSubtechniques));
    setVendors(contents);
}

void GuideHeader::setLegendShown(bool isShown) { m_headLine->setLegendShown(isShown); }

corpus::GuideMode GuideHeader::mode() const
{
    return m_mode->chosen() == 1 ? corpus::GuideMode::WithSubtechniques : corpus::GuideMode::Exact;
}

std::vector<corpus::Vendor> GuideHeader::vendors() const
{
    std::vector<corpus::Vendor> ticked;
    for (const auto& [vendor, box] : m_vendors) {
        if (box->isChecked())
            ticked.push_back(vendor);
    }
    return ticked.size() == m_vendors.size() ? std::vector<corpus::Vendor>{} : ticked;
}

void GuideHeader::setVendors(const GuideContents& contents)
{
    for (const corpus::Vendor vendor : contents.vendors) {
        QCheckBox*& box = m_vendors[vendor];
        if (!box) {
            box = new QCheckBox(this);
            box->setChecked(true);
            m_filterRow->addWidget(box);
            connect(box, &QCheckBox::clicked, this, [this] {
                lockLastVendor();
                emit choiceChanged();
            });
        }
        const auto found = std::ranges::find(contents.vendorRules, vendor, [](const auto& pair) { return pair.first; });
        const quint32 rules = found == contents.vendorRules.end() ? 0 : found->second;
        box->setText(text(corpus::vendorTitle(vendor)) + u' ' + grouped(rules));
    }
    lockLastVendor();
}

// A guide of no vendor at all would say nothing.
void GuideHeader::lockLastVendor()
{
    int ticked = 0;
    for (const auto& [vendor, box] : m_vendors)
        ticked += box->isChecked();
    for (const auto& [vendor, box] : m_vendors) {
        const bool isLast = box->isChecked() && ticked == 1;
        box->setEnabled(!isLast);
        box->setVisible(m_vendors.size() > 1);
    }
}

void GuideHeader::resizeEvent(QResizeEvent* event)
{
    QWidget::resizeEvent(event);
    const bool isNarrow = width() < m_theme.width(narrowGuide);
    m_filter->setPlaceholderText(isNarrow && m_vendors.size() > 1 ? tr("Filter") : tr("Filter this guide"));
}

void GuideHeader::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.base);
}

} // namespace rulewright::ui
