// SPDX-License-Identifier: Apache-2.0
#include "tests/core/author/author_support.h"

namespace rulewright::tests {

namespace {

constexpr std::string_view authorEvents = R"(
{"Event":{"System":{"Provider":{"#attributes":{"Name":"Microsoft-Windows-Sysmon"}},"EventID":1,"Channel":"Microsoft-Windows-Sysmon/Operational","Computer":"A"},"EventData":{"Image":"C:\\Windows\\System32\\cmd.exe","CommandLine":"cmd /c dir","User":"LARK\\ann","OriginalFileName":"Cmd.Exe"}}}
{"Event":{"System":{"Provider":{"#attributes":{"Name":"Microsoft-Windows-Sysmon"}},"EventID":1,"Channel":"Microsoft-Windows-Sysmon/Operational","Computer":"A"},"EventData":{"Image":"C:\\Windows\\System32\\cmd.exe","CommandLine":"cmd /c ver","User":"LARK\\ann"}}}
{"Event":{"System":{"Provider":{"#attributes":{"Name":"Microsoft-Windows-Sysmon"}},"EventID":1,"Channel":"Microsoft-Windows-Sysmon/Operational","Computer":"B"},"EventData":{"Image":"C:\\Tools\\what*.exe","CommandLine":"it's","User":"LARK\\bo"}}}
{"Event":{"System":{"Provider":{"#attributes":{"Name":"Microsoft-Windows-Sysmon"}},"EventID":22,"Channel":"Microsoft-Windows-Sysmon/Operational","Computer":"B"},"EventData":{"Image":"C:\\Windows\\System32\\svchost.exe","QueryName":"relay.anydesk.com"}}}
{"Event":{"System":{"Provider":{"#attributes":{"Name":"Microsoft-Windows-Security-Auditing"}},"EventID":4624,"Channel":"Security","Computer":"B"},"EventData":{"LogonType":10,"TargetUserName":"ann","OddField":"x"}}}
)";

} // namespace

AuthorWorld::AuthorWorld()
{
    static const std::string one = sigmaRule("    selection:\n        Image|endswith: '\\anydesk.exe'\n        "
                                             "CommandLine|contains: ' --silent'\n    condition: selection\n");
    static const std::string two = sigmaRule("    selection:\n        Image|endswith: '\\anydesk.exe'\n    filter:\n   "
                                             "     CommandLine|re: 'never'\n    condition: selection and not filter\n");
    static const std::string three
        = sigmaRule("    selection:\n        CommandLine|re: 'cmd\\.exe /c \\d+'\n    condition: selection\n",
            "category: process_creation", "attack.t1059.003");
    const corpus::RuleText texts[] = {{"one.yml", one}, {"two.yml", two}, {"three.yml", three}};
    Task task;
    std::vector<corpus::Corpus> corpora;
    corpora.push_back(corpus::loadCorpus(corpus::Vendor::Sigma, texts, tables(), task));
    profile = corpus::Profile(std::move(corpora), attackFacts());
    events = events::loadText(
        "events.ndjson", authorEvents.substr(1), events::emptyEventSet(tables()), events::Side::Unknown, task)
                 .events;
}

const AuthorWorld& authorWorld()
{
    static const AuthorWorld world;
    return world;
}

} // namespace rulewright::tests
