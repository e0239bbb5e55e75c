// SPDX-License-Identifier: Apache-2.0
#include "ui/window/empty_state.h"

#include "ui/window/flow_layout.h"
#include "ui/window/icons.h"
#include "ui/window/style_paint.h"
#include "ui/window/themed_label.h"

#include <QAction>
#include <QGridLayout>
#include <QPainter>
#include <QPushButton>
#include <QVBoxLayout>

namespace rulewright::ui {

namespace {
constexpr int corner = 24;
constexpr int iconSide = 24;
constexpr int widest = 560;
constexpr int ringRoom = 3; // round a button, so that its border stands under the text
} // namespace

QPushButton* actionButton(QAction* action, bool isPrimary, QWidget* parent)
{
    auto* button = new QPushButton(parent);
    button->setProperty(PrimaryProperty, isPrimary);
    button->setAutoDefault(false);
    const auto follow = [button, action] {
        button->setText(action->text().remove(u'&'));
        button->setProperty(KeyProperty, action->shortcut().toString(QKeySequence::NativeText));
        button->setEnabled(action->isEnabled());
        button->setToolTip(action->statusTip());
        button->updateGeometry();
    };
    follow();
    QObject::connect(action, &QAction::changed, button, follow);
    QObject::connect(button, &QPushButton::clicked, action, [action] { action->trigger(); });
    return button;
}

class EmptyState::Page : public QWidget {
public:
    explicit Page(const Theme& theme)
        : m_theme(theme)
    {
        setBackgroundRole(QPalette::Base);
        setAutoFillBackground(true);
    }

    void setIcon(const QString& icon)
    {
        m_icon = icon;
        update();
    }

protected:
    void paintEvent(QPaintEvent*) override
    {
        if (m_icon.isEmpty())
            return;
        QPainter painter(this);
        painter.drawPixmap(corner, corner, iconPixmap(m_icon, m_theme.text2, iconSide, devicePixelRatioF()));
    }

private:
    const Theme& m_theme;
    QString m_icon;
};

EmptyState::EmptyState(const Theme& theme, QWidget* parent)
    : QScrollArea(parent)
    , m_theme(theme)
    , m_page(new Page(theme))
    , m_lead(new ThemedLabel(theme, Type::Lead, &Theme::text, m_page))
    , m_text(new ThemedLabel(theme, Type::Body, &Theme::text2, m_page))
    , m_note(new ThemedLabel(theme, Type::Caption, &Theme::text3, m_page))
    , m_column(new QVBoxLayout(m_page))
    , m_buttons(nullptr)
{
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    setFocusPolicy(Qt::StrongFocus);
    m_column->setContentsMargins(corner - ringRoom, corner + iconSide + 10, corner, corner);
    m_column->setSpacing(6);
    for (ThemedLabel* label : {m_lead, m_text, m_note}) {
        label->setWordWrap(true);
        label->setMaximumWidth(widest + ringRoom);
        label->setContentsMargins(ringRoom, 0, 0, 0);
        m_column->addWidget(label);
    }
    m_column->addStretch(1);
    setWidget(m_page);
}

void EmptyState::setWords(const EmptyWords& words)
{
    m_page->setIcon(words.icon);
    m_lead->setText(words.lead);
    m_text->setText(words.text);
    m_note->setText(words.note);
    m_note->setVisible(!words.note.isEmpty());
    setAccessibleName(words.lead);
    setAccessibleDescription(words.text);
}

void EmptyState::setActions(const std::vector<QAction*>& actions, const QAction* primary)
{
    delete m_buttons;
    m_buttons = nullptr;
    if (actions.empty())
        return;
    m_buttons = new QWidget(m_page);
    auto* row = new FlowLayout(m_buttons, 4);
    for (QAction* action : actions)
        row->addWidget(actionButton(action, action == primary, m_buttons));
    row->setContentsMargins(0, 6, 0, 6);
    placeButtons();
}

void EmptyState::setActionGroups(const std::vector<ActionGroup>& groups, const QAction* primary)
{
    delete m_buttons;
    m_buttons = new QWidget(m_page);
    auto* grid = new QGridLayout(m_buttons);
    grid->setContentsMargins(ringRoom, 6, 0, 6);
    grid->setHorizontalSpacing(12);
    grid->setVerticalSpacing(4);
    grid->setColumnStretch(1, 1);
    int line = 0;
    for (const ActionGroup& group : groups) {
        auto* title = new ThemedLabel(m_theme, Type::BodyStrong, &Theme::text, m_buttons);
        title->setText(group.title);
        auto* buttons = new QWidget(m_buttons);
        auto* row = new FlowLayout(buttons, 4);
        row->setContentsMargins(0, 0, 0, 0);
        for (QAction* action : group.actions)
            row->addWidget(actionButton(action, action == primary, buttons));
        // On one line with the first buttons.
        title->setContentsMargins(0, ringRoom + 4, 0, 0);
        grid->addWidget(title, line, 0, Qt::AlignTop);
        grid->addWidget(buttons, line, 1);
        ++line;
    }
    placeButtons();
}

// Behind lead and text, before the note.
void EmptyState::placeButtons() { m_column->insertWidget(2, m_buttons); }

} // namespace rulewright::ui
