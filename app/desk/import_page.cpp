// SPDX-License-Identifier: Apache-2.0
#include "app/desk/import_page.h"

#include "ui/window/document_area.h"
#include "ui/window/plain_table.h"
#include "ui/window/theme.h"
#include "ui/window/themed_label.h"
#include "ui/window/words.h"

#include <QAbstractTableModel>
#include <QHeaderView>
#include <QVBoxLayout>

#include <array>
#include <numeric>
#include <unordered_map>
#include <vector>

namespace rulewright::desk {

namespace {

// A row of the table: a file that was read, or a reason.
struct ImportRow {
    QString file;
    QString format;
    qint64 events = -1; // -1: says nothing
    qint64 skipped = -1;
    QString reason;
};

QString utf8(std::string_view text) { return QString::fromUtf8(text.data(), qsizetype(text.size())); }

// Files in their order, each followed by what was skipped of it; then what was not recognised.
std::vector<ImportRow> rowsOf(const events::ImportReport& report)
{
    std::unordered_map<std::string_view, std::vector<const events::Skipped*>> reasons;
    for (const events::Skipped& skipped : report.skipped)
        reasons[skipped.file].push_back(&skipped);
    std::vector<ImportRow> rows;
    const auto addReasons = [&](std::string_view file) {
        const auto found = reasons.find(file);
        if (found == reasons.end())
            return;
        for (const events::Skipped* skipped : found->second)
            rows.push_back({utf8(skipped->file), {}, -1, qint64(skipped->count), utf8(skipped->reason)});
        reasons.erase(found);
    };
    for (const events::FileReport& file : report.read) {
        rows.push_back({utf8(file.file), utf8(file.format), qint64(file.records), qint64(file.skipped), {}});
        addReasons(file.file);
    }
    for (const events::Skipped& skipped : report.skipped)
        addReasons(skipped.file);
    return rows;
}

QString sumOf(const events::ImportReport& report)
{
    const quint64 lost = std::accumulate(report.skipped.begin(), report.skipped.end(), quint64(0),
        [](quint64 sum, const events::Skipped& skipped) { return sum + skipped.count; });
    QString text = ImportPage::tr("%1 events were read from %2 files.")
                       .arg(ui::grouped(qint64(report.records)), ui::grouped(qint64(report.files)));
    text += u' ';
    text += lost == 0 ? ImportPage::tr("No record was skipped.")
                      : ImportPage::tr("%1 records were skipped; the reasons stand below their files.")
                            .arg(ui::grouped(qint64(lost)));
    return text;
}

} // namespace

class ImportModel : public QAbstractTableModel {
public:
    enum Column { File, Detail, Events, Skipped, Columns };

    using QAbstractTableModel::QAbstractTableModel;

    void setRows(std::vector<ImportRow> rows)
    {
        beginResetModel();
        m_rows = std::move(rows);
        endResetModel();
    }

    int rowCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : int(m_rows.size()); }

    int columnCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : Columns; }

    QVariant headerData(int section, Qt::Orientation orientation, int role) const override
    {
        if (orientation != Qt::Horizontal)
            return {};
        if (role == Qt::TextAlignmentRole && (section == Events || section == Skipped))
            return int(Qt::AlignRight | Qt::AlignVCenter);
        if (role != Qt::DisplayRole)
            return {};
        const std::array names{ImportPage::tr("File"), ImportPage::tr("Format, or reason and place"),
            ImportPage::tr("Events"), ImportPage::tr("Skipped")};
        return names[std::size_t(section)];
    }

    QVariant data(const QModelIndex& index, int role) const override
    {
        const ImportRow& row = m_rows[std::size_t(index.row())];
        if (role == Qt::TextAlignmentRole && (index.column() == Events || index.column() == Skipped))
            return int(Qt::AlignRight | Qt::AlignVCenter);
        // A file is said loud, what was skipped of it below it.
        const bool isFile = row.events >= 0;
        if (role == ui::PlainTable::TypeRole)
            return int(index.column() == File && isFile                      ? ui::Type::BodyMedium
                    : index.column() == Skipped && row.skipped > 0 && isFile ? ui::Type::BodyStrong
                                                                             : ui::Type::Body);
        if (role == ui::PlainTable::QuietRole)
            return (!isFile && index.column() != Detail) || (index.column() == Detail && isFile)
                || (index.column() == Skipped && row.skipped == 0);
        if (role != Qt::DisplayRole && role != Qt::ToolTipRole)
            return {};
        QString text;
        switch (index.column()) {
        case File:
            text = row.file;
            break;
        case Events:
            text = row.events < 0 ? QString() : ui::grouped(row.events);
            break;
        case Skipped:
            text = row.skipped < 0 ? QString() : ui::grouped(row.skipped);
            break;
        default:
            text = isFile ? row.format : row.reason;
        }
        // File names and reasons carry text of strangers: never markup.
        return role == Qt::ToolTipRole ? text.toHtmlEscaped() : text;
    }

private:
    std::vector<ImportRow> m_rows;
};

ImportPage::ImportPage(const ui::Theme& theme, QWidget* parent)
    : QWidget(parent)
    , m_model(new ImportModel(this))
    , m_sum(new ui::ThemedLabel(theme, ui::Type::Body, &ui::Theme::text2, this))
    , m_table(new ui::PlainTable(m_model, tr("Files and what was skipped"), theme, this))
{
    setProperty(ui::DocumentArea::wholeHeightProperty, true);
    setAccessibleName(tr("What was imported"));
    setBackgroundRole(QPalette::Base);
    setAutoFillBackground(true);
    m_sum->setTextFormat(Qt::PlainText);
    m_sum->setWordWrap(true);
    m_table->setObjectName(QStringLiteral("importTable"));
    m_table->horizontalHeader()->setStretchLastSection(false);
    m_table->horizontalHeader()->setSectionResizeMode(ImportModel::Detail, QHeaderView::Stretch);
    m_table->setColumnWidth(ImportModel::File, theme.width(200));
    for (const int column : {ImportModel::Events, ImportModel::Skipped})
        m_table->setColumnWidth(column, theme.width(72));
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(24, 20, 24, 16);
    layout->setSpacing(8);
    auto* title = new ui::ThemedLabel(theme, ui::Type::PageTitle, &ui::Theme::text, this);
    title->setText(tr("What was imported"));
    layout->addWidget(title);
    layout->addWidget(m_sum);
    layout->addWidget(m_table, 1);
    setFocusProxy(m_table);
}

void ImportPage::setReport(const events::ImportReport& report)
{
    m_sum->setText(sumOf(report));
    m_model->setRows(rowsOf(report));
}

} // namespace rulewright::desk
