// SPDX-License-Identifier: Apache-2.0
#include "core/match/scope_test.h"

#include "core/events/source_kind.h"
#include "core/match/arena_scan.h"
#include "core/text/fold.h"

#include <algorithm>
#include <array>
#include <format>

namespace rulewright::match {

namespace {

using Verdict = ScopeTest::Verdict;
using Pairs = std::vector<std::pair<std::string, std::uint32_t>>;

constexpr std::array<std::string_view, 2> systems{"windows", "linux"};

bool accepts(const Matcher& matcher, std::string_view text) { return matchesValue(matcher, text, folded(text)); }

/// The words of the catalogue that lead to events: "windows process" → process.
Pairs eventsOfCategories(const Matcher& matcher, const taxonomy::Taxonomy& taxonomy)
{
    Pairs pairs;
    for (const taxonomy::EventType& event : taxonomy.events()) {
        for (const std::string& way : event.elastic) {
            for (const std::string_view system : systems) {
                if (!way.starts_with(std::format("{} ", system)))
                    continue;
                if (accepts(matcher, std::string_view(way).substr(system.size() + 1)))
                    pairs.emplace_back(folded(event.provider), event.id);
            }
        }
    }
    std::ranges::sort(pairs);
    const auto repeated = std::ranges::unique(pairs);
    pairs.erase(repeated.begin(), repeated.end());
    return pairs;
}

/// Words of index patterns and data sets, and the product whose logs they are.
struct ProductWord {
    std::string_view word;
    std::string_view product;
};

constexpr std::array productWords{ProductWord{"winlogbeat", "windows"}, ProductWord{"windows", "windows"},
    ProductWord{"sysmon_operational", "windows"}, ProductWord{"winlog", "windows"},
    ProductWord{"powershell", "windows"}, ProductWord{"powershell_operational", "windows"},
    ProductWord{"forwarded", "windows"}, ProductWord{"sysmon", "windows"}, ProductWord{"sysmon_linux", "linux"},
    ProductWord{"auditbeat", "linux"}, ProductWord{"auditd", "linux"}, ProductWord{"auditd_manager", "linux"},
    ProductWord{"cloud_defend", "linux"}, ProductWord{"syslog", "linux"}, ProductWord{"auth", "linux"},
    ProductWord{"jamf_protect", "macos"}, ProductWord{"apm", "other"}, ProductWord{"traces", "other"},
    ProductWord{"packetbeat", "other"}, ProductWord{"network_traffic", "other"}, ProductWord{"zeek", "other"},
    ProductWord{"suricata", "other"}, ProductWord{"panw", "other"}, ProductWord{"fortinet", "other"},
    ProductWord{"fortinet_fortigate", "other"}, ProductWord{"aws", "other"}, ProductWord{"aws_bedrock", "other"},
    ProductWord{"azure", "other"}, ProductWord{"azure_openai", "other"}, ProductWord{"gcp", "other"},
    ProductWord{"google_workspace", "other"}, ProductWord{"okta", "other"}, ProductWord{"o365", "other"},
    ProductWord{"github", "other"}, ProductWord{"kubernetes", "other"}, ProductWord{"nginx", "other"},
    ProductWord{"apache", "other"}, ProductWord{"apache_tomcat", "other"}, ProductWord{"iis", "other"},
    ProductWord{"cyberarkpas", "other"}, ProductWord{"problemchild", "windows"}};

/// The product that the words of an index pattern or data set name; nothing where they name none.
std::optional<std::string_view> productOf(std::string_view text)
{
    const std::string name = folded(text);
    std::optional<std::string_view> product;
    for (std::size_t at = 0; at < name.size();) {
        const std::size_t end = std::min(name.find_first_of("-.*:,", at), name.size());
        const std::string_view word = std::string_view(name).substr(at, end - at);
        const auto found = std::ranges::find(productWords, word, &ProductWord::word);
        if (found != productWords.end())
            product = found->product;
        // system.auth and system.syslog are Linux's, system.security and its like Windows'.
        if (word == "system" && !product && end < name.size() && name[end] == '.')
            product = "windows";
        at = end + 1;
    }
    return product;
}

/// By the kind of log that the reader recognised; nothing where that tells no product.
std::string_view productOf(const Identity& identity)
{
    std::string_view kind = events::sourceKindName(identity.kind);
    constexpr std::string_view ecs = "ecs-";
    if (kind.starts_with(ecs))
        kind.remove_prefix(ecs.size());
    for (const std::string_view product : {"windows", "linux", "macos"}) {
        if (kind.starts_with(product))
            return product;
    }
    return kind.empty() || kind == "other" ? std::string_view() : std::string_view("other");
}

std::vector<std::string> acceptedProducts(const Matcher& matcher)
{
    std::vector<std::string> products;
    for (const std::string_view product : {"windows", "linux", "macos"}) {
        if (accepts(matcher, product))
            products.emplace_back(product);
    }
    return products;
}

/// Splunk's data sources: the catalogue has those of Windows' events; others are no event that tells its provider.
void setDataSource(ScopeTest& result, const std::string& source, const taxonomy::Taxonomy& taxonomy)
{
    Pairs pairs;
    for (const taxonomy::EventType& event : taxonomy.events()) {
        if (std::ranges::any_of(event.splunk, [&](const std::string& way) { return equalsFolded(way, source); }))
            pairs.emplace_back(folded(event.provider), event.id);
    }
    std::ranges::sort(pairs);
    const std::string name = folded(source);
    const bool isWindows = name.starts_with("windows") || name.starts_with("powershell")
        || (name.starts_with("sysmon") && !name.starts_with("sysmon for linux"));
    if (!pairs.empty())
        result.events = std::move(pairs);
    else
        result.products = std::vector<std::string>{isWindows ? "windows" : name.contains("linux") ? "linux" : "other"};
}

/// The events of a data model's data set, as far as Elastic's words for them lead to any.
void setDataModel(ScopeTest& result, std::string_view model, const taxonomy::Taxonomy& taxonomy)
{
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 6> words{
        {{"Processes", "process"}, {"Registry", "registry"}, {"Filesystem", "file"}, {"DNS", "dns"},
            {"All_Traffic", "network"}, {"Authentication", "authentication"}}};
    const std::string_view set = model.substr(model.rfind('.') + 1); // npos + 1 is 0
    const std::string_view meant = set == "Network_Resolution" ? "DNS" : set == "Network_Traffic" ? "All_Traffic" : set;
    const auto found = std::ranges::find(words, meant, &std::pair<std::string_view, std::string_view>::first);
    if (found == words.end())
        return;
    TextMatcher word;
    GlobBuilder builder;
    builder.literal(found->second);
    word.globs.push_back(std::move(builder).build());
    if (Pairs pairs = eventsOfCategories(Matcher(std::move(word)), taxonomy); !pairs.empty())
        result.events = std::move(pairs);
}

/// Splunk's source types and sources: XmlWinEventLog:Security is the channel Security.
void setSourceType(ScopeTest& result, const std::string& text, const Matcher& matcher)
{
    const std::string name = folded(text);
    if (name == "wineventlog" || name == "xmlwineventlog" || name == "*wineventlog") {
        result.products = {"windows"};
    } else if (name.contains("wineventlog:")) {
        result.channel = matcher;
        result.isSourceType = true;
    } else if (name.starts_with("sysmon:linux") || name.starts_with("syslog:linux") || name.starts_with("linux")
        || name.starts_with("auditd")) {
        result.products = {"linux"};
    } else if (name.find_first_of(":") != std::string::npos && !name.contains('*') && !name.contains("win")) {
        result.products = {"other"}; // aws:cloudtrail, o365:management:activity
    }
}

bool isOneOf(std::string_view name, std::initializer_list<std::string_view> names)
{
    return std::ranges::contains(names, name);
}

template <class Accept> Bitmap rowsOf(const ScopeTest& test, const LeafContext& context, Accept&& accept)
{
    const std::shared_ptr<const IdentityClasses> known = identityClasses(*context.segment);
    const IdentityClasses& classes = *known;
    std::vector<std::uint8_t> accepted;
    for (const Identity& identity : classes.identities)
        accepted.push_back(accept(test.decide(identity)) ? 1 : 0);
    ValueBits bits = noBits(context.segment->rows);
    for (std::uint32_t row = 0; row < classes.ofRow.size(); ++row)
        bits[row / 64] |= std::uint64_t{accepted[classes.ofRow[row]]} << (row % 64);
    return Bitmap::fromWords(context.segment->rows, bits);
}

} // namespace

Verdict ScopeTest::decide(const Identity& identity) const
{
    const auto verdict = [](bool fits) { return fits ? Verdict::True : Verdict::False; };
    if (identity.view().isUnknown())
        return Verdict::Undecided;
    if (events) {
        if (identity.provider.empty() || !identity.id)
            return Verdict::Undecided;
        return verdict(std::ranges::binary_search(*events, std::pair(folded(identity.provider), *identity.id)));
    }
    if (products) {
        const std::string_view product = productOf(identity);
        return product.empty() ? Verdict::Undecided : verdict(std::ranges::contains(*products, product));
    }
    if (channel && !identity.channel.empty()) {
        if (!isSourceType)
            return verdict(accepts(*channel, identity.channel));
        return verdict(accepts(*channel, "WinEventLog:" + identity.channel)
            || accepts(*channel, "XmlWinEventLog:" + identity.channel));
    }
    if (channel) { // only Windows' logs have channels
        const std::string_view product = productOf(identity);
        return product.empty() || product == "windows" ? Verdict::Undecided : Verdict::False;
    }
    return Verdict::Undecided;
}

std::shared_ptr<const ScopeTest> scopeTest(
    const rule::Test& test, const rule::Value& value, const Matcher& matcher, const taxonomy::Taxonomy& taxonomy)
{
    auto result = std::make_shared<ScopeTest>();
    const std::string& name = lookupName(test.field);
    result->key = std::format("{}\x1F{}\x1F{}", name, rule::operatorName(test.op), rule::scalarText(value.scalar));
    result->isApproximate = true;
    if (test.op == rule::Op::Exists || std::holds_alternative<rule::Null>(value.scalar))
        return result;
    if (name == "event.category") {
        if (Pairs pairs = eventsOfCategories(matcher, taxonomy); !pairs.empty())
            result->events = std::move(pairs);
    } else if (isOneOf(name, {"host.os.type", "host.os.family"})) {
        if (std::vector<std::string> products = acceptedProducts(matcher); !products.empty() || name == "host.os.type")
            result->products = std::move(products); // a family of Linux is no product
    } else if (isOneOf(name, {"winlog.channel", "Channel"})) {
        result->channel = matcher;
    } else if (isOneOf(name, {"_index", "index", "event.dataset", "data_stream.dataset", "event.module"})) {
        if (const auto product = productOf(rule::scalarText(value.scalar)))
            result->products = std::vector{std::string(*product)};
        else
            result->isApproximate = false;
    } else if (name == "data_source") {
        setDataSource(*result, rule::scalarText(value.scalar), taxonomy);
    } else if (name == "datamodel") {
        setDataModel(*result, rule::scalarText(value.scalar), taxonomy);
    } else if (isOneOf(name, {"source", "sourcetype"})) {
        setSourceType(*result, rule::scalarText(value.scalar), matcher);
    } else if (isOneOf(name, {"event.kind", "agent.type", "data_stream.type"})) {
        result->isApproximate = false;
    }
    return result;
}

BitmapPointer scopeTestRows(const ScopeTest& test, bool isNegative, const LeafContext& context)
{
    return cached(
        context, [&] { return std::format("scope test\x1F{}\x1F{}", isNegative, test.key); },
        [&] {
            return rowsOf(test, context,
                [&](Verdict verdict) { return verdict != (isNegative ? Verdict::True : Verdict::False); });
        });
}

BitmapPointer undecidedRows(const ScopeTest& test, const LeafContext& context)
{
    if (!test.isApproximate)
        return std::make_shared<const Bitmap>(context.segment->rows);
    return cached(
        context, [&] { return std::format("undecided\x1F{}", test.key); },
        [&] { return rowsOf(test, context, [](Verdict verdict) { return verdict == Verdict::Undecided; }); });
}

} // namespace rulewright::match
