// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/text/quotes.h"
#include "core/world/recorder.h"

#include <string>
#include <string_view>

namespace rulewright::world {

/// The members of a JSON object, in the order added.
class Members {
public:
    Members& text(std::string_view name, std::string_view value) { return add(name, quoted(value)); }

    Members& number(std::string_view name, std::int64_t value) { return add(name, std::to_string(value)); }

    /// A value that is JSON already.
    Members& json(std::string_view name, std::string_view value) { return add(name, value); }

    Members& boolean(std::string_view name, bool value) { return add(name, value ? "true" : "false"); }

    [[nodiscard]] std::string take() { return std::move(m_text); }

private:
    /// A seed decides every byte, and labels that users gave are found by these bytes.
    static std::string quoted(std::string_view text) { return inQuotes(text, Escapes::Codes); }

    Members& add(std::string_view name, std::string_view value)
    {
        if (!m_text.empty())
            m_text += ',';
        m_text += quoted(name);
        m_text += ':';
        m_text += value;
        return *this;
    }

    std::string m_text;
};

/// As Sysmon writes times into its data: 2026-03-02 07:14:05.123
[[nodiscard]] std::string utcTime(Micros time);

[[nodiscard]] std::string hexadecimal(std::uint64_t value);

/// Digits that look like the hashes of a program: the same everywhere, and no hash of any file.
[[nodiscard]] std::string hashes(std::string_view image, const Program& program);

[[nodiscard]] std::string logonGuid(const Session& session);

} // namespace rulewright::world
