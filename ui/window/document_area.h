// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

class QStackedLayout;
class QVBoxLayout;

namespace rulewright::ui {

class Strip;
class TabBar;
struct StripWords;
struct Theme;

// The upper part of the centre: document tabs, a place for questions, the page in front.
class DocumentArea : public QWidget {
    Q_OBJECT
public:
    explicit DocumentArea(const Theme& theme, QWidget* parent = nullptr);

    // Adds a page behind the others and returns its place; takes the page over.
    int addPage(QWidget* page, const QString& title, const QString& icon, bool isClosable);
    void removePage(QWidget* page);
    void setPageTitle(QWidget* page, const QString& title);
    void setPageDirty(QWidget* page, bool isDirty);
    void showPage(QWidget* page);
    QWidget* currentPage() const;
    QWidget* page(int index) const;
    int pageCount() const;
    // A page with this property set to true takes the whole height: no events pane below it.
    static constexpr char wholeHeightProperty[] = "rulewrightWholeHeight";

    // A question or a note below the tabs; it stays until it is answered or replaced.
    void ask(const StripWords& words);
    // For a question about what the user has just begun: its first answer has the focus.
    void focusQuestion();
    void clearQuestion();
    bool isAsking() const;

signals:
    void currentPageChanged(QWidget* page);
    void closeRequested(QWidget* page);

private:
    TabBar* m_tabs;
    Strip* m_strip;
    QStackedLayout* m_pages;
};

} // namespace rulewright::ui
