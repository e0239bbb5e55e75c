// SPDX-License-Identifier: Apache-2.0
#include "core/rulefile/file_kind.h"

#include "core/text/fold.h"

#include <algorithm>
#include <array>

namespace rulewright::rulefile {

namespace {

using rule::Language;

constexpr std::array<FileKind, 9> kinds = {{
    {".yml", "Sigma", Language::Sigma, true},
    {".yaml", "Sigma", Language::Sigma, true},
    {".toml", "Elastic TOML", std::nullopt, true},
    {".eql", "EQL", Language::Eql, true},
    {".kuery", "KQL", Language::Kql, true},
    {".kql", "KQL", Language::Kql, true},
    {".lucene", "Lucene", Language::Lucene, true},
    {".esql", "ES|QL", Language::Esql, true},
    {".spl", "SPL", Language::Spl, true},
}};

} // namespace

std::span<const FileKind> fileKinds() { return kinds; }

const FileKind* fileKind(std::string_view name)
{
    const auto found = std::ranges::find_if(kinds, [name](const FileKind& kind) {
        return name.size() >= kind.extension.size()
            && equalsFolded(name.substr(name.size() - kind.extension.size()), kind.extension);
    });
    return found == kinds.end() ? nullptr : &*found;
}

} // namespace rulewright::rulefile
