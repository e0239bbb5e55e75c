// SPDX-License-Identifier: Apache-2.0
#include "ui/editor/highlighter.h"

#include "core/rulefile/file_kind.h"
#include "ui/window/theme.h"

#include <KSyntaxHighlighting/Definition>
#include <KSyntaxHighlighting/Format>
#include <KSyntaxHighlighting/Repository>

namespace rulewright::ui {

FormatTable formatTable(const Theme& theme)
{
    const auto format = [](const QColor& colour, int weight = QFont::Normal, bool italic = false) {
        QTextCharFormat result;
        result.setForeground(colour);
        if (weight != QFont::Normal)
            result.setFontWeight(weight);
        if (italic)
            result.setFontItalic(true);
        return result;
    };
    const SyntaxColours& colours = theme.syntax;
    return {
        {QStringLiteral("Plain"), format(theme.text)},
        {QStringLiteral("Key"), format(colours.key)},
        {QStringLiteral("Pipe"), format(colours.modifier)},
        {QStringLiteral("Modifier"), format(colours.modifier)},
        {QStringLiteral("Selection"), format(colours.selection)},
        {QStringLiteral("String"), format(colours.string)},
        {QStringLiteral("Escape"), format(colours.string, QFont::Bold)},
        {QStringLiteral("Wildcard"), format(colours.wildcard, QFont::Bold)},
        {QStringLiteral("Placeholder"), format(colours.modifier, QFont::DemiBold)},
        {QStringLiteral("Operator"), format(colours.operatorWord, QFont::DemiBold)},
        {QStringLiteral("Punctuation"), format(theme.control)},
        {QStringLiteral("Comment"), format(colours.comment, QFont::Normal, true)},
    };
}

QString syntaxName(const QString& fileName)
{
    const rulefile::FileKind* kind = rulefile::fileKind(fileName.toStdString());
    if (kind == nullptr)
        return QStringLiteral("Sigma");
    if (!kind->language)
        return QStringLiteral("Elastic Rule");
    switch (*kind->language) {
    case rule::Language::Sigma:
        break;
    case rule::Language::Eql:
        return QStringLiteral("EQL");
    case rule::Language::Kql:
        return QStringLiteral("KQL");
    case rule::Language::Lucene:
        return QStringLiteral("Lucene");
    case rule::Language::Esql:
        return QStringLiteral("ES|QL");
    case rule::Language::Spl:
        return QStringLiteral("SPL");
    }
    return QStringLiteral("Sigma");
}

Highlighter::Highlighter(QTextDocument* document, const KSyntaxHighlighting::Repository& repository,
    const QString& definition, const Theme& theme)
    : KSyntaxHighlighting::SyntaxHighlighter(document)
    , m_formats(formatTable(theme))
{
    setDefinition(repository.definitionForName(definition));
}

void Highlighter::setColours(const Theme& theme)
{
    m_formats = formatTable(theme);
    rehighlight();
}

void Highlighter::applyFormat(int offset, int length, const KSyntaxHighlighting::Format& format)
{
    const auto it = m_formats.constFind(format.name());
    if (it != m_formats.constEnd() && length > 0)
        setFormat(offset, length, *it);
}

} // namespace rulewright::ui
