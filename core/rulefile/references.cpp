// SPDX-License-Identifier: Apache-2.0
#include "core/rulefile/references.h"

#include "core/text/diagnostic_codes.h"
#include "core/text/fold.h"

#include <algorithm>
#include <cstdint>
#include <format>
#include <string>
#include <unordered_map>
#include <variant>
#include <vector>

namespace rulewright::rulefile {

namespace {

// Finds references that lead back to a correlation that is being followed, going deep first without recursion: a file
// may hold a chain of thousands.
class Cycles {
public:
    Cycles(const rule::Document& document, Diagnostics& found)
        : m_document(document)
        , m_found(found)
    {
        for (const rule::Rule& rule : document.rules) {
            if (rule.metadata.name)
                m_byName.try_emplace(rule.metadata.name->text, &rule);
        }
        for (const rule::Rule& rule : document.rules) {
            if (rule.metadata.id)
                m_byId.try_emplace(folded(rule.metadata.id->text), &rule);
        }
    }

    void find()
    {
        for (const rule::Rule& rule : m_document.rules)
            follow(&rule);
    }

    [[nodiscard]] const rule::Rule* target(const std::string& reference) const
    {
        if (const auto found = m_byId.find(folded(reference)); found != m_byId.end())
            return found->second;
        const auto found = m_byName.find(reference);
        return found == m_byName.end() ? nullptr : found->second;
    }

private:
    enum class State : std::uint8_t { New, Open, Done };

    struct Step {
        const rule::Rule* rule;
        std::size_t next = 0;
    };

    void open(const rule::Rule* rule)
    {
        if (std::holds_alternative<rule::Correlation>(rule->body)) {
            m_states[rule] = State::Open;
            m_path.push_back({rule});
        }
    }

    void follow(const rule::Rule* rule)
    {
        if (m_states[rule] == State::New)
            open(rule);
        while (!m_path.empty()) {
            Step& step = m_path.back();
            const auto& references = std::get<rule::Correlation>(step.rule->body).rules;
            if (step.next == references.size()) {
                m_states[step.rule] = State::Done;
                m_path.pop_back();
                continue;
            }
            const rule::Located& reference = references[step.next++];
            const rule::Rule* found = target(reference.text);
            if (found == nullptr || m_states[found] == State::Done)
                continue;
            if (m_states[found] == State::New) {
                open(found);
                continue;
            }
            m_found.push_back({Severity::Error, codes::sigmaReferenceCyclic, reference.span,
                std::format("\"{}\" leads back to this correlation: name another rule", toValidUtf8(reference.text)),
                {}});
        }
    }

    const rule::Document& m_document;
    Diagnostics& m_found;
    std::unordered_map<std::string, const rule::Rule*> m_byId;
    std::unordered_map<std::string, const rule::Rule*> m_byName;
    std::unordered_map<const rule::Rule*, State> m_states;
    std::vector<Step> m_path;
};

} // namespace

Diagnostics unknownReferences(
    const rule::Document& document, const std::function<bool(std::string_view idOrName)>& isKnownElsewhere)
{
    Diagnostics found;
    Cycles cycles(document, found);
    const auto check = [&](const std::vector<rule::Located>& references) {
        for (const rule::Located& reference : references) {
            if (cycles.target(reference.text) != nullptr || isKnownElsewhere(reference.text))
                continue;
            found.push_back({Severity::Error, codes::sigmaReferenceUnknown, reference.span,
                std::format("No rule has the id or name \"{}\": correct it, or load the rule that has it",
                    toValidUtf8(reference.text)),
                {}});
        }
    };
    // An alias is for rules that the correlation joins: named as there, or by their other name.
    const auto checkAliases = [&](const rule::Correlation& correlation) {
        for (const rule::Correlation::Alias& alias : correlation.aliases) {
            for (const auto& [reference, field] : alias.fields) {
                const rule::Rule* named = cycles.target(reference.text);
                const bool isJoined = std::ranges::any_of(correlation.rules, [&](const rule::Located& joined) {
                    return joined.text == reference.text || (named != nullptr && cycles.target(joined.text) == named)
                        || (cycles.target(joined.text) == nullptr && isKnownElsewhere(reference.text));
                });
                if (isJoined)
                    continue;
                found.push_back({Severity::Error, codes::sigmaReferenceUnknown, reference.span,
                    std::format("\"{}\" is none of the rules that this correlation joins: name one of them",
                        toValidUtf8(reference.text)),
                    {}});
            }
        }
    };
    for (const rule::Rule& rule : document.rules) {
        if (const auto* correlation = std::get_if<rule::Correlation>(&rule.body)) {
            check(correlation->rules);
            checkAliases(*correlation);
        } else if (const auto* filter = std::get_if<rule::FilterDocument>(&rule.body)) {
            check(filter->rules);
        }
    }
    cycles.find();
    return found;
}

} // namespace rulewright::rulefile
