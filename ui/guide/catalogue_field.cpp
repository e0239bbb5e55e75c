// SPDX-License-Identifier: Apache-2.0
#include "ui/guide/catalogue_field.h"

#include "ui/guide/guide_words.h"
#include "ui/window/marks.h"
#include "ui/window/suggestion_delegate.h"
#include "ui/window/theme.h"

#include <QCoreApplication>
#include <QFontMetrics>
#include <QPainter>
#include <QPainterPath>

#include <algorithm>

namespace rulewright::ui {

namespace {

constexpr int mostSuggestions = 60;

// What a part asks for, in a few words.
QString noteOf(std::string_view part)
{
    static const std::pair<std::string_view, const char*> notes[]{
        {"technique", QT_TRANSLATE_NOOP("Catalogue", "T1219, T1059.* with those below it, or a name")},
        {"field", QT_TRANSLATE_NOOP("Catalogue", "a field that is tested, * for anything")},
        {"value", QT_TRANSLATE_NOOP("Catalogue", "a part of a tested value")},
        {"operator", QT_TRANSLATE_NOOP("Catalogue", "how a value is tested: contains, regex")},
        {"logsource", QT_TRANSLATE_NOOP("Catalogue", "windows/process_creation, an index, a data model")},
        {"level", QT_TRANSLATE_NOOP("Catalogue", "informational to critical")},
        {"status", QT_TRANSLATE_NOOP("Catalogue", "stable, test, production")},
        {"vendor", QT_TRANSLATE_NOOP("Catalogue", "sigma, elastic, splunk")},
        {"title", QT_TRANSLATE_NOOP("Catalogue", "a part of the title")},
        {"id", QT_TRANSLATE_NOOP("Catalogue", "a part of the rule's id")},
        {"path", QT_TRANSLATE_NOOP("Catalogue", "a part of the file's path")}};
    const auto found = std::ranges::find(notes, part, &std::pair<std::string_view, const char*>::first);
    return found == std::ranges::end(notes) ? QString() : QCoreApplication::translate("Catalogue", found->second);
}

class PartDelegate : public SuggestionDelegate {
public:
    using SuggestionDelegate::SuggestionDelegate;

protected:
    void paintRow(QPainter& p, const QRect& row, const QModelIndex& index) const override
    {
        const QFont value = theme().font(Type::ValueSmall);
        const QFont caption = theme().font(Type::Caption);
        const QString text = shortenedMiddle(index.data().toString(), value, row.width() - 24);
        p.setFont(value);
        p.setPen(theme().text);
        p.drawText(row.adjusted(12, 0, -12, 0), Qt::AlignLeft | Qt::AlignVCenter, text);
        const int left = 12 + std::max(theme().width(96), QFontMetrics(value).horizontalAdvance(text) + 12);
        p.setFont(caption);
        p.setPen(theme().text2);
        p.drawText(row.adjusted(left, 0, -12, 0), Qt::AlignLeft | Qt::AlignVCenter,
            shortenedEnd(index.data(CatalogueSuggestions::NoteRole).toString(), caption, row.width() - left - 12));
    }
};

} // namespace

CatalogueSuggestions::CatalogueSuggestions(QObject* parent)
    : QAbstractListModel(parent)
{
}

void CatalogueSuggestions::setWords(std::shared_ptr<const CatalogueWords> words) { m_words = std::move(words); }

void CatalogueSuggestions::setText(const QString& text, qsizetype caret)
{
    beginResetModel();
    m_rows.clear();
    m_text = text;
    m_end = std::clamp<qsizetype>(caret, 0, text.size());
    // The word at the caret; a quote behind its colon holds blanks together.
    m_begin = m_end;
    while (m_begin > 0 && !text[m_begin - 1].isSpace())
        --m_begin;
    const qsizetype quote = text.left(m_end).lastIndexOf(QStringLiteral(":\""));
    const bool isQuoted = quote >= 0 && !QStringView(text).mid(quote + 2, m_end - quote - 2).contains(u'"');
    if (isQuoted) {
        m_begin = quote;
        while (m_begin > 0 && !text[m_begin - 1].isSpace())
            --m_begin;
    }
    const QString word = text.mid(m_begin, m_end - m_begin);
    const qsizetype colon = word.indexOf(u':');
    m_areParts = colon < 0;
    if (m_areParts) {
        suggestParts(word);
    } else {
        const QString part = word.left(colon).toLower();
        const qsizetype comma = isQuoted ? -1 : word.lastIndexOf(u',');
        const qsizetype begin = std::max(colon, comma) + 1 + (isQuoted ? 1 : 0);
        m_begin += std::max(colon, comma) + 1;
        suggestOf(part, word.mid(begin));
    }
    endResetModel();
}

void CatalogueSuggestions::suggestParts(const QString& word)
{
    if (word.isEmpty())
        return;
    for (const std::string_view key : corpus::catalogueKeys()) {
        if (const QString name = ui::text(key); name.startsWith(word, Qt::CaseInsensitive))
            m_rows.push_back({name + u':', noteOf(key)});
    }
}

void CatalogueSuggestions::suggestOf(const QString& part, const QString& word)
{
    const auto add = [this](const QString& text, const QString& note) {
        if (int(m_rows.size()) < mostSuggestions)
            m_rows.push_back({text, note});
    };
    const auto addList = [&](const QStringList& list) {
        for (const bool isBeginning : {true, false}) {
            for (const QString& text : list) {
                const bool begins = text.startsWith(word, Qt::CaseInsensitive);
                if (begins == isBeginning && text.contains(word, Qt::CaseInsensitive)
                    && text.compare(word, Qt::CaseInsensitive) != 0)
                    add(text, {});
            }
        }
    };
    const auto names = [](auto&& texts) {
        QStringList list;
        for (const std::string_view name : texts)
            list << ui::text(name);
        return list;
    };
    if (part == QStringLiteral("level"))
        addList(names(corpus::catalogueLevels()));
    if (part == QStringLiteral("vendor")) {
        for (const corpus::Vendor vendor : corpus::allVendors) {
            const QString name = ui::text(corpus::vendorName(vendor));
            if (name.startsWith(word, Qt::CaseInsensitive) && name.compare(word, Qt::CaseInsensitive) != 0)
                add(name, {});
        }
    }
    if (!m_words)
        return;
    if (part == QStringLiteral("field"))
        addList(m_words->fields);
    if (part == QStringLiteral("operator"))
        addList(m_words->operators);
    if (part == QStringLiteral("status"))
        addList(m_words->statuses);
    if (part == QStringLiteral("logsource"))
        addList(m_words->logSources);
    if (part != QStringLiteral("technique"))
        return;
    for (const bool isWithRules : {true, false}) {
        for (const TechniqueRow& row : m_words->techniques) {
            if ((row.rules > 0) == isWithRules && row.id.compare(word, Qt::CaseInsensitive) != 0
                && (row.id.startsWith(word, Qt::CaseInsensitive) || row.name.contains(word, Qt::CaseInsensitive)))
                add(row.id, row.name);
        }
    }
}

std::pair<QString, qsizetype> CatalogueSuggestions::taken(int row) const
{
    QString text = m_rows[std::size_t(row)].text;
    if (text.contains(u' '))
        text = u'"' + text + u'"';
    QString rest = m_text.mid(m_end);
    if (!m_areParts) {
        text += u' ';
        rest = rest.startsWith(u' ') ? rest.mid(1) : rest;
    }
    return {QString(m_text.left(m_begin) + text + rest), m_begin + text.size()};
}

int CatalogueSuggestions::rowCount(const QModelIndex& parent) const
{
    return parent.isValid() ? 0 : int(m_rows.size());
}

QVariant CatalogueSuggestions::data(const QModelIndex& index, int role) const
{
    if (!index.isValid())
        return {};
    const Suggestion& row = m_rows[std::size_t(index.row())];
    switch (role) {
    case Qt::DisplayRole:
        return row.text;
    case NoteRole:
        return row.note;
    case Qt::AccessibleTextRole:
        return row.note.isEmpty() ? row.text : QString(row.text + QStringLiteral(", ") + row.note);
    default:
        return {};
    }
}

CatalogueField::CatalogueField(const Theme& theme, QWidget* parent)
    : CatalogueField(new CatalogueSuggestions, theme, parent)
{
}

CatalogueField::CatalogueField(CatalogueSuggestions* model, const Theme& theme, QWidget* parent)
    : SuggestField(model, new PartDelegate(theme), theme, parent)
    , m_theme(theme)
    , m_model(model)
{
    m_model->setParent(this);
    setFirstChosen(false);
    setListWidth(theme.width(420));
    setPlaceholderText(tr("Words, or technique: field: value: logsource: level: vendor:"));
    setAccessibleName(tr("Search the rules"));
    setAccessibleDescription(
        tr("Words, and parts such as technique:T1219, field:Image or level:high. Tab takes a suggestion, Down goes to "
           "the results."));
    connect(this, &SuggestField::textWanted, this,
        [this](const QString& text) { m_model->setText(text, cursorPosition()); });
    connect(this, &SuggestField::chosen, this, [this](const QModelIndex& index) {
        const auto [text, caret] = m_model->taken(index.row());
        setText(text);
        setCursorPosition(int(caret));
        // A part goes on with what it can be.
        m_model->setText(text, caret);
        if (text.left(caret).endsWith(u':'))
            openList();
    });
}

void CatalogueField::setFaults(std::vector<TextPlace> places, bool areErrors)
{
    m_faults = std::move(places);
    m_areErrors = areErrors;
    update();
}

void CatalogueField::paintEvent(QPaintEvent* event)
{
    SuggestField::paintEvent(event);
    if (m_faults.empty())
        return;
    QPainter painter(this);
    const QFontMetrics metrics(font());
    const QRect caret = cursorRect();
    const int origin = caret.center().x() - metrics.horizontalAdvance(text().left(cursorPosition()));
    painter.setClipRect(rect().adjusted(24, 0, -8, 0));
    painter.setRenderHint(QPainter::Antialiasing);
    painter.setPen(QPen(m_areErrors ? m_theme.error : m_theme.caveat, 1.5));
    for (const TextPlace place : m_faults) {
        const int from = origin + metrics.horizontalAdvance(text().left(place.begin));
        const int to = origin + metrics.horizontalAdvance(text().left(place.begin + place.length));
        const int top = rect().center().y() + metrics.ascent() / 2 + 2;
        QPainterPath wave(QPointF(from, top));
        for (int x = from, step = 0; x < to; x += 3)
            wave.lineTo(x + 3, top + (++step % 2 == 1 ? 3 : 0));
        painter.drawPath(wave);
    }
}

} // namespace rulewright::ui
