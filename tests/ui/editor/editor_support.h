// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/rulefile/rulefile.h"
#include "ui/editor/editor_pane.h"
#include "ui/window/theme.h"

#include <memory>
#include <string_view>

namespace rulewright::tests {

// A rule of the pictures' kind.
inline constexpr std::string_view sampleRule = R"(title: Remote access agent starts a shell
id: 5e2a2ffb-7d5c-4f5e-9b55-1c9a1a8a6f10
status: test
tags:
    - attack.t1219
logsource:
    category: process_creation
    product: windows
detection:
    selection_agent:
        ParentImage|endswith:
            - '\Velociraptor.exe'
            - '\client32.exe'
    selection_child:
        CommandLine|contains:
            - 'code-server.cmd'
            - '*.DownloadString*'
    # agents that only report their state
    filter_main_status:
        CommandLine|contains: ' --status'
    condition: selection_agent and 1 of selection_* and not 1 of filter_*
falsepositives:
    - Administrators who start scripts through the same agent
level: high
)";

inline ui::Theme lightTheme()
{
    return ui::makeTheme(ui::Scheme::Light,
        {.general = QStringLiteral("Noto Sans"), .fixed = QStringLiteral("DejaVu Sans Mono"), .baseSize = 12});
}

inline std::unique_ptr<ui::RuleDocument> documentOf(std::string_view text)
{
    auto document = std::make_unique<ui::RuleDocument>(
        [](const SourceText& source) { return rulefile::parse(source); });
    document->setContents(QStringLiteral("rule.yml"), text);
    return document;
}

} // namespace rulewright::tests
