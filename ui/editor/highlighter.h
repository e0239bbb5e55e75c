// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <KSyntaxHighlighting/SyntaxHighlighter>

#include <QHash>
#include <QTextCharFormat>

namespace KSyntaxHighlighting {
class Repository;
}

namespace rulewright::ui {

struct Theme;

/// The text formats of resources/syntax by the names of their itemData.
using FormatTable = QHash<QString, QTextCharFormat>;
[[nodiscard]] FormatTable formatTable(const Theme& theme);

/// The definition of resources/syntax for a file of this name: "Sigma", "EQL", "Elastic Rule".
[[nodiscard]] QString syntaxName(const QString& fileName);

/// Highlights by one of our definitions, in the theme's colours.
class Highlighter : public KSyntaxHighlighting::SyntaxHighlighter {
    Q_OBJECT
public:
    Highlighter(QTextDocument* document, const KSyntaxHighlighting::Repository& repository, const QString& definition,
        const Theme& theme);

    void setColours(const Theme& theme);

protected:
    void applyFormat(int offset, int length, const KSyntaxHighlighting::Format& format) override;

private:
    FormatTable m_formats;
};

} // namespace rulewright::ui
