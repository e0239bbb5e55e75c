// SPDX-License-Identifier: Apache-2.0
#include "ui/test/near_miss_board.h"

#include "ui/test/event_list.h"
#include "ui/window/hairline_splitter.h"
#include "ui/window/marks.h"
#include "ui/window/theme.h"
#include "ui/window/words.h"

#include <QPainter>
#include <QVBoxLayout>

#include <algorithm>

namespace rulewright::ui {

namespace {

constexpr int padding = 12;
constexpr std::size_t mostListed = 1'000;

} // namespace

NearMissHead::NearMissHead(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_theme(theme)
{
    setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
    setResult(nullptr);
}

void NearMissHead::setResult(const NearMissResultPtr& result)
{
    const auto near = result ? static_cast<qint64>(result->misses.atDistance(1)) : 0;
    m_lead = !result ? tr("Near misses")
        : near == 1  ? tr("1 event fails one test")
                     : tr("%1 events fail one test").arg(grouped(near));
    setAccessibleName(m_lead);
    update();
}

QSize NearMissHead::sizeHint() const { return {200, m_theme.height(56, 2)}; }

void NearMissHead::paintEvent(QPaintEvent*)
{
    QPainter painter(this);
    painter.fillRect(rect(), m_theme.base);
    painter.fillRect(QRect(0, height() - 1, width(), 1), m_theme.line);
    const int half = (height() - 14) / 2;
    const QRect first(padding, 7, width() - 2 * padding, half);
    const QFont caption = m_theme.font(Type::Caption);
    const QFontMetrics metrics(caption);
    painter.setFont(caption);
    painter.setPen(m_theme.text2);
    int right = first.right();
    const auto legend = [&](const QString& word, bool isAttack) {
        right -= metrics.horizontalAdvance(word);
        painter.drawText(QRect(right, first.top(), 200, half), Qt::AlignLeft | Qt::AlignVCenter, word);
        const QPointF centre(right - 8, first.center().y() + 0.5);
        isAttack ? paintDisc(painter, centre, 3.5, m_theme.attack) : paintRing(painter, centre, 3.5, m_theme.benign);
        right -= 24;
        painter.setPen(m_theme.text2);
    };
    legend(tr("benign"), false);
    legend(tr("attack"), true);
    const QFont strong = m_theme.font(Type::Lead);
    painter.setFont(strong);
    painter.setPen(m_theme.text);
    painter.drawText(first, Qt::AlignLeft | Qt::AlignVCenter, shortenedEnd(m_lead, strong, right - first.left()));
    painter.setFont(caption);
    painter.setPen(m_theme.text2);
    const QString words = tr("grouped by that test; Enter widens the rule, Space shows what comes in");
    painter.drawText(
        first.translated(0, half), Qt::AlignLeft | Qt::AlignVCenter, shortenedEnd(words, caption, first.width()));
}

NearMissBoard::NearMissBoard(const Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_head(new NearMissHead(theme, this))
    , m_place(new QWidget)
    , m_parts(new HairlineSplitter(Qt::Vertical, this))
    , m_panel(new Panel(tr("Would be gained"), theme))
    , m_gained(new EventList(tr("Events that would be gained"), theme))
{
    auto* column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_head);
    column->addWidget(m_parts, 1);
    auto* place = new QVBoxLayout(m_place);
    place->setContentsMargins(0, 0, 0, 0);
    m_gained->setObjectName(QStringLiteral("gainedEvents"));
    m_panel->setContent(m_gained);
    m_parts->addWidget(m_place);
    m_parts->addWidget(m_panel);
    m_parts->setStretchFactor(0, 60);
    m_parts->setStretchFactor(1, 40);
    m_parts->setChildrenCollapsible(false);
    m_panel->hide();
    setGained(nullptr, {});
    connect(m_panel, &Panel::closeRequested, this, [this] { setGainedShown(false); });
}

void NearMissBoard::setList(QWidget* list, QWidget* focus)
{
    m_place->layout()->addWidget(list);
    list->show();
    setFocusProxy(focus);
}

void NearMissBoard::setResult(const NearMissResultPtr& result) { m_head->setResult(result); }

void NearMissBoard::setGained(const GainedEventsPtr& gained, const TimeLook& look)
{
    if (!gained) {
        m_gained->setEvents(nullptr, {}, nullptr, look);
        m_panel->setSubtitle(tr("choose a value or a test above"));
        return;
    }
    const MatchResult& before = *gained->of->of;
    const std::uint64_t count = gained->events.count();
    EventRows rows = gained->events.members();
    rows.resize(std::min(rows.size(), mostListed));
    const rule::Rule* rule = rule::mainRule(*before.document);
    m_gained->setEvents(before.events, std::move(rows),
        rule != nullptr && !rule->logSource.isEmpty() ? &rule->logSource : nullptr, look);
    QString words = (count == 1 ? tr("1 event") : tr("%1 events").arg(grouped(static_cast<qint64>(count))))
        + QStringLiteral(": ") + QString::fromStdString(gained->widening.title);
    if (count > mostListed)
        words += tr(", the first %1").arg(grouped(static_cast<qint64>(mostListed)));
    m_panel->setSubtitle(words);
}

void NearMissBoard::setGainedShown(bool isShown)
{
    const bool hadFocus = m_gained->hasFocus();
    m_panel->setVisible(isShown);
    if (isShown && m_parts->sizes().value(1) == 0)
        m_parts->setSizes({m_parts->height() * 6 / 10, m_parts->height() * 4 / 10});
    if (hadFocus && !isShown)
        setFocus(Qt::OtherFocusReason);
}

bool NearMissBoard::isGainedShown() const { return !m_panel->isHidden(); }

} // namespace rulewright::ui
