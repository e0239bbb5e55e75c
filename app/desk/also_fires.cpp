// SPDX-License-Identifier: Apache-2.0
#include "app/desk/also_fires.h"

#include "core/corpus/built_in.h"
#include "core/corpus/profile.h"
#include "core/match/explain.h"
#include "core/rulefile/rulefile.h"
#include "core/rulefile/splunk_content.h"

#include <QtConcurrentRun>

#include <algorithm>
#include <array>

namespace rulewright::desk {

namespace {

QString text(std::string_view utf8) { return QString::fromUtf8(utf8.data(), qsizetype(utf8.size())); }

int gravity(const QString& level)
{
    static const std::array<QLatin1String, 5> levels{QLatin1String("informational"), QLatin1String("low"),
        QLatin1String("medium"), QLatin1String("high"), QLatin1String("critical")};
    const auto found = std::ranges::find(levels, level);
    return found == levels.end() ? -1 : int(found - levels.begin());
}

// "Sigma"
QString vendorWords(corpus::Vendor vendor)
{
    QString name = text(corpus::vendorName(vendor));
    if (!name.isEmpty())
        name[0] = name[0].toUpper();
    return name;
}

ui::FiredRule firedRule(corpus::RuleId id, const corpus::ProfileRule& rule)
{
    ui::FiredRule fired;
    fired.rule = quint32(id);
    fired.title = text(rule.title);
    fired.level = text(rule.level.value_or(""));
    fired.vendor = vendorWords(rule.vendor);
    QStringList techniques;
    for (const std::string& technique : rule.techniques)
        techniques << text(technique);
    fired.techniques = techniques.join(QStringLiteral(", "));
    return fired;
}

void rank(std::vector<ui::FiredRule>& rules)
{
    std::ranges::stable_sort(rules, [](const ui::FiredRule& a, const ui::FiredRule& b) {
        const int first = gravity(a.level);
        const int second = gravity(b.level);
        if (first != second)
            return first > second;
        return a.hits != b.hits ? a.hits > b.hits : a.title < b.title;
    });
}

} // namespace

// The macros and tables of a repository are looked for once, not for each of its rules.
const rulefile::SplunkContent* RuleShelf::splunkOf(const corpus::ProfileRule& rule)
{
    if (rule.vendor != corpus::Vendor::Splunk || rule.folder.empty())
        return nullptr;
    const auto [found, isNew] = m_splunk.try_emplace(rule.folder);
    if (isNew)
        found->second = rulefile::SplunkContent::near(rule.folder);
    return found->second.get();
}

const rule::Document& RuleShelf::read(const corpus::ProfileRule& rule)
{
    const auto [found, isNew] = m_documents.try_emplace(rule.folder.string() + '\n' + rule.path);
    if (isNew) {
        auto document = std::make_shared<rule::Document>();
        if (const auto source = corpus::ruleText(rule.folder, rule.path)) {
            if (auto parsed = rulefile::parse(SourceText(rule.path, *source), splunkOf(rule)); parsed.value)
                *document = *std::move(parsed.value);
        }
        found->second = std::move(document);
    }
    return *found->second;
}

ui::FiredRules RuleShelf::firing(
    const events::EventSet& events, events::EventId event, const taxonomy::Taxonomy& taxonomy, Task& task)
{
    ui::FiredRules result;
    result.event = event;
    for (std::size_t i = 0; i < m_profile->rules().size() && !task.isStopped(); ++i) {
        const corpus::ProfileRule& known = m_profile->rules()[i];
        const rule::Document& document = read(known);
        std::optional<Result<match::Explanation>> explained;
        if (known.document < document.rules.size()) {
            explained = match::explain(
                document.rules[known.document], events, event, taxonomy, {.document = &document}, nullptr, &task);
        }
        if (!explained || !*explained) {
            ++result.untested;
            continue;
        }
        ++result.tested;
        if ((*explained)->matched)
            result.rules.push_back(firedRule(corpus::RuleId(i), known));
    }
    result.events = 1;
    rank(result.rules);
    return result;
}

RuleShelf::Scan RuleShelf::scanAll(const events::EventSet& events, const taxonomy::Taxonomy& taxonomy, Task& task)
{
    Scan scan;
    std::vector<rule::RuleInDocument> rules;
    for (std::size_t i = 0; i < m_profile->rules().size() && !task.isStopped(); ++i) {
        const corpus::ProfileRule& known = m_profile->rules()[i];
        const rule::Document& document = read(known);
        if (known.document >= document.rules.size()) {
            ++scan.untested;
            continue;
        }
        rules.push_back({&document.rules[known.document], &document});
        scan.ids.push_back(corpus::RuleId(i));
    }
    rule::RuleSet loaded;
    for (const auto& [path, document] : m_documents)
        loaded.add(document);
    scan.report = match::scan(rules, loaded, events, taxonomy, {}, nullptr, task);
    scan.untested += scan.report.failed.size() + scan.report.noQuery;
    return scan;
}

ui::FiredRules RuleShelf::scan(const events::EventSet& events, const taxonomy::Taxonomy& taxonomy, Task& task)
{
    const Scan scan = scanAll(events, taxonomy, task);
    ui::FiredRules result;
    result.events = events.size();
    result.untested = scan.untested;
    result.tested = m_profile->rules().size() - std::min<quint64>(result.untested, m_profile->rules().size());
    for (const match::ScanHit& hit : scan.report.hits) {
        const corpus::RuleId id = scan.ids[hit.rule];
        ui::FiredRule& fired = result.rules.emplace_back(firedRule(id, m_profile->rule(id)));
        fired.hits = hit.matched;
        fired.isApproximate = hit.isApproximate;
    }
    rank(result.rules);
    return result;
}

AlsoFires::AlsoFires(std::shared_ptr<const taxonomy::Taxonomy> taxonomy, QObject* parent)
    : QObject(parent)
    , m_taxonomy(std::move(taxonomy))
{
    m_pool.setMaxThreadCount(1);
}

AlsoFires::~AlsoFires()
{
    if (m_task)
        m_task->stop();
    m_pool.waitForDone();
}

void AlsoFires::setProfile(const ProfilePtr& profile)
{
    m_shelf = profile ? std::make_shared<RuleShelf>(profile) : nullptr;
    restart();
}

void AlsoFires::setEvent(const EventSetPtr& events, events::EventId event)
{
    if (events == m_events && event == m_event)
        return;
    const bool isSame = m_isOfAll && events == m_events;
    m_events = events;
    m_event = event;
    if (!isSame)
        restart();
}

void AlsoFires::setOfAll(bool isOfAll)
{
    if (isOfAll == m_isOfAll)
        return;
    m_isOfAll = isOfAll;
    restart();
}

void AlsoFires::setLookedAt(bool isLookedAt)
{
    m_isLookedAt = isLookedAt;
    start();
}

void AlsoFires::restart()
{
    m_isKnown = false;
    if (m_task)
        m_task->stop();
    emit found(nullptr);
    start();
}

void AlsoFires::start()
{
    const bool hasEvent = m_events
        && (m_isOfAll ? m_events->size() > 0
                      : events::index(m_event) < m_events->size() && m_event != events::EventId::None);
    if (m_task || m_isKnown || !m_isLookedAt || !m_shelf || !hasEvent)
        return;
    m_task = std::make_shared<Task>();
    QtConcurrent::run(&m_pool,
        [shelf = m_shelf, events = m_events, event = m_event, isOfAll = m_isOfAll, taxonomy = m_taxonomy,
            task = m_task] {
            return std::make_shared<const ui::FiredRules>(
                isOfAll ? shelf->scan(*events, *taxonomy, *task) : shelf->firing(*events, event, *taxonomy, *task));
        })
        .then(this, [this, task = m_task](const ui::FiredRulesPtr& rules) {
            m_task.reset();
            if (!task->isStopped()) {
                m_isKnown = true;
                emit found(rules);
            }
            start();
            if (!m_task)
                emit settled();
        });
}

} // namespace rulewright::desk
