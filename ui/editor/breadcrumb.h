// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <QStringList>
#include <QWidget>

class QTextBlock;

namespace rulewright::ui {

struct Theme;

/// The keys above and at a line, outermost first, by indentation: it works on broken text too.
[[nodiscard]] QStringList keyPath(const QTextBlock& block);

/// The line above the editor: captions of the margin's columns, where the caret is, the language.
class Breadcrumb : public QWidget {
    Q_OBJECT
public:
    explicit Breadcrumb(const Theme& theme, QWidget* parent = nullptr);

    void setPath(const QStringList& path);
    void setLanguage(const QString& language);
    void setLineCount(int count); ///< the margin is wider for more than 9,999 lines

    [[nodiscard]] QSize sizeHint() const override;
    [[nodiscard]] QSize minimumSizeHint() const override;

protected:
    void paintEvent(QPaintEvent* event) override;

private:
    void updateAccessible();

    const Theme& m_theme;
    QStringList m_path;
    QString m_language;
    int m_lineCount = 1;
};

} // namespace rulewright::ui
