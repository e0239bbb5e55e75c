// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rule/rule.h"
#include "core/text/diagnostic.h"
#include "ui/editor/line_ends.h"
#include "ui/editor/text_position.h"

#include <QObject>
#include <QString>
#include <QTextDocument>
#include <QThreadPool>

#include <expected>
#include <functional>
#include <memory>
#include <span>

namespace rulewright::ui {

/// What the parser made of one revision of the text.
struct ParsedText {
    quint64 revision = 0;
    SourceText source;
    std::shared_ptr<const rule::Document> document; ///< null where nothing could be made of the text
    Diagnostics diagnostics;

    /// Whether the text can be tested: something was read, and nothing is wrong with it.
    [[nodiscard]] bool isTestable() const { return document && !hasErrors(diagnostics); }
};

using ParsedTextPtr = std::shared_ptr<const ParsedText>;

/// Usually rulefile::parse.
using Parser = std::function<Parsed<rule::Document>(const SourceText&)>;

/// A rule file that is being edited: its text, where it lies, and what the parser says of it. The bytes of a
/// file survive opening and saving: line ends, byte-order mark, invalid UTF-8.
class RuleDocument : public QObject {
    Q_OBJECT
public:
    /// Up to here a text is parsed in the event turn of the key; longer ones on `pool`.
    static constexpr int immediateBytes = 256 * 1024;

    explicit RuleDocument(Parser parser, QThreadPool* pool = nullptr, QObject* parent = nullptr);
    ~RuleDocument() override;

    /// Reads a file. The error is one sentence for people.
    [[nodiscard]] std::expected<void, QString> open(const QString& path);
    /// Writes the file atomically; `path` becomes the document's.
    [[nodiscard]] std::expected<void, QString> save(const QString& path);
    /// Takes a text that is no file yet, or none to be written: a template, a corpus rule. It is not dirty.
    void setContents(const QString& name, std::string_view bytes);

    /// Takes what the file holds now in place of the text, as one step of undo; nothing is dirty then.
    void takeFromDisk(std::string_view bytes);

    /// What the file held when it was last read or written here; empty before.
    [[nodiscard]] const std::string& bytesOnDisk() const { return m_onDisk; }

    [[nodiscard]] const QString& path() const { return m_path; } ///< empty until saved

    [[nodiscard]] QString name() const; ///< of the file, or what setContents() said
    [[nodiscard]] bool isDirty() const;

    [[nodiscard]] quint64 revision() const { return m_revision; } ///< grows with every change

    [[nodiscard]] std::string bytes() const; ///< as they would be saved

    [[nodiscard]] const std::string& utf8() const { return m_positions.utf8(); } ///< what the parser gets

    [[nodiscard]] QTextDocument& text() { return m_text; }

    [[nodiscard]] const TextPositions& positions() const { return m_positions; }

    /// The newest parse result; older than revision() only while a long text is parsed.
    [[nodiscard]] const ParsedTextPtr& parsed() const { return m_parsed; }

    /// Applies edits of the text with this revision as one undo step and returns the cursor's place behind
    /// them in UTF-16 units; does nothing and returns -1 where the text has changed since.
    int apply(std::span<const TextEdit> edits, quint64 revision);

    /// Around the text, as it is shown; no change of the text.
    void setMargin(double pixels);

signals:
    /// After each change of the text, in the same event turn (long texts: as soon as they are parsed).
    void parsedChanged(const rulewright::ui::ParsedTextPtr& parsed);
    void dirtyChanged(bool dirty);
    void pathChanged(const QString& path);

private:
    void onContentsChange(int position, int removed, int added);
    void parse();
    void deliver(ParsedTextPtr parsed);
    void load(std::string_view bytes);

    Parser m_parser;
    QThreadPool* m_pool;
    QTextDocument m_text;
    TextPositions m_positions;
    LineEnds m_lineEnds;
    std::string m_onDisk;
    QString m_path;
    QString m_name;
    quint64 m_revision = 0;
    bool m_isLoading = false; ///< what Qt tells of the text is no change by the user
    bool m_isParsing = false; ///< on the pool
    ParsedTextPtr m_parsed;
};

} // namespace rulewright::ui
