// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "core/events/formats.h"
#include "core/events/record_names.h"

#include <string_view>

namespace rulewright::events {

/// The log of Linux' audit daemon. Each line, which is one record, is an event: Sigma's rules for auditd name the type
/// of one record and its fields, and never join two.
[[nodiscard]] bool looksLikeAudit(const FileHead& head);
[[nodiscard]] SliceReader openAudit(ReadContext& context);

/// Whether the text begins as a record does: type=NAME msg=audit(…), perhaps behind node=NAME.
[[nodiscard]] bool isAuditRecord(std::string_view text);

/// Adds a record's fields: those of the inner msg='…' and of the enriched part as well. What the daemon writes in
/// hexadecimal because it holds blanks or quotes (arguments, paths, PROCTITLE) is decoded.
void addAuditRecord(std::string_view text, RecordNames& names);

} // namespace rulewright::events
