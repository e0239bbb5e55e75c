// SPDX-License-Identifier: Apache-2.0
#include "core/lang/spl/macros.h"

#include <algorithm>
#include <format>
#include <optional>
#include <span>

namespace rulewright::lang::spl {

namespace {

struct Place {
    std::uint32_t begin = 0;
    std::uint32_t end = 0;
};

/// A macro's call: `name` or `name(a, "b")`.
struct MacroCall {
    std::string_view name;
    std::vector<std::string_view> arguments;
};

std::string_view trimmed(std::string_view text)
{
    static constexpr std::string_view blanks = " \t\r\n";
    const std::size_t begin = text.find_first_not_of(blanks);
    if (begin == std::string_view::npos)
        return {};
    return text.substr(begin, text.find_last_not_of(blanks) - begin + 1);
}

std::string_view unquoted(std::string_view text)
{
    text = trimmed(text);
    return text.size() >= 2 && text.front() == '"' && text.back() == '"' ? text.substr(1, text.size() - 2) : text;
}

MacroCall readCall(std::string_view text)
{
    MacroCall call;
    const std::size_t open = text.find('(');
    call.name = trimmed(text.substr(0, open));
    if (open == std::string_view::npos)
        return call;
    std::string_view inner = text.substr(open + 1);
    if (const std::size_t close = inner.rfind(')'); close != std::string_view::npos)
        inner = inner.substr(0, close);
    bool isQuoted = false;
    std::size_t begin = 0;
    for (std::size_t i = 0; i <= inner.size(); ++i) {
        if (i == inner.size() || (inner[i] == ',' && !isQuoted)) {
            if (const std::string_view argument = inner.substr(begin, i - begin); !trimmed(argument).empty())
                call.arguments.push_back(unquoted(argument));
            begin = i + 1;
        } else if (inner[i] == '"') {
            isQuoted = !isQuoted;
        }
    }
    return call;
}

std::string filledIn(const Macro& macro, std::span<const std::string_view> arguments)
{
    std::string text;
    std::string_view rest = macro.definition;
    while (!rest.empty()) {
        const std::size_t begin = rest.find('$');
        const std::size_t end = begin == std::string_view::npos ? begin : rest.find('$', begin + 1);
        if (end == std::string_view::npos)
            break;
        const auto argument = std::ranges::find(macro.arguments, rest.substr(begin + 1, end - begin - 1));
        text += rest.substr(0, begin);
        if (argument == macro.arguments.end()) {
            text += '$'; // the second dollar may begin a name
            rest.remove_prefix(begin + 1);
            continue;
        }
        text += arguments[static_cast<std::size_t>(argument - macro.arguments.begin())];
        rest.remove_prefix(end + 1);
    }
    return text += rest;
}

class Expander {
public:
    explicit Expander(const MacroSource& macros)
        : m_macros(macros)
    {
    }

    /// `placeOf` gives the place of a byte range of the text.
    template <class PlaceOf> void add(std::string_view text, const PlaceOf& placeOf)
    {
        bool isQuoted = false;
        for (std::size_t i = 0; i < text.size(); ++i) {
            if (text[i] == '\\' && i + 1 < text.size()) {
                put(text[i], placeOf(i, i + 1));
                ++i;
            } else if (text[i] == '"') {
                isQuoted = !isQuoted;
            } else if (text[i] == '`' && !isQuoted) {
                if (text.substr(i).starts_with("```")) {
                    const std::size_t end = text.find("```", i + 3);
                    put(' ', placeOf(i, i + 1));
                    i = end == std::string_view::npos ? text.size() : end + 2;
                    continue;
                }
                if (const std::size_t end = text.find('`', i + 1); end != std::string_view::npos) {
                    addMacro(text.substr(i + 1, end - i - 1), placeOf(i, end + 1));
                    i = end;
                    continue;
                }
            }
            if (text[i] != macroMark)
                put(text[i], placeOf(i, i + 1));
        }
    }

    ExpandedText take() && { return std::move(m_result); }

private:
    void put(char c, Place place)
    {
        m_result.text += c;
        m_result.begins.push_back(place.begin);
        m_result.ends.push_back(place.end);
    }

    void addMacro(std::string_view text, Place place)
    {
        const MacroCall call = readCall(text);
        if (!std::ranges::contains(m_result.called, call.name, &std::pair<std::string, Span>::first))
            m_result.called.emplace_back(std::string(call.name), Span{place.begin, place.end});
        if (call.name.ends_with("_filter"))
            return leaveOpen(call.name, {}, place);
        if (m_depth >= mostMacroDepth || std::ranges::contains(m_within, call.name))
            return leaveOpen(call.name, std::format("the macro \"{}\" expands to itself", call.name), place);
        const Macro* macro = m_macros ? m_macros(call.name, call.arguments.size()) : nullptr;
        if (macro == nullptr)
            macro = builtInMacro(call.name, call.arguments.size());
        if (macro == nullptr)
            return leaveOpen(call.name, std::format("the macro \"{}\" is not defined", call.name), place);
        const std::string definition = filledIn(*macro, call.arguments);
        if (m_result.text.size() + definition.size() > mostExpandedBytes)
            return leaveOpen(call.name, std::format("the macro \"{}\" expands to too much text", call.name), place);
        ++m_depth;
        m_within.emplace_back(call.name);
        add(definition, [place](std::size_t, std::size_t) { return place; });
        m_within.pop_back();
        --m_depth;
    }

    void leaveOpen(std::string_view name, std::string reason, Place place)
    {
        const std::string mark = std::format("{}{}{}", macroMark, m_result.open.size(), macroMark);
        m_result.open.push_back({std::string(name), std::move(reason)});
        for (const char c : mark)
            put(c, place);
    }

    const MacroSource& m_macros;
    ExpandedText m_result;
    std::size_t m_depth = 0;
    std::vector<std::string> m_within;
};

} // namespace

Span ExpandedText::span(std::size_t from, std::size_t to) const
{
    const auto beginAt = [this](std::size_t at) { return at < begins.size() ? begins[at] : end; };
    if (to <= from)
        return {beginAt(from), beginAt(from)};
    return {beginAt(from), ends[std::min(to, ends.size()) - 1]};
}

ExpandedText expand(const EmbeddedText& search, const MacroSource& macros)
{
    Expander expander(macros);
    expander.add(
        search.text, [&](std::size_t begin, std::size_t end) { return Place{search.place(begin), search.place(end)}; });
    ExpandedText result = std::move(expander).take();
    result.end = search.place(search.text.size());
    return result;
}

ExpandedText expandAt(std::string_view search, Span place, const MacroSource& macros)
{
    Expander expander(macros);
    expander.add(search, [&](std::size_t, std::size_t) { return Place{place.begin, place.end}; });
    ExpandedText result = std::move(expander).take();
    result.end = place.end;
    return result;
}

const Macro* builtInMacro(std::string_view name, std::size_t arguments)
{
    const auto logSource = [](std::string_view macro, std::string_view channel) {
        return Macro{std::string(macro), {},
            std::format("(source=\"XmlWinEventLog:{0}\" OR source=\"WinEventLog:{0}\")", channel)};
    };
    static const std::vector<Macro> macros = {
        logSource("sysmon", "Microsoft-Windows-Sysmon/Operational"),
        logSource("powershell", "Microsoft-Windows-PowerShell/Operational"),
        logSource("wineventlog_security", "Security"),
        logSource("wineventlog_system", "System"),
        logSource("wineventlog_application", "Application"),
        logSource("wineventlog_task_scheduler", "Microsoft-Windows-TaskScheduler/Operational"),
        logSource("ms_defender", "Microsoft-Windows-Windows Defender/Operational"),
        logSource("applocker", "Microsoft-Windows-AppLocker/*"),
        logSource("printservice", "Microsoft-Windows-PrintService/*"),
        logSource("ntlm_audit", "Microsoft-Windows-NTLM/Operational"),
        {"security_content_summariesonly", {}, "summariesonly=false"},
        {"security_content_ctime", {"field"}, "convert ctime($field$)"},
        {"drop_dm_object_name", {"node"}, "rename $node$.* AS *"},
    };
    const auto found = std::ranges::find_if(
        macros, [&](const Macro& macro) { return macro.name == name && macro.arguments.size() == arguments; });
    return found == macros.end() ? nullptr : &*found;
}

} // namespace rulewright::lang::spl
