// SPDX-License-Identifier: Apache-2.0
#include "core/world/world.h"

#include "core/events/label_file.h"
#include "core/world/built_in.h"
#include "tests/support/runner.h"

#include <QCryptographicHash>
#include <QHash>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMap>
#include <QSet>

using namespace rulewright;

namespace {

const world::World& builtIn()
{
    static const world::World events = world::generateWorld(world::builtInSeed, world::builtInCount);
    return events;
}

QList<QJsonObject> parsed(const world::World& world)
{
    QList<QJsonObject> events;
    for (const QByteArray& line : QByteArray::fromStdString(world.text).split('\n')) {
        const QJsonObject object = QJsonDocument::fromJson(line).object();
        if (!line.isEmpty()) // Linux's and the cloud's records stand by themselves
            events << (object.contains(u"Event") ? object.value(u"Event").toObject() : object);
    }
    return events;
}

QString text(const QJsonObject& event, QStringView name)
{
    return event.value(u"EventData").toObject().value(name).toString();
}

int eventId(const QJsonObject& event) { return event.value(u"System").toObject().value(u"EventID").toInt(); }

class TestWorld : public QObject {
    Q_OBJECT

private slots:

    void hasAsManyEventsAsAskedFor_data()
    {
        QTest::addColumn<std::uint32_t>("count");
        for (const std::uint32_t count : {1u, 100u, 700u, 3'000u, 7'001u})
            QTest::addRow("%u", count) << count;
    }

    void hasAsManyEventsAsAskedFor()
    {
        QFETCH(std::uint32_t, count);
        const world::World world = world::generateWorld(7, count);
        QCOMPARE(world.labels.size(), count);
        QCOMPARE(parsed(world).size(), count);
    }

    void isTheSameTwice() { QCOMPARE(world::generateWorld(42, 900).text, world::generateWorld(42, 900).text); }

    void differsBySeed() { QVERIFY(world::generateWorld(1, 900).text != world::generateWorld(2, 900).text); }

    /// A change of the generator changes these bytes on every machine, and is meant then.
    void hasPinnedBytes()
    {
        const auto hash = [](std::string_view bytes) {
            return QCryptographicHash::hash(
                QByteArrayView(bytes.data(), qsizetype(bytes.size())), QCryptographicHash::Sha256)
                .toHex();
        };
        QCOMPARE(hash(builtIn().text), QByteArray("7e4483694cd094c634cfcb5d4ef0995fbe731112b1e940189c6628db6dd5e1b7"));
        QCOMPARE(hash(world::labelsText(builtIn())),
            QByteArray("b59d6019eaa2d4d19a8904fe5e82d3d60473c0d7ceb5186040b233e2cc6e20bc"));
    }

    void holdsEveryKindOfEvent()
    {
        QMap<int, int> counts;
        for (const QJsonObject& event : parsed(builtIn()))
            ++counts[eventId(event)];
        // 0: the records of Linux and the cloud, which have no number.
        QCOMPARE(counts.keys(),
            (QList<int>{0, 1, 3, 5, 7, 8, 10, 11, 12, 13, 17, 18, 22, 4103, 4104, 4624, 4625, 4648, 4672, 4688, 4697,
                4720, 7045}));
        for (const auto [id, count] : counts.asKeyValueRange())
            QVERIFY2(count >= (id == 4720 ? 3 : 20), qPrintable(QString::number(id)));
    }

    void isInTimeOrder()
    {
        QString last;
        for (const QJsonObject& event : parsed(builtIn())) {
            const QString windows = event.value(u"System")
                                        .toObject()
                                        .value(u"TimeCreated")
                                        .toObject()
                                        .value(u"#attributes")
                                        .toObject()
                                        .value(u"SystemTime")
                                        .toString();
            const QString linux = event.value(u"timestamp").toString();
            const QString cloud = event.value(u"eventTime").toString();
            // Up to the second: CloudTrail says no more.
            const QString time = (!windows.isEmpty() ? windows : !linux.isEmpty() ? linux : cloud).left(19);
            QCOMPARE(time.size(), 19);
            QVERIFY2(last <= time, qPrintable(time));
            last = time;
        }
    }

    /// Every process whose creation is on record is the same process wherever its GUID stands.
    void keepsProcessesTogether()
    {
        QHash<QString, QJsonObject> processes;
        int children = 0;
        int orphans = 0;
        for (const QJsonObject& event : parsed(builtIn())) {
            const QString guid = text(event, u"ProcessGuid");
            if (eventId(event) == 1) {
                QVERIFY2(!processes.contains(guid), qPrintable(guid));
                processes.insert(guid, event);
                const auto parent = processes.constFind(text(event, u"ParentProcessGuid"));
                ++(parent == processes.cend() ? orphans : children);
                if (parent != processes.cend()) {
                    QCOMPARE(text(event, u"ParentImage"), text(*parent, u"Image"));
                    QCOMPARE(text(event, u"ParentCommandLine"), text(*parent, u"CommandLine"));
                    QCOMPARE(text(event, u"ParentUser"), text(*parent, u"User"));
                    QCOMPARE(event.value(u"EventData").toObject().value(u"ParentProcessId"),
                        parent->value(u"EventData").toObject().value(u"ProcessId"));
                    QCOMPARE(event.value(u"System").toObject().value(u"Computer"),
                        parent->value(u"System").toObject().value(u"Computer"));
                }
            } else if (!guid.isEmpty()) {
                const auto process = processes.constFind(guid);
                if (process != processes.cend()) {
                    QCOMPARE(text(event, u"Image"), text(*process, u"Image"));
                    QCOMPARE(text(event, u"User"), text(*process, u"User"));
                } else {
                    QCOMPARE(text(event, u"Image"), QStringLiteral("System"));
                }
            }
        }
        QVERIFY(children > 10 * orphans);
    }

    void countsRecordsUpwards()
    {
        QHash<QString, int> last;
        for (const QJsonObject& event : parsed(builtIn())) {
            const QJsonObject system = event.value(u"System").toObject();
            if (system.isEmpty())
                continue; // Linux's and the cloud's records have no number
            const QString log = system.value(u"Computer").toString() + system.value(u"Channel").toString();
            const int number = system.value(u"EventRecordID").toInt();
            if (last.contains(log))
                QCOMPARE(number, last.value(log) + 1);
            last.insert(log, number);
        }
    }

    void labelsEveryEvent()
    {
        int attack = 0;
        QSet<QString> techniques;
        for (const events::Label& label : builtIn().labels) {
            QVERIFY(label.side != events::Side::Unknown);
            QCOMPARE(label.techniques.empty(), label.side == events::Side::Benign);
            attack += label.side == events::Side::Attack ? 1 : 0;
            for (const std::string& technique : label.techniques)
                techniques.insert(QString::fromStdString(technique));
        }
        QVERIFY(attack >= 60);
        QVERIFY(attack <= 300);
        for (const char* const id :
            {"T1219", "T1219.001", "T1219.002", "T1219.003", "T1059.001", "T1547.001", "T1003.001"})
            QVERIFY2(techniques.contains(QLatin1StringView(id)), id);
    }

    void writesLabelsThatTheReaderReads()
    {
        const std::string name = std::string(world::builtInName) + ".labels.json";
        const auto entries = events::readLabels(name, world::labelsText(builtIn()));
        QVERIFY(entries.has_value());
        Task task;
        events::LoadResult loaded
            = events::loadText(world::builtInName, builtIn().text, {}, events::Side::Unknown, task);
        QVERIFY(loaded.report.skipped.empty());
        QCOMPARE(events::applyLabels(loaded.events, events::SourceId{0}, *entries), 0u);
        const events::EventSet builtInSet = world::builtInEvents({}, task).events;
        QCOMPARE(loaded.events.size(), builtIn().labels.size());
        for (std::uint32_t i = 0; i < loaded.events.size(); ++i) {
            QCOMPARE(loaded.events.label(events::EventId{i}), builtIn().labels[i]);
            QCOMPARE(builtInSet.label(events::EventId{i}), builtIn().labels[i]);
        }
    }
};

} // namespace

RULEWRIGHT_TEST(TestWorld)

#include "test_world.moc"
