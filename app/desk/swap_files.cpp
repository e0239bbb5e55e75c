// SPDX-License-Identifier: Apache-2.0
#include "app/desk/swap_files.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

#include <csignal>

#include <algorithm>
#include <cerrno>

namespace rulewright::desk {

namespace {

constexpr qint64 largestSwap = 64 << 20;

// Whether a process of this number runs: then its copies are its own.
bool isRunning(qint64 process)
{
    return process > 0 && process <= 0x7fffffff && (::kill(pid_t(process), 0) == 0 || errno == EPERM);
}

} // namespace

SwapFiles::SwapFiles(QString folder, QObject* parent)
    : QObject(parent)
    , m_folder(std::move(folder))
{
    m_timer.setSingleShot(true);
    m_timer.setInterval(delayMilliseconds);
    connect(&m_timer, &QTimer::timeout, this, &SwapFiles::flush);
}

SwapFiles::~SwapFiles()
{
    for (const QString& path : std::as_const(m_files))
        QFile::remove(path);
}

void SwapFiles::watch(ui::RuleDocument& document)
{
    if (m_folder.isEmpty())
        return;
    ui::RuleDocument* watched = &document;
    connect(watched, &ui::RuleDocument::parsedChanged, this, [this, watched] { schedule(watched); });
    connect(watched, &ui::RuleDocument::dirtyChanged, this,
        [this, watched](bool isDirty) { isDirty ? schedule(watched) : forget(watched); });
    connect(watched, &QObject::destroyed, this, [this, watched] { forget(watched); });
}

// The first change starts the timer, and later ones do not put it off: steady typing is copied too.
void SwapFiles::schedule(ui::RuleDocument* document)
{
    if (!document->isDirty())
        return;
    if (std::ranges::find(m_due, document, &QPointer<ui::RuleDocument>::data) == m_due.end())
        m_due.emplace_back(document);
    if (!m_timer.isActive())
        m_timer.start();
}

void SwapFiles::flush()
{
    m_timer.stop();
    for (const QPointer<ui::RuleDocument>& document : std::exchange(m_due, {})) {
        if (document && document->isDirty())
            write(*document);
    }
}

void SwapFiles::write(ui::RuleDocument& document)
{
    QString& path = m_files[&document];
    if (path.isEmpty()) {
        QDir().mkpath(m_folder);
        path = QDir(m_folder).filePath(
            QStringLiteral("%1-%2.swap").arg(QCoreApplication::applicationPid()).arg(++m_count));
    }
    const std::string bytes = document.bytes();
    QJsonObject swap;
    swap.insert(QStringLiteral("name"), document.name());
    swap.insert(QStringLiteral("path"), document.path());
    swap.insert(
        QStringLiteral("bytes"), QString::fromLatin1(QByteArray(bytes.data(), qsizetype(bytes.size())).toBase64()));
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return;
    file.setPermissions(QFile::ReadOwner | QFile::WriteOwner);
    file.write(QJsonDocument(swap).toJson(QJsonDocument::Compact));
    file.commit();
}

void SwapFiles::forget(ui::RuleDocument* document)
{
    std::erase_if(m_due, [document](const QPointer<ui::RuleDocument>& due) { return !due || due == document; });
    if (const QString path = m_files.take(document); !path.isEmpty())
        QFile::remove(path);
}

std::vector<SwappedRule> SwapFiles::leftBehind() const
{
    std::vector<SwappedRule> rules;
    if (m_folder.isEmpty())
        return rules;
    const QDir folder(m_folder);
    for (const QFileInfo& info : folder.entryInfoList({QStringLiteral("*.swap")}, QDir::Files, QDir::Name)) {
        const qint64 process = info.fileName().section(u'-', 0, 0).toLongLong();
        if (process == QCoreApplication::applicationPid() || isRunning(process) || info.size() > largestSwap)
            continue;
        QFile file(info.filePath());
        if (!file.open(QIODevice::ReadOnly))
            continue;
        const QJsonObject swap = QJsonDocument::fromJson(file.readAll()).object();
        if (!swap.contains(QStringLiteral("bytes")))
            continue;
        const QByteArray bytes = QByteArray::fromBase64(swap.value(QStringLiteral("bytes")).toString().toLatin1());
        rules.push_back({info.filePath(), swap.value(QStringLiteral("name")).toString(),
            swap.value(QStringLiteral("path")).toString(), bytes.toStdString()});
    }
    return rules;
}

void SwapFiles::discard(const SwappedRule& rule) { QFile::remove(rule.swapPath); }

} // namespace rulewright::desk
