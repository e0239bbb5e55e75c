// SPDX-License-Identifier: Apache-2.0
// cli.md, "Events": which fields a JSON object has, and under which names.
#include "core/events/load.h"
#include "tests/core/events/print_events.h"
#include "tests/support/paths.h"
#include "tests/support/runner.h"

#include <filesystem>
#include <string>

using namespace rulewright;
using namespace rulewright::events;
using namespace rulewright::tests;

namespace {

class TestJsonShapes : public QObject {
    Q_OBJECT

private slots:

    void flattens_data()
    {
        QTest::addColumn<std::string>("json");
        QTest::addColumn<std::string>("fields");
        const auto add = [](const char* name, const char* json, const char* fields) {
            QTest::newRow(name) << std::string(json) << std::string(fields);
        };
        add("scalars", R"({"s":"x","i":4688,"f":1.0,"e":1e5,"big":123456789012345678901234567890,"t":true,"n":null})",
            "s=x i=4688 f=1.0 e=1e5 big=123456789012345678901234567890 t=true n=null");
        add("nested names", R"({"a":{"b":{"c":1}},"a.b.d":2,"a.b":{"c":3}})", "a.b.c=1|3 a.b.d=2");
        add("case is kept", R"({"Image":"a","image":"b"})", "Image=a image=b");
        add("arrays", R"({"a":[1,[2,null],3],"e":[],"n":[null],"o":{}})", "a=1|2|3 e=null n=null");
        add("arrays of objects", R"({"a":[{"b":1},{"b":2,"c":3},{}]})", "a.b=1|2 a.c=3");
        add("empty text", R"({"a":"","b":""})", "a= b=");
        add("escapes", R"({"a\u0041":"\u00e9\n\ud83d\ude00","b":"\ud800"})", "aA=é\n😀 b=\uFFFD");
        add("empty names", R"({"":1,"a":{"":2}})", "=1 a.=2");
        add("a name twice", R"({"a":1,"a":2})", "a=1|2");
        add("windows",
            R"({"Event":{"#attributes":{"xmlns":"u","x":"y"},"System":{"Provider":{"#attributes":)"
            R"({"Name":"P","Guid":"G"}},"EventID":{"#attributes":{"Qualifiers":0},"#text":7045},)"
            R"("Correlation":null,"Channel":"System"},"EventData":{"ServiceName":"s","Empty":""}}})",
            "Provider_Name=P Provider_Guid=G EventID_Qualifiers=0 EventID=7045 Correlation=null Channel=System "
            "ServiceName=s Empty=");
        add("unnamed data", R"({"Event":{"System":{"EventID":1},"EventData":{"Data":{"#text":["a","b"]}}}})",
            "EventID=1 Data=a|b");
        add("one unnamed data", R"({"Event":{"System":{"EventID":1},"EventData":{"Data":"a","Binary":"00"}}})",
            "EventID=1 Data=a Binary=00");
        add("data before system", R"({"Event":{"EventData":{"A":"b"},"System":{"EventID":1}}})", "A=b EventID=1");
        add("a list of data",
            R"({"Event":{"System":{"EventID":1},"EventData":{"Data":[{"@Name":"A","#text":"1"},)"
            R"({"#attributes":{"Name":"B"},"#text":"2"},{"#text":"3","@Name":"C"},{"@Name":"D"},"x"]}}})",
            "EventID=1 A=1 B=2 C=3 D= Data=x");
        add("event data as a list",
            R"({"Event":{"System":{"EventID":1},"EventData":[{"Name":"A","Value":"1"},)"
            R"({"Data":{"@Name":"B","#text":"2"}}]}})",
            "EventID=1 A=1 B=2");
        add("no data", R"({"Event":{"System":{"EventID":1},"EventData":null}})", "EventID=1");
        add("user data",
            R"({"Event":{"System":{"EventID":104},"UserData":{"LogFileCleared":{"#attributes":)"
            R"({"xmlns:auto-ns3":"u","xmlns":"v"},"SubjectUserName":"u","A":{"B":"c","#attributes":{"d":"e"}}}}}})",
            "EventID=104 SubjectUserName=u A.B=c A_d=e");
        add("shadowed by user data", R"({"Event":{"System":{"Channel":"System"},"UserData":{"L":{"Channel":"App"}}}})",
            "Channel=System UserData.Channel=App");
        add("shadowed by event data", R"({"Event":{"EventData":{"Level":"9"},"System":{"Level":4}}})",
            "Level=4 EventData.Level=9");
        add("no windows event", R"({"Event":{"A":1,"B":{"C":2}},"x":3})", "Event.A=1 Event.B.C=2 x=3");
        add("event is a text", R"({"Event":"x"})", "Event=x");
        add("winlogbeat",
            R"({"@timestamp":"2024-01-02T03:04:05.678Z","winlog":{"channel":"Security","event_id":4688,)"
            R"("provider_name":"P","record_id":5,"computer_name":"pc","task":"t","event_data":{"A":"x"}}})",
            "@timestamp=2024-01-02T03:04:05.678Z Channel=Security EventID=4688 Provider_Name=P EventRecordID=5 "
            "Computer=pc winlog.task=t A=x ~winlog.channel=Security ~winlog.event_id=4688 ~winlog.provider_name=P "
            "~winlog.record_id=5 ~winlog.computer_name=pc ~winlog.event_data.A=x");
        add("flat winlogbeat", R"({"winlog.event_data.A":"x","event.code":"1","winlog.channel":"c"})",
            "A=x event.code=1 Channel=c EventID=1 ~winlog.event_data.A=x ~winlog.channel=c ~winlog.event_id=1");
        add("flat", R"({"EventID":1,"Channel":"c","Provider_Name":"P","Image":"i"})",
            "EventID=1 Channel=c Provider_Name=P Image=i");
        add("nxlog", R"({"EventID":1,"Channel":"c","SourceName":"P","Hostname":"h","RecordNumber":7})",
            "EventID=1 Channel=c Provider_Name=P Computer=h EventRecordID=7 ~SourceName=P ~Hostname=h "
            "~RecordNumber=7");
        add("a host that is not nxlog's", R"({"Hostname":"h","SourceName":"x"})", "Hostname=h SourceName=x");
    }

    void flattens()
    {
        QFETCH(std::string, json);
        QFETCH(std::string, fields);
        const LoadResult result = loaded(json);
        QCOMPARE(printedSkips(result.report), "");
        QCOMPARE(printedEvents(result.events), fields + "\n");
    }

    void findsTimes_data()
    {
        QTest::addColumn<std::string>("json");
        QTest::addColumn<std::string>("time");
        const auto add = [](const char* name, const char* json, const char* time) {
            QTest::newRow(name) << std::string(json) << std::string(time);
        };
        add("system's",
            R"({"Event":{"System":{"TimeCreated":{"#attributes":{"SystemTime":"2026-04-17T05:24:53.09Z"}}},)"
            R"("EventData":{"UtcTime":"2020-01-01 00:00:00.000"}}})",
            "2026-04-17T05:24:53.090Z");
        add("sysmon's", R"({"Event":{"System":{"EventID":1},"EventData":{"UtcTime":"2020-01-01 00:00:00.001"}}})",
            "2020-01-01T00:00:00.001Z");
        add("the shipper's", R"({"timestamp":"2021-01-01T00:00:00Z","@timestamp":"2020-01-01T00:00:00Z"})",
            "2020-01-01T00:00:00Z");
        add("cloud trail's", R"({"eventTime":"2021-01-01T00:00:00Z"})", "2021-01-01T00:00:00Z");
        add("seconds", R"({"time":1776403493})", "2026-04-17T05:24:53Z");
        add("none", R"({"time":"soon"})", "");
    }

    void findsTimes()
    {
        QFETCH(std::string, json);
        QFETCH(std::string, time);
        QCOMPARE(isoTime(loaded(json).events.time(EventId{0})), time);
    }

    void recognisesKinds()
    {
        const EventSet events = loaded(R"({"Event":{"System":{"Provider":{"#attributes":{"Name":"Linux-Sysmon"}}}}})"
                                       R"({"EventID":1,"Channel":"c"} {"winlog":{"channel":"c"}} {"a":1})")
                                    .events;
        QCOMPARE(events.segments[0]->kind,
            (std::vector{
                SourceKind::LinuxSysmon, SourceKind::WindowsEvent, SourceKind::WindowsEvent, SourceKind::Unknown}));
    }

    void keepsElementsTogether()
    {
        const EventSet events = loaded(R"({"a":[{"b":1,"c":{"d":2}},{"b":3}]})").events;
        const Segment& segment = *events.segments[0];
        QCOMPARE(segment.arrayGroups.size(), 1u);
        QCOMPARE(segment.column(events.fields.find("a.b"))->groupElements, (std::vector{0u, 1u}));
        QCOMPARE(segment.column(events.fields.find("a.c.d"))->groupElements, (std::vector{0u}));
    }

    void readsSigmasRegressionEvents()
    {
        const std::filesystem::path shared = sharedFolder();
        SKIP_WITHOUT_SHARED(shared);
        std::vector<EventInput> inputs;
        for (const auto& entry : std::filesystem::recursive_directory_iterator(shared / "events/sigma-regression")) {
            if (entry.path().extension() == ".json")
                inputs.push_back({.path = entry.path()});
        }
        QCOMPARE(inputs.size(), 99u);
        Task task;
        const auto result = load(inputs, emptyEventSet(std::vector<FieldAlias>()), task);
        QVERIFY(result.has_value());
        QCOMPARE(result->report.files, 99u);
        QCOMPARE(result->report.records, 115u);
        QVERIFY(result->report.skipped.empty());
        for (std::uint32_t i = 0; i < result->events.size(); ++i) {
            const EventId event{i};
            for (const std::string_view name : systemFieldNames)
                QCOMPARE(result->events.cell(event, name), Cell::Present);
            QVERIFY(result->events.time(event) != Segment::noTime);
            QVERIFY(rawText(result->events, event)->starts_with("{"));
        }
    }
};

} // namespace

RULEWRIGHT_TEST(TestJsonShapes)

#include "test_json_shapes.moc"
