// SPDX-License-Identifier: Apache-2.0
#include "core/author/vocabulary.h"

#include <algorithm>

namespace rulewright::author {

namespace {

constexpr Word topKeyTable[] = {
    {"title", "What the rule detects, in one line."},
    {"id", "A UUID that names this rule for good."},
    {"name", "A short name by which correlations refer to the rule."},
    {"related", "Rules that this one follows from, replaces or resembles.", true},
    {"status", "How far the rule is trusted: experimental, test, stable, deprecated, unsupported."},
    {"description", "What the rule detects and why it matters."},
    {"references", "Addresses of what the rule rests on.", true},
    {"author", "Who wrote the rule."},
    {"date", "When the rule was written: YYYY-MM-DD."},
    {"modified", "When what it detects was last changed: YYYY-MM-DD."},
    {"tags", "ATT&CK tactics and techniques, and other classes.", true},
    {"logsource", "Which events the rule is about.", true},
    {"detection", "Selections of fields and values, and the condition that joins them.", true},
    {"correlation", "Counts or orders the events that other rules match.", true},
    {"filter", "A condition that is joined to other rules.", true},
    {"fields", "Fields that help whoever looks into a match.", true},
    {"falsepositives", "What else the rule may match.", true},
    {"level", "How bad a match is: informational, low, medium, high, critical."},
    {"license", "The terms the rule is given under, as an SPDX id."},
    {"scope", "Where the rule is meant to be used.", true},
    {"taxonomy", "The set of field names the rule is written in; sigma unless given."},
};

constexpr Word logSourceKeyTable[] = {
    {"category", "The kind of event, whatever writes it: process_creation, dns_query …"},
    {"product", "What writes the events: windows, linux, aws …"},
    {"service", "One log of a product: security, sysmon, auditd …"},
    {"definition", "What must be switched on for these events, in words."},
};

constexpr Word statusTable[] = {
    {"experimental", "New: it may match much that is harmless."},
    {"test", "Tried, and needs some tuning where it is used."},
    {"stable", "In use for a while, with few false positives."},
    {"deprecated", "Replaced by another rule; not to be used."},
    {"unsupported", "Cannot be used as it is: it waits for something."},
};

constexpr Word levelTable[] = {
    {"informational", "No alarm: it enriches other events."},
    {"low", "Worth a look when it comes with others."},
    {"medium", "To be looked at, not at once."},
    {"high", "To be looked at soon: likely an attack."},
    {"critical", "To be looked at at once."},
};

constexpr Word detectionKeyTable[] = {
    {"condition", "How the selections are joined: selection and not 1 of filter_*"},
    {"timeframe", "Of the old aggregations; correlations have timespan."},
};

constexpr Word selectionNameTable[] = {
    {"selection", "What the rule looks for.", true},
    {"selection_img", "The program, by path or by its version information.", true},
    {"selection_cli", "The command line.", true},
    {"selection_parent", "The program that started it.", true},
    {"filter_main_generic", "What is always left out.", true},
    {"filter_optional_generic", "What some organisations leave out.", true},
    {"keywords", "Words anywhere in the event.", true},
};

constexpr Word correlationKeyTable[] = {
    {"type", "What is counted or ordered."},
    {"rules", "The rules whose matches are correlated, by name or id.", true},
    {"group-by", "Fields whose values must be the same.", true},
    {"timespan", "How far the events may be apart: 5m, 1h, 2d."},
    {"condition", "What the count must reach.", true},
    {"aliases", "One name for fields that the rules call differently.", true},
    {"generate", "Whether the rules still match by themselves."},
};

constexpr Word correlationTypeTable[] = {
    {"event_count", "Counts the events that the rules match in each group."},
    {"value_count", "Counts the distinct values of a field in each group."},
    {"temporal", "Fires where all of the rules match within the timespan, in any order."},
    {"temporal_ordered", "Fires where the rules match within the timespan in the order listed."},
    {"value_sum", "Adds up the numbers in a field."},
    {"value_avg", "Takes the mean of the numbers in a field."},
    {"value_percentile", "Takes a percentile of the numbers in a field."},
    {"value_median", "Takes the median of the numbers in a field."},
};

constexpr Word correlationConditionTable[] = {
    {"gte", "At least this many."},
    {"gt", "More than this many."},
    {"lte", "At most this many."},
    {"lt", "Fewer than this many."},
    {"eq", "Exactly this many."},
    {"neq", "Any number but this."},
    {"field", "The field whose values are counted or summed up."},
    {"percentile", "Which percentile is taken, from 0 to 100."},
};

constexpr Word filterKeyTable[] = {
    {"rules", "The rules that the filter is joined to, by name or id; any: all of its log source.", true},
    {"condition", "What must hold as well; usually begins with not."},
    {"selection", "What the condition speaks of.", true},
};

constexpr Word relatedKeyTable[] = {
    {"id", "The other rule's UUID."},
    {"type", "How it is related."},
};

constexpr Word relatedTypeTable[] = {
    {"derived", "This rule was made from the other, which stays in use."},
    {"obsolete", "This rule replaces the other."},
    {"merged", "This rule was joined from the others."},
    {"renamed", "The other id was this rule's before."},
    {"similar", "The rules look at the same thing in different ways."},
};

constexpr Word timespanTable[] = {
    {"5m", "Five minutes."},
    {"15m", "A quarter of an hour."},
    {"1h", "One hour."},
    {"1d", "One day."},
    {"30s", "Half a minute."},
};

constexpr Word otherTagTable[] = {
    {"detection.threat-hunting", "Matches are leads to follow, not alarms."},
    {"detection.emerging-threats", "About one campaign or vulnerability, for a while."},
    {"detection.dfir", "For looking into an incident."},
    {"cve.", "A vulnerability: cve.2021-44228"},
    {"car.", "An analytic of MITRE's repository: car.2013-05-002"},
    {"tlp.clear", "May be shared without limits."},
    {"tlp.green", "May be shared within the community."},
    {"tlp.amber", "May be shared with those who need it."},
};

struct Example {
    std::string_view modifier;
    std::string_view text;
};

constexpr Example exampleTable[] = {
    {"contains", "CommandLine|contains: 'sekurlsa' matches \"x.exe sekurlsa::logonpasswords\""},
    {"startswith", "Image|startswith: 'C:\\Users\\' matches \"c:\\users\\ann\\a.exe\""},
    {"endswith", "Image|endswith: '\\cmd.exe' matches \"C:\\Windows\\System32\\cmd.exe\""},
    {"all", "CommandLine|contains|all: [' -enc', ' -nop'] matches a command line that has both"},
    {"exists", "ParentImage|exists: false matches events without the field"},
    {"cased", "QueryName|cased: 'A.com' does not match \"a.com\""},
    {"neq", "Image|neq: 'a.exe' matches every other value, and events without Image"},
    {"windash", "CommandLine|contains|windash: ' -enc' matches \" /enc\", \" –enc\" and the other dashes"},
    {"re", "CommandLine|re: 'cmd\\.exe /c \\d+' matches part of the value, case included"},
    {"i", "CommandLine|re|i: 'mimikatz' matches \"MimiKatz\""},
    {"ignorecase", "CommandLine|re|ignorecase: 'mimikatz' matches \"MimiKatz\""},
    {"m", "ScriptBlockText|re|m: '^iex' matches iex at the start of any line"},
    {"multiline", "ScriptBlockText|re|multiline: '^iex' matches iex at the start of any line"},
    {"s", "ScriptBlockText|re|s: 'iex.*http' matches across lines"},
    {"dotall", "ScriptBlockText|re|dotall: 'iex.*http' matches across lines"},
    {"base64", "Field|base64: 'cmd' matches \"Y21k\""},
    {"base64offset", "CommandLine|base64offset|contains: 'http' matches the word wherever it begins in Base64 text"},
    {"wide", "CommandLine|wide|base64offset|contains: 'iex' finds the word in PowerShell's encoded commands"},
    {"utf16le", "CommandLine|utf16le|base64offset|contains: 'iex' is the same as wide"},
    {"utf16be", "Field|utf16be|base64: 'a' encodes the high byte first"},
    {"utf16", "Field|utf16|base64: 'a' puts the byte-order mark FF FE first"},
    {"lt", "DestinationPort|lt: 1024 matches 443"},
    {"lte", "DestinationPort|lte: 1023 matches 1023"},
    {"gt", "Size|gt: 1000000 matches 2000000"},
    {"gte", "Size|gte: 1000000 matches 1000000"},
    {"minute", "UtcTime|minute: 30 matches 10:30:07"},
    {"hour", "UtcTime|hour|gte: 22 matches 23:15"},
    {"day", "UtcTime|day: 1 matches the first of a month"},
    {"week", "UtcTime|week: 10 matches the tenth ISO week"},
    {"month", "UtcTime|month: 3 matches March"},
    {"year", "UtcTime|year: 2026 matches 2026"},
    {"cidr", "DestinationIp|cidr: '10.0.0.0/8' matches 10.20.4.11"},
    {"expand", "User|expand: '%admins%' is replaced by the values given for admins"},
    {"fieldref", "User|fieldref: TargetUser matches where both fields have the same value"},
};

} // namespace

std::span<const Word> topKeys() { return topKeyTable; }

std::span<const Word> logSourceKeys() { return logSourceKeyTable; }

std::span<const Word> statuses() { return statusTable; }

std::span<const Word> levels() { return levelTable; }

std::span<const Word> detectionKeys() { return detectionKeyTable; }

std::span<const Word> selectionNames() { return selectionNameTable; }

std::span<const Word> correlationKeys() { return correlationKeyTable; }

std::span<const Word> correlationTypes() { return correlationTypeTable; }

std::span<const Word> correlationConditionKeys() { return correlationConditionTable; }

std::span<const Word> filterKeys() { return filterKeyTable; }

std::span<const Word> relatedKeys() { return relatedKeyTable; }

std::span<const Word> relatedTypes() { return relatedTypeTable; }

std::span<const Word> timespans() { return timespanTable; }

std::span<const Word> otherTags() { return otherTagTable; }

const Word* find(std::span<const Word> words, std::string_view name)
{
    const auto found = std::ranges::find(words, name, &Word::name);
    return found == words.end() ? nullptr : &*found;
}

std::string_view modifierExample(std::string_view modifier)
{
    const auto found = std::ranges::find(exampleTable, modifier, &Example::modifier);
    return found == std::end(exampleTable) ? std::string_view() : found->text;
}

} // namespace rulewright::author
