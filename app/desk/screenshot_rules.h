// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace rulewright::desk {

// A draft that is too narrow: near misses say what would widen it, the guide what each value would do at the caret.
inline constexpr const char* draft = R"(title: Remote Access Tool In A User's Folder
id: 5b0c1f7e-6a53-4b0f-9d1c-2f6a0e7d3c11
status: experimental
description: Detects remote access tools that start in a folder of a user
author: You
date: 2026-11-28
tags:
    - attack.command-and-control
    - attack.t1219
logsource:
    category: process_creation
    product: windows
detection:
    selection_tool:
        Image|endswith:
            - '\AnyDesk.exe'
            - '\TeamViewer.exe'
    selection_place:
        CurrentDirectory|contains:
            - '\Users\'
            - '\ProgramData\'
    filter_main_support:
        ParentImage|endswith: '\explorer.exe'
    condition: all of selection_* and not 1 of filter_main_*
level: medium
)";

// A rule that hits too much: what can be excluded, and what of it how many exclusions take away.
inline constexpr const char* noisy = R"(title: PowerShell Started
id: 8d2f6a41-3c70-4be5-9a17-6f0b2f5d9e02
status: experimental
description: Detects any start of PowerShell
author: You
date: 2026-11-28
tags:
    - attack.execution
    - attack.t1059.001
logsource:
    category: process_creation
    product: windows
detection:
    selection:
        Image|endswith:
            - '\powershell.exe'
            - '\pwsh.exe'
    condition: selection
level: low
)";

// Failed logons, counted by who tries and from where.
inline constexpr const char* failedLogons = R"(title: Failed Logon
id: 0f7d2a61-33a5-4a7e-b1b2-7f0f9c1f5a01
name: failed_logon
status: experimental
logsource:
    product: windows
    service: security
detection:
    selection:
        EventID: 4625
    condition: selection
level: informational
---
title: Several Failed Logons Of One User
id: 2c6c3a50-8a0c-4d1e-8f0a-8a54a5b3d102
status: experimental
correlation:
    type: event_count
    rules:
        - failed_logon
    group-by:
        - Computer
        - TargetUserName
    timespan: 15m
    condition:
        gte: 6
level: medium
)";

inline constexpr const char* splunkSearch = R"(name: Remote Access Tool Installed Silently
id: 8a7c6b10-1f64-4c4b-9a0a-6f0d6f1f2b01
version: 1
date: '2026-11-28'
author: Rulewright
status: production
type: TTP
description: Detects remote access tools that are installed without asking the user.
data_source:
- Sysmon EventID 1
search: '| tstats count min(_time) as firstTime max(_time) as lastTime from datamodel=Endpoint.Processes
  where Processes.process_name IN ("AnyDesk.exe", "ScreenConnect.ClientService.exe") Processes.process="*--install*"
  NOT Processes.parent_process_name="services.exe" by Processes.dest Processes.user Processes.process_name
  Processes.process | rename "Processes.*" as "*"'
how_to_implement: Process creations with command lines are needed.
known_false_positives: Support that installs the tool.
references: []
tags:
  analytic_story: []
  asset_type: Endpoint
  mitre_attack_id:
  - T1219
  product:
  - Splunk Enterprise
  security_domain: endpoint
)";

} // namespace rulewright::desk
