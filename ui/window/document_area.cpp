// SPDX-License-Identifier: Apache-2.0
#include "ui/window/document_area.h"

#include "ui/window/strip.h"
#include "ui/window/tab_bar.h"

#include <QApplication>
#include <QStackedLayout>
#include <QVBoxLayout>

namespace rulewright::ui {

DocumentArea::DocumentArea(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_tabs(new TabBar(theme, this))
    , m_strip(new Strip(theme, this))
    , m_pages(new QStackedLayout)
{
    setAccessibleName(tr("Documents"));
    m_tabs->setAccessibleName(tr("Open documents"));
    m_strip->hide();
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_tabs);
    column->addWidget(m_strip);
    column->addLayout(m_pages, 1);
    connect(m_tabs, &TabBar::currentChanged, this, [this](int index) {
        if (index < 0 || index >= m_pages->count())
            return;
        m_pages->setCurrentIndex(index);
        setFocusProxy(currentPage());
        emit currentPageChanged(currentPage());
    });
    connect(m_tabs, &TabBar::closeRequested, this, [this](int index) { emit closeRequested(page(index)); });
    connect(m_strip, &Strip::dismissed, this, &DocumentArea::clearQuestion);
}

int DocumentArea::addPage(QWidget* page, const QString& title, const QString& icon, bool isClosable)
{
    m_pages->addWidget(page);
    m_tabs->setClosable(isClosable);
    // The first tab becomes current at once: its page is there already.
    const int index = m_tabs->addTab(title);
    m_tabs->setTabIconName(index, icon);
    if (index == m_tabs->currentIndex())
        emit m_tabs->currentChanged(index);
    return index;
}

void DocumentArea::removePage(QWidget* page)
{
    const int index = m_pages->indexOf(page);
    if (index < 0)
        return;
    {
        // Tabs and pages change together, then the page in front is told once.
        const QSignalBlocker quiet(m_tabs);
        m_tabs->removeTab(index);
        m_pages->removeWidget(page);
    }
    page->deleteLater();
    if (m_tabs->currentIndex() >= 0)
        emit m_tabs->currentChanged(m_tabs->currentIndex());
}

void DocumentArea::setPageTitle(QWidget* page, const QString& title)
{
    if (const int index = m_pages->indexOf(page); index >= 0)
        m_tabs->setTabText(index, title);
}

void DocumentArea::setPageDirty(QWidget* page, bool isDirty)
{
    if (const int index = m_pages->indexOf(page); index >= 0)
        m_tabs->setTabDirty(index, isDirty);
}

void DocumentArea::showPage(QWidget* page)
{
    if (const int index = m_pages->indexOf(page); index >= 0)
        m_tabs->setCurrentIndex(index);
}

QWidget* DocumentArea::currentPage() const { return m_pages->currentWidget(); }

QWidget* DocumentArea::page(int index) const { return m_pages->widget(index); }

int DocumentArea::pageCount() const { return m_pages->count(); }

void DocumentArea::ask(const StripWords& words)
{
    m_strip->setWords(words);
    m_strip->show();
}

void DocumentArea::focusQuestion() { m_strip->focusAnswers(); }

void DocumentArea::clearQuestion()
{
    const QWidget* focus = QApplication::focusWidget();
    const bool hadFocus = focus && (focus == m_strip || m_strip->isAncestorOf(focus));
    m_strip->hide();
    if (hadFocus && currentPage())
        currentPage()->setFocus(Qt::OtherFocusReason);
}

bool DocumentArea::isAsking() const { return m_strip->isVisibleTo(this); }

} // namespace rulewright::ui
