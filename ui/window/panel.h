// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QWidget>

class QHBoxLayout;
class QVBoxLayout;

namespace rulewright::ui {

struct Theme;

// The line of 28 above a panel: its name, what it shows, buttons at the right.
class PanelTitle : public QWidget {
    Q_OBJECT
public:
    PanelTitle(const QString& name, const Theme& theme, QWidget* parent = nullptr);

    void setName(const QString& name);
    void setSubtitle(const QString& subtitle);

    const QString& subtitle() const { return m_subtitle; }

    void addButton(QWidget* button);
    QSize sizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    QString m_name;
    QString m_subtitle;
    const Theme& m_theme;
    QHBoxLayout* m_row;
};

// A named pane of the desk: title, content. The title gives way where tabs carry the name.
class Panel : public QWidget {
    Q_OBJECT
public:
    Panel(const QString& name, const Theme& theme, QWidget* parent = nullptr);

    const QString& name() const { return m_name; }

    // What the pane shows now and then under another name.
    void setName(const QString& name);
    void setContent(QWidget* content);
    void setSubtitle(const QString& subtitle);
    void setTitleShown(bool isShown);
    void setClosable(bool isClosable);

    PanelTitle& title() { return *m_title; }

signals:
    void closeRequested();
    void nameChanged();

private:
    QString m_name;
    PanelTitle* m_title;
    QWidget* m_close;
    QVBoxLayout* m_column;
};

} // namespace rulewright::ui
