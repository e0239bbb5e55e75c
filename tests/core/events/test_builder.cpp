// SPDX-License-Identifier: Apache-2.0
#include "core/events/builder.h"
#include "tests/support/runner.h"

#include <format>
#include <optional>
#include <string>
#include <vector>

using namespace rulewright::events;

namespace {

SourceRef record(std::uint32_t number) { return {.source = SourceId{0}, .record = number}; }

std::string joined(const std::vector<std::string>& values)
{
    std::string text;
    for (const std::string& value : values)
        text += (text.empty() ? "" : "|") + value;
    return text;
}

// NAME=value|value of every field, "~" before an alias.
std::string printed(const EventSet& events, std::uint32_t event)
{
    std::string text;
    for (const EventField& field : events.event(EventId{event}))
        text += std::format("{}{}={};", field.isAlias ? "~" : "", field.name, joined(field.values));
    return text;
}

class TestBuilder : public QObject {
    Q_OBJECT

private slots:

    void keepsCellsApart()
    {
        EventSetBuilder builder;
        builder.addSource({.path = "a.json"});
        builder.beginEvent(record(1));
        builder.add("a", "x");
        builder.add("a", "y");
        builder.addNull("n");
        builder.add("e", "");
        builder.endEvent();
        builder.beginEvent(record(2));
        builder.add("a", "z");
        builder.dropEvent();
        builder.beginEvent(record(3));
        builder.add("a", "z");
        builder.endEvent();
        const EventSet events = std::move(builder).build();
        QCOMPARE(events.size(), 2u);
        QCOMPARE(joined(events.values(EventId{0}, "a")), "x|y");
        QCOMPARE(events.cell(EventId{0}, "a"), Cell::Present);
        QCOMPARE(events.cell(EventId{0}, "n"), Cell::Null);
        QCOMPARE(events.cell(EventId{0}, "e"), Cell::Empty);
        QCOMPARE(events.cell(EventId{0}, "A"), Cell::Absent);
        QCOMPARE(joined(events.values(EventId{1}, "a")), "z");
        QCOMPARE(events.cell(EventId{1}, "n"), Cell::Absent);
        QCOMPARE(events.find("a.json", 3), EventId{1});
        QCOMPARE(events.find("a.json", 2), EventId::None);
        QCOMPARE(events.find("b.json", 1), EventId::None);
    }

    void resolvesAliasesInTheirRows()
    {
        EventSetBuilder builder(std::vector<FieldAlias>{
            {.name = "Image", .original = "NewProcessName", .provider = "Security", .eventIds = {4688}}});
        builder.addSource({.path = "a.json"});
        const auto add = [&](std::string_view provider, std::string_view id, std::string_view name) {
            builder.beginEvent(record(builder.eventCount() + 1));
            builder.addSystem("Provider_Name", provider);
            builder.addSystem("EventID", id);
            builder.add(name, std::format("{}-{}", provider, id));
            builder.endEvent();
        };
        add("Sysmon", "1", "Image");
        add("security", "4688", "NewProcessName");
        add("Security", "4689", "NewProcessName");
        add("Other", "4688", "NewProcessName");
        builder.beginEvent(record(5));
        builder.addSystem("Provider_Name", "Security");
        builder.addSystem("EventID", "4688");
        builder.add("NewProcessName", "new");
        builder.add("Image", "own");
        builder.add("Threat Name", "EICAR");
        builder.endEvent();
        const EventSet events = std::move(builder).build();
        QCOMPARE(joined(events.values(EventId{0}, "Image")), "Sysmon-1");
        QCOMPARE(joined(events.values(EventId{1}, "Image")), "security-4688");
        QCOMPARE(joined(events.values(EventId{2}, "Image")), "");
        QCOMPARE(joined(events.values(EventId{3}, "Image")), "");
        QCOMPARE(joined(events.values(EventId{4}, "Image")), "own");
        QCOMPARE(joined(events.values(EventId{4}, "ThreatName")), "EICAR");
        QCOMPARE(printed(events, 1),
            "Provider_Name=security;EventID=4688;NewProcessName=security-4688;~Image=security-4688;");
        QCOMPARE(printed(events, 4),
            "Provider_Name=Security;EventID=4688;Image=own;NewProcessName=new;Threat Name=EICAR;~ThreatName=EICAR;");
        const auto resolved = events.fields.resolve(*events.segments[0], "Image");
        QCOMPARE(resolved.size(), 2u);
        QVERIFY(!resolved[0].rows);
        QCOMPARE(resolved[1].rows->at(0), 2u);
        QVERIFY(resolved[0].identity != resolved[1].identity);
        QCOMPARE(events.fields.resolve(*events.segments[0], "Image")[1].identity, resolved[1].identity);
    }

    void keepsSystemApartFromData()
    {
        EventSetBuilder builder;
        builder.addSource({.path = "a.json"});
        builder.beginEvent(record(1));
        builder.addSystem("Channel", "System");
        builder.addSystem("Level", "4");
        builder.add("Channel", "Application");
        builder.setShape(RecordShape::UserData);
        builder.endEvent();
        builder.beginEvent(record(2));
        builder.addSystem("Channel", "Security");
        builder.add("Level", "9");
        builder.addSystem("Level", "2");
        builder.setShape(RecordShape::EventData);
        builder.endEvent();
        const EventSet events = std::move(builder).build();
        QCOMPARE(joined(events.values(EventId{0}, "Channel")), "Application");
        QCOMPARE(events.systemText(EventId{0}, SystemField::Channel), "System");
        QCOMPARE(events.systemText(EventId{1}, SystemField::Channel), "Security");
        QCOMPARE(joined(events.values(EventId{1}, "Level")), "9");
        QCOMPARE(printed(events, 0), "Channel=System;UserData.Channel=Application;Level=4;");
        QCOMPARE(printed(events, 1), "Channel=Security;Level=2;EventData.Level=9;");
    }

    void keepsElementsOfArraysTogether()
    {
        EventSetBuilder builder;
        builder.addSource({.path = "a.json"});
        for (std::uint32_t row = 0; row < 2; ++row) {
            builder.beginEvent(record(row + 1));
            builder.add("a.plain", "p");
            for (const std::string_view value : {"1", "2"}) {
                builder.beginElement("a");
                builder.add("a.b", value);
                builder.beginElement("a.c");
                builder.add("a.c.d", "x");
                builder.endElement();
                if (value == "2")
                    builder.add("a.e", "only");
                builder.endElement();
            }
            builder.endEvent();
        }
        const EventSet events = std::move(builder).build();
        const Segment& segment = *events.segments[0];
        QCOMPARE(segment.arrayGroups.size(), 2u);
        const ArrayGroup& group = segment.arrayGroups[0];
        QCOMPARE(group.name, "a");
        QVERIFY(group.rows.isAll());
        QCOMPARE(group.elements, (std::vector<std::uint32_t>{0, 2, 4}));
        QCOMPARE(segment.column(events.fields.find("a.b"))->groupElements, (std::vector<std::uint32_t>{0, 1, 2, 3}));
        QCOMPARE(segment.column(events.fields.find("a.e"))->groupElements, (std::vector<std::uint32_t>{1, 3}));
        QVERIFY(!segment.column(events.fields.find("a.plain"))->group);
        QCOMPARE(segment.arrayGroups[1].parent, ArrayGroupId{0});
        QCOMPARE(segment.arrayGroups[1].parentElements, (std::vector<std::uint32_t>{0, 1, 2, 3}));
    }

    void goesOnFromASet()
    {
        EventSetBuilder first;
        first.addSource({.path = "a.json", .side = Side::Benign});
        first.beginEvent(record(1));
        first.add("a", "1");
        first.endEvent();
        const EventSet one = std::move(first).build();
        EventSetBuilder second(one);
        const SourceId source = second.addSource({.path = "b.json"});
        second.beginEvent({.source = source, .record = 1});
        second.add("b", "2");
        second.setLabel({.side = Side::Attack});
        second.endEvent();
        const EventSet two = std::move(second).build();
        QCOMPARE(one.size(), 1u);
        QCOMPARE(two.size(), 2u);
        QCOMPARE(two.segments[0], one.segments[0]);
        QCOMPARE(joined(two.values(EventId{1}, "b")), "2");
        QCOMPARE(two.side(EventId{0}), Side::Benign);
        QCOMPARE(two.side(EventId{1}), Side::Attack);
        QCOMPARE(two.locate(EventId{1}), (std::pair{1u, RowId{0}}));
        QCOMPARE(two.eventAt(1, RowId{0}), EventId{1});
    }

    void putsTooManyNamesAside()
    {
        EventSetBuilder builder;
        builder.addSource({.path = "a.json"});
        builder.beginEvent(record(1));
        for (int i = 0; i < 100'000; ++i)
            builder.add(std::format("name{}", i), "v");
        builder.endEvent();
        builder.beginEvent(record(2));
        builder.addSystem("Channel", "Security");
        builder.endEvent();
        const EventSet events = std::move(builder).build();
        const Segment& segment = *events.segments[0];
        QCOMPARE(segment.columns.size(), std::size_t{Segment::maximumNames} + 1);
        QCOMPARE(segment.overflowValues, 100'000u - Segment::maximumNames);
        QCOMPARE(joined(events.values(EventId{0}, "name99999")), "v");
        QCOMPARE(events.event(EventId{0}).size(), 100'000u);
        QCOMPARE(events.systemText(EventId{1}, SystemField::Channel), "Security");
    }
};

} // namespace

RULEWRIGHT_TEST(TestBuilder)

#include "test_builder.moc"
