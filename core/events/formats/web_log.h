// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/formats.h"

namespace rulewright::events {

/// Access logs in the common and the combined log format (Apache, nginx), under the names that Sigma's rules for web
/// servers use. `cs-uri-query` is the whole request target, as those rules mean it.
[[nodiscard]] bool looksLikeAccessLog(const FileHead& head);
[[nodiscard]] SliceReader openAccessLog(ReadContext& context);

/// W3C Extended Log Format (IIS, proxies): `#Fields:` names the columns, `-` is no value.
[[nodiscard]] bool looksLikeW3c(const FileHead& head);
[[nodiscard]] SliceReader openW3c(ReadContext& context);

/// Zeek's logs as tables: `#fields` and `#path`.
[[nodiscard]] bool looksLikeZeek(const FileHead& head);
[[nodiscard]] SliceReader openZeek(ReadContext& context);

} // namespace rulewright::events
